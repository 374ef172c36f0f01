"""Every sentence of an abstract gets a role: by its heading, by the model, or by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probatum.language.reading import with_sentences
from probatum.language.roles import LONGEST_ABSTRACT, by_rule, heading_role, roles
from probatum.records.passage import Document, Part, Passage, Role, TextKind, passage_at

ABSTRACT = [
    "Giant cell arteritis often relapses when glucocorticoids are tapered.",
    "We aimed to determine whether tocilizumab reduces relapse.",
    "In this double-blind trial, 251 patients were randomly assigned to tocilizumab or placebo.",
    "The primary outcome was sustained remission at week 52.",
    "Sustained remission occurred in 56% of patients given tocilizumab and in 14% given placebo (P<0.001).",
    "Serious adverse events occurred in 15% and 22% of patients, respectively.",
    "Tocilizumab was superior to placebo with regard to sustained remission.",
    "Funded by a manufacturer; ClinicalTrials.gov number, NCT01791153.",
]
EXPECTED = [
    Role.BACKGROUND,
    Role.BACKGROUND,
    Role.METHODS,
    Role.METHODS,
    Role.RESULTS,
    Role.RESULTS,
    Role.CONCLUSIONS,
    Role.OTHER,
]


def test_the_model_reads_an_abstract() -> None:
    read = roles(ABSTRACT)
    # An aim at the end of the background is background under one heading and objective under another.
    assert read[1] in (Role.BACKGROUND, Role.OBJECTIVE)
    assert [read[0], *read[2:]] == [EXPECTED[0], *EXPECTED[2:]]


def test_the_rules_read_the_plain_ones() -> None:
    assert by_rule(ABSTRACT)[1:5] == [Role.OBJECTIVE, Role.METHODS, Role.METHODS, Role.RESULTS]
    assert by_rule([]) == roles([]) == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=120), max_size=12))
def test_every_sentence_gets_one_role_and_always_the_same(texts: list[str]) -> None:
    read = roles(texts)
    assert len(read) == len(by_rule(texts)) == len(texts)
    assert read == roles(texts)


def test_a_text_far_longer_than_an_abstract_is_read_to_its_end() -> None:
    assert len(roles(["It was done."] * (LONGEST_ABSTRACT + 50))) == LONGEST_ABSTRACT + 50


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("METHODS: We searched.", Role.METHODS),
        ("Results: Nothing.", Role.RESULTS),
        ("MAIN OUTCOME MEASURES: Death.", Role.METHODS),
        ("Interpretation: Fine.", Role.CONCLUSIONS),
        ("Trial registration: NCT1.", Role.OTHER),
        ("Materials and Methods: Mice.", Role.METHODS),
        ("Background and aims: Both.", None),
        ("Methods were poor.", None),
        ("In conclusion, yes.", None),
    ],
)
def test_headings(text: str, role: Role | None) -> None:
    assert heading_role(text) is role


def read(text: str, *parts: Part, kind: TextKind = TextKind.ABSTRACT) -> Passage:
    document = Document(text=text, kind=kind, parts=parts or (Part(start=0, end=len(text)),))
    return with_sentences(passage_at("pmid:1", document, 0, len(text)))


def test_the_parts_of_a_structured_abstract_give_their_roles_and_end_their_sentences() -> None:
    text = "We tested it\nIt worked. It was safe."
    parts = Part(start=0, end=12, role=Role.METHODS), Part(start=13, end=len(text), role=Role.RESULTS)
    assert [(one.text, one.role) for one in read(text, *parts).sentences] == [
        ("We tested it", Role.METHODS),
        ("It worked.", Role.RESULTS),
        ("It was safe.", Role.RESULTS),
    ]


def test_headings_in_the_text_give_roles() -> None:
    passage = read("METHODS: We tested it. It was blind. RESULTS: It worked.")
    assert [one.role for one in passage.sentences] == [Role.METHODS, Role.METHODS, Role.RESULTS]


def test_other_texts_have_no_role_unless_they_state_it() -> None:
    assert [one.role for one in read("It works. It is safe.", kind=TextKind.NOTE).sentences] == [None, None]


@given(st.text(alphabet="ab. \nC:", max_size=120), st.integers(0, 60))
def test_sentences_are_exact_spans_of_the_passage(text: str, cut: int) -> None:
    body = "x" + text
    cut = min(cut + 1, len(body))
    spans = [(0, cut), (cut, len(body))]
    passage = read(body, *(Part(start=start, end=end) for start, end in spans if start < end))
    assert all(passage.text[one.start : one.end] == one.text for one in passage.sentences)
    assert all(one.end <= cut or one.start >= cut for one in passage.sentences)
