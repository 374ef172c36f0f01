"""Taking a brought text apart: claims with their places and markers, stems, frame, references."""

from __future__ import annotations

import gzip
import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.claims import read_pasted
from probatum.language.frame import GENERAL_REMARK
from probatum.language.markers import Marker, plain
from probatum.records.audit import Pasted, PastedClaim

PAGE = """Does gout come back?

All articles are reviewed by our editors
Last updated: 3 May 2024

Gout Often Comes Back

Yes, gout comes back in most patients. 1

Treatment of Flares

  • Colchicine shortens a flare if it is started early 2, 1
  • For flares in several joints, other drugs may be needed, including:
    • Prednisolone 30 mg daily for 5 days 2
    • An interleukin-1 inhibitor, where nothing else is tolerated 3
  • Ice helps in type 2

Understanding gout is essential for good care.

References

1. Guideline on gout. Royal College of Examples, 2020.
2. Smith J. Colchicine in gout. Lancet. 2019;1:2-3.

Disclaimer

This page is for educational purposes only.
"""


def _said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(claim.text, claim.markers) for claim in read_pasted(text).claims]


def test_a_page_is_taken_apart_into_title_claims_frame_and_references() -> None:
    pasted = read_pasted(PAGE)
    assert pasted.title == "Does gout come back?"
    assert [(one.text, one.markers, one.section) for one in pasted.claims] == [
        ("Yes, gout comes back in most patients.", ("1",), "Gout Often Comes Back"),
        ("Colchicine shortens a flare if it is started early", ("2", "1"), "Treatment of Flares"),
        ("For flares in several joints, other drugs may be needed", (), "Treatment of Flares"),
        ("Prednisolone 30 mg daily for 5 days", ("2",), "Treatment of Flares"),
        ("An interleukin-1 inhibitor, where nothing else is tolerated", ("3",), "Treatment of Flares"),
        ("Ice helps in type 2", (), "Treatment of Flares"),
        ("Understanding gout is essential for good care.", (), "Treatment of Flares"),
    ]
    assert [one.stem for one in pasted.claims if one.stem] == [
        "For flares in several joints, other drugs may be needed, including:"
    ] * 2
    assert [one.text for one in pasted.claims if one.why] == [
        "Understanding gout is essential for good care."
    ]
    assert [one.text for one in pasted.frame] == [
        "All articles are reviewed by our editors",
        "Last updated: 3 May 2024",
        "Disclaimer",
        "This page is for educational purposes only.",
    ]
    assert [(one.marker, one.title, one.publisher, one.year) for one in pasted.references] == [
        ("1", "Guideline on gout", "Royal College of Examples", 2020),
        ("2", "Colchicine in gout", "Lancet", 2019),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gout is common.[1] It hurts [2,3–5].",
            [("Gout is common.", ("1",)), ("It hurts.", ("2", "3", "4", "5"))],
        ),
        ("Gout is common.¹˒² It hurts.³", [("Gout is common.", ("1", "2")), ("It hurts.", ("3",))]),
        ("Gout is common.^1,2^ It hurts.", [("Gout is common.", ("1", "2")), ("It hurts.", ())]),
        ("Gout is common.<sup>4</sup>", [("Gout is common.", ("4",))]),
        ("Gout is common (Smith et al., 2020).", [("Gout is common.", ("Smith et al., 2020",))]),
        (
            "Gout is common [Smith 2020; Jones and Lee, 2019].",
            [("Gout is common.", ("Smith 2020", "Jones and Lee, 2019"))],
        ),
        ("Gout is common.[^a1]", [("Gout is common.", ("a1",))]),
        ("Gout is common <|cit|>.", [("Gout is common.", ("cit",))]),
        ("Gout is common【4†source】.", [("Gout is common.", ("4",))]),
        ("Gout is common [1](https://example.org/a).", [("Gout is common.", ("1",))]),
        ("Gout is common. 1 It hurts. 2", [("Gout is common.", ("1",)), ("It hurts.", ("2",))]),
        ("Gout is common.1,2 It hurts.", [("Gout is common.", ("1", "2")), ("It hurts.", ())]),
        ("Gout is common (PMID: 123456).", [("Gout is common.", ("PMID 123456",))]),
    ],
)
def test_markers_are_understood_in_every_form(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Give 1 mg/kg of prednisolone.",
        "Interleukin 6 and IL-6 were high in type 2 diabetes.",
        "It was grade 3.",
        "It was first described in 2020.",
        "The count was 5 × 10⁹/L and the area 1.73 m².",
        "The difference was 4 (95% CI [2, 6]).",
        "It was seen in March (March 2020).",
        "Causes are (1) trauma, (2) infection and (3) surgery.",
        "The P value was < 0.05.",
        "The score was 12",
    ],
)
def test_doses_and_numbers_are_no_markers(text: str) -> None:
    assert read_pasted(f"{text}\n\nMore is known [7].").claims[0].markers == ()


