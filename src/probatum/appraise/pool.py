"""Whether estimates may be pooled, and the pooled estimate where they may.

Pooling answers a question only where the studies ask the same one (Cochrane Handbook, 10.10: do not combine
what is not alike). So none is made unless at least three studies with intervals compare the same, of the same
outcome, by the same measure, with designs of one kind, and none can have counted the same people twice.

Random effects: the variance between studies after Paule and Mandel (J Res Natl Bur Stand 1982;87:377), the
interval after Hartung and Knapp (Stat Med 2001;20:3875) with t on k - 1 degrees of freedom, never narrower
than the usual one (Röver et al., BMC Med Res Methodol 2015;15:99); I² after Higgins and Thompson (Stat Med
2002;21:1539); the prediction interval after Higgins et al. (J R Stat Soc A 2009;172:137), as IntHout et al.
(BMJ Open 2016;6:e010247) ask for. The arithmetic is that of statsmodels (the extra ``pooling``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import NormalDist

from probatum.appraise.subject import tokens_of
from probatum.language.interface import N_, filled
from probatum.records.article import Reference
from probatum.records.effect import RATIOS, Effect
from probatum.records.picture import Panel, Pooled, Shown, Weight
from probatum.records.source import Design

#: Fewer studies say too little of how much they differ (Cochrane Handbook, 10.10.4.4).
FEWEST = 3
#: The level of the pooled interval, in per cent.
LEVEL = 95.0
METHOD = N_("random effects; variance between studies after Paule and Mandel; Hartung-Knapp interval")

_MISSING = N_("No pooled estimate: not pooled: pooling needs an extra (pip install 'probatum[pooling]').")
_OF_ONE = N_("No pooled estimate: they come from one study, and fewer than {fewest} are never pooled.")
_OF_FEW = N_("No pooled estimate: they come from {works} studies, and fewer than {fewest} are never pooled.")
_SHARED = N_("No pooled estimate: studies {one} and {two} share authors and perhaps people.")
_SYNTHESES = frozenset({Design.META_ANALYSIS.value, Design.SYSTEMATIC_REVIEW.value, Design.REVIEW.value})
_RANDOMISED = frozenset({Design.RANDOMISED_TRIAL.value})


def pooled(panel: Panel, references: Sequence[Reference] = ()) -> tuple[Pooled | None, str]:
    """The pooled estimate of a panel, or None and one sentence that says why there is none. Pure.

    ``references`` are those of the article: two works that share authors may have counted the same people.
    """
    reason = why_not(panel, {one.marker: one for one in references})
    if reason:
        return None, reason
    try:
        return combined(panel.rows), ""
    except ImportError:
        return None, _MISSING


def why_not(panel: Panel, references: Mapping[int, Reference]) -> str:
    """Why the estimates of a panel are not pooled, in one sentence; empty where they may be."""
    rows = panel.rows
    works = len({row.effect.source for row in rows})
    if not panel.outcome:
        return N_("No pooled estimate: they tell of different outcomes.")
    if works < FEWEST:
        if works == 1:
            return filled(_OF_ONE, fewest=FEWEST)
        return filled(_OF_FEW, works=works, fewest=FEWEST)
    return _unlike(rows) or _dependent(rows, references)


def _unlike(rows: Sequence[Shown]) -> str:
    """In what the rows differ so that one estimate for all would mean nothing."""
    designs = {row.design for row in rows}
    checks = (
        (
            any(_width(row.effect) is None for row in rows),
            N_("No pooled estimate: not every estimate has its interval and level."),
        ),
        (
            any(row.inferred for row in rows),
            N_("No pooled estimate: not every sentence names the outcome itself."),
        ),
        (
            not all(row.factor for row in rows),
            N_("No pooled estimate: it is not clear that they compare the same."),
        ),
        (
            len({tokens_of(row.factor) for row in rows}) > 1,
            N_("No pooled estimate: they do not compare the same."),
        ),
        (
            len({row.effect.adjusted for row in rows}) > 1,
            N_("No pooled estimate: some are adjusted and some are not."),
        ),
        (bool(designs & _SYNTHESES), N_("No pooled estimate: one of them sums up other studies already.")),
        (
            bool(designs & _RANDOMISED) and designs != _RANDOMISED,
            N_("No pooled estimate: they mix trials with other designs."),
        ),
    )
    return next((reason for holds, reason in checks if holds), "")


def _dependent(rows: Sequence[Shown], references: Mapping[int, Reference]) -> str:
    """Whether some people may be counted twice."""
    if len({row.effect.source for row in rows}) < len(rows):
        return N_("No pooled estimate: one study gives several of them.")
    for one, two in combinations(rows, 2):
        first, second = references.get(one.marker or 0), references.get(two.marker or 0)
        if first and second and _same_people(first, second):
            return filled(_SHARED, one=first.marker, two=second.marker)
    return ""


def _same_people(one: Reference, two: Reference) -> bool:
    return len(set(one.authors) & set(two.authors) - {"et al."}) >= 2


def _width(effect: Effect) -> float | None:
    """The standard error that an interval implies, on the scale of pooling; None where it implies none.

    Cochrane Handbook, 6.3.1 and 6.3.2: the width over twice the normal quantile of its level.
    """
    if effect.low is None or effect.high is None or effect.level is None:
        return None
    if effect.measure in RATIOS and min(effect.low, effect.estimate) <= 0:
        return None
    if not effect.low < effect.high or not effect.low <= effect.estimate <= effect.high:
        return None
    z = NormalDist().inv_cdf(0.5 + effect.level / 200)
    return (_scaled(effect, effect.high) - _scaled(effect, effect.low)) / (2 * z)


def _scaled(effect: Effect, value: float) -> float:
    return math.log(value) if effect.measure in RATIOS else value


def combined(rows: Sequence[Shown]) -> Pooled:
    """The random-effects estimate over ``rows``, each with its interval and level.

    Raises ``ImportError`` where the extra ``pooling`` is not installed, ``ValueError`` where a row has no
    interval.
    """
    import numpy as np
    from scipy import stats
    from statsmodels.stats.meta_analysis import combine_effects

    widths = [_width(row.effect) for row in rows]
    if any(width is None for width in widths) or len(rows) < FEWEST:
        raise ValueError(f"at least {FEWEST} estimates with intervals can be pooled")
    effects = np.array([_scaled(row.effect, row.effect.estimate) for row in rows])
    variances = np.array([width or 0.0 for width in widths]) ** 2
    with np.errstate(
        divide="ignore", invalid="ignore"
    ):  # where all estimates are equal its own I² divides by 0
        result = combine_effects(effects, variances, method_re="pm")
    count, mean = len(rows), float(result.mean_effect_re)
    tau2, q = max(float(result.tau2), 0.0), float(result.q)
    error = float(result.sd_eff_w_re) * math.sqrt(max(1.0, float(result.scale_hksj_re)))
    half = float(stats.t.ppf(0.5 + LEVEL / 200, count - 1)) * error
    further = float(stats.t.ppf(0.5 + LEVEL / 200, count - 2)) * math.sqrt(
        tau2 + float(result.sd_eff_w_re) ** 2
    )
    back = math.exp if rows[0].effect.measure in RATIOS else float
    return Pooled(
        estimate=back(mean),
        low=back(mean - half),
        high=back(mean + half),
        level=LEVEL,
        i2=max(0.0, 100 * (q - (count - 1)) / q) if q > 0 else 0.0,
        tau2=tau2,
        studies=count,
        method=METHOD,
        prediction=(back(mean - further), back(mean + further)),
        weights=tuple(
            Weight(marker=row.marker, percent=100 * float(weight))
            for row, weight in zip(rows, result.weights_rel_re, strict=True)
        ),
    )
