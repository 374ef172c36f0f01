"""History: every revision of an article, who made it, when and why, and what changed between any two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from probatum.actions.review import Dossier, dossier
from probatum.errors import NotHeld
from probatum.records.article import Revision, Status
from probatum.records.event import Event
from probatum.records.review import Act, Decision, is_decision
from probatum.review.diff import Diff, diff
from probatum.review.words import Piece, word_marks
from probatum.workspace import Workspace

#: Acts that the public history tells. What reviewers say to each other is in the trail, not here.
TOLD = frozenset(
    {
        Act.SUBMIT,
        Act.RECOMMEND,
        Act.APPROVE,
        Act.RETURN,
        Act.REJECT,
        Act.PUBLISH,
        Act.CORRECT,
        Act.SUSPEND,
        Act.RESUME,
        Act.RETIRE,
        Act.REVIEW_AGAIN,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that somebody did to a revision. ``by`` is the name of a person, or of a door."""

    act: str
    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A revision in the history: who made it, when, why, and what was decided on it.

    ``status`` is where it stands now by the board's decisions; ``published`` and ``until`` are when it was
    put before readers and when another took its place (RFC 3339; empty where that has not happened).
    """

    revision: Revision
    made: Step
    decided: tuple[Step, ...]
    status: Status
    published: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An article's revisions, newest first, and the hash of the one that is published, if one is."""

    article: str
    question: str
    entries: tuple[Entry, ...]
    live: str | None


def history(ws: Workspace, article: str) -> History:
    """The history of an article. Raises ``NotHeld``."""
    held = dossier(ws, article)
    counted = counted_decisions(ws.store.events(article), held)
    names = {one.by.id: one.by.name for _, one in counted}
    entries = tuple(_entry(ws, revision, counted, held, names) for revision in held.paper.revisions.values())
    return History(
        article=article,
        question=entries[0].revision.question.text,
        entries=entries,
        live=held.played.board.live,
    )


def counted_decisions(events: Iterable[Event], held: Dossier) -> tuple[tuple[Event, Decision], ...]:
    """The decisions on an article that count, in order: whatever else is in its trail is passed over."""
    refused = {one.event.hash for one in held.played.refused}
    return tuple(
        (event, Decision.told(event)) for event in events if is_decision(event) and event.hash not in refused
    )


def _entry(
    ws: Workspace,
    revision: Revision,
    counted: Sequence[tuple[Event, Decision]],
    held: Dossier,
    names: Mapping[str, str],
) -> Entry:
    own = tuple(one for _, one in counted if one.revision == revision.hash)
    published, until = shown_between(revision.hash, counted)
    return Entry(
        revision=revision,
        made=_made(ws, revision, names),
        decided=tuple(_step(one) for one in own if one.act in TOLD),
        status=held.played.board.of(revision.hash).status,
        published=published,
        until=until,
    )


def _made(ws: Workspace, revision: Revision, names: Mapping[str, str]) -> Step:
    """By whom and why a revision was made: what the trail says with its hash."""
    for event in ws.store.events(revision.hash):
        detail = dict(event.detail)
        by = detail.get("name") or names.get(event.by) or event.by
        return Step(act=event.kind, by=by, at=event.at, reason=detail.get("reason", ""))
    return Step(act="drafted", by="", at=revision.created_at)


def _step(one: Decision) -> Step:
    act = f"{one.act}: {one.recommendation}" if one.recommendation else one.act.value
    return Step(act=act, by=one.by.name, at=one.at, reason=one.reason)


def shown_between(revision: str, counted: Sequence[tuple[Event, Decision]]) -> tuple[str, str]:
    """When a revision was published, and when it was replaced, retired or taken back to review."""
    published, until = "", ""
    for _, one in counted:
        if one.revision == revision and one.act in (Act.PUBLISH, Act.CORRECT):
            published, until = published or one.at, ""
        elif published and not until and _ends(one, revision):
            until = one.at
    return published, until


def _ends(one: Decision, revision: str) -> bool:
    if one.revision == revision:
        return one.act in (Act.RETIRE, Act.REVIEW_AGAIN)
    return one.act is Act.CORRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A statement as it was and as it is, its words marked; ``sources``: it cites other passages."""

    old: str
    new: str
    words: tuple[Piece, ...]
    sources: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two revisions of one article, and what changed from the old one to the new one."""

    old: Revision
    new: Revision
    diff: Diff
    changed: tuple[Changed, ...]


def compare(ws: Workspace, article: str, old: str, new: str) -> Compared:
    """Compare two revisions of an article, named by their hashes or the beginnings of them.

    Raises ``NotHeld`` where one of them is not held.
    """
    if not old or not new:
        raise NotHeld("two revisions are compared; choose both in the history of the article")
    before, after = ws.store.revision(article, old), ws.store.revision(article, new)
    found = diff(before, after)
    changed = tuple(
        Changed(
            old=one.text,
            new=other.text,
            words=word_marks(one.text, other.text),
            sources=one.citations != other.citations,
        )
        for one, other in found.changed
    )
    return Compared(old=before, new=after, diff=found, changed=changed)
