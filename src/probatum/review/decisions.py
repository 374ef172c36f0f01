"""What may be decided where. One table says in which states an act is open and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from probatum.errors import NotEligible, OutOfOrder
from probatum.language.interface import filled
from probatum.records.article import Status
from probatum.records.review import Act, Decision, Recommendation, Role
from probatum.review.board import Board, Paper, Recommended, Standing
from probatum.review.eligible import barred, topics
from probatum.review.kinds import unready
from probatum.review.policy import Policy
from probatum.review.risk import risks

_OPEN = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW})
_OUT = frozenset({Status.PUBLISHED, Status.CORRECTED})
_AT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From which states an act is open, to which roles, and whether a reason must be given."""

    states: frozenset[Status]
    roles: frozenset[Role]
    reason: bool = False


_EDITOR = frozenset({Role.EDITOR})
_REVIEWER = frozenset({Role.REVIEWER})
_BOARD = _EDITOR | _REVIEWER

#: The life of an article (docs/review.md shows it as a table). Nothing is open once a revision is retired.
RULES: Mapping[Act, Rule] = {
    Act.SUBMIT: Rule(states=frozenset({Status.UNREVIEWED}), roles=frozenset({Role.AUTHOR, Role.EDITOR})),
    Act.ASSIGN: Rule(states=_OPEN, roles=_EDITOR),
    Act.ACCEPT: Rule(states=_OPEN, roles=_REVIEWER),
    Act.DECLINE: Rule(states=_OPEN, roles=_REVIEWER),
    Act.DISCLOSE: Rule(states=frozenset(Status) - {Status.RETIRED}, roles=_BOARD),
    Act.RECOMMEND: Rule(states=frozenset({Status.UNDER_REVIEW}), roles=_REVIEWER),
    Act.COMMENT: Rule(states=_OPEN, roles=_BOARD),
    Act.ANSWER: Rule(states=_OPEN | {Status.RETURNED}, roles=frozenset({Role.AUTHOR, Role.EDITOR})),
    Act.APPROVE: Rule(states=frozenset({Status.UNDER_REVIEW}), roles=_EDITOR),
    Act.RETURN: Rule(states=_OPEN | {Status.APPROVED}, roles=_EDITOR, reason=True),
    Act.REJECT: Rule(states=_OPEN | {Status.APPROVED}, roles=_EDITOR, reason=True),
    Act.PUBLISH: Rule(states=frozenset({Status.APPROVED}), roles=_EDITOR),
    Act.CORRECT: Rule(states=frozenset({Status.APPROVED}), roles=_EDITOR, reason=True),
    Act.SUSPEND: Rule(states=_OUT, roles=_EDITOR, reason=True),
    Act.RESUME: Rule(states=frozenset({Status.SUSPENDED}), roles=_EDITOR, reason=True),
    Act.RETIRE: Rule(states=_OUT | {Status.SUSPENDED, Status.APPROVED}, roles=_EDITOR, reason=True),
    Act.REVIEW_AGAIN: Rule(states=_OUT | {Status.SUSPENDED}, roles=_EDITOR, reason=True),
}

#: Acts by which an editor judges; with an interest, or on what is their own, they may not.
_JUDGING = frozenset({Act.APPROVE, Act.PUBLISH, Act.CORRECT, Act.RESUME})


def decide(board: Board, decision: Decision, event: str, paper: Paper, policy: Policy) -> Board:
    """The board after a decision whose event has the hash ``event``.

    Raises :class:`NotEligible` where this person may not, and :class:`OutOfOrder` where the decision does not
    fit where the revision stands; the sentence says the fix. ``board`` itself is not changed.
    """
    _in_order(board, decision, paper, policy)
    _permitted(board, decision, paper, policy)
    return _APPLY[decision.act](board, decision, event, paper, policy)


def _in_order(board: Board, decision: Decision, paper: Paper, policy: Policy) -> None:
    rule = RULES[decision.act]
    if decision.article != paper.article or decision.revision not in paper.revisions:
        raise OutOfOrder(
            filled(
                "{article} has no revision {revision}; name one that it has",
                article=paper.article,
                revision=decision.revision[:12],
            )
        )
    if decision.policy != policy.version:
        raise OutOfOrder("the decision names another policy than the one in force; read it and decide again")
    if not _is_time(decision.at):
        raise OutOfOrder(
            filled("{at} is no time in UTC; write it as 2026-01-31T12:00:00Z", at=repr(decision.at))
        )
    status = board.of(decision.revision).status
    if status not in rule.states:
        wanted = ", ".join(sorted(rule.states))
        raise OutOfOrder(
            filled(
                "{act} is not open to a revision that is {status}; it must be one of: {wanted}",
                act=decision.act,
                status=status,
                wanted=wanted,
            )
        )
    if rule.reason and not decision.reason.strip():
        raise OutOfOrder(filled("{act} needs a reason; say it in a sentence", act=decision.act))