def test_markdown_of_chat_models_is_read_without_its_signs() -> None:
    text = """## Treatment

**First-line options:**

- **Colchicine:** 0.5 mg twice daily ([a trial](https://example.org/t))
  - *Avoid* in renal failure
1. `Naproxen` 500 mg

| Drug | Dose |
| --- | --- |
| Allopurinol | 100 mg |

```
not a claim
```

Let me know if you have more questions!
"""
    pasted = read_pasted(text)
    assert [(one.text, one.section, one.stem) for one in pasted.claims] == [
        ("Colchicine: 0.5 mg twice daily", "First-line options", ""),
        ("Avoid in renal failure", "First-line options", "Colchicine: 0.5 mg twice daily"),
        ("Naproxen 500 mg", "First-line options", ""),
        ("Allopurinol: 100 mg", "First-line options", "Drug | Dose"),
    ]
    assert [one.url for one in pasted.references] == ["https://example.org/t"]
    assert [one.text for one in pasted.frame] == ["Let me know if you have more questions!"]


def test_a_list_that_runs_on_in_one_line_is_read_as_a_list() -> None:
    text = "Risks are the following: - Older age. - Kidney disease. - Alcohol. They add up."
    assert [(one.text, one.stem, one.checkable) for one in read_pasted(text).claims] == [
        ("Risks are the following", "", False),
        ("Older age.", "Risks are the following:", True),
        ("Kidney disease.", "Risks are the following:", True),
        ("Alcohol.", "Risks are the following:", True),
        ("They add up.", "", True),
    ]


def test_headings_that_are_given_are_taken_and_no_others() -> None:
    text = "Uric Acid\n\nIt is high.\n\nOther Words Here\n\nIt is low."
    pasted = read_pasted(text, headings={0: 2}, title="A page")
    assert [(one.text, one.section) for one in pasted.claims] == [
        ("It is high.", "Uric Acid"),
        ("Other Words Here", "Uric Acid"),
        ("It is low.", "Uric Acid"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Each patient is unique.",
        "A tailored approach is essential for good outcomes.",
        "More research is needed.",
    ],
)
def test_a_general_remark_stays_a_claim_and_says_why_it_has_no_support(text: str) -> None:
    (claim,) = read_pasted(text).claims
    assert (claim.text, claim.checkable, claim.why) == (text, True, GENERAL_REMARK)


def test_advice_to_the_reader_is_kept_and_not_checkable() -> None:
    (claim,) = read_pasted("Please consult your doctor before taking it.").claims
    assert (claim.checkable, bool(claim.why)) == (False, True)


def test_questions_are_no_claims() -> None:
    assert read_pasted("Is gout common? Nobody knows that for sure here.").claims[0].text.startswith("Nobody")


