"""Trail: hand the trail of an article to a stranger, and say whether a trail is as it was."""

from __future__ import annotations

from probatum.actions.review import paper_of, passages_of
from probatum.errors import NotHeld
from probatum.house import policies_in
from probatum.records.article import Revision
from probatum.records.event import MAKING
from probatum.records.review import is_decision
from probatum.review.status import play
from probatum.review.trail import bundle
from probatum.standalone.verify_trail import verify
from probatum.workspace import Workspace


def export_trail(ws: Workspace, article: str) -> bytes:
    """The bundle of an article: its revisions, the passages they cite, and the whole trail of the workspace.

    The trail is one chain over all articles: the revisions of other articles that people decided on are in
    it too, so that every signature can be verified. Raises ``NotHeld``.
    """
    wanted = dict.fromkeys([article])
    wanted |= dict.fromkeys(event.subject for event in ws.store.events() if is_decision(event))
    return _bundle(ws, tuple(wanted))


def _bundle(ws: Workspace, articles: tuple[str, ...]) -> bytes:
    revisions: tuple[Revision, ...] = tuple(
        revision for article in articles for revision in paper_of(ws, article).revisions.values()
    )
    return bundle(revisions, passages_of(ws, revisions), ws.store.trail())


def verify_bundle(raw: bytes) -> tuple[str, ...]:
    """What was changed in an exported bundle, in sentences; nothing where it is as it was exported."""
    return tuple(verify(raw))


def verify_workspace(ws: Workspace) -> tuple[str, ...]:
    """What was changed in the trail of a workspace, in its revisions or in the passages that they cite, and
    which decisions do not count; nothing where all is well. Where rows cannot be relied on, only they are
    named: what follows from them would be noise."""
    damaged = ws.store.damaged()
    if damaged:
        return tuple(damaged)
    try:
        articles = tuple(one.article for one in ws.store.articles())
        found = [*verify(_bundle(ws, articles))]
        found += _lost(ws, articles)
        found += [reason for article in articles for reason in _uncounted(ws, article)]
    except (NotHeld, ValueError) as problem:
        return (f"the store holds what is not as it was kept: {problem}",)
    return tuple(found)


def _lost(ws: Workspace, articles: tuple[str, ...]) -> list[str]:
    held = {name for article in articles for name in paper_of(ws, article).revisions}
    made = {event.subject for event in ws.store.events() if event.kind in MAKING}
    lost = [f"revision {name}: the trail tells of it, and it is changed or gone" for name in made - held]
    return sorted(lost) + sorted(f"revision {name}: the trail does not tell of it" for name in held - made)


def _uncounted(ws: Workspace, article: str) -> list[str]:
    events = tuple(ws.store.events(article))
    played = play(events, paper_of(ws, article), policies_in(ws.store.events()))
    return [
        f"{one.event.kind} by {one.event.by} on {article}: does not count: {one.reason}"
        for one in played.refused
    ]