def _is_time(text: str) -> bool:
    if not _AT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _permitted(board: Board, decision: Decision, paper: Paper, policy: Policy) -> None:
    person = decision.by
    roles = RULES[decision.act].roles
    if roles.isdisjoint(person.roles):
        raise NotEligible(
            filled(
                "{name} may not {act}: that needs the role {what}",
                name=person.name,
                act=decision.act,
                what=" or ".join(sorted(roles)),
            )
        )
    if decision.act in _JUDGING:
        why = barred(person, Role.EDITOR, paper, board, decision.revision, policy, decision.at)
        if why:
            raise NotEligible(why)


def _with(board: Board, revision: str, standing: Standing) -> Board:
    return replace(board, standings={**board.standings, revision: standing})


def _submit(board: Board, decision: Decision, _event: str, paper: Paper, _policy: Policy) -> Board:
    why = unready(paper.revisions[decision.revision])
    if why:
        raise OutOfOrder(filled("the revision cannot be submitted: {why}", why=why))
    later = replace(board, submitters=board.submitters | {decision.by.id})
    return _with(later, decision.revision, Standing(status=Status.SUBMITTED))


def _assign(board: Board, decision: Decision, _event: str, paper: Paper, policy: Policy) -> Board:
    if decision.to is None:
        raise OutOfOrder("nobody is named to be assigned; name a reviewer")
    why = barred(decision.to, Role.REVIEWER, paper, board, decision.revision, policy, decision.at)
    if why:
        raise NotEligible(why)
    now = board.of(decision.revision)
    if decision.to.id in now.assigned:
        raise OutOfOrder(filled("{name} is assigned already; choose somebody else", name=decision.to.name))
    return _with(board, decision.revision, replace(now, assigned=(*now.assigned, decision.to.id)))


def _assigned(board: Board, decision: Decision) -> Standing:
    now = board.of(decision.revision)
    if decision.by.id not in now.assigned:
        raise NotEligible(
            filled(
                "{name} is not assigned to this revision; ask an editor to assign them", name=decision.by.name
            )
        )
    return now


def _accept(board: Board, decision: Decision, _event: str, paper: Paper, policy: Policy) -> Board:
    now = _assigned(board, decision)
    why = barred(decision.by, Role.REVIEWER, paper, board, decision.revision, policy, decision.at)
    if why:
        raise NotEligible(why)
    if decision.by.id in now.accepted:
        raise OutOfOrder(
            filled("{name} has accepted already; go on to disclose and recommend", name=decision.by.name)
        )
    accepted = (*now.accepted, decision.by.id)
    return _with(board, decision.revision, replace(now, status=Status.UNDER_REVIEW, accepted=accepted))


