"""What an article of each kind must have before the board, and what a policy may ask of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.board import ARTICLE
from probatum.errors import OutOfOrder, PolicyError
from probatum.records.article import Reference, Revision, Section, Status
from probatum.records.claim import Citation, Claim
from probatum.records.house import Graded, Guideline, Kind
from probatum.records.review import Act
from probatum.records.source import Design, Standing
from probatum.review.board import Board, Paper
from probatum.review.decisions import decide
from probatum.review.kinds import rests_on_house_alone, unready
from probatum.review.policy import NeededFor, Policy, read_policy
from probatum.review.status import play, review_of
from tests.render.myositis import revision
from tests.review.board import AUTHOR, EDITOR, POLICY, approved, made

OF = Guideline(source="g", title="Guideline on gout", issuer="Invented College", version="2019")


def claim(text: str, *sources: str) -> Claim:
    return Claim(
        text=text,
        citations=tuple(
            Citation(source=one, passage=f"{one}:0-4", quote="Rest", start=0, end=4) for one in sources
        ),
    )


def article(kind: Kind, *claims: Claim, types: dict[str, str] | None = None, **more: object) -> Revision:
    sources = dict.fromkeys(one.source for said in claims for one in said.citations)
    references = tuple(
        Reference(marker=place, source=one, type=(types or {}).get(one, "cohort"), passages=(f"{one}:0-4",))
        for place, one in enumerate(sources, start=1)
    )
    sections = (Section(heading="A", facet="a", claims=claims),) if claims else ()
    base = replace(revision(), kind=kind, lead=(), sections=sections, references=references)
    return replace(base, **more)  # type: ignore[arg-type]


REST = claim("Rest.", "g")
GRADED = (Graded(claim=REST.id),)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (article(Kind.SUMMARY, REST, guideline=OF, grades=GRADED), ""),
        (article(Kind.SUMMARY, REST, grades=GRADED), "names none"),
        (article(Kind.SUMMARY, guideline=OF), "no recommendation yet"),
        (article(Kind.SUMMARY, REST, guideline=OF), "not said how strong it is"),
        (article(Kind.SUMMARY, claim("Rest.", "x"), guideline=OF), "does not cite the guideline"),
        (article(Kind.OVERVIEW, claim("Rest.", "g"), claim("Walk.", "h")), ""),
        (article(Kind.OVERVIEW, claim("Rest.", "g", "h")), ""),
        (article(Kind.OVERVIEW, claim("Rest.", "g"), claim("Walk.", "g")), "at least 2 works"),
        (article(Kind.OVERVIEW), "cites 0"),
        (article(Kind.ANSWER), ""),
    ],
)  # fmt: skip
def test_what_each_kind_must_have(one: Revision, said: str) -> None:
    assert said in unready(one)
    assert bool(unready(one)) is bool(said)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.OVERVIEW])
def test_a_statement_that_rests_on_an_article_of_this_house_alone_keeps_any_article_back(kind: Kind) -> None:
    types = {"h": Design.HOUSE_SUMMARY.value, "o": Design.HOUSE_OVERVIEW.value}
    beside, alone = claim("Rest.", "g", "h"), claim("Walk.", "h", "o")
    assert rests_on_house_alone(article(kind, beside, alone, types=types)) == (alone,)
    assert "rests on an article of this house alone" in unready(article(kind, beside, alone, types=types))
    assert unready(article(kind, beside, types=types)) == ""


def test_what_is_not_ready_cannot_be_submitted() -> None:
    one = article(Kind.OVERVIEW, article="a")
    paper = Paper(article="a", revisions={one.hash: one})
    with pytest.raises(OutOfOrder, match="cannot be submitted: an overview cites at least 2 works"):
        decide(Board(), replace(made(Act.SUBMIT, AUTHOR), article="a", revision=one.hash), "", paper, POLICY)


def test_a_policy_may_ask_more_approvals_for_a_kind() -> None:
    policy = read_policy('[[kinds]]\nkind = "practice summary"\napprovals = 3\n')
    assert policy == Policy(kinds=(NeededFor(kind=Kind.SUMMARY, approvals=3),))
    assert [policy.approvals_for((), kind) for kind in Kind] == [1, 3, 1]
    with pytest.raises(PolicyError, match="fewer than one approval"):
        read_policy('[[kinds]]\nkind = "answer"\napprovals = 0\n')


def test_a_policy_that_says_nothing_of_kinds_has_its_old_version() -> None:
    assert Policy().version == "b384cae3e85115f0a80672d503bf81b6d128d3b2476f799f44e146c2f44ba604"
    assert Policy(kinds=(NeededFor(kind=Kind.SUMMARY, approvals=1),)).version != Policy().version


def test_a_summary_of_a_replaced_guideline_is_due_at_once_and_still_out() -> None:
    one = article(Kind.SUMMARY, REST, guideline=OF, grades=GRADED, article=ARTICLE)
    paper = Paper(article=ARTICLE, revisions={one.hash: one})
    decisions = [*approved(one.hash), made(Act.PUBLISH, EDITOR, one.hash)]
    held = {POLICY.version: POLICY}
    played = play((decision.event() for decision in decisions), paper, held)
    stands = review_of(one, played, held, {"g": Standing.CURRENT})
    assert (stands.status, stands.next_review, stands.again) == (Status.PUBLISHED, "2027-01-02", "")
    due = review_of(one, played, held, {"g": Standing.SUPERSEDED})
    assert (due.status, due.next_review) == (Status.PUBLISHED, "2026-01-02")
    assert due.again == (
        "A newer version of the guideline that it sums up "
        "(Guideline on gout, Invented College, 2019) is held."
    )


@pytest.mark.parametrize("fallen", [Standing.RETRACTED, Standing.SUSPENDED, Standing.WITHDRAWN])
def test_what_rests_on_what_was_taken_back_is_suspended(fallen: Standing) -> None:
    one = article(Kind.ANSWER, REST, article=ARTICLE)
    paper = Paper(article=ARTICLE, revisions={one.hash: one})
    held = {POLICY.version: POLICY}
    decisions = [*approved(one.hash), made(Act.PUBLISH, EDITOR, one.hash)]
    played = play((decision.event() for decision in decisions), paper, held)
    assert review_of(one, played, held, {"g": fallen}).status is Status.SUSPENDED
