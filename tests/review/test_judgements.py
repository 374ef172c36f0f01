"""No judgement of the board goes without a word: not between two revisions, and not in a later draft."""

from __future__ import annotations

from dataclasses import replace

from probatum.records.article import Revision, Status
from probatum.records.evidence import Certainty, Computed, Domain, JudgedBy, Judgement, Rating
from probatum.review.board import Board, Paper, Standing
from probatum.review.diff import Rejudged, rejudged
from probatum.review.judgements import Earlier, earlier
from tests.render.myositis import revision

FEW = "Lowered for imprecision: few people."
SEEN = Domain(name="imprecision", judgement=Judgement.SERIOUS, reason=FEW)
ENOUGH = Domain(
    name="imprecision",
    judgement=Judgement.NONE_SEEN,
    reason="They are enough.",
    board=JudgedBy(by="eva", name="Eva", at="2026-02-03T04:05:06Z", computed=Judgement.SERIOUS, why=FEW),
)


def rated(*domains: Domain, sources: tuple[str, ...] = ("pmid:1",)) -> Certainty:
    computed = Computed(start=Rating.LOW, rating=Rating.VERY_LOW, reasons=("Starts at low: one source.",))
    judged = any(one.board for one in domains)
    return Certainty(
        outcome="relapse",
        rating=Rating.LOW if judged else Rating.VERY_LOW,
        reasons=computed.reasons,
        sources=sources,
        domains=domains,
        computed=computed if judged else None,
    )


def made(*certainty: Certainty, parent: Revision | None = None) -> Revision:
    return replace(revision(), certainty=certainty, parent=parent.hash if parent else None)


FIRST = made(rated(SEEN))
JUDGED = made(rated(ENOUGH), parent=FIRST)
LATER = made(rated(SEEN, sources=("pmid:1", "pmid:2")), parent=JUDGED)
BARE = made(parent=LATER)


def paper(*newest_first: Revision) -> Paper:
    return Paper(
        article=FIRST.article,
        revisions={one.hash: one for one in newest_first},
        edited=frozenset({JUDGED.hash}),
    )


def test_a_domain_that_is_judged_otherwise_differs_with_both_ratings() -> None:
    turned = Rejudged(
        outcome="relapse", domain="imprecision", old=SEEN, new=ENOUGH, before="very low", after="low"
    )
    assert rejudged(FIRST, JUDGED) == (turned,)
    assert rejudged(JUDGED, LATER) == (replace(turned, old=ENOUGH, new=SEEN, before="low", after="very low"),)
    assert rejudged(JUDGED, BARE) == (replace(turned, old=ENOUGH, new=None, before="low", after=""),)


def test_other_words_of_the_program_are_no_other_judgement() -> None:
    assert rejudged(FIRST, FIRST) == ()
    worded = made(rated(replace(SEEN, reason="Lowered for imprecision: 12 people in all.")))
    assert rejudged(FIRST, worded) == ()
    assert rejudged(FIRST, BARE) == ()  # nobody had judged what it no longer rates


def test_a_later_draft_is_told_what_it_does_not_have() -> None:
    held = paper(BARE, LATER, JUDGED, FIRST)
    one = Earlier(outcome="relapse", domain=ENOUGH, revision=JUDGED.hash, rated=True, same=False)
    assert earlier(held, Board(), LATER, [LATER.hash]) == (one,)
    assert earlier(held, Board(), BARE, [BARE.hash]) == (replace(one, rated=False),)
    again = made(rated(SEEN), parent=BARE)
    assert earlier(paper(again, JUDGED, FIRST), Board(), again, [again.hash]) == (replace(one, same=True),)
    assert earlier(held, Board(), JUDGED, [JUDGED.hash, FIRST.hash]) == ()
    assert earlier(held, Board(), FIRST, [FIRST.hash]) == ()


def test_what_people_left_out_knowingly_or_was_rejected_is_not_told() -> None:
    held = paper(LATER, JUDGED, FIRST)
    assert earlier(held, Board(), LATER, [LATER.hash, JUDGED.hash]) == ()
    rejected = Board(standings={JUDGED.hash: Standing(status=Status.RETIRED)})
    assert earlier(held, rejected, LATER, [LATER.hash]) == ()
