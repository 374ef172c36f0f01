"""Reference lists in the forms in which texts print them."""

from __future__ import annotations

import time

import pytest

from probatum.language.claims import read_pasted
from probatum.records.audit import PastedReference

BODY = "Gout is common [1].\n\n"


def _entries(text: str) -> list[tuple[str, str, str, str, int | None]]:
    return [
        (one.marker, one.type, one.title, one.publisher, one.year)
        for one in read_pasted(BODY + text).references
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "References\n\n1. Smith J, Lee K. Gout in adults. N Engl J Med. 2020;382:1-9.\n"
            "2. Jones A, et al. Flares. Lancet. 2018;1:2.\n",
            [("1", "", "Gout in adults", "N Engl J Med", 2020), ("2", "", "Flares", "Lancet", 2018)],
        ),
        (
            "## Sources\n\n- Jones, A., & Brown, B. (2019). Flares and colchicine. Rheumatology, "
            "12(3), 1-4.\n"
            "- Green, C. (2021). Urate. Annals of Examples, 1(2), 3.\n",
            [
                ("", "", "Flares and colchicine", "Rheumatology, 12(3), 1-4", 2019),
                ("", "", "Urate", "Annals of Examples, 1(2), 3", 2021),
            ],
        ),
        (
            "References\n\nGuideline\n\nGout in Adults\n\nExample Society, 2021\n\nTrial\n\n"
            "Colchicine or Placebo\n\n"
            "Lancet, 2019\n",
            [
                ("", "Guideline", "Gout in Adults", "Example Society", 2021),
                ("", "Trial", "Colchicine or Placebo", "Lancet", 2019),
            ],
        ),
        (
            "Bibliography:\n[1] Gout in adults. Example Society. 2021.\n[2] Flares. Example Society. 2022.\n",
            [
                ("1", "", "Gout in adults", "Example Society", 2021),
                ("2", "", "Flares", "Example Society", 2022),
            ],
        ),
    ],
)
def test_entries_are_read_in_the_usual_forms(
    text: str, expected: list[tuple[str, str, str, str, int | None]]
) -> None:
    assert _entries(text) == expected


def test_identifiers_are_read_wherever_they_stand() -> None:
    (entry,) = read_pasted(
        BODY
        + "References\n1. Smith J. Gout. Lancet. 2020;1:2. doi:10.1000/ABC.1. PMID: 123456. https://example.org/a.\n"
    ).references
    assert (entry.doi, entry.pmid, entry.url) == ("10.1000/abc.1", "123456", "https://example.org/a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1] https://example.org/a\n[2] https://example.org/b", [("1", "https://example.org/a"), ("2", "https://example.org/b")]),
        ("https://example.org/a\n \n https://example.org/b?x=(1)", [("", "https://example.org/a"), ("", "https://example.org/b?x=(1)")]),
        ("[^1]: https://example.org/a", [("1", "https://example.org/a")]),
    ],
)  # fmt: skip
def test_a_list_without_a_heading_is_found_at_the_end(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.marker, one.url) for one in read_pasted(BODY + text).references] == expected


def test_a_list_ends_where_the_page_goes_on() -> None:
    text = (
        BODY + "References\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n\nDisclaimer\n\n"
        "This page is no medical advice.\n"
    )
    pasted = read_pasted(text)
    assert [one.title for one in pasted.references] == ["Gout"]
    assert [one.text for one in pasted.frame] == ["Disclaimer", "This page is no medical advice."]


def test_a_text_without_a_list_has_none() -> None:
    text = "Sources of purine are meat and beer.\n\n1. Drink water.\n2. Eat less meat, as was said in 2020."
    assert read_pasted(text).references == ()


