"""House notes become sources that say they are notes, and sentences that hold their figures."""

from __future__ import annotations

import io
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.passage import Role, TextKind
from probatum.records.source import Author, Identifiers, Standing
from probatum.sources.figures import with_figures
from probatum.sources.notes import DEPENDABLE_HOSTS, LONGEST_LINE, read_notes, role_of
from probatum.sources.reader import Read, Refused

_NOTE = {
    "id": "ex-001",
    "title": "A cohort of something",
    "authors": ["Kim MS", "van der Meulen MFG", "Example Study Group", "et al."],
    "journal": "Journal of Examples",
    "year": 2024,
    "volume_pages": "43(11):3379-3387",
    "doi": "https://doi.org/10.1234/ABC",
    "pmid": "123",
    "pmcid": "PMC77",
    "issuer": "A Society",
    "url": "https://doi.org/10.1234/abc",
    "publication_type": "cohort",
    "summary": "A cohort in which most relapsed.",
    "key_facts": [
        {
            "statement": "Relapse in 65 of 105.",
            "figures": ["105", "65", "62%"],
            "locator": "abstract, results",
        },
        {"statement": "Adults only", "figures": [], "locator": "abstract, methods"},
    ],
    "population": "105 adults with something",
    "tags": ["relapse", "superseded"],
    "text_seen": "abstract",
    "retrieved_from": "https://mirror.example/123",
    "also_seen_at": ["https://mirror.example/124"],
}


def _read(*notes: object) -> list[Read | Refused]:
    body = b"\n".join(note if isinstance(note, bytes) else orjson.dumps(note) for note in notes)
    return list(read_notes(io.BytesIO(body), origin="notes.jsonl"))


def _one(note: object) -> Read:
    (read,) = _read(note)
    assert isinstance(read, Read)
    return read


def test_every_field_of_the_work_is_kept() -> None:
    read = _one(_NOTE)
    source = read.source
    assert (read.reader, read.place) == ("note", "line 1")
    assert source.identifiers == Identifiers(
        pmid="123", pmcid="PMC77", doi="10.1234/abc", other=(("note", "ex-001"),)
    )
    assert source.authors == (
        Author(family="Kim", given="MS"),
        Author(family="van der Meulen", given="MFG"),
        Author(collective="Example Study Group"),
        Author(collective="et al."),
    )
    assert (source.journal, source.volume, source.issue, source.pages, source.published) == (
        "Journal of Examples", "43", "11", "3379-3387", "2024",
    )  # fmt: skip
    assert (source.title, source.issuer, source.population) == (
        "A cohort of something", "A Society", "105 adults with something",
    )  # fmt: skip
    assert (source.publication_types, source.keywords) == (("cohort",), ("relapse", "superseded"))
    assert (source.house, source.standing) == (True, Standing.SUPERSEDED)


def test_the_text_has_a_line_for_each_fact_and_says_where_it_was_read() -> None:
    document = _one(_NOTE).document
    assert document is not None
    assert document.kind is TextKind.NOTE
    lines = [(document.text[part.start : part.end], part.section, part.role) for part in document.parts]
    assert lines == [
        ("A cohort in which most relapsed.", "Summary", None),
        ("Relapse in 65 of 105 (62%).", "Key facts › abstract, results", Role.RESULTS),
        ("Adults only.", "Key facts › abstract, methods", Role.METHODS),
        ("105 adults with something.", "Population", None),
        ("abstract", "What was read", None),
    ]
    assert document.text == "\n".join(line for line, _, _ in lines)


def test_where_a_copy_was_read_is_never_kept() -> None:
    read = _one({**_NOTE, "url": "https://mirror.example/123"})
    assert read.source.url is None
    assert "mirror.example" not in repr(read)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://acrabstracts.org/?p=1", True),  # a copy was read there, and it is the society's own
        ("https://intranet.example/protocol", True),  # stated, and no copy was read there
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
    ],
)
def test_an_address_is_kept_where_it_can_be_depended_on(url: str, kept: bool) -> None:
    read = _one({**_NOTE, "url": url, "retrieved_from": "https://acrabstracts.org/?p=1"})
    assert read.source.url == (url if kept else None)


def test_bad_lines_are_refused_with_their_place_and_the_rest_is_read() -> None:
    long = b'{"id": "x", "summary": "' + b"a" * LONGEST_LINE + b'"}'
    answers = _read(b"{", b"", [], {"summary": "no id"}, {"id": "e"}, long, b'\xff\xfe{"id"}', _NOTE)
    assert [answer.place for answer in answers] == [
        "line 1", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8",
    ]  # fmt: skip
    assert [isinstance(answer, Read) for answer in answers] == [False] * 6 + [True]
    assert [answer.reason for answer in answers[1:5] if isinstance(answer, Refused)] == [
        "not a JSON object",
        'no "id"',
        'neither a "summary" nor "key_facts"',
        f"longer than {LONGEST_LINE} bytes",
    ]


