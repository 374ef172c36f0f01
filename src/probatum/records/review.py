"""What people decide about a revision, and what they disclose. A decision is bound to one exact revision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import orjson

from probatum.records.canonical import canonical
from probatum.records.decode import from_plain
from probatum.records.event import Event

#: Kinds of events that are decisions begin so.
DECIDED = "review: "


class Role(StrEnum):
    """What a person may do in the house."""

    READER = "reader"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Interest(StrEnum):
    """The categories of the ICMJE Disclosure Form (2021), items 1 to 13."""

    MANUSCRIPT = "support for the present manuscript"
    GRANTS = "grants or contracts"
    ROYALTIES = "royalties or licences"
    CONSULTING = "consulting fees"
    HONORARIA = "honoraria"
    TESTIMONY = "expert testimony"
    TRAVEL = "support for meetings or travel"
    PATENTS = "patents"
    BOARD = "data safety monitoring or advisory board"
    LEADERSHIP = "leadership or fiduciary role"
    STOCK = "stock or stock options"
    EQUIPMENT = "receipt of equipment, materials, drugs, writing or gifts"
    OTHER = "other financial or non-financial interests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as they were when they decided: their roles and specialties of that day."""

    id: str
    name: str
    roles: tuple[Role, ...] = ()
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One interest: with whom, of which kind, from which year to which (None: it lasts).

    ``subjects`` are the medicines, products or conditions on which it bears; empty where it bears on all.
    """

    interest: Interest
    entity: str
    relation: str = ""
    subjects: tuple[str, ...] = ()
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark on a claim, or on a span of its text (characters); else on the whole revision."""

    text: str
    claim: str = ""
    start: int | None = None
    end: int | None = None


class Recommendation(StrEnum):
    """What a reviewer recommends. Only ``APPROVE`` counts towards a quorum: changes make another revision."""

    APPROVE = "approve"
    APPROVE_WITH_CHANGES = "approve with changes"
    RETURN = "return"
    REJECT = "reject"


class Act(StrEnum):
    """What can be done to a revision."""

    SUBMIT = "submit"
    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    DISCLOSE = "disclose"
    RECOMMEND = "recommend"
    COMMENT = "comment"
    ANSWER = "answer"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PUBLISH = "publish"
    CORRECT = "correct"
    SUSPEND = "suspend"
    RESUME = "resume"
    RETIRE = "retire"
    REVIEW_AGAIN = "re-review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who did what to which revision, when (RFC 3339, UTC), why, and under which policy (its version).

    ``to`` is who is assigned; ``recommendation`` what is recommended; ``comments`` come with a
    recommendation, a comment or an answer; ``answers`` is the hash of the event that is answered;
    ``disclosures`` are all the interests of the person (empty: there is nothing to disclose).
    """

    act: Act
    article: str
    revision: str
    by: Person
    at: str
    policy: str
    reason: str = ""
    to: Person | None = None
    recommendation: Recommendation | None = None
    comments: tuple[Comment, ...] = ()
    answers: str = ""
    disclosures: tuple[Disclosure, ...] = ()

    def event(self, *, key: str = "", signature: str = "") -> Event:
        """The event that tells it in the trail of its article, with what it was signed with (hexadecimal)."""
        detail = (("decision", canonical(self).decode()), ("key", key), ("signature", signature))
        return Event(kind=DECIDED + self.act, subject=self.article, by=self.by.id, at=self.at, detail=detail)

    @classmethod
    def told(cls, event: Event) -> Decision:
        """The decision that an event tells: the inverse of :meth:`event`.

        Raises ``ValueError`` where the event tells none, or says in its own fields anything else.
        """
        told = dict(event.detail).get("decision")
        if told is None or not event.kind.startswith(DECIDED):
            raise ValueError(f"an event of the kind {event.kind!r} tells no decision")
        decision = from_plain(cls, orjson.loads(told))
        said = (event.kind, event.subject, event.by, event.at)
        if said != (DECIDED + decision.act, decision.article, decision.by.id, decision.at):
            raise ValueError(f"the event {event.hash} and the decision in it do not say the same")
        return decision


def is_decision(event: Event) -> bool:
    """Whether an event tells a decision."""
    return event.kind.startswith(DECIDED)
