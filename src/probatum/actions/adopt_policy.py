"""Adopt the text of the editorial policy: it comes into the trail before the decision made under it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from probatum.actions.remembered import whole_trail
from probatum.errors import PolicyError
from probatum.language.interface import filled
from probatum.records.event import Event
from probatum.workspace import Workspace

#: What the text of the policy is called in a workspace; without one the shipped text is in force.
TEXT = "policy.md"

#: The kind of the event that brings a text into the trail. Its subject is the version.
TEXT_ADOPTED = "policy text adopted"

#: A text of more bytes is no policy.
LARGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """One version of the text (Markdown), by whom and since when it is in force (empty: not adopted yet)."""

    text: str
    by: str = ""
    at: str = ""

    @property
    def version(self) -> str:
        """SHA-256 of the text: another word, another version."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def text_of(ws: Workspace) -> PolicyText:
    """The text as it stands in the workspace, else the shipped one. Raises ``PolicyError``."""
    file = ws.path / TEXT
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raw = (files("probatum.actions") / TEXT).read_bytes()
    except OSError as problem:
        raise PolicyError(
            filled("{file}: cannot be read ({problem}); correct the file", file=file, problem=problem)
        ) from None
    if len(raw) > LARGEST:
        raise PolicyError(
            filled(
                "{file}: has {number} bytes; shorten it to at most {largest}",
                file=file,
                number=format(len(raw), ","),
                largest=format(LARGEST, ","),
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise PolicyError(filled("{file}: is not UTF-8; save it as UTF-8", file=file)) from None
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise PolicyError(
            filled("{file}: is empty; write the policy, or remove the file for the shipped one", file=file)
        )
    return PolicyText(text=said + "\n")


def texts_in(events: Iterable[Event]) -> tuple[PolicyText, ...]:
    """Every text that a trail brings, oldest first; one that is not what its version says is passed over.

    A text that came back after another one is there twice: each time it was in force from then on.
    """
    found = []
    for event in events:
        if event.kind == TEXT_ADOPTED:
            one = PolicyText(text=dict(event.detail).get("text", ""), by=event.by, at=event.at)
            if one.version == event.subject:
                found.append(one)
    return tuple(found)


def adoption(ws: Workspace, *, by: str, at: str) -> tuple[Event, ...]:
    """The event that adopts the text as it stands, where it is not the one adopted last; else nothing.

    It goes into the trail before the decision that is made under it. Raises ``PolicyError``.
    """
    now = text_of(ws)
    adopted = texts_in(whole_trail(ws))
    if adopted and adopted[-1].version == now.version:
        return ()
    detail = (("text", now.text),)
    return (Event(kind=TEXT_ADOPTED, subject=now.version, by=by, at=at, detail=detail),)
