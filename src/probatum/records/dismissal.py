"""A finding that a person has set aside, with a reason. Nothing is deleted: the revision stays as it was."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.records.event import Event
from probatum.records.verdict import Verdict

#: The kind of the event by which a finding is dismissed.
DISMISSED = "finding dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """Who set aside what the check ``check`` found in the statement ``claim``, when (RFC 3339), and why.

    A claim's id is a hash of its words and citations, so a dismissal goes for the same statement on the same
    passages in every revision of the article, and for no other.
    """

    claim: str
    check: str
    by: str
    at: str
    reason: str

    def event(self, article: str) -> Event:
        """The event that says so in the trail of an article."""
        detail = (("claim", self.claim), ("check", self.check), ("reason", self.reason))
        return Event(kind=DISMISSED, subject=article, by=self.by, at=self.at, detail=detail)

    @classmethod
    def told(cls, event: Event) -> Dismissal:
        """What an event of the kind ``DISMISSED`` tells."""
        detail = dict(event.detail)
        return cls(
            claim=detail.get("claim", ""),
            check=detail.get("check", ""),
            by=event.by,
            at=event.at,
            reason=detail.get("reason", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissed:
    """What people have set aside in an article, and the verdicts as they stand without it, by claim id.

    ``verdicts`` has only the claims that a dismissal touches.
    """

    dismissals: tuple[Dismissal, ...] = ()
    verdicts: tuple[tuple[str, Verdict], ...] = ()

    def of(self, claim: str, check: str) -> Dismissal | None:
        """The dismissal of what one check found in one claim; None where it stands."""
        return next((one for one in self.dismissals if (one.claim, one.check) == (claim, check)), None)
