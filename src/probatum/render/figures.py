"""Figures in words: an estimate with its interval, as its passage printed the numbers."""

from __future__ import annotations

import re

from probatum.language.interface import ENGLISH, N_, Spoken
from probatum.records.effect import Effect, Measure

_NUMBER = re.compile(r"[-−–]?\d+(?:,\d{3})*(?:[.·]\d+)?|[-−]?[.·]\d+")

#: Names of the measures, for those who do not read the abbreviations.
MEASURE_NAMES = {
    Measure.HR: N_("hazard ratio"),
    Measure.OR: N_("odds ratio"),
    Measure.RR: N_("risk ratio"),
    Measure.IRR: N_("incidence rate ratio"),
    Measure.RD: N_("risk difference"),
    Measure.MD: N_("mean difference"),
    Measure.SMD: N_("standardised mean difference"),
    Measure.NNT: N_("number needed to treat"),
    Measure.NNH: N_("number needed to harm"),
    Measure.PROPORTION: N_("proportion"),
    Measure.CORRELATION: N_("correlation"),
    Measure.SENSITIVITY: N_("sensitivity"),
    Measure.SPECIFICITY: N_("specificity"),
    Measure.AUC: N_("area under the curve"),
}


def as_printed(value: float, text: str) -> str:
    """``value`` with the digits with which ``text`` prints it (``0.50``), else in its shortest form.

    A decimal point printed in the middle of the line is written as a point; a minus is a minus sign.
    """
    for match in _NUMBER.finditer(text):
        digits = match.group().replace("·", ".").replace(",", "")
        unsigned = digits.lstrip("-−–")
        for sign, candidate in ((1, unsigned), (-1, unsigned)):
            if sign * float(candidate) == value and (sign > 0 or digits != unsigned):
                return f"−{candidate}" if sign < 0 else candidate
    return format(value, "g").replace("-", "−")


def _unit(effect: Effect) -> str:
    return "%" if effect.measure is Measure.PROPORTION else ""


def estimate(effect: Effect, said: Spoken = ENGLISH) -> str:
    """The estimate alone, with its measure: ``HR 0.50``, ``62%``, ``65 of 105 (62%)``."""
    printed = as_printed(effect.estimate, effect.text)
    if effect.measure is not Measure.PROPORTION:
        return f"{effect.measure.value} {printed}"
    if effect.events is not None and effect.n is not None:
        counted = said(N_("{events} of {n} ({share}%)"))
        return counted.format(events=effect.events, n=effect.n, share=printed)
    return f"{printed}%"


def interval(effect: Effect, said: Spoken = ENGLISH) -> str:
    """The interval: ``0.29 to 0.86 (95% CI)``; empty where the passage gives none."""
    if effect.low is None or effect.high is None:
        return ""
    low, high = as_printed(effect.low, effect.text), as_printed(effect.high, effect.text)
    level = format(effect.level if effect.level is not None else 95, "g")
    unit = _unit(effect)
    known = effect.level is not None
    stated = said(N_("{level}% CI")).format(level=level) if known else said(N_("interval, level not stated"))
    return said(N_("{low} to {high} ({level})")).format(
        low=f"{low}{unit}", high=f"{high}{unit}", level=stated
    )


def p_value(effect: Effect) -> str:
    """The p value as stated: ``P = 0.013``; empty where the passage gives none."""
    if effect.p is None:
        return ""
    return f"P {effect.p_relation} {as_printed(effect.p, effect.text)}"


def adjustment(effect: Effect, said: Spoken = ENGLISH) -> str:
    """``adjusted``, ``unadjusted``, or empty where the passage does not say."""
    return said({True: N_("adjusted"), False: N_("unadjusted"), None: ""}[effect.adjusted])


def in_words(effect: Effect, said: Spoken = ENGLISH) -> str:
    """The whole effect on one line: ``HR 0.50, 0.29 to 0.86 (95% CI), P = 0.013, adjusted``."""
    parts = (estimate(effect, said), interval(effect, said), p_value(effect), adjustment(effect, said))
    return ", ".join(part for part in parts if part)
