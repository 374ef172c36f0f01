"""An error that somebody reports in an article, and what an editor answers.

The words of a report come from anybody who can reach the site: they may name a patient, or slander somebody.
The trail can never be changed, so it holds only what commits to them (a salted hash); the words are kept
beside it and can be erased, as can the address at which the reporter wants to be told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from probatum.records.canonical import canonical
from probatum.records.event import Event

#: The kinds of events that tell of reports. The subject of each is the article.
REPORTED = "error reported"
ANSWERED = "error answered"
ERASED = "report erased"


class Noticed(StrEnum):
    """Who noticed that something was wrong."""

    READER = "reader"
    REVIEWER = "reviewer"
    MACHINE = "machine"


class ReportOutcome(StrEnum):
    """What became of a report."""

    UPHELD = "upheld"
    NOT_UPHELD = "not upheld"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What a reporter wrote: what is wrong, what would be right, and a source for it."""

    wrong: str
    right: str = ""
    source: str = ""

    def commitment(self, salt: str) -> str:
        """SHA-256 over the salt and the words: the trail holds it, and nobody can guess the words from it."""
        return hashlib.sha256(salt.encode() + canonical(self)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswer:
    """What an editor answered, when and why; ``same_as`` is the report that a duplicate repeats."""

    outcome: ReportOutcome
    reason: str
    by: str
    name: str
    at: str
    same_as: str = ""

    def event(self, article: str, report: str) -> Event:
        """The event that says so in the trail of an article."""
        detail = (
            ("report", report),
            ("outcome", self.outcome.value),
            ("reason", self.reason),
            ("name", self.name),
            ("same as", self.same_as),
        )
        return Event(kind=ANSWERED, subject=article, by=self.by, at=self.at, detail=detail)

    @classmethod
    def told(cls, event: Event) -> ReportAnswer:
        """What an event of the kind ``ANSWERED`` tells. Raises ``ValueError`` where it tells no outcome."""
        detail = dict(event.detail)
        return cls(
            outcome=ReportOutcome(detail.get("outcome", "")),
            reason=detail.get("reason", ""),
            by=event.by,
            name=detail.get("name", "") or event.by,
            at=event.at,
            same_as=detail.get("same as", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An error reported in one revision of an article, in one statement of it or (``claim`` empty) anywhere.

    ``id`` is a hash of the secret that only the reporter holds. ``by`` is the account that reported, or
    ``reader``. ``words`` is None once they have been erased, or where they are not those that were reported.
    """

    id: str
    article: str
    revision: str
    claim: str
    by: str
    noticed: Noticed
    at: str
    commitment: str
    words: ReportWords | None = None
    answer: ReportAnswer | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has answered it."""
        return self.answer is None

    def event(self) -> Event:
        """The event that tells of it in the trail of its article: nothing in it is personal."""
        detail = (
            ("report", self.id),
            ("revision", self.revision),
            ("claim", self.claim),
            ("noticed", self.noticed.value),
            ("words", self.commitment),
        )
        return Event(kind=REPORTED, subject=self.article, by=self.by, at=self.at, detail=detail)

    @classmethod
    def told(cls, event: Event) -> Report:
        """What an event of the kind ``REPORTED`` tells. Raises ``ValueError`` where it tells no report."""
        detail = dict(event.detail)
        if not detail.get("report"):
            raise ValueError(f"the event {event.hash} tells no report")
        return cls(
            id=detail["report"],
            article=event.subject,
            revision=detail.get("revision", ""),
            claim=detail.get("claim", ""),
            by=event.by,
            noticed=Noticed(detail.get("noticed", Noticed.READER)),
            at=event.at,
            commitment=detail.get("words", ""),
        )


def report_id(secret: str) -> str:
    """The id of the report whose secret this is; nobody can tell the secret from it."""
    return hashlib.sha256(f"report:{secret}".encode()).hexdigest()[:24]
