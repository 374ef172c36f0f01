"""Enact: what every verb of the board has in common. A decision is made on one exact revision, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from probatum.actions.review import BOARD, Dossier, dossier, policy_of, record
from probatum.errors import NotEligible, NotHeld, OutOfOrder, Superseded
from probatum.language.interface import filled
from probatum.records.account import Account
from probatum.records.event import Event
from probatum.records.review import Act, Decision, is_decision
from probatum.review.board import Paper
from probatum.review.superseded import meant, superseded
from probatum.workspace import Workspace

#: What could be said twice; every other act leads to a state in which it is not open again.
_SAID = frozenset({Act.DISCLOSE, Act.RECOMMEND, Act.COMMENT, Act.ANSWER})

#: Of these only the last word of a person counts: to come back to an earlier one is a new decision.
_LAST_WORD = frozenset({Act.DISCLOSE, Act.RECOMMEND})


def enact(
    ws: Workspace,
    article: str,
    act: Act,
    *,
    by: Account,
    at: str,
    revision: str | None = None,
    **said: Any,
) -> Event:
    """Decide ``act`` on a revision: eligibility is judged and the event written under one lock.

    ``revision`` is the hash of what was read, or an unambiguous beginning of it; without one it is the
    revision that stands before the act (``review.superseded.meant``). ``said`` are the other fields of
    :class:`~probatum.records.review.Decision`.

    Raises ``NotHeld``; ``NotEligible`` where this person may not; ``Superseded`` where a newer revision has
    come; ``OutOfOrder`` where the act does not fit, or was done already. Then nothing is written.
    """
    if not by.active:
        raise NotEligible(
            filled("the account of {name} is closed; ask an administrator to open it", name=by.name)
        )
    with ws.locked(BOARD):  # two people never decide on the same state
        policy = policy_of(ws)
        held = dossier(ws, article, policy.version)
        board = held.played.board
        chosen = named(held.paper, revision) if revision else meant(act, held.paper, board)
        newer = superseded(act, chosen, held.paper, board)
        if newer:
            raise Superseded(
                filled(
                    "{article} has a newer revision, {newer}; read that one and decide again",
                    article=held.paper.article,
                    newer=newer[:12],
                ),
                newer,
            )
        decision = Decision(
            act=act,
            article=held.paper.article,
            revision=chosen,
            by=by.person,
            at=at,
            policy=policy.version,
            **said,
        )
        if act in _SAID and _repeated(ws, decision, held):
            raise OutOfOrder(filled("{name} has said the same already; it is counted once", name=by.name))
        return record(ws, decision, held, policy)


def named(paper: Paper, revision: str) -> str:
    """The hash of a revision from the beginning of it. Raises ``NotHeld``."""
    found = [name for name in paper.revisions if name.startswith(revision)]
    if len(found) != 1:
        raise NotHeld(
            filled(
                "{article} has no one revision {revision}; see its history for those that it has",
                article=paper.article,
                revision=revision[:12],
            )
        )
    return found[0]


def _repeated(ws: Workspace, decision: Decision, held: Dossier) -> bool:
    """Whether this person has said the very same before; of a recommendation, whether it still stands."""
    standing = held.played.board.of(decision.revision)
    if decision.act is Act.RECOMMEND and decision.by.id not in {one.by.id for one in standing.recommended}:
        return False
    refused = {one.event.hash for one in held.played.refused}
    earlier = [
        told
        for event in ws.store.events(decision.article)
        if is_decision(event) and event.by == decision.by.id and event.hash not in refused
        for told in (Decision.told(event),)
        if (told.act, told.revision) == (decision.act, decision.revision)
    ]
    if decision.act in _LAST_WORD:
        earlier = earlier[-1:]
    return any(_same(one, decision) for one in earlier)


def _same(one: Decision, other: Decision) -> bool:
    """Whether two decisions of a person say the same, whenever they were made and under whatever policy."""
    return replace(one, at=other.at, policy=other.policy, by=other.by) == other