def test_a_link_in_the_text_is_a_reference_of_its_own() -> None:
    text = "Gout is common ([a review](https://pubmed.ncbi.nlm.nih.gov/123456/))."
    assert read_pasted(text).references == (
        PastedReference(
            start=16, end=67, text="[a review](https://pubmed.ncbi.nlm.nih.gov/123456/)", title="a review",
            marker="https://pubmed.ncbi.nlm.nih.gov/123456/", pmid="123456",
            url="https://pubmed.ncbi.nlm.nih.gov/123456/", inline=True,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "### 📚 References",
        "🔗 Sources",
        "**📖 Sources & Further Reading**",
        "## ➤ References ◂",
        "## Further reading and references",
        "## References cited",
        "## Sources and citations:",
    ],
)
def test_headings_of_lists_are_known_with_signs_and_in_pairs(heading: str) -> None:
    text = f"{BODY}{heading}\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n\n## Next\n\nGout hurts."
    pasted = read_pasted(text)
    assert [(one.marker, one.title) for one in pasted.references] == [("1", "Gout")]
    assert [one.text for one in pasted.claims] == ["Gout is common.", "Gout hurts."]


@pytest.mark.parametrize("heading", ["## Sources of purine", "## References and limits of urate"])
def test_other_headings_open_no_list(heading: str) -> None:
    assert read_pasted(f"{BODY}{heading}\n\nMeat and beer raise urate.").references == ()


def test_a_footnote_goes_on_in_its_indented_lines() -> None:
    text = (
        "Gout is common.[^1]\n\n[^1]: Smith J. Gout.\n    Lancet. 2020;1:2.\n[^2]: Jones A. Flares. 2021.\n"
    )
    pasted = read_pasted(text)
    assert [one.text for one in pasted.claims] == ["Gout is common."]
    assert [(one.marker, one.title, one.publisher, one.year) for one in pasted.references] == [
        ("1", "Gout", "Lancet", 2020),
        ("2", "Flares", "", 2021),
    ]


def test_footnotes_in_the_text_itself_are_entries_and_no_claims() -> None:
    text = (
        "Gout is common.[^1]\n\n[^1]: Smith J. Gout. Lancet. 2020;1:2.\n    PMID: 123456\n\nIt hurts.[^2]\n\n"
        "[^2]: Jones A. Flares. Lancet. 2021;1:2.\n\nIt stays [1]: so it was said."
    )
    pasted = read_pasted(text)
    assert [(one.text, one.markers) for one in pasted.claims] == [
        ("Gout is common.", ("1",)),
        ("It hurts.", ("2",)),
        ("It stays: so it was said.", ("1",)),
    ]
    assert [(one.marker, one.title, one.pmid) for one in pasted.references] == [
        ("1", "Gout", "123456"),
        ("2", "Flares", None),
    ]


def test_a_footnote_at_the_end_of_a_paragraph_is_not_read_as_part_of_it() -> None:
    pasted = read_pasted("Gout is common.[^1]\n[^1]: Smith J. Gout. Lancet. 2020;1:2.\n\nIt hurts.")
    assert [one.text for one in pasted.claims] == ["Gout is common.", "It hurts."]
    assert [one.marker for one in pasted.references] == ["1"]


@pytest.mark.parametrize(
    ("printed", "doi"),
    [
        ("https://doi.org/10.1000/abc?utm_source=chatgpt.com", "10.1000/abc"),
        ("doi:10.1000/abc#sec-2.", "10.1000/abc"),
        ("https://example.org/doi/10.1000/abc/full", "10.1000/abc"),
        ("https://example.org/doi/10.1000/abc/full/html?x=1#y", "10.1000/abc"),
        ("https://example.org/doi/pdf/10.1000/abc.pdf", "10.1000/abc"),
        ("https://example.org/10.1101/2020.01.02.20001.full.pdf", "10.1101/2020.01.02.20001"),
        ("doi:10.1016/S0140-6736(20)30183-5.", "10.1016/s0140-6736(20)30183-5"),
        ("(doi:10.1000/fuller)", "10.1000/fuller"),
    ],
)
def test_a_doi_is_kept_without_what_an_address_adds(printed: str, doi: str) -> None:
    (entry,) = read_pasted(f"{BODY}References\n\n1. Smith J. Gout. Lancet. 2020;1:2. {printed}\n").references
    assert entry.doi == doi


GROUPED = """References

{first}

1. Smith J, Lee K. Gout in adults. N Engl J Med. 2020;382:1-9.
2. Jones A, et al. Flares. Lancet. 2018;1:2.

{second}

3. World Health Organization. Urate. Geneva: WHO; 2019.
"""


