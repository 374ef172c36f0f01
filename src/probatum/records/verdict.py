"""What the checks saw in a claim, and what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """A verdict on one claim, best first; the words are part of the public contract."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    OVERSTATED = "overstated"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text, in characters from the start of the claim or of the passage."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check saw: ``said`` in the claim, ``found`` in the passage, and why it matters.

    ``outcome`` is the best verdict that the claim can still have after this finding. ``said_at`` are spans
    of the claim; ``found_at`` are spans of the passage whose address is ``passage`` (empty: of the only one).
    """

    check: str
    outcome: Outcome
    said: str = ""
    found: str = ""
    reason: str = ""
    said_at: tuple[Span, ...] = ()
    found_at: tuple[Span, ...] = ()
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one claim. ``checks`` names every check that ran, also those that saw nothing."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """One plain sentence for each finding."""
        return tuple(finding.reason for finding in self.findings if finding.reason)
