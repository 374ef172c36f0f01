"""Mark: a person has held a statement against its passage and finds it right. It counts towards no quorum."""

from __future__ import annotations

from collections.abc import Mapping

from probatum.errors import NotEligible, NotHeld
from probatum.language.interface import filled
from probatum.records.event import Event
from probatum.records.review import Person, Role
from probatum.workspace import Workspace

#: The kinds of events that say so, and that it is taken back. The subject of each is the article.
CHECKED, UNCHECKED = "statement checked", "statement check withdrawn"

_BOARD = frozenset({Role.REVIEWER, Role.EDITOR})


def mark(
    ws: Workspace, article: str, revision: str, claim: str, *, by: Person, at: str, checked: bool = True
) -> Event | None:
    """Mark a statement of a revision as checked by ``by``, or (``checked`` false) take the mark back.

    A statement's id is a hash of its words and citations, so a mark goes for the same statement in every
    revision and for no other. To say the same thing twice adds nothing, and gives None. Raises ``NotHeld``
    and ``NotEligible``.
    """
    if _BOARD.isdisjoint(by.roles):
        raise NotEligible(
            filled("{name} may not mark statements: that needs the role reviewer or editor", name=by.name)
        )
    held = ws.store.revision(article, revision)
    if all(one.id != claim for one in held.claims):
        raise NotHeld(
            filled(
                "that revision of {article} has no statement {claim}; open it from the desk",
                article=held.article,
                claim=claim,
            )
        )
    if checked == (by.id in marked(ws, held.article).get(claim, {})):
        return None
    detail = (("claim", claim), ("revision", held.hash), ("name", by.name))
    event = Event(
        kind=CHECKED if checked else UNCHECKED, subject=held.article, by=by.id, at=at, detail=detail
    )
    ws.store.append((event,))
    return event


def marked(ws: Workspace, article: str) -> Mapping[str, Mapping[str, str]]:
    """Who has checked each statement of an article, by the statement's id: names by the person's id."""
    found: dict[str, dict[str, str]] = {}
    for event in ws.store.events(article):
        detail = dict(event.detail)
        people = found.setdefault(detail.get("claim", ""), {})
        if event.kind == CHECKED:
            people[event.by] = detail.get("name", event.by)
        elif event.kind == UNCHECKED:
            people.pop(event.by, None)
    return found
