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


LIST = (
    "\n\nReferences\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n2. Jones A. Flares. BMJ. 2021;1:2.\n"
    "3. Doe B. Urate. JAMA. 2022;1:2.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was seen in 28%.3 Gout hurts.1", [("It was seen in 28%.", ("3",)), ("Gout hurts.", ("1",))]),
        ("It was seen in 28%3 of men.", [("It was seen in 28% of men.", ("3",))]),
        ("It was seen in 28%1–3.", [("It was seen in 28%.", ("1", "2", "3"))]),
        ("It ran until 2016.1 Gout hurts.", [("It ran until 2016.", ("1",)), ("Gout hurts.", ())]),
        ("It was 0.81.3 Gout hurts.", [("It was 0.81.", ("3",)), ("Gout hurts.", ())]),
        (
            "Gout hurts(1). It was seen in 56%(2) of men.",
            [("Gout hurts.", ("1",)), ("It was seen in 56% of men.", ("2",))],
        ),
        ("Gout hurts (1). The mean was 69(2).", [("Gout hurts.", ("1",)), ("The mean was 69.", ("2",))]),
        (
            "Gout hurts (1). It was seen in 7% (2, 3).",
            [("Gout hurts.", ("1",)), ("It was seen in 7%.", ("2", "3"))],
        ),
        (r"Gout hurts \[1\]. Ice helps \[2,3\].", [("Gout hurts.", ("1",)), ("Ice helps.", ("2", "3"))]),
        (
            "Gout hurts women1,2. Ice helps adults3 and children1.",
            [("Gout hurts women.", ("1", "2")), ("Ice helps adults and children.", ("3", "1"))],
        ),
        (
            "Gout hurts people1. Ice helps adults3.",
            [("Gout hurts people.", ("1",)), ("Ice helps adults.", ("3",))],
        ),
        ("Gout hurts.¹, ² Ice helps.³", [("Gout hurts.", ("1", "2")), ("Ice helps.", ("3",))]),
    ],
)  # fmt: skip
def test_marks_that_were_raised_are_read_behind_figures_and_words(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert _said(text + LIST) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Give 5% 5-fluorouracil cream.",
        "It was seen in 10%-20% of men.",
        "It was seen in 12 (25) and 30 (12).",
        "The mean age was 63 (8).",
        "It was seen in 25% (12).",
        "It rose from 7.4 Units to 8.2 Units.",
        "It was seen in stage2. It was seen in phase3.",
        "It was seen in IL6 and CD4.",
        "It was seen in omega3. It was seen in caspase9.",
        "HLA-B*5801 and CYP2C19*2 raise the risk.",
    ],
)
def test_figures_and_names_are_no_marks(text: str) -> None:
    assert [claim.markers for claim in read_pasted(text + LIST).claims] == [()] * len(
        read_pasted(text + LIST).claims
    )
    assert " ".join(claim.text for claim in read_pasted(text + LIST).claims) == text


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("(Smith 2020, p. 12)", ("Smith 2020",)),
        ("(Smith et al., 2020, pp. 3-4)", ("Smith et al., 2020",)),
        ("(Smith et al. 2020: 2532)", ("Smith et al. 2020",)),
        ("(Smith, 2020, Table 2; Doe, 2019)", ("Smith, 2020", "Doe, 2019")),
        ("(van der Berg, 2019)", ("van der Berg, 2019",)),
        ("(de la Cruz & O'Neill, 2018)", ("de la Cruz & O'Neill, 2018",)),
        ("(Smith, Jones, & van Dyck, 2020)", ("Smith, Jones, & van Dyck, 2020",)),
        ("(Smith, 2020a, b)", ("Smith, 2020a", "Smith, 2020b")),
        ("(Smith, 2019, 2020)", ("Smith, 2019", "Smith, 2020")),
        ("(see also Smith, 2020)", ("Smith, 2020",)),
        ("(American College of Physicians, 2016)", ("American College of Physicians, 2016",)),
    ],
)
def test_authors_and_years_are_read_with_pages_and_particles(printed: str, labels: tuple[str, ...]) -> None:
    assert _said(f"Gout is common {printed}.") == [("Gout is common.", labels)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Van der Berg et al. (2019) found flares.", ("Van der Berg et al., 2019",)),
        ("It helps, as de la Cruz and O'Neill (2018, p. 44) say.", ("de la Cruz and O'Neill, 2018",)),
        ("Smith (2020) found flares.", ("Smith, 2020",)),
        ("The Declaration of Helsinki (2013) was followed.", ()),
        ("It was seen in (March 2020).", ()),
    ],
)
def test_authors_that_are_told_in_the_sentence_stay_in_it(text: str, labels: tuple[str, ...]) -> None:
    assert _said(text) == [(text, labels)]


def test_signs_of_notes_are_no_words() -> None:
    text = (
        "Give 0.5 mg twice daily*. It is 12%† of all‡ [1].§ Avoid it.\n\n"
        "* In adults.\n† Not in men.\n‡NYHA III."
    )
    assert [words for words, _ in _said(text)] == [
        "Give 0.5 mg twice daily.",
        "It is 12% of all.",
        "Avoid it.",
        "In adults.",
        "Not in men.",
        "NYHA III.",
    ]
