"""The time of day, in the one form in which it is kept. A decision is told it, and is tested on any day."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment as RFC 3339 in UTC, to the second: ``2026-01-31T12:00:00Z``."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def seconds(at: str) -> int:
    """A moment written as :func:`now` writes it, in seconds since 1970 (UTC)."""
    return int(datetime.fromisoformat(at).timestamp())


def moment(seconds_: int) -> str:
    """The inverse of :func:`seconds`."""
    return datetime.fromtimestamp(seconds_, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
