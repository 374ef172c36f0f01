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
