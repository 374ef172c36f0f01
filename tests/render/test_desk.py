"""What the desk shows: statements beside passages, changed words, events in sentences, and bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.records.claim import Citation, Claim
from probatum.records.event import Event
from probatum.records.review import Act, Comment, Decision, Person, Recommendation
from probatum.records.verdict import Finding, Outcome, Span, Verdict
from probatum.render.charts import Figures, Month, Stay, charts
from probatum.render.desk_claims import Turn, sides, word_diff
from probatum.render.desk_words import ACT_MEANS, ACT_WORDS, DECISIONS, capitalize_first, sentence
from probatum.render.trail_words import told
from tests.render.myositis import COHORT, abstract_passage, claims

ADA = Person(id="p1", name="Ada")
PASSAGE = abstract_passage()
HELD = {PASSAGE.id: PASSAGE}
WORKS = {COHORT.id: COHORT}


def test_quotes_of_one_passage_are_marked_in_it_together() -> None:
    laid = sides(claims()[0], None, HELD, WORKS)
    (beside,) = laid.passages
    assert [one.text for one in beside.pieces if one.quoted] == [
        "We followed 105 adults with newly diagnosed myositis at one centre",
        "Relapse occurred in 65 of 105 patients (62%).",
    ]
    assert "".join(one.text for one in beside.pieces) in PASSAGE.text


def test_what_differs_is_marked_on_both_sides() -> None:
    claim = Claim(
        text="Relapse occurred in 66 of 105 patients.",
        citations=(Citation.quoting(PASSAGE, "Relapse occurred in 65 of 105 patients"),),
    )
    at = PASSAGE.text.index("65")
    finding = Finding(
        check="numbers",
        outcome=Outcome.CONTRADICTED,
        said_at=(Span(start=20, end=22),),
        found_at=(Span(start=at, end=at + 2),),
    )
    laid = sides(claim, Verdict(outcome=Outcome.CONTRADICTED, findings=(finding,)), HELD, WORKS)
    assert [one.text for one in laid.said if one.marked] == ["66"]
    assert [(one.text, one.quoted) for one in laid.passages[0].pieces if one.marked] == [("65", True)]


def test_a_passage_that_is_gone_leaves_its_quote() -> None:
    (beside,) = sides(claims()[2], None, {}, {}).passages
    assert (beside.work, "".join(one.text for one in beside.pieces)) == (None, beside.quote)


@given(st.lists(st.sampled_from(["a", "b", "c", "d"])), st.lists(st.sampled_from(["a", "b", "c", "d"])))
def test_the_changed_words_give_both_texts_back(old: list[str], new: list[str]) -> None:
    words = word_diff(" ".join(old), " ".join(new))
    before = [one.text for one in words if one.turn is not Turn.NEW]
    after = [one.text for one in words if one.turn is not Turn.GONE]
    assert (" ".join(before).split(), " ".join(after).split()) == (old, new)


def decision(act: Act, **more: object) -> Event:
    made = Decision(act=act, article="a", revision="r", by=ADA, at="2026-01-02T03:04:05Z", policy="p", **more)  # type: ignore[arg-type]
    return made.event()


def test_what_happened_is_told_in_sentences() -> None:
    events = [
        decision(Act.ASSIGN, to=Person(id="p2", name="Ron")),
        decision(Act.RECOMMEND, recommendation=Recommendation.APPROVE_WITH_CHANGES),
        decision(Act.DISCLOSE),
        decision(Act.COMMENT, comments=(Comment(text="Which dose?", claim="c"),)),
        decision(Act.RETIRE, reason="It is old."),
        Event(kind="drafted", subject="r", by="p1", at="2026-01-02T03:04:05Z"),
        Event(kind="unheard of", subject="r", by="web", at="2026-01-02T03:04:05Z"),
        Event(kind="review: approve", subject="r", by="p9", at="2026-01-02T03:04:05Z"),
    ]
    said = [told(one, {"p1": "Ada"}) for one in events]
    assert [f"{one.who} {one.words}" for one in said] == [
        "Ada assigned Ron as a reviewer",
        "Ada recommended to approve with changes",
        "Ada disclosed that there are no interests",
        "Ada commented",
        "Ada retired it",
        "Ada made this revision",
        "A reader unheard of",
        "p9 review: approve",
    ]
    assert [one.reason for one in said[3:5]] == ["Which dose?", "It is old."]


def test_every_act_that_is_confirmed_has_words() -> None:
    assert [act for act in (*DECISIONS, Act.DECLINE) if not (ACT_WORDS.get(act) and ACT_MEANS.get(act))] == []
    assert capitalize_first("the HR is 2") == "The HR is 2"


def test_bars_are_as_long_as_their_figures() -> None:
    stays = (
        Stay(state="Submitted", now=4, overdue=1, median=3, oldest=9),
        Stay(state="Approved", now=2, overdue=0, median=1, oldest=1),
    )
    figures = Figures(open=6, overdue=1, published=4, upheld=1, stays=stays)
    waiting, time, months, people = charts(figures)
    assert [(one.name, one.figure) for one in waiting.bars] == [
        ("Submitted", "4 (1 overdue)"),
        ("Approved", "2"),
    ]
    assert waiting.bars[0].width == 2 * waiting.bars[1].width == 4 * waiting.bars[0].late_width
    assert (time.bars, months.bars, people.bars) == ((), (), ())
    assert figures.error_rate == "0.25"
    assert Figures(open=0, overdue=0, published=0, upheld=0).error_rate == "–"


def test_a_month_in_which_anything_was_done_is_drawn() -> None:
    figures = Figures(
        open=0,
        overdue=0,
        published=0,
        upheld=0,
        months=(Month(month="2026-01", approved=0, published=0, upheld=0),) * 2,
    )
    assert charts(figures)[2].bars == ()


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("no article 'x' is held; list the articles", "No article 'x' is held; list the articles."),
        ("a.docx: not a Word file", "a.docx: not a Word file."),
        ("year_from must be a whole number. Correct it.", "year_from must be a whole number. Correct it."),
        ("'x' is no passage", "'x' is no passage."),
        ("", ""),
    ],
)
def test_a_refusal_is_a_sentence_and_names_stay_as_they_are_written(refusal: str, said: str) -> None:
    assert sentence(refusal) == said