@pytest.mark.parametrize(
    ("first", "second", "types"),
    [
        ("### Guidelines", "### Trials", ["Guidelines", "Guidelines", "Trials"]),
        ("Guidelines", "Randomised trials", ["Guidelines", "Guidelines", "Randomised trials"]),
        ("**Guidelines:**", "**Clinical trials**", ["Guidelines", "Guidelines", "Clinical trials"]),
        ("### Primary literature", "### Statements of societies", ["", "", ""]),
    ],
)
def test_a_list_in_groups_has_all_its_entries_and_the_types_of_their_headings(
    first: str, second: str, types: list[str]
) -> None:
    pasted = read_pasted(BODY + GROUPED.format(first=first, second=second))
    assert [(one.marker, one.type, one.title) for one in pasted.references] == [
        ("1", types[0], "Gout in adults"),
        ("2", types[1], "Flares"),
        ("3", types[2], "Urate"),
    ]
    assert [one.text for one in pasted.claims] == ["Gout is common."]


def test_lists_that_follow_each_other_are_one() -> None:
    text = (
        f"# Gout\n\n{BODY}## References\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n\n"
        "## Further reading\n\n- Jones A. Flares. Lancet. 2021;1:2.\n\n## Next steps\n\nGout hurts."
    )
    pasted = read_pasted(text)
    assert [one.title for one in pasted.references] == ["Gout", "Flares"]
    assert [one.text for one in pasted.claims] == ["Gout is common.", "Gout hurts."]


@pytest.mark.parametrize("note", ["* In adults alone.", "† In adults alone."])
def test_a_note_behind_the_list_is_no_part_of_it(note: str) -> None:
    pasted = read_pasted(f"{BODY}References\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n\n{note}\n")
    assert [one.text for one in pasted.references] == ["Smith J. Gout. Lancet. 2020;1:2."]
    assert [one.text for one in pasted.claims] == ["Gout is common.", "In adults alone."]


@pytest.mark.parametrize(
    "numbers", ["1. {0}\n2. {1}\n", "1 {0}\n2 {1}\n", "(1) {0}\n(2) {1}\n", "1. {0}\n\n2. {1}"]
)
def test_a_numbered_list_at_the_end_is_found_though_one_entry_names_no_author(numbers: str) -> None:
    text = numbers.format(
        "Third report on rabies. Geneva; 2018.", "Hampson K, Lembo T. Rabies. Lancet. 2015;9:1."
    )
    assert [(one.marker, one.year) for one in read_pasted(f"{BODY}{text}").references] == [
        ("1", 2018),
        ("2", 2015),
    ]


@pytest.mark.parametrize(
    ("entry", "title", "publisher", "year"),
    [
        (
            "World Health Organization. Measles. Geneva: WHO; 2023. Accessed 12 May 2024.",
            "Measles", "Geneva: WHO", 2023,
        ),
        ("CDC. Measles. Updated 2021. Accessed May 12, 2024.", "Measles", "CDC", 2021),
        ("Moss W. Measles. Lancet 2017; 390: 1902-11 (doi:10.1000/a).", "Measles", "Lancet", 2017),
        (
            "Moss W. Measles [Internet]. 2017 [cited 2024 May 12]. Available from: https://a.org/b",
            "Measles [Internet]", "", 2017,
        ),
        (
            "WHO. Measles.\n   Available from: https://a.org/b\n   Accessed: 12 May 2024",
            "Measles", "WHO", None,
        ),
        (
            "van Dyck, C. H. et al. Lecanemab in adults. Nature 388, 9–21 (2023).",
            "Lecanemab in adults", "Nature 388, 9–21", 2023,
        ),
        (
            "Braak, H. & Braak, E. Staging (of tau). Acta 82, 239–259 (1991).",
            "Staging (of tau)", "Acta 82, 239–259", 1991,
        ),
        (
            "Gout in adults. Smith J, Lee K, et al. Ann Rheum Dis. 2020;1:2.",
            "Gout in adults", "Ann Rheum Dis", 2020,
        ),
        ("Smith J. Is it “gout”? Heart 2015; 101:1159.", "Is it “gout”?", "Heart", 2015),
    ],
)  # fmt: skip
def test_title_publisher_and_year_are_told_from_bodies_pages_and_notes_of_access(
    entry: str, title: str, publisher: str, year: int | None
) -> None:
    assert _entries(f"References\n\n1. {entry}\n") == [("1", "", title, publisher, year)]


