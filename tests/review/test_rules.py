"""Risk, policy, status and differences: each by its rule."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.board import paper
from probatum.errors import PolicyError
from probatum.records.article import Status
from probatum.records.house import Kind
from probatum.records.review import Act, Disclosure, Interest
from probatum.records.source import Standing
from probatum.review.board import Board
from probatum.review.diff import Diff, diff, signed_off
from probatum.review.eligible import conflicting
from probatum.review.policy import Needed, NeededFor, Policy, Specialist, read_policy
from probatum.review.risk import Risk, risks
from probatum.review.status import Review, months_after, play, review_of
from tests.review.board import AT, BOTH, DOSED, EDITOR, PLAIN, POLICY, RON, approved, made

REVISIONS = paper().revisions
HELD = {POLICY.version: POLICY}


def test_the_risk_of_an_article_follows_from_its_words() -> None:
    assert [risks(one) for one in REVISIONS.values()] == [
        (),
        (Risk.DOSING, Risk.CHILDREN),
        (Risk.DOSING, Risk.CHILDREN),
    ]
    asked = replace(REVISIONS[PLAIN].question, text="Is it safe in pregnancy and in an emergency?")
    assert risks(replace(REVISIONS[PLAIN], question=asked)) == (Risk.PREGNANCY, Risk.EMERGENCY)


def test_the_shipped_policy_asks_two_where_it_is_dangerous() -> None:
    assert (POLICY.approvals_for(()), POLICY.approvals_for((Risk.CHILDREN,))) == (1, 2)


def test_a_policy_is_read_and_versioned_by_its_content() -> None:
    read = read_policy('quorum = 2\n[[needed]]\nrisk = "dosing"\napprovals = 3\n')
    assert read == Policy(quorum=2, needed=(Needed(risk=Risk.DOSING, approvals=3),))
    assert read.version != POLICY.version
    assert read_policy("") == POLICY


def test_the_policy_that_is_documented_can_be_read(root: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```", (root / "docs/policy.md").read_text("utf-8"), re.M | re.S)
    assert read_policy(shown) == Policy(
        needed=(Needed(risk=Risk.DOSING, approvals=2),),
        specialists=(Specialist(topic="tacrolimus", specialty="nephrology"),),
        kinds=(NeededFor(kind=Kind.SUMMARY, approvals=2),),
    )
    text = " ".join((root / "docs/policy.md").read_text("utf-8").split())
    assert [one for one in Interest if one not in text] == []


@pytest.mark.parametrize(
    "text",
    ["quorom = 2", "quorum = 0", "quorum = true", "review_months = 100000", "quorum", 'conflicting = ["x"]',
     '[[needed]]\nrisk = "dosing"\napprovals = 0', '[[specialists]]\ntopic = " "\nspecialty = "x"'],
)  # fmt: skip
def test_a_policy_with_anything_unknown_is_refused(text: str) -> None:
    with pytest.raises(PolicyError):
        read_policy(text)


@pytest.mark.parametrize(
    ("interest", "conflicts"),
    [
        (Disclosure(interest=Interest.GRANTS, entity="Zantho", start=2020), True),
        (Disclosure(interest=Interest.GRANTS, entity="Zantho", subjects=("zantho",), start=2020), False),
        (Disclosure(interest=Interest.GRANTS, entity="x", subjects=("ZANTHOLONE",), start=2020), True),
        (Disclosure(interest=Interest.GRANTS, entity="x", subjects=("(",), start=2020), False),
        (Disclosure(interest=Interest.GRANTS, entity="x", start=2020, end=2023), True),
        (Disclosure(interest=Interest.GRANTS, entity="x", start=2020, end=2022), False),
    ],
)
def test_an_interest_conflicts_where_it_is_recent_and_bears_on_the_article(
    interest: Disclosure, conflicts: bool
) -> None:
    found = conflicting((interest,), REVISIONS[PLAIN], POLICY, AT)
    assert found == (interest if conflicts else None)
    assert conflicting((interest,), REVISIONS[PLAIN], Policy(conflicting=()), AT) is None


def test_the_status_tells_who_reviewed_and_when_it_is_due() -> None:
    events = [one.event() for one in (*approved(), made(Act.PUBLISH, EDITOR))]
    played = play(events, paper(), HELD)
    told = {"reviewed": "2026-01-02", "next_review": "2027-01-02", "reviewers": ("Rita",)}
    assert review_of(REVISIONS[PLAIN], played, HELD, {}) == Review(status=Status.PUBLISHED, **told)  # type: ignore[arg-type]
    gone = {"pmid:1": Standing.RETRACTED}
    assert review_of(REVISIONS[PLAIN], played, HELD, gone) == Review(status=Status.SUSPENDED, **told)  # type: ignore[arg-type]
    assert review_of(REVISIONS[DOSED], played, HELD, gone) == Review(status=Status.UNREVIEWED)


def test_what_is_not_legal_in_a_trail_does_not_count_and_is_listed() -> None:
    stray = made(Act.PUBLISH, EDITOR).event()
    unknown = made(Act.SUBMIT, EDITOR, policy=Policy(quorum=9)).event()
    forged = replace(made(Act.SUBMIT, EDITOR).event(), by="ron")
    played = play([stray, unknown, forged], paper(), HELD)
    assert (played.board, [one.event for one in played.refused]) == (Board(), [stray, unknown, forged])


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2900, 1, 1)), st.integers(1, 600))
def test_months_go_by_without_leaving_the_calendar(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and day.day > 28)


def test_a_difference_is_told_claim_by_claim() -> None:
    plain, dosed, both = REVISIONS[PLAIN], REVISIONS[DOSED], REVISIONS[BOTH]
    (relapse,), (dose,) = plain.claims, dosed.claims
    assert diff(plain, both) == Diff(kept=(relapse,), new=(dose,))
    assert diff(both, plain) == Diff(kept=(relapse,), gone=(dose,))
    other = replace(relapse, text=relapse.text.replace("12", "13"))
    assert diff(plain, replace(plain, lead=(other,))) == Diff(changed=((relapse, other),))


def test_an_unchanged_claim_keeps_its_sign_off() -> None:
    (relapse,) = REVISIONS[PLAIN].claims
    approvals = ((REVISIONS[PLAIN], ("Rita",)), (REVISIONS[PLAIN], ("Rita", RON.name)))
    assert signed_off(REVISIONS[BOTH], approvals) == ((relapse.id, ("Rita", "Ron")),)