def _sound(pasted: Pasted) -> None:
    """Claims and frame are in order, do not overlap, and lie in the text with their markers."""
    places = sorted([*pasted.claims, *pasted.frame], key=lambda one: one.start)
    assert all(0 <= one.start < one.end <= len(pasted.text) for one in places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert [one.start for one in pasted.claims] == sorted(one.start for one in pasted.claims)
    for one in pasted.claims:
        assert len(one.markers) == len(one.marked)
        assert all(one.start <= span.start < span.end <= one.end for span in one.marked)
    for entry in pasted.references:
        assert 0 <= entry.start <= entry.end <= len(pasted.text)


_PIECES = st.sampled_from(
    [
        "Gout hurts",
        ". ",
        ".",
        "\n",
        "\n\n",
        "- ",
        "• ",
        "1. ",
        "[1]",
        " 1",
        " 2, 3",
        "¹",
        "^2^",
        "(Lee, 2020)",
        "| a | b |",
        "# Head",
        "**b**",
        "References\n",
        "https://example.org/a",
        "Including:",
        "?",
        "<!--",
        "-->",
        "```",
        "[^1]",
        "1 mg/kg",
        "\r\n",
        "\t",
        " ",
        "<sup>1</sup>",
        "[a](https://b.org)",
        "> ",
        "\u2028",
        "Approved\n",
    ],
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_layout_is_read_with_sound_places(text: str) -> None:
    _sound(read_pasted(text))


@given(st.text(max_size=300))
def test_any_text_is_read_with_sound_places(text: str) -> None:
    _sound(read_pasted(text))


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_the_words_of_a_claim_stand_at_its_place(text: str) -> None:
    for claim in read_pasted(text).claims:
        raw = plain(text, claim.start, claim.end, _markers(claim))
        words = "".join(claim.text.replace(": ", "").replace("; ", "").split())
        assert set(words) <= set("".join(raw.split())) | set(":;")


def _markers(claim: PastedClaim) -> list[Marker]:
    spans = sorted({(span.start, span.end) for span in claim.marked})
    return [Marker(labels=("x",), start=start, end=end, kept=True) for start, end in spans]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "(",
        "<!--",
        "- x:\n",
        "Gout hurts. 1 ",
        "| a ",
        "References\n",
        "> ",
        "Aa ",
        "\x00",
        "é¹",
        "http://a.b/c(",
    ],
)
def test_long_hostile_text_is_read_in_time(piece: str) -> None:
    text = (piece * (40_000 // len(piece)))[:40_000]
    begun = time.perf_counter()
    _sound(read_pasted(text))
    assert time.perf_counter() - begun < 20


@pytest.mark.shared
def test_answers_of_other_sets_are_read_with_their_references(shared: Path) -> None:
    """ExpertQA cites by number in brackets and lists addresses; K-QA lists addresses and cites nowhere."""
    with gzip.open(shared / "data/expertqa/annotated_answers.jsonl.gz", "rt", encoding="utf-8") as lines:
        answers = [answer for line in lines for answer in json.loads(line)["answers"].values()]
    read = [
        (answer, read_pasted("\n\n".join([answer["answer_string"], "\n".join(answer["attribution"])])))
        for answer in answers
    ]
    assert all(len(pasted.references) == len(answer["attribution"]) for answer, pasted in read)
    # Of two the only sentence with [1] is a question, or has no words.
    cited = sum("[1]" in answer["answer_string"] for answer, _ in read)
    assert sum(any("1" in claim.markers for claim in pasted.claims) for _, pasted in read) >= cited - 2
    with gzip.open(shared / "data/kqa/questions_with_answers.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            pasted = read_pasted(f"{row['answer']}\n{row['sources']}")
            _sound(pasted)
            assert pasted.claims
            assert len(pasted.references) >= row["sources"].count("http") // 2


@pytest.mark.shared
def test_the_founding_page_is_read_whole(shared: Path) -> None:
    (page,) = (shared / "founding_page").glob("*.txt")
    pasted = read_pasted(page.read_text("utf-8"))
    _sound(pasted)
    assert len(pasted.claims) == 29
    assert sorted({label for claim in pasted.claims for label in claim.markers}) == list("1234567")
    assert [one.type for one in pasted.references] == ["Guideline"] * 3
    assert {one.year for one in pasted.references} == {2025}
    assert sum(bool(claim.why) for claim in pasted.claims) == 1
