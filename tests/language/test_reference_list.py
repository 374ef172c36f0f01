"""Reference lists in the forms in which texts print them."""

from __future__ import annotations

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
