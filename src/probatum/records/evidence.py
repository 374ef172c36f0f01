"""What the body of evidence says, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probatum.records.effect import Effect
from probatum.records.passage import Passage
from probatum.records.source import Source


class Rating(StrEnum):
    """Certainty of evidence (GRADE, Guyatt et al., BMJ 2008)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that search brought back, with its source. ``score`` grows with relevance."""

    source: Source
    passage: Passage
    score: float


class Judgement(StrEnum):
    """What was seen in one domain of GRADE; the last three are of a reason to rate up."""

    SERIOUS = "serious concern"
    VERY_SERIOUS = "very serious concern"
    NONE_SEEN = "no concern seen"
    NOT_ASSESSED = "not assessed"
    RAISES = "rates up by one level"
    RAISES_TWO = "rates up by two levels"
    NO_REASON = "no reason to rate up"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBy:
    """Who judged a domain for the board and when (RFC 3339), and what the program had judged, and why."""

    by: str
    name: str
    at: str
    computed: Judgement
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One domain for which certainty is lowered or raised, what was judged of it, and why.

    ``board`` says who judged it in the program's place; None where the program's judgement stands.
    """

    name: str
    judgement: Judgement
    reason: str
    board: JudgedBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """How the program alone rated what the board has judged since: where it starts, and where it ended."""

    start: Rating
    rating: Rating
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the body is about one outcome, and why: by a program, and said to be so.

    ``domains`` are each domain with its judgement; empty in what was kept before they were recorded.
    ``computed`` is the program's own rating where the board has judged a domain; else None. The rating
    always follows from the domains (``appraise.rating``), whoever judged them.
    """

    outcome: str
    rating: Rating
    reasons: tuple[str, ...]
    sources: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    computed: Computed | None = None

    @property
    def judged(self) -> tuple[Domain, ...]:
        """The domains that the board has judged."""
        return tuple(one for one in self.domains if one.board)


class Disagreement(StrEnum):
    """What sources disagree about."""

    FREQUENCY = "frequency"
    EFFECT = "effect"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a disagreement, as its passage states it; what it does not state is empty.

    ``outcome`` is what was counted, in the passage's words, ``n`` how many people were studied, ``design``
    and ``year`` those of the work, ``title`` how the work is named; ``adjusted`` is None where it is not
    said; ``stance`` is that of a recommendation: for, against or conditional.
    """

    source: str
    passage: str
    statement: str
    population: str = ""
    definition: str = ""
    denominator: str = ""
    follow_up: str = ""
    effect: Effect | None = None
    title: str = ""
    outcome: str = ""
    n: int | None = None
    design: str = ""
    year: int | None = None
    adjusted: bool | None = None
    stance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sources that disagree about one thing, side by side, and what can explain it.

    ``differences`` names each difference that the passages of two sides state, shortly.
    """

    about: str
    sides: tuple[Side, ...]
    explanation: str = ""
    kind: Disagreement = Disagreement.FREQUENCY
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The body of evidence for one question: best passage first.

    ``rarity`` pairs each analysed term of the question with its inverse document frequency in the index:
    how telling it is that a passage has it. ``unseen`` are the terms that no passage of the library has.
    """

    found: tuple[Found, ...]
    effects: tuple[Effect, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    rarity: tuple[tuple[str, float], ...] = ()
    unseen: tuple[str, ...] = ()
