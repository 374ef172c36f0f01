"""A reader's conversations: listed, read with their answers, and deleted for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probatum.actions.adapt import view_for
from probatum.actions.clock import seconds
from probatum.actions.show import Shown, show
from probatum.compose.suggest import Suggestion, suggestions
from probatum.errors import NotHeld
from probatum.language.topic import topic_of
from probatum.records.article import Audience, Revision
from probatum.records.house import Kind
from probatum.records.thread import Thread, Turn
from probatum.render.thread import Answer
from probatum.store.threads import READER, Threads
from probatum.workspace import Workspace

_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A turn, counted from 1, with the revision that answered it as it stands now."""

    number: int
    turn: Turn
    shown: Shown


def account_owner(account: str) -> str:
    """The owner that an account is."""
    return f"account:{account}"


def local_owner(user: str) -> str:
    """The owner that a user of the command line is."""
    return f"local:{user}"


def reader_owner(key: str) -> str:
    """The owner of whom only the hash of a secret is known."""
    return f"{READER}{key}"


def threads_of(ws: Workspace, owners: Sequence[str], *, at: str) -> tuple[Thread, ...]:
    """Every conversation of these owners, the one used last first; what has been left too long is deleted."""
    held = Threads(ws.store.database)
    if not ws.read_only:
        held.forget(used_before=seconds(at) - ws.settings.limits.thread_days * _DAY)
    return held.of(owners)


def thread_of(ws: Workspace, thread: str, owners: Sequence[str]) -> Thread:
    """One conversation of these owners. Raises ``NotHeld``: to anybody else it is not there."""
    found = Threads(ws.store.database).read(thread, owners)
    if found is None:
        raise NotHeld(
            "there is no such conversation, or it is not yours; open it in the browser, or with the account, "
            "in which it was begun"
        )
    return found


def told(ws: Workspace, thread: Thread, *, at: str) -> tuple[Told, ...]:
    """The turns of a conversation, each with its answer at the revision that was given."""
    return tuple(
        Told(number=number, turn=turn, shown=show(ws, turn.article, turn.revision, at=at))
        for number, turn in enumerate(thread.turns, start=1)
    )


def answers_of(
    ws: Workspace, thread: Thread, audience: Audience = Audience.CLINICIAN, *, at: str
) -> tuple[Answer, ...]:
    """The answers of a conversation, one for each turn, as an audience reads them."""
    shown = [one.shown for one in told(ws, thread, at=at)]
    return tuple(
        Answer(revision=one.revision, status=one.status, view=view_for(ws, one.revision, audience))
        for one in shown
    )


def suggested(ws: Workspace, revision: Revision, turn: Turn | None = None) -> tuple[Suggestion, ...]:
    """What could be asked after an answer; none after what people wrote of a topic or a guideline."""
    if revision.kind is not Kind.ANSWER:
        return ()
    if turn is not None:
        return suggestions(revision, turn.topic, turn.narrowing)
    return suggestions(revision, topic_of(revision.question, ws.vocabulary))


def delete_thread(ws: Workspace, thread: str, owners: Sequence[str]) -> None:
    """Delete a conversation for good; the articles that answered it stay. Raises ``NotHeld``."""
    if not Threads(ws.store.database).delete(thread, owners):
        raise NotHeld(
            "there is no such conversation, or it is not yours; your list of them says which there are"
        )


def delete_threads(ws: Workspace, owners: Sequence[str]) -> int:
    """Delete every conversation of these owners for good; gives how many there were."""
    return Threads(ws.store.database).delete_all(owners)
