"""Other wordings of the question that an article answers, as editors have added them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from probatum.records.event import Event

#: The kinds of events that tell of wordings. The subject of each is the article.
ADDED = "wording added"
REMOVED = "wording removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedWording:
    """A wording that leads to an article: who said so, and when (RFC 3339)."""

    article: str
    text: str
    by: str
    at: str

    def event(self, kind: str = ADDED) -> Event:
        """The event that adds it, or with ``REMOVED`` takes it away."""
        detail = (("wording", self.text),)
        return Event(kind=kind, subject=self.article, by=self.by, at=self.at, detail=detail)


def folded(text: str) -> str:
    """A wording without what does not matter: case, white space and closing marks."""
    return " ".join(text.casefold().split()).rstrip("?!. ")


def wordings_in(events: Iterable[Event]) -> dict[str, AddedWording]:
    """The wordings that stand after a trail, by their folded form. The first article to have one keeps it."""
    found: dict[str, AddedWording] = {}
    for event in events:
        if event.kind not in (ADDED, REMOVED):
            continue
        text = dict(event.detail).get("wording", "")
        key = folded(text)
        if event.kind == ADDED:
            found.setdefault(key, AddedWording(article=event.subject, text=text, by=event.by, at=event.at))
        elif key in found and found[key].article == event.subject:
            del found[key]
    return found