def _decline(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    now = _assigned(board, decision)
    who = decision.by.id
    left = replace(
        now,
        assigned=tuple(one for one in now.assigned if one != who),
        accepted=tuple(one for one in now.accepted if one != who),
        recommended=tuple(one for one in now.recommended if one.by.id != who),
    )
    return _with(board, decision.revision, left)


def _disclose(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    return replace(board, disclosures={**board.disclosures, decision.by.id: decision.disclosures})


def _recommend(board: Board, decision: Decision, event: str, paper: Paper, policy: Policy) -> Board:
    now = _assigned(board, decision)
    if decision.recommendation is None:
        raise OutOfOrder("nothing is recommended; say approve, approve with changes, return or reject")
    if decision.by.id not in now.accepted:
        raise OutOfOrder(
            filled("{name} has not accepted the assignment; accept it first", name=decision.by.name)
        )
    if decision.by.id not in board.disclosures:
        raise NotEligible(
            filled(
                "{name} has disclosed no interests; disclose them, or that there are none",
                name=decision.by.name,
            )
        )
    why = barred(decision.by, Role.REVIEWER, paper, board, decision.revision, policy, decision.at)
    if why:
        raise NotEligible(why)
    others = tuple(one for one in now.recommended if one.by.id != decision.by.id)
    made = Recommended(by=decision.by, recommendation=decision.recommendation, at=decision.at)
    later = _remarked(replace(now, recommended=(*others, made)), decision, event, paper)
    return _with(board, decision.revision, later)


def _comment(board: Board, decision: Decision, event: str, paper: Paper, _policy: Policy) -> Board:
    now = board.of(decision.revision)
    if Role.EDITOR not in decision.by.roles:
        _assigned(board, decision)
    if not decision.comments:
        raise OutOfOrder("the comment says nothing; write it")
    return _with(board, decision.revision, _remarked(now, decision, event, paper))


def _answer(board: Board, decision: Decision, event: str, paper: Paper, _policy: Policy) -> Board:
    now = board.of(decision.revision)
    if decision.answers not in now.comments:
        raise OutOfOrder("no such comment on this revision; name the event of the comment that is answered")
    if not decision.comments:
        raise OutOfOrder("the answer says nothing; write it")
    return _with(board, decision.revision, _remarked(now, decision, event, paper))


def _remarked(now: Standing, decision: Decision, event: str, paper: Paper) -> Standing:
    """The standing with a remark, each of which must be anchored to what the revision says."""
    lengths = {claim.id: len(claim.text) for claim in paper.revisions[decision.revision].claims}
    for one in decision.comments:
        start, end = one.start or 0, lengths.get(one.claim, 0) if one.end is None else one.end
        anchored = one.claim in lengths and 0 <= start <= end <= lengths[one.claim]
        whole = not one.claim and one.start is None and one.end is None
        if not one.text.strip() or not (anchored or whole):
            raise OutOfOrder("a comment has no words, or names no claim or span of this revision; correct it")
    return replace(now, comments=now.comments | {event}) if decision.comments else now


def counted(board: Board, revision: str, paper: Paper, policy: Policy, at: str) -> tuple[Recommended, ...]:
    """The approvals of a revision that count: by people who are eligible at the time ``at``."""
    return tuple(
        one
        for one in board.of(revision).recommended
        if one.recommendation is Recommendation.APPROVE
        and not barred(one.by, Role.REVIEWER, paper, board, revision, policy, at)
    )


def missing(board: Board, decision: Decision, paper: Paper, policy: Policy) -> str:
    """What is missing before a revision can be approved, in a sentence; empty where nothing is."""
    revision = paper.revisions[decision.revision]
    approvals = counted(board, decision.revision, paper, policy, decision.at)
    needed = policy.approvals_for(risks(revision), revision.kind)
    if len(approvals) < needed:
        return f"{len(approvals)} of {needed} approvals are there; assign more reviewers"
    held = {specialty for one in approvals for specialty in one.by.specialties}
    lacking = [one for one in topics(revision, policy) if one not in held]
    if lacking:
        return f"an approval from {', '.join(lacking)} is missing; assign such a reviewer"
    if policy.four_eyes and decision.by.id in {one.by.id for one in board.of(decision.revision).recommended}:
        return f"{decision.by.name} recommended on this revision; another editor must decide"
    return ""


def _approve(board: Board, decision: Decision, _event: str, paper: Paper, policy: Policy) -> Board:
    why = missing(board, decision, paper, policy)
    if why:
        raise OutOfOrder(filled("the revision cannot be approved: {why}", why=why))
    approvals = counted(board, decision.revision, paper, policy, decision.at)
    now = board.of(decision.revision)
    later = replace(now, status=Status.APPROVED, approved=approvals, approved_at=decision.at)
    return _with(board, decision.revision, later)


def _turn(status: Status) -> Callable[[Board, Decision, str, Paper, Policy], Board]:
    def turned(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
        later = _with(board, decision.revision, replace(board.of(decision.revision), status=status))
        gone = status is Status.RETIRED and board.live == decision.revision
        return replace(later, live=None) if gone else later

    return turned


def _publish(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    if board.live not in (None, decision.revision):
        raise OutOfOrder("another revision of the article is published; correct it with this one instead")
    now = replace(board.of(decision.revision), status=Status.PUBLISHED)
    return replace(_with(board, decision.revision, now), live=decision.revision)


def _correct(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    if board.live in (None, decision.revision):
        raise OutOfOrder("no other revision of the article is published; publish this one instead")
    old = _with(board, board.live or "", replace(board.of(board.live or ""), status=Status.RETIRED))
    now = replace(board.of(decision.revision), status=Status.CORRECTED)
    return replace(_with(old, decision.revision, now), live=decision.revision)


def _suspend(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    now = board.of(decision.revision)
    return _with(board, decision.revision, replace(now, status=Status.SUSPENDED, before=now.status))


def _resume(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    now = board.of(decision.revision)
    back = replace(now, status=now.before or Status.PUBLISHED, before=None)
    return _with(board, decision.revision, back)


def _review_again(board: Board, decision: Decision, _event: str, _paper: Paper, _policy: Policy) -> Board:
    """The same revision comes before the board afresh: no earlier recommendation counts."""
    return _with(board, decision.revision, Standing(status=Status.SUBMITTED))


_APPLY: Mapping[Act, Callable[[Board, Decision, str, Paper, Policy], Board]] = {
    Act.SUBMIT: _submit,
    Act.ASSIGN: _assign,
    Act.ACCEPT: _accept,
    Act.DECLINE: _decline,
    Act.DISCLOSE: _disclose,
    Act.RECOMMEND: _recommend,
    Act.COMMENT: _comment,
    Act.ANSWER: _answer,
    Act.APPROVE: _approve,
    Act.RETURN: _turn(Status.RETURNED),
    Act.REJECT: _turn(Status.RETIRED),
    Act.PUBLISH: _publish,
    Act.CORRECT: _correct,
    Act.SUSPEND: _suspend,
    Act.RESUME: _resume,
    Act.RETIRE: _turn(Status.RETIRED),
    Act.REVIEW_AGAIN: _review_again,
}
