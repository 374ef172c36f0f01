"""Present: an article as its page shows it, with all that a reader is told beside its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.actions.canonical import wordings_of
from probatum.actions.history import counted_decisions, shown_between
from probatum.actions.policy_page import SignedUnder, signed_under
from probatum.actions.published import Listing
from probatum.actions.remembered import whole_trail
from probatum.actions.review import dossier
from probatum.actions.show import Shown, show
from probatum.records.article import Revision, Status
from probatum.records.event import Event
from probatum.records.review import Act, Decision, is_decision
from probatum.records.source import Standing
from probatum.records.wording import AddedWording
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Why a revision is no longer simply published: what was done, by whom (empty: nobody), when and why."""

    act: str
    reason: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """An article for its page. ``published`` is when this revision was put before readers (RFC 3339, or
    empty), ``signed`` the policy under which it was approved, ``turn`` why it is suspended, corrected or
    retired, and ``current`` whether readers who name no revision are shown this one."""

    shown: Shown
    current: bool
    wordings: tuple[AddedWording, ...] = ()
    signed: SignedUnder | None = None
    published: str = ""
    turn: Turn | None = None


def present(
    ws: Workspace, listing: Listing, article: str, revision: str | None = None, *, at: str = ""
) -> Presented:
    """An article at ``revision``, else at the one for readers, as it is at the time ``at``. ``NotHeld``."""
    shown = show(ws, article, revision, at=at)
    current = shown.latest == shown.revision.hash
    wordings = wordings_of(listing, shown.revision.article)
    events = tuple(ws.store.events(article))
    if not any(is_decision(event) for event in events):
        return Presented(shown=shown, current=current, wordings=wordings)
    counted = counted_decisions(events, dossier(ws, article))
    approved = bool(shown.review.reviewed)
    return Presented(
        shown=shown,
        current=current,
        wordings=wordings,
        signed=signed_under(whole_trail(ws), shown.revision.hash) if approved else None,
        published=shown_between(shown.revision.hash, counted)[0],
        turn=_turn(ws, shown, counted),
    )


_TURNS = {
    Status.SUSPENDED: (Act.SUSPEND,),
    Status.CORRECTED: (Act.CORRECT,),
    Status.RETIRED: (Act.RETIRE, Act.REJECT),
    Status.RETURNED: (Act.RETURN,),
}


def _turn(ws: Workspace, shown: Shown, counted: Sequence[tuple[Event, Decision]]) -> Turn | None:
    acts = _TURNS.get(shown.status)
    if acts is None:
        return None
    own = shown.revision.hash
    for _, one in reversed(counted):
        if one.revision == own and one.act in acts:
            return Turn(act=one.act.value, reason=one.reason, by=one.by.name, at=one.at)
        replaced = shown.status is Status.RETIRED and one.act is Act.CORRECT and one.revision != own
        if replaced:
            return Turn(act="replaced", reason=one.reason, by=one.by.name, at=one.at)
    return _retracted(ws, shown.revision) if shown.status is Status.SUSPENDED else None


def _retracted(ws: Workspace, revision: Revision) -> Turn | None:
    cited = dict.fromkeys(one.source for claim in revision.claims for one in claim.citations)
    for source in ws.store.sources(cited).values():
        if source.standing is Standing.RETRACTED:
            return Turn(act="suspend", reason=f"It cites a work that has been retracted: {source.label}")
    return None