@pytest.mark.parametrize(
    ("entry", "kind", "title"),
    [
        ("[Guideline] Smith J. Gout. Lancet. 2020;1:2.", "Guideline", "Gout"),
        ("Systematic review: Smith J. Gout. Lancet. 2020;1:2.", "Systematic review", "Gout"),
        ("Cohort study – Smith J. Gout. Lancet. 2020;1:2.", "Cohort study", "Gout"),
        ("Smith J. Gout. Lancet. 2020;1:2. [RCT]", "RCT", "Gout"),
        ("Smith J. Gout. Lancet. 2020;1:2. Practice Guideline", "Practice Guideline", "Gout"),
        ("Smith J. The CRASH-2 trial. Lancet. 2020;1:2.", "", "The CRASH-2 trial"),
        ("Smith J. Gout: a guideline. Lancet. 2020;1:2.", "", "Gout: a guideline"),
    ],
)
def test_a_type_in_the_line_of_an_entry_is_its_type(entry: str, kind: str, title: str) -> None:
    assert [row[1:3] for row in _entries(f"References\n\n1. {entry}\n")] == [(kind, title)]


@pytest.mark.parametrize(
    "piece",
    ["A B, ", "Smith J, ", "clinical ", "A. ", "Smith, J. ", "of the ", "[Guideline] ", "1. A\n## B\n"],
)
def test_long_entries_are_read_in_time(piece: str) -> None:
    began = time.process_time()
    read_pasted(f"{BODY}## References\n\n1. {piece * 20_000}")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sources: Smith et al., Lancet 2018; Jones et al., JAMA 2010.", [("", 2018), ("", 2010)]),
        (
            "**References:** [1] Smith J. Gout. Lancet 2018;1:2. [2] Jones A. Flares. BMJ 2010;1:2.",
            [("1", 2018), ("2", 2010)],
        ),
        (
            "References: 1. Smith J. Gout. Lancet 2018;1:2. 2. Jones A. Flares. BMJ 2010;1:2.",
            [("1", 2018), ("2", 2010)],
        ),
    ],
)  # fmt: skip
def test_a_list_in_one_paragraph_at_the_end_is_read(
    line: str, expected: list[tuple[str, int | None]]
) -> None:
    pasted = read_pasted(f"{BODY}{line}")
    assert [(one.marker, one.year) for one in pasted.references] == expected
    assert [one.text for one in pasted.claims] == ["Gout is common."]


def test_a_sentence_on_sources_is_no_list() -> None:
    assert read_pasted(f"{BODY}Sources: meat and beer raise urate.").references == ()


@pytest.mark.parametrize(
    ("entry", "title", "publisher"),
    [
        ('[1] J. Smith and K. Lee, "Gout in adults," Lancet, 2020.', "Gout in adults", "Lancet"),
        ('[1] Smith, John. "Gout in Adults." Lancet, 2020.', "Gout in Adults", "Lancet"),
        (
            "[1] Jack, C. R. et al. Gout in adults. Lancet 12, 2–7 (2020). Article Google Scholar",
            "Gout in adults", "Lancet 12, 2–7",
        ),
        ("【1】Smith J. Gout in adults. Lancet. 2020;1:2.", "Gout in adults", "Lancet"),
        ("[web:1] Smith J. Gout in adults. Lancet. 2020;1:2.", "Gout in adults", "Lancet"),
        ("1. RCT. Smith J. Gout in adults. Lancet. 2020;1:2.", "Gout in adults", "Lancet"),
    ],
)  # fmt: skip
def test_titles_are_read_in_quotes_and_before_links(entry: str, title: str, publisher: str) -> None:
    assert [(row[0], *row[2:]) for row in _entries(f"References\n\n{entry}\n")] == [
        ("1", title, publisher, 2020)
    ]
