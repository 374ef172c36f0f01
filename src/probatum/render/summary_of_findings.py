"""The summary of findings and the evidence table: what is known of each outcome, how surely, and from what.

After GRADE (Guyatt et al., J Clin Epidemiol 2011;64:383): for each outcome the works and people, the effects
as they are printed, and the certainty with every domain and its reason. A domain that the program cannot
judge is not assessed; where the board has judged it, both judgements stand there. An absolute effect is given
only where the same passage gives the risk without the treatment.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.language.tokens import analyse
from probatum.records.article import Revision
from probatum.records.effect import DIFFERENCES, RATIOS, Effect, Measure
from probatum.records.evidence import Certainty, Domain, Judgement
from probatum.records.picture import Plotted, Shown
from probatum.render.contract import CertaintyForm
from probatum.render.figures import adjustment, estimate, in_words, interval, p_value

#: The domains of GRADE as they are shown, for a revision that did not record them.
NAMES = (
    N_("risk of bias"),
    N_("inconsistency"),
    N_("indirectness"),
    N_("imprecision"),
    N_("publication bias"),
)
UNRECORDED = N_("Not recorded in this revision.")
#: No more effects of one outcome are written out; the evidence table has all.
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure in words, and under which marker it stands."""

    words: str
    marker: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known of one outcome. ``people`` is empty where no work says how many.

    ``computed`` is how the program alone rated what the board has judged since; else empty.
    """

    outcome: str
    works: int
    people: str
    effects: tuple[Told, ...]
    more: int
    absolute: tuple[Told, ...]
    rating: str
    domains: tuple[Domain, ...]
    reasons: tuple[str, ...]
    computed: str = ""


def summary(revision: Revision, plotted: Plotted, said: Spoken = ENGLISH) -> tuple[Finding, ...]:
    """The rows of the summary of findings, one for each outcome rated. Pure."""
    told = dict(plotted.told)
    return tuple(_finding(one, told.get(one.outcome, ()), said) for one in revision.certainty)


def _finding(certainty: Certainty, of: Sequence[Shown], said: Spoken) -> Finding:
    domains = certainty.domains or tuple(
        Domain(name=name, judgement=Judgement.NOT_ASSESSED, reason=UNRECORDED) for name in NAMES
    )
    return Finding(
        outcome=certainty.outcome,
        works=len(certainty.sources),
        people=_people(of, certainty.sources, said),
        effects=tuple(_told(one, said) for one in of[:MOST]),
        more=max(0, len(of) - MOST),
        absolute=absolute(of, said),
        rating=certainty.rating.value,
        domains=domains,
        reasons=certainty.reasons,
        computed=certainty.computed.rating.value if certainty.computed else "",
    )


def rated_by(rows: Sequence[CertaintyForm], said: Spoken = ENGLISH) -> str:
    """By whom the certainty was judged, in a sentence. Pure."""
    names = [
        domain["board"]["by"] for row in rows for domain in row["domains"] if domain["board"] is not None
    ]
    if not names:
        return said(N_("Rated by a program after GRADE; no person has confirmed it."))
    judged = N_(
        "Rated after GRADE from its domains, some of them judged for the board by {names}; the others were "
        "judged by a program and no person has confirmed them."
    )
    return said(judged).format(names=", ".join(dict.fromkeys(names)))


def _told(one: Shown, said: Spoken) -> Told:
    named = one.factor or one.outcome
    return Told(words=f"{named[:1].upper()}{named[1:]}: {in_words(one.effect, said)}", marker=one.marker)


def _people(of: Iterable[Shown], sources: Sequence[str], said: Spoken) -> str:
    """How many people, where works say so with their figures: ``173 in 2 of 4 works``."""
    known: dict[str, int] = {}
    for one in of:
        if one.effect.n and one.effect.source in sources:
            known[one.effect.source] = max(known.get(one.effect.source, 0), one.effect.n)
    if not known:
        return ""
    if len(known) == len(sources):
        return f"{sum(known.values()):,}"
    told = said(N_("{people} in {known} of {all}; the others do not say"))
    return told.format(people=f"{sum(known.values()):,}", known=len(known), all=len(sources))


# --- absolute effects


def absolute(of: Sequence[Shown], said: Spoken = ENGLISH) -> tuple[Told, ...]:
    """Absolute effects per 1,000, where the passage of a ratio gives the risk in the other arm. Pure."""
    told = []
    for one in of:
        baseline = _baseline(one, of)
        if baseline is not None:
            told.append(Told(words=_per_thousand(one.effect, baseline, said), marker=one.marker))
    return tuple(told)


def _baseline(one: Shown, of: Sequence[Shown]) -> float | None:
    """The risk, from 0 to 1, in the second arm of a ratio, in the same passage and of the same outcome."""
    effect = one.effect
    if effect.measure not in (Measure.HR, Measure.OR, Measure.RR) or len(effect.arms) != 2:
        return None
    against = frozenset(analyse(effect.arms[1]))
    risks = {
        other.effect.estimate
        for other in of
        if other.effect.measure is Measure.PROPORTION
        and other.effect.passage == effect.passage
        and len(other.effect.arms) == 1
        and frozenset(analyse(other.effect.arms[0])) == against
    }
    return risks.pop() / 100 if len(risks) == 1 else None


def corresponding(measure: Measure, ratio: float, baseline: float) -> float:
    """The risk that a ratio makes of a ``baseline`` risk (both from 0 to 1).

    Cochrane Handbook, 14.1.5: RR times the risk; of odds ratios and hazard ratios by their definition, the
    latter at the time to which the baseline belongs.
    """
    if measure is Measure.OR:
        return ratio * baseline / (1 - baseline + ratio * baseline)
    if measure is Measure.HR:
        return 1 - math.exp(ratio * math.log1p(-baseline)) if baseline < 1 else 1.0
    return min(1.0, ratio * baseline)


def _per_thousand(effect: Effect, baseline: float, said: Spoken) -> str:
    before = round(1000 * baseline)
    after = round(1000 * corresponding(effect.measure, effect.estimate, baseline))
    told = said(N_("{arm}: about {after} per 1,000 instead of {before} with {other}")).format(
        arm=effect.arms[0], after=after, before=before, other=effect.arms[1]
    )
    if effect.low is None or effect.high is None:
        return said(N_("{told} (computed here)")).format(told=told)
    ends = [
        round(1000 * corresponding(effect.measure, bound, baseline)) for bound in (effect.low, effect.high)
    ]
    ranged = said(N_("{told} ({low} to {high}; computed here)"))
    return ranged.format(told=told, low=ends[0], high=ends[1])


# --- the evidence table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """One figure as its passage prints it, and what it is of where that needs saying.

    ``of`` names what is weighed, for an estimate that compares; what is not stated is empty. ``reads`` says
    how the interval or p value is to be read.
    """

    of: str
    inferred: str
    estimate: str
    interval: str
    p: str
    reads: str
    adjustment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """One row of the evidence table: a sentence of a passage, whom it is of, and its figures.

    The sentence stands as it is: what a figure is of it says better than any name that a program gives it.
    """

    statement: str
    population: str
    work: str
    marker: int | None
    source: str
    passage: str
    start: int
    end: int
    figures: tuple[Figured, ...]


def evidence(plotted: Plotted, said: Spoken = ENGLISH) -> tuple[Evidenced, ...]:
    """The rows of the evidence table: every figure by its sentence, in the order found. Pure."""
    rows: dict[tuple[str, str, str], list[Shown]] = {}
    for one in plotted.every:
        sentence = one.statement or str(one.effect.start)
        rows.setdefault((one.effect.source, one.effect.passage, sentence), []).append(one)
    return tuple(_evidenced(of, said) for of in rows.values())


def _evidenced(of: Sequence[Shown], said: Spoken) -> Evidenced:
    first = of[0]
    return Evidenced(
        statement=first.statement or first.outcome,
        population=first.population,
        work=", ".join(part for part in (first.work, said(first.design)) if part),
        marker=first.marker,
        source=first.effect.source,
        passage=first.effect.passage,
        start=min(one.effect.start for one in of),
        end=max(one.effect.end for one in of),
        figures=tuple(_figured(one, said) for one in of),
    )


def _figured(one: Shown, said: Spoken) -> Figured:
    effect = one.effect
    compares = effect.measure in RATIOS | DIFFERENCES
    bare = one.statement in ("", effect.text)  # no sentence says what it is of
    return Figured(
        of=(one.factor or ", ".join(effect.arms) if compares else "") or (one.outcome if bare else ""),
        inferred=one.inferred,
        estimate=estimate(effect, said),
        interval=interval(effect, said),
        p=p_value(effect),
        reads=said(reads_as(effect)),
        adjustment=adjustment(effect, said),
    )


def reads_as(effect: Effect) -> str:
    """How the interval (or p value) is to be read, in words that cannot be mistaken for a size."""
    if effect.significant is None:
        return ""
    if effect.low is not None and effect.measure in RATIOS | DIFFERENCES:
        return N_("excludes no effect") if effect.significant else N_("includes no effect")
    return N_("p below 0.05") if effect.significant else N_("p not below 0.05")
