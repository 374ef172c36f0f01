"""Follow up: one more question of a conversation, answered under the same verification as the first."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.actions.ask import ask
from probatum.actions.clock import seconds
from probatum.actions.enquire import answer
from probatum.actions.published import Listing
from probatum.actions.understand import understand
from probatum.errors import NotHeld, QuestionDeclined
from probatum.language.drugs import drug_mentions
from probatum.language.general import general_form
from probatum.language.personal import without_details
from probatum.language.spelling import corrected
from probatum.language.standalone import resolve_each, whole
from probatum.records.article import Revision
from probatum.records.notice import Notice
from probatum.records.thread import ALL, FollowKind, Resolved, Thread, Turn
from probatum.store.threads import Threads
from probatum.workspace import Workspace

#: By whom a question of a conversation is drafted, as the trail has it: never by whose conversation it is.
BY = "conversation"

#: Of so many medicines that an answer names one can be chosen where none was asked about.
_MENTIONED = 6

_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of a follow-up: how it was understood, and the conversation with it, where answered.

    ``also`` are the other questions of it where several were asked at once, each a turn of its own.
    """

    resolved: Resolved
    thread: Thread
    also: tuple[Resolved, ...] = ()

    @property
    def number(self) -> int:
        """The turn (from 1) that answers it; 0 where it was not clear."""
        asked = [n for n, turn in enumerate(self.thread.turns, 1) if turn.asked == self.resolved.asked]
        return asked[-1] if asked and self.resolved.text else 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The turns that answer it: one, or one for each question of several."""
        return tuple(range(self.number, self.number + 1 + len(self.also))) if self.number else ()


def begin(ws: Workspace, article: str, *, owner: str, revision: str | None = None, at: str) -> Thread:
    """Begin a conversation with the question that an article answers. Raises ``NotHeld``, ``ThreadFull``."""
    held = ws.store.revision(article, revision)
    resolved = whole(held.question.text, ws.vocabulary)
    return _kept(ws, (turn_of(resolved, held, at),), owner=owner, at=at)


def begin_with(
    ws: Workspace, asked: str, *, owner: str, at: str, listing: Listing | None = None, starter: bool = True
) -> Thread:
    """Begin a conversation with a question, answered. Raises ``QuestionError`` and ``ThreadFull``."""
    nobody = Thread(id="", owner=owner, made=at)
    resolved = understood(ws, nobody, asked, at=at)[0]
    if not resolved.text:
        raise QuestionDeclined(resolved.reason)
    revision = _answered(ws, resolved, listing, starter=starter)
    return _kept(ws, (turn_of(resolved, revision, at),), owner=owner, at=at)


def whole_of(ws: Workspace, asked: str) -> Resolved:
    """A question with which a conversation begins, as it is understood. Raises ``QuestionError``."""
    return _whole(ws, _clean(asked))


def _whole(ws: Workspace, said: str, *, stands: bool = False) -> Resolved:
    """A question by itself, for everybody; what tells who it is about is left out if it ``stands`` too."""
    put = without_details(said) if stands else general_form(said, ws.vocabulary)
    return replace(whole(put or said, ws.vocabulary), asked=said)


def _kept(ws: Workspace, turns: tuple[Turn, ...], *, owner: str, at: str) -> Thread:
    limits, moment = ws.settings.limits, seconds(at)
    made = Thread(id=f"t-{secrets.token_hex(12)}", owner=owner, made=at, turns=turns)
    held = Threads(ws.store.database)
    held.forget(used_before=moment - limits.thread_days * _DAY)
    held.keep(made, at=moment, most=limits.threads)
    return made


def understood(
    ws: Workspace, thread: Thread, asked: str, *, at: str, stands: bool = False
) -> tuple[Resolved, ...]:
    """What a follow-up asks, seen from its conversation; with ``stands`` taken as it was typed.

    One, or each question of several, read after the one before it. Raises ``QuestionEmpty`` and
    ``QuestionTooLong``.
    """
    said = _clean(asked)
    urgent = understand(ws, said, as_it_stands=True).declined
    if urgent is not None and urgent.urgent:
        return (_declined(said, urgent),)
    found = _resolved(ws, thread, said, at=at, stands=stands)
    texts = (one.text for one in found if one.text)
    refusals = (understand(ws, text, as_it_stands=True).declined for text in texts)
    refused = next((one for one in refusals if one is not None), None)
    return (_declined(said, refused),) if refused is not None else found


def _resolved(ws: Workspace, thread: Thread, said: str, *, at: str, stands: bool) -> tuple[Resolved, ...]:
    if stands or not thread.turns:
        return (_whole(ws, said, stands=stands),)
    read = understand(ws, said)  # names put right, and asked for everybody
    put = corrected(read.asked, read.corrections) if read.parts else read.text
    mentioned = mentioned_in(
        ws.store.revision(turn.article, turn.revision) for turn in reversed(thread.turns)
    )
    found = resolve_each(put, thread.turns, ws.vocabulary, year=int(at[:4]), mentioned=mentioned)
    told = tuple(replace(one, text=general_form(one.text, ws.vocabulary)) for one in found)
    return (replace(told[0], asked=said),) if len(told) == 1 else told


def _declined(said: str, notice: Notice) -> Resolved:
    """What is not for an article, with what is told instead: nothing is searched, and nothing kept."""
    return Resolved(asked=said, text="", kind=FollowKind.UNCLEAR, reason=f"{notice.title} {notice.text}")


def follow_up(
    ws: Workspace,
    thread: Thread,
    asked: str,
    *,
    owners: Sequence[str],
    at: str,
    stands: bool = False,
    after: int | None = None,
    listing: Listing | None = None,
    starter: bool = True,
) -> Followed:
    """Answer a follow-up and keep it in its conversation; one that is not clear is not answered and not kept.

    ``stands`` takes the question as typed; ``after`` is how many questions the reader saw, so that what is
    sent twice is answered once. Raises ``QuestionError``, ``NotHeld`` and ``ThreadFull``.
    """
    first, *others = understood(ws, thread, asked, at=at, stands=stands)
    made = answered(ws, thread, first, owners=owners, at=at, after=after, listing=listing, starter=starter)
    for number, one in enumerate(others, start=1):
        seen = None if after is None else after + number
        more = answered(
            ws, made.thread, one, owners=owners, at=at, after=seen, listing=listing, starter=starter
        )
        made = replace(made, thread=more.thread, also=(*made.also, one))
    return made


def answered(
    ws: Workspace,
    thread: Thread,
    resolved: Resolved,
    *,
    owners: Sequence[str],
    at: str,
    after: int | None = None,
    listing: Listing | None = None,
    starter: bool = True,
) -> Followed:
    """Answer what was understood, and keep it. Raises ``NotHeld`` and ``ThreadFull``."""
    if not resolved.text:
        return Followed(resolved=resolved, thread=thread)
    if after is not None and [one.asked for one in thread.turns[after : after + 1]] == [resolved.asked]:
        return Followed(resolved=resolved, thread=thread)
    turn = turn_of(resolved, _answered(ws, resolved, listing, starter=starter), at)
    longer = Threads(ws.store.database).add(
        thread.id, owners, turn, at=seconds(at), most=ws.settings.limits.turns, after=after
    )
    if longer is None:
        raise NotHeld("there is no such conversation any more; begin a new one")
    return Followed(resolved=resolved, thread=longer)


def _answered(ws: Workspace, resolved: Resolved, listing: Listing | None, *, starter: bool) -> Revision:
    """The article that answers: the published one in whatever words, else one that is made now."""
    if resolved.narrowing == ALL:
        known = listing if listing is not None and starter else Listing()
        return answer(ws, known, resolved.text, by=BY, starter=starter).revision
    return ask(ws, resolved.text, by=BY, starter=starter, narrowing=resolved.narrowing)


def turn_of(resolved: Resolved, revision: Revision, at: str) -> Turn:
    """A question as it was understood, and the revision that answers it, as a turn of a conversation."""
    return Turn(
        asked=resolved.asked,
        question=resolved.text,
        kind=resolved.kind,
        topic=resolved.topic,
        narrowing=resolved.narrowing,
        carried=resolved.carried,
        article=revision.article,
        revision=revision.hash,
        at=at,
    )


def mentioned_in(revisions: Iterable[Revision]) -> tuple[str, ...]:
    """The medicines that the first of these answers which names any does, in the order of its statements."""
    for revision in revisions:
        named = (
            one.name
            for claim in revision.claims
            for one in drug_mentions(claim.text)
            if one.sure and not one.is_class
        )
        found = tuple(dict.fromkeys(named))[:_MENTIONED]
        if found:
            return found
    return ()


def _clean(asked: str) -> str:
    """What was typed, without what no text can hold."""
    return " ".join(asked.encode("utf-8", "replace").decode("utf-8").split())