def test_fields_of_the_wrong_kind_do_no_harm() -> None:
    odd = {
        "id": 7, "title": ["x"], "authors": "Kim", "year": "soon", "key_facts": [3, {"figures": [1]}, {}],
        "summary": "Read\x00 me\r\nplease", "tags": {"a": 1}, "population": None, "url": 5,
        "volume_pages": 12,
    }  # fmt: skip
    read = _one(odd)
    assert read.document is not None
    assert read.document.text == "Read me please"
    assert (read.source.title, read.source.authors, read.source.published, read.source.pages) == (
        None, (), None, None,
    )  # fmt: skip
    assert read.source.volume == "12"


@pytest.mark.parametrize(
    ("statement", "figures", "population", "expected"),
    [
        (
            "Adjusted: immunosuppressant use before relapse was associated with fewer relapses.",
            ["HR 0.50", "95% CI 0.29-0.86", "P = 0.013"],
            "",
            "Adjusted: immunosuppressant use before relapse was associated with fewer relapses "
            "(HR 0.50, 95% CI 0.29-0.86, P = 0.013).",
        ),
        ("In 33 patients.", ["53", "33", "65%"], "53 adults", "In 33 patients (n = 53, 65%)."),
        ("New: 6%.", ["25", "6%"], "25 observational studies", "New: 6% (25 studies)."),
        ("Nine of ten died.", ["9", "10", "90%"], "", "Nine of ten died (90%)."),
        (
            "Course: one phase 84, many 67, continuous 55 of 206.",
            ["206", "84", "40.8%", "67", "32.5%", "55", "26.7%"],
            "",
            "Course: one phase 84 (40.8%), many 67 (32.5%), continuous 55 (26.7%) of 206.",
        ),
        (
            "Primary outcome 13.1% v 16.9%.",
            ["432", "3304", "13.1%", "558", "3305", "16.9%", "HR 0.72", "95% CI 0.64-0.82"],
            "",
            "Primary outcome 13.1% (432/3304) v 16.9% (558/3305) (HR 0.72, 95% CI 0.64-0.82).",
        ),
        (
            "v warfarin: stroke HR 0.75, bleeding HR 0.99.",
            ["HR 0.75", "0.64-0.85", "HR 0.99", "0.91-1.07"],
            "",
            "v warfarin: stroke HR 0.75 (0.64-0.85), bleeding HR 0.99 (0.91-1.07).",
        ),
        (
            "Bleeding: RR 0.67 at 0-1 and 0.85 at 2.",
            ["RR 0.67", "95% CI 0.57-0.79", "RR 0.85", "95% CI 0.74-0.98"],
            "",
            "Bleeding: RR 0.67 (95% CI 0.57-0.79) at 0-1 and 0.85 (95% CI 0.74-0.98) at 2.",
        ),
        ("At 1, 2 and 5 years: 32, 44 and 47%.", ["32%", "44%"], "", "At 1, 2 and 5 years: 32, 44 and 47%."),
        ("Age, sex.", ["HR 1.05", "HR 3.68", "P = 0.01"], "", "Age, sex (HR 1.05; HR 3.68, P = 0.01)."),
        ("17 of 60 (28%).", ["60", "17/60", "28%"], "", "17 of 60 (28%)."),
        ("NNT 22.", ["NNT = 22"], "", "NNT 22."),
        ("No point", [], "", "No point."),
        ("Taper (strong).", ["grade 1B", "96% agreement"], "", "Taper (strong; grade 1B, 96% agreement)."),
        ("Normal in 34% (placebo).", ["34%", "33"], "", "Normal in 34% (placebo)."),
        ("RR 0.93.", ["50,578", "RR 0.93"], "Three trials, 50,578 patients", "RR 0.93 (n = 50,578)."),
        ("Thirty-five were made.", ["35"], "", "Thirty-five were made."),
        ("ILD in 43; weak 37.", ["43", "61%", "37", "52%"], "71 adults", "ILD in 43 (61%); weak 37 (52%)."),
        ("37 of 81 (46%); 26 weeks.", ["149", "81", "54%", "37", "46%", "26"], "149 adults",
         "37 of 81 (46%); 26 weeks (n = 149, 54%)."),
    ],
)  # fmt: skip
def test_figures_stand_where_they_belong(
    statement: str, figures: list[str], population: str, expected: str
) -> None:
    assert with_figures(statement, figures, population=population) == expected


