"""What is cited bears the statement out, as the model and the rules see it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.errors import ExtraMissing
from probatum.language.entailment import RememberingEntailer, default_entailer
from probatum.language.judging import FEATURES, Judging, shipped_judging
from probatum.language.models import Entailed, Entailer, NoEntailer
from probatum.records.verdict import Outcome
from probatum.verify.entailment import bearing, entailment, features, pairs_of
from probatum.verify.facing import facing
from tests.verify.cited import cite

TEXT = (
    "We enrolled 120 patients with giant cell arteritis. "
    "Tocilizumab lowered the rate of relapse compared with placebo. "
    "Headache was recorded at every visit."
)
#: A layer that goes by the reading of the whole alone.
PLAIN = Judging(
    weights=tuple(
        tuple(1.0 if name == wanted else 0.0 for name in FEATURES)
        for wanted in ("whole_support", "whole_contradict", "")
    ),
    bias=(0.0, 0.0, 0.0),
)


class Steady:
    """An entailer that reads every pair the same, and counts how many it was given."""

    name = "steady"

    def __init__(self, support: float, contradict: float) -> None:
        self.reading = Entailed(support=support, contradict=contradict, neither=1 - support - contradict)
        self.given: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """The same for all."""
        self.given += pairs
        return [self.reading for _ in pairs]


@pytest.fixture(scope="module")
def entailer() -> Entailer:
    """The shipped entailer; skipped, saying so, without the dense extra."""
    try:
        return RememberingEntailer(default_entailer())
    except ExtraMissing as missing:
        pytest.skip(str(missing))


def test_the_check_is_named_after_its_page() -> None:
    assert entailment(NoEntailer()).__name__ == "entailment"


@pytest.mark.parametrize(
    ("support", "contradict", "outcomes"),
    [
        (0.9, 0.05, []),
        (0.05, 0.9, [Outcome.CONTRADICTED]),
        (0.05, 0.05, [Outcome.NOT_FOUND]),
        (0.4, 0.3, [Outcome.PARTLY]),
    ],
)
def test_what_the_model_reads_becomes_a_finding(
    support: float, contradict: float, outcomes: list[Outcome]
) -> None:
    check = entailment(Steady(support, contradict), PLAIN)
    found = list(check("Relapse is rarer under tocilizumab.", [cite(TEXT)]))
    assert [finding.outcome for finding in found] == outcomes


def test_a_statement_on_several_works_is_denied_by_none_of_them() -> None:
    """What sets the figures of two works against each other is more than each of them says."""
    works = [
        cite("Relapse of myositis was seen in 22% of patients.", source="pmid:1"),
        cite("Relapse of myositis was seen in 65% of patients.", source="pmid:2"),
    ]
    check = entailment(Steady(0.05, 0.9), PLAIN)
    assert list(check("Studies differ on relapse of myositis: 22% (seen) to 65% (seen).", works)) == []
    for denied in ("Relapse of myositis: 22% (seen) to 70% (seen).", "Relapse of myositis was 22%."):
        assert [one.outcome for one in check(denied, works)] == [Outcome.CONTRADICTED]


def test_a_sentence_on_something_else_is_silent_and_never_against() -> None:
    said = "Surgeons in rural Norway operate on more cataracts in winter."
    (finding,) = entailment(Steady(0.05, 0.9), PLAIN)(said, [cite(TEXT)])
    assert finding.outcome is Outcome.NOT_FOUND


def test_a_finding_shows_the_sentence_that_decides() -> None:
    cited = cite(TEXT)
    (finding,) = entailment(Steady(0.05, 0.9), PLAIN)("Tocilizumab raised the rate of relapse.", [cited])
    (place,) = finding.found_at
    assert cited.passage.text[place.start : place.end] == finding.found
    assert finding.found == "Tocilizumab lowered the rate of relapse compared with placebo."
    assert finding.reason.endswith(f"“{finding.found}”")
    assert finding.passage == cited.passage.id


def test_what_is_copied_from_its_quote_is_not_read() -> None:
    reader = Steady(0.0, 1.0)
    said = "tocilizumab lowered the rate of  relapse compared with placebo"
    assert list(entailment(reader, PLAIN)(said, [cite(TEXT)])) == []
    assert pairs_of(said, [cite(TEXT)]) == []
    assert reader.given == []


def test_pairs_read_beforehand_are_those_that_the_check_reads() -> None:
    reader = Steady(0.9, 0.05)
    kept = RememberingEntailer(reader)
    said = "Relapse is rarer under tocilizumab."
    kept.entail(pairs_of(said, [cite(TEXT)]))
    before = list(reader.given)
    list(entailment(kept, PLAIN)(said, [cite(TEXT)]))
    assert reader.given == before != []


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Median follow-up was 2 years.", "The median follow-up was 24 months."),
        ("Weight fell by a mean of 6 kg.", "Mean weight fell from 98 kg to 92 kg."),
        ("38% of patients did not relapse.", "62% of the patients relapsed."),
        ("Most patients relapsed.", "Of the patients, 72% relapsed."),
        (
            "Bleeding was less frequent with A2 than with B3.",
            "Bleeding was more frequent with B3 than with A2.",
        ),
        (
            "Nausea was more common with A2 than with B3.",
            "Nausea: 44% of those given A2 and 17% of those given B3.",
        ),
    ],
)
def test_what_the_model_takes_for_the_opposite_is_left_to_the_rules(statement: str, passage: str) -> None:
    found = list(entailment(Steady(0.05, 0.9), PLAIN)(statement, [cite(passage)]))
    assert [one for one in found if one.outcome is Outcome.CONTRADICTED] == []


def test_the_model_reads_the_figures_as_the_passage_prints_them() -> None:
    passage = "Follow-up was 24 months, and 61.9% relapsed."
    ((said, _),) = pairs_of("Follow-up was 2 years and 62% relapsed.", [cite(passage, "Follow-up")])
    assert said == "Follow-up was 24 months and 61.9% relapsed."
    ((said, _),) = pairs_of("Follow-up was 3 years and 52% relapsed.", [cite(passage, "Follow-up")])
    assert said == "Follow-up was 3 years and 52% relapsed."


def test_a_passage_of_one_sentence_is_read_once() -> None:
    assert pairs_of("Relapse is rarer under tocilizumab.", [cite("Tocilizumab lowered relapse.")]) == [
        ("Relapse is rarer under tocilizumab.", "Tocilizumab lowered relapse.")
    ]


def test_there_is_a_feature_for_each_weight_of_the_shipped_layers() -> None:
    said, cited = "Relapse is rarer under tocilizumab in 12 patients.", [cite(TEXT)]
    faces = facing(said, cited)
    known = features(said, faces, [Entailed(support=0.2, contradict=0.2, neither=0.6)] * (len(faces) + 1))
    for how in (shipped_judging(), shipped_judging(model_only=True)):
        assert [len(row) for row in how.weights] == [len(known)] * 3
        assert sum(how.shares(known)) == pytest.approx(1.0)


def test_the_shipped_model_tells_support_from_denial(entailer: Entailer) -> None:
    how = shipped_judging()
    cited = [cite(TEXT)]
    yes = bearing("Tocilizumab reduced the rate of relapse in giant cell arteritis.", cited, entailer, how)
    no = bearing("Tocilizumab increased the rate of relapse in giant cell arteritis.", cited, entailer, how)
    assert yes.support > no.support
    assert no.contradict > yes.contradict


@given(st.text(max_size=200), st.text(min_size=1, max_size=400).filter(str.strip))
def test_no_text_is_too_odd(said: str, text: str) -> None:
    for finding in entailment(Steady(0.05, 0.9), PLAIN)(said, [cite(text)]):
        assert all(0 <= place.start < place.end <= len(text) for place in finding.found_at)


@given(st.lists(st.floats(-30, 30), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_shares_add_up_to_one(values: list[float]) -> None:
    shares = shipped_judging().shares(values)
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) >= 0.0
