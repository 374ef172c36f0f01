"""An article and its revisions. A revision is immutable and named by its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from probatum.records.canonical import content_hash, written
from probatum.records.claim import Claim
from probatum.records.effect import Effect
from probatum.records.evidence import Certainty, Conflict
from probatum.records.house import Graded, Guideline, Kind
from probatum.records.question import Question
from probatum.records.verdict import Verdict


class Audience(StrEnum):
    """For whom the words are chosen; the facts are the same for all."""

    CLINICIAN = "clinician"
    SPECIALIST = "specialist"
    STUDENT = "student"
    PATIENT = "patient"
    POLICY = "policy"


class Status(StrEnum):
    """Where an article stands with the board. Computed, never stored."""

    UNREVIEWED = "unreviewed"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under review"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    CORRECTED = "corrected"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of an article. Where ``claims`` is empty ``note`` says that nothing was found."""

    heading: str
    facet: str
    claims: tuple[Claim, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The honest answer where the evidence held does not answer: what was searched, what comes nearest."""

    searched: str
    reason: str
    nearest: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a composer writes. Either ``lead`` has a claim, or ``gap`` says why not.

    ``answer`` is the word that answers a yes/no question (``yes``, ``no``, ``disagrees``, ``unsettled``).
    """

    lead: tuple[Claim, ...] = ()
    sections: tuple[Section, ...] = ()
    gap: Gap | None = None
    answer: str = ""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, lead first."""
        return self.lead + tuple(claim for section in self.sections for claim in section.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many works that were found are not cited, for one reason."""

    reason: str
    works: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The search record: the query as run, how many passages were weighed, the index they came from.

    ``works`` is how many works the passages are of, ``left_out`` why those of them that are not cited are
    not; 0 and empty in what was kept before this was recorded. ``only`` says in words to which years and
    designs the search was limited; empty where it was not.
    """

    query: str
    passages_considered: int
    index: str
    at: str
    works: int = 0
    left_out: tuple[LeftOut, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of the reference list, as it stood when the revision was made.

    ``type`` is the study design, ``house summary`` or ``house overview`` for an article of this house, or
    ``house note`` where what is cited is our own note; then ``of`` is the design of the work. ``source`` is
    the store's id; ``passages`` are the addresses of all passages cited under this marker (a work and our
    note on it are two references).
    """

    marker: int
    source: str
    type: str
    of: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    issuer: str | None = None
    standing: str = "current"
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A statement that was written and is not shown, and the verdict for which it is not."""

    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of an article, complete in itself: what was said, on what, how it was made.

    ``article`` is the stable name of the article (from the question and audience), ``parent`` the hash
    that this one follows. ``verdicts`` pairs claim ids with verdicts. ``created_at`` is outside the hash,
    as are the dates in ``searched``: the same documents and question give the same hash on any day.
    ``held_back`` are the statements that failed their checks; ``withheld`` says how many, also in revisions
    that were kept before the statements themselves were. They are within the hash: what an article leaves out
    is part of what a board approves.
    ``kind`` says whether it answers a question or was written by people: then ``title`` is what it is called
    (``question`` has the same words), ``guideline`` what a summary sums up, and ``grades`` how strong and how
    sure its issuer is of each recommendation.
    """

    article: str
    question: Question
    audience: Audience
    lead: tuple[Claim, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    verdicts: tuple[tuple[str, Verdict], ...]
    effects: tuple[Effect, ...]
    certainty: tuple[Certainty, ...]
    conflicts: tuple[Conflict, ...]
    gap: Gap | None
    searched: Searched
    made_by: str
    answer: str = ""
    withheld: int = 0
    held_back: tuple[Withheld, ...] = ()
    kind: Kind = Kind.ANSWER
    title: str = ""
    guideline: Guideline | None = None
    grades: tuple[Graded, ...] = ()
    parent: str | None = None
    created_at: str = ""

    @classmethod
    def empty(
        cls,
        article: str,
        question: Question,
        *,
        index: str,
        made_by: str,
        at: str,
        audience: Audience = Audience.CLINICIAN,
        gap: Gap | None = None,
        kind: Kind = Kind.ANSWER,
        title: str = "",
        guideline: Guideline | None = None,
    ) -> Self:
        """A revision that says nothing and for which nothing was searched: one to begin with, or a ``gap``.

        ``index`` is the state of the index at ``at``, when it is made.
        """
        return cls(
            article=article,
            question=question,
            audience=audience,
            lead=(),
            sections=(),
            references=(),
            verdicts=(),
            effects=(),
            certainty=(),
            conflicts=(),
            gap=gap,
            searched=Searched(query="", passages_considered=0, index=index, at=at),
            made_by=made_by,
            kind=kind,
            title=title,
            guideline=guideline,
            created_at=at,
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, lead first."""
        return self.lead + tuple(claim for section in self.sections for claim in section.claims)

    @property
    def answered(self) -> bool:
        """Whether there is an answer (else there is a gap)."""
        return self.gap is None

    @property
    def hash(self) -> str:
        """SHA-256 over everything but the dates."""
        return content_hash(self.hashed)

    @property
    def hashed(self) -> dict[str, Any]:
        """What the hash is over, as plain JSON values."""
        dated = {"created_at", "searched"}
        kept = {name: getattr(self, name) for name in self.__slots__ if name not in dated}
        searched = self.searched
        kept["searched"] = (searched.query, searched.passages_considered, searched.index)
        if searched.works:
            kept["searched"] += (searched.works, written(searched.left_out))
        if searched.only:
            kept["searched"] += (searched.only,)
        return _as_first_kept(written(kept))


#: Fields that records were given when revisions had been kept already, each with what it is where nothing is
#: said: then it is left out of the hash, so that a revision has for ever the hash under which it was kept.
_LATER: Mapping[str, Mapping[str, Any]] = {
    "revision": {
        "held_back": [],
        "kind": Kind.ANSWER.value,
        "title": "",
        "guideline": None,
        "grades": [],
    },
    "finding": {"passage": ""},
    "certainty": {"domains": [], "computed": None},
    "domain": {"board": None},
    "conflict": {"kind": "frequency", "differences": []},
    "side": {
        "title": "",
        "outcome": "",
        "n": None,
        "design": "",
        "year": None,
        "adjusted": None,
        "stance": "",
    },
}


def _as_first_kept(revision: dict[str, Any]) -> dict[str, Any]:
    verdicts = [verdict for _, verdict in revision["verdicts"]]
    verdicts += [one["verdict"] for one in revision["held_back"]]
    _leave_out("finding", (finding for verdict in verdicts for finding in verdict["findings"]))
    _leave_out("side", (side for conflict in revision["conflicts"] for side in conflict["sides"]))
    _leave_out("conflict", revision["conflicts"])
    _leave_out("domain", (domain for one in revision["certainty"] for domain in one["domains"]))
    _leave_out("certainty", revision["certainty"])
    _leave_out("revision", [revision])
    return revision


def _leave_out(record: str, listed: Iterable[dict[str, Any]]) -> None:
    for one in listed:
        for name, nothing in _LATER[record].items():
            if one[name] == nothing:
                del one[name]