_FIGURE = st.from_regex(r"(HR |95% CI )?[0-9]{1,3}(\.[0-9])?(-[0-9]\.[0-9])?%?", fullmatch=True)


@given(
    st.text("abc 0123456789.,%-/()HR", min_size=1, max_size=40).map(str.strip).filter(bool),
    st.lists(_FIGURE, max_size=6),
)
def test_every_word_of_the_statement_stays_in_its_order(statement: str, figures: list[str]) -> None:
    """Setting figures in only inserts: the statement is a subsequence of the sentence."""
    sentence = iter(with_figures(statement, figures))
    assert all(letter in sentence for letter in statement)


def test_a_statement_of_any_length_takes_no_time() -> None:
    assert with_figures("HR 1 " * 200_000 + "end.", ["HR 2", "1%"]).endswith("end (HR 2, 1%).")


@given(st.lists(st.sampled_from(["HR 0.50", "95% CI 0.29-0.86", "P = 0.013", "44 weeks"]), unique=True))
def test_no_figure_is_lost(figures: list[str]) -> None:
    sentence = with_figures("Fewer relapsed.", figures)
    assert all(figure in sentence for figure in figures)


@pytest.mark.parametrize(
    ("locator", "role"),
    [
        ("abstract, results", Role.RESULTS),
        ("abstract, findings", Role.RESULTS),
        ("abstract, methods", Role.METHODS),
        ("abstract, conclusion", Role.CONCLUSIONS),
        ("introduction", Role.BACKGROUND),
        ("abstract, results and conclusion", None),
        ("abstract", None),
        ("", None),
    ],
)
def test_a_role_is_read_from_the_place_only_where_it_is_plain(locator: str, role: Role | None) -> None:
    assert role_of(locator) == role


def test_the_shipped_starter_library_reads_whole(root: Path) -> None:
    """Every line is read, every work can be found again, and no note comes twice."""
    files = sorted((root / "src/probatum/starter").glob("*.jsonl"))
    counts, seen = {}, []
    for file in files:
        with file.open("rb") as stream:
            answers = list(read_notes(stream, origin=file.name))
        assert all(isinstance(answer, Read) for answer in answers)
        counts[file.stem] = len(answers)
        for answer in answers:
            assert isinstance(answer, Read)
            ids = answer.source.identifiers
            host = (answer.source.best_url or "").split("/")[2]
            assert ids.pmid or ids.doi or ids.pmcid or host in DEPENDABLE_HOSTS
            seen.append(dict(ids.other)["note"])
    assert counts == {"af_anticoagulation": 23, "gca_pmr": 22, "myositis": 72, "t2d_ckd_hf": 27}
    assert len(seen) == len(set(seen)) == 144
    assert {"gca-010", "gca-020", "t2d-009"}.isdisjoint(seen)
    assert "myo-001" in seen


def test_the_founding_facts_are_there_word_for_word(root: Path) -> None:
    with (root / "src/probatum/starter/myositis.jsonl").open("rb") as stream:
        first = next(read_notes(stream, origin="myositis.jsonl"))
    assert isinstance(first, Read)
    assert first.document is not None
    assert first.source.label == "Clin Rheumatol 2024, PMID 39352438 (title not held)"
    lines = first.document.text.split("\n")
    assert [line for line in lines if "HR" in line] == [
        "Adjusted: doubling of ANA titre was not statistically significant "
        "(HR 1.13, 95% CI 1.00-1.27, P = 0.052).",
        "Adjusted: histopathology consistent with IIM was associated with relapse "
        "(HR 1.69, 95% CI 1.01-2.83, P = 0.045).",
        "Adjusted: immunosuppressant use before relapse was associated with fewer relapses "
        "(HR 0.50, 95% CI 0.29-0.86, P = 0.013).",
    ]


@pytest.mark.shared
def test_the_evidence_files_read_whole(shared: Path) -> None:
    """159 notes with 388 key facts, and no address of a copy in any of them."""
    notes = facts = 0
    for name in ("myositis", "gca_pmr", "af_anticoagulation", "t2d_ckd_hf"):
        with (shared / "evidence" / f"{name}.jsonl").open("rb") as stream:
            for answer in read_notes(stream, origin=name):
                assert isinstance(answer, Read)
                assert answer.document is not None
                notes += 1
                facts += sum(part.section.startswith("Key facts") for part in answer.document.parts)
    assert (notes, facts) == (159, 388)
