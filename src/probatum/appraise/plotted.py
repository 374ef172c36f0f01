"""The figures of an article as they can be drawn: what each is of, and which stand on one axis.

Everything is read from the revision itself (its effects, the sentences that it quotes, its references), so
that an old revision is drawn as well as a new one, and a picture can never say more than the article does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import NormalDist

from probatum.appraise.conflict import COMPLEMENT
from probatum.appraise.factor import factor_of
from probatum.appraise.pool import pooled
from probatum.appraise.subject import mentioned, tokens_of
from probatum.records.article import Reference, Revision
from probatum.records.claim import Citation, Claim
from probatum.records.effect import DIFFERENCES, RATIOS, Effect, Measure
from probatum.records.picture import Panel, Plotted, Share, Shown
from probatum.records.question import Question

#: Measures that are drawn with a line of no effect.
DRAWN = RATIOS | DIFFERENCES
#: No more percentages are drawn; the others stand in the table.
MOST_SHARES = 12
#: The level of an interval that is worked out here, in per cent.
LEVEL = 95.0

#: What a statement names before it begins: the study, and whom it studied.
_WHO = re.compile(r"^(?:[A-Z][\w ]{1,30}\. )?[A-Z][\w -]{3,60}(?: “[^”]{1,300}”)? \((?P<who>.{2,400}?)\): ")


def plotted(revision: Revision) -> Plotted:
    """What can be drawn of the figures of a revision. Pure and deterministic.

    A figure that a work gives twice is drawn once.
    """
    every = _once(_shown(effect, revision) for effect in revision.effects)
    compared = [one for one in every if one.effect.measure in DRAWN]
    rows = [one for one in compared if _on_an_axis(one.effect)]
    shares = [one for one in every if one.effect.measure is Measure.PROPORTION]
    asked = [one for one in shares if _asked(revision.question, one.outcome)]
    drawn = (asked or shares)[:MOST_SHARES]
    return Plotted(
        panels=tuple(_pooled(panel, revision.references) for panel in _panels(revision.question, rows)),
        shares=tuple(_share(one) for one in drawn),
        more=len(shares) - len(drawn),
        undrawn=tuple(one for one in compared if one not in rows),
        every=every,
        told=_told(revision, every),
    )


def _once(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    kept: dict[tuple[object, ...], Shown] = {}
    for one in shown:
        effect = one.effect
        figures = (effect.measure, effect.estimate, effect.low, effect.high, effect.events, effect.n)
        kept.setdefault((effect.source, *figures, tokens_of(one.outcome), effect.arms), one)
    return tuple(kept.values())


def _on_an_axis(effect: Effect) -> bool:
    """Whether an estimate can be placed: its interval holds it, and a ratio is above nought."""
    low = effect.estimate if effect.low is None else effect.low
    high = effect.estimate if effect.high is None else effect.high
    positive = effect.measure not in RATIOS or low > 0
    return positive and low <= effect.estimate <= high and math.isfinite(high - low)


# --- what a figure is of


def _shown(effect: Effect, revision: Revision) -> Shown:
    references = {passage: one for one in revision.references for passage in one.passages}
    reference = references.get(effect.passage)
    claim, citation = _said(effect, revision.claims)
    statement = " ".join(citation.quote.split()) if citation else effect.text
    at = effect.start - citation.start if citation else 0
    return Shown(
        effect=effect,
        marker=reference.marker if reference else None,
        statement=statement,
        factor=factor_of(citation.quote, at, effect.arms) if citation else "",
        population=_population(effect, claim, revision.claims),
        design=(reference.of or reference.type) if reference else "",
        year=reference.year if reference else None,
        work=_work(reference) if reference else "",
        inferred=_inferred(effect, revision.effects),
    )


def _work(reference: Reference) -> str:
    """How a work is named beside its figure: ``Ash AB et al. 2024``, else its journal, else its title."""
    if reference.authors:
        several = " et al." if len(reference.authors) > 1 else ""
        named = f"{reference.authors[0]}{several}"
    else:
        named = reference.journal or reference.issuer or reference.title
    return f"{named} {reference.year}" if reference.year else named


def _said(effect: Effect, claims: Sequence[Claim]) -> tuple[Claim | None, Citation | None]:
    """The statement that quotes the sentence of a figure, and that quote."""
    for claim in claims:
        for citation in claim.citations:
            held = citation.passage == effect.passage and citation.source == effect.source
            if held and citation.start <= effect.start < citation.end:
                return claim, citation
    return None, None


def _population(effect: Effect, said: Claim | None, claims: Sequence[Claim]) -> str:
    """Whom the work studied, as a statement on it says in words that a quote of the work has.

    The statement that gives the figure is asked first: a work can have studied several kinds of people.
    """
    for claim in (*([said] if said else []), *claims):
        named = _WHO.match(claim.text)
        quotes = [" ".join(one.quote.split()) for one in claim.citations if one.source == effect.source]
        if named and any(named["who"] in quote for quote in quotes):
            return named["who"]
    return ""


def _inferred(effect: Effect, listed: Sequence[Effect]) -> str:
    """The one outcome of all figures of the same kind in the same text, for one whose sentence names none."""
    if effect.outcome or effect.measure not in RATIOS:
        return ""
    text = effect.passage.partition(":")[0]
    beside = [
        one.outcome
        for one in listed
        if one.outcome and one.measure is effect.measure and one.passage.partition(":")[0] == text
    ]
    return beside[0] if len({tokens_of(one) for one in beside}) == 1 else ""


# --- what stands on one axis


def _asked(question: Question, outcome: str) -> str:
    """The outcome of the question that ``outcome`` is; empty where it is none, or the opposite of one."""
    tokens = tokens_of(outcome)
    for concept in question.pico.outcome:
        if mentioned(concept, tokens) and _opposite(outcome) == _opposite(concept.text):
            return (concept.preferred or concept.text).lower()
    return ""


def _opposite(outcome: str) -> bool:
    """Whether an outcome is that something did not happen: "no relapse" stands on no axis with "relapse"."""
    return COMPLEMENT.search(outcome) is not None


def _told(revision: Revision, every: Sequence[Shown]) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """The figures of each outcome whose certainty is rated."""
    return tuple(
        (rated.outcome, tuple(one for one in every if _is(revision.question, one.outcome, rated.outcome)))
        for rated in revision.certainty
    )


def _is(question: Question, outcome: str, rated: str) -> bool:
    if _asked(question, outcome) == rated:
        return True
    return tokens_of(outcome) == tokens_of(rated) and _opposite(outcome) == _opposite(rated)


def _panels(question: Question, rows: Sequence[Shown]) -> tuple[Panel, ...]:
    """One panel for each measure and outcome, those asked about first; outcomes told of once share one."""
    asked: dict[tuple[Measure, str], list[Shown]] = {}
    rest: dict[tuple[Measure, frozenset[str]], list[Shown]] = {}
    for row in rows:
        name = _asked(question, row.outcome)
        if name:
            asked.setdefault((row.effect.measure, name), []).append(row)
        else:
            rest.setdefault((row.effect.measure, tokens_of(row.outcome)), []).append(row)
    panels = [Panel(measure=measure, outcome=name, rows=tuple(of)) for (measure, name), of in asked.items()]
    mixed: dict[Measure, list[Shown]] = {}
    for (measure, tokens), of in rest.items():
        # Differences of means are in units of their own: two outcomes never share their axis.
        alone = measure is Measure.MD or (len(of) > 1 and tokens)
        if alone:
            panels.append(Panel(measure=measure, outcome=of[0].outcome, rows=tuple(of)))
        else:
            mixed.setdefault(measure, []).extend(of)
    panels += [_mixed(measure, of) for measure, of in mixed.items()]
    return tuple(panels)


def _mixed(measure: Measure, rows: Sequence[Shown]) -> Panel:
    return Panel(measure=measure, outcome=rows[0].outcome if len(rows) == 1 else "", rows=tuple(rows))


def _pooled(panel: Panel, references: Sequence[Reference]) -> Panel:
    estimate, reason = pooled(panel, references)
    return replace(panel, pooled=estimate, why_not=reason)


# --- percentages of one group


def _share(shown: Shown) -> Share:
    effect = shown.effect
    if effect.low is not None and effect.high is not None:
        return Share(shown=shown, low=effect.low, high=effect.high)
    if effect.events is None or effect.n is None:
        return Share(shown=shown)
    low, high = wilson(effect.events, effect.n)
    return Share(shown=shown, low=low, high=high, computed=True)


def wilson(events: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The score interval of a proportion, in per cent (Wilson, J Am Stat Assoc 1927;22:209).

    The one that Newcombe (Stat Med 1998;17:857) recommends; it stays within 0 and 100. Raises ``ValueError``
    where ``events`` are no part of ``n``.
    """
    if not 0 <= events <= n or n < 1:
        raise ValueError(f"{events} is no part of {n}; give events of at most n, and n of at least one")
    z = NormalDist().inv_cdf(0.5 + level / 200)
    share = events / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 100 / (1 + z * z / n)
    return max(0.0, scale * (middle - half)), min(100.0, scale * (middle + half))
