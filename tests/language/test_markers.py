"""Markers in the forms of chat models and of engineering, and links that only name where they lead."""

from __future__ import annotations

import pytest

from probatum.language.claims import read_pasted


def _said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(claim.text, claim.markers) for claim in read_pasted(text).claims]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Gout is common [1]–[3].", ("1", "2", "3")),
        ("Gout is common [1]-[3], [5].", ("1", "2", "3", "5")),
        ("Gout is common [1], [2].", ("1", "2")),
        ("Gout is common [1] and [4].", ("1", "4")),
        ("Gout is common.[^1]-[^3]", ("1", "2", "3")),
        ("Gout is common [cite: 1, 2].", ("1", "2")),
        ("[cite_start]Gout is common.[cite: 4]", ("4",)),
        ("Gout is common [Source 2].", ("2",)),
        ("Gout is common (Sources 1, 2).", ("1", "2")),
        ("Gout is common [Ref. 4].", ("4",)),
        ("Gout is common (refs 2 and 3).", ("2", "3")),
        ("Gout is common [refs 1, 2 and 5].", ("1", "2", "5")),
        ("Gout is common [1, p. 5].", ("1",)),
        ("Gout is common [2, pp. 5–7].", ("2",)),
    ],
)
def test_numbers_are_read_in_every_form_and_leave_nothing_behind(text: str, labels: tuple[str, ...]) -> None:
    assert _said(text) == [("Gout is common.", labels)]


@pytest.mark.parametrize(
    "text",
    [
        "The mean lay in [2 and 3].",
        "The mean was 3 (2 and 4).",
        "Sources 1 and 2 disagree.",
        "It was seen in both (Table 2).",
    ],
)
def test_other_numbers_in_brackets_are_no_markers(text: str) -> None:
    assert _said(text) == [(text, ())]


def test_a_sign_that_opens_a_citation_does_not_join_two_sentences() -> None:
    text = "Gout is common. [cite_start]It hurts.[cite: 4]"
    assert _said(text) == [("Gout is common.", ()), ("It hurts.", ("4",))]


@pytest.mark.parametrize(
    "link",
    [
        "([nejm.org](https://nejm.org/a))",
        "([a trial](https://example.org/a))",
        "([a trial](https://example.org/a); [PubMed](https://example.org/b))",
        "[PubMed](https://pubmed.ncbi.nlm.nih.gov/123456/)",
        "[nejm.org+2](https://nejm.org/a)",
        "[Mayo Clinic](https://www.mayoclinic.org/gout)",
        "([PubMed][1])",
        "[PubMed][1]",
    ],
)
def test_the_words_of_a_link_that_only_names_its_source_are_dropped(link: str) -> None:
    ((words, markers),) = _said(f"Gout is common {link}.")
    assert words == "Gout is common."
    assert markers


def test_a_link_behind_a_sentence_belongs_to_it() -> None:
    text = "Gout is common. [PubMed](https://example.org/a) It hurts."
    assert _said(text) == [("Gout is common.", ("https://example.org/a",)), ("It hurts.", ())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Give early [colchicine](https://drugs.com/a).", "Give early colchicine."),
        ("Give it with [colchicine][1].", "Give it with colchicine."),
        ("It was found in [PubMed](https://example.org/a).", "It was found in PubMed."),
        (
            "Some drugs (such as [colchicine](https://drugs.com/a)) help.",
            "Some drugs (such as colchicine) help.",
        ),
        ("The [risk was low][2] in men.", "The risk was low in men."),
    ],
)
def test_the_words_of_a_link_within_a_sentence_stay(text: str, words: str) -> None:
    ((said, markers),) = _said(text)
    assert said == words
    assert len(markers) == 1


def test_a_link_by_number_leads_to_its_address_below() -> None:
    pasted = read_pasted("Gout is common ([PubMed][1]).\n\n[1]: https://pubmed.ncbi.nlm.nih.gov/123456/")
    assert [(one.text, one.markers) for one in pasted.claims] == [("Gout is common.", ("1",))]
    assert [(one.marker, one.pmid) for one in pasted.references] == [("1", "123456")]
