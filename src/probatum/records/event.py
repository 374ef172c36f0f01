"""What happened, in order. The trail is a hash chain: each event names the hash of the one before."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.canonical import content_hash

#: What a revision comes into the trail with: composed by the program, made of another one by a person, or
#: written by a person from the start. The subject is the hash of the revision.
DRAFTED, EDITED, WRITTEN = "drafted", "edited", "written"
MAKING = frozenset({DRAFTED, EDITED, WRITTEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that somebody did. ``subject`` is a source id, an article or a revision hash.

    ``at`` is an RFC 3339 time in UTC; ``detail`` pairs of names and values; ``previous`` the hash of the
    event before (empty for the first).
    """

    kind: str
    subject: str
    by: str
    at: str
    detail: tuple[tuple[str, str], ...] = ()
    previous: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over the whole event, the hash before it included."""
        return content_hash(self)
