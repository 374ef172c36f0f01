"""The effects that a passage states: ratios and differences with their interval and p value, proportions.

Read as abstracts print them (The Lancet's ``0·50 [95% CI 0·29–0·86]; p=0·013``, JAMA's ``HR, 0.50; 95% CI,
0.29 to 0.86; P = .01``, BMJ's ``(0.50, 95% confidence interval 0.29 to 0.86)``) and as our notes write them.
Only what stands in one sentence is joined; a number whose measure is not named is no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from probatum.appraise.outcomes import arm_of_proportion, arms_of, outcome_of_proportion, outcome_of_ratio
from probatum.language.counts import count_in
from probatum.language.numbers import number_value
from probatum.language.sentences import sentences
from probatum.records.effect import DIFFERENCES, RATIOS, Effect, Measure
from probatum.records.passage import Passage, Role, Sentence

#: No more effects are read from one passage.
MOST = 60
#: A sentence is read up to here, in characters.
_LONGEST = 3_000

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.·]\d+)?|[.·]\d+"
_SIGNED = rf"[-−–]?\s?(?:{_NUM})"
_INT = r"(?:\d{1,3}(?:[, \u2009\u202f]\d{3})+|\d+)(?![.·]\d)(?!\s?%)"

_LABELS: tuple[tuple[Measure, str], ...] = (
    (Measure.HR, r"(?:a|c|s|cs|m)?HRs?|[Hh]azards?[- ][Rr]atios?"),
    (Measure.IRR, r"a?IRRs?|(?:[Ii]ncidence[- ])?[Rr]ate[- ][Rr]atios?"),
    (Measure.OR, r"(?:a|p|c|m)?ORs?|[Oo]dds[- ][Rr]atios?"),
    (Measure.RR, r"(?:a|p)?RRs?|[Rr]elative [Rr]isks?|[Rr]isk[- ][Rr]atios?|[Pp]revalence ratios?"),
    (Measure.SMD, r"SMDs?|[Ss]tandardi[sz]ed mean differences?|Hedges['’]? g|Cohen['’]?s d"),
    (
        Measure.RD,
        r"A?RDs?|ARR|(?:[Aa]bsolute )?[Rr]isk (?:difference|reduction|increase)s?|[Aa]bsolute difference",
    ),
    (
        Measure.MD,
        r"W?MDs?|(?:[Ww]eighted |[Aa]djusted )?[Mm]ean differences?|"
        r"(?:[Bb]etween[- ]group|[Tt]reatment|[Gg]roup|[Ee]stimated) differences?|[Dd]ifference",
    ),
    (Measure.NNT, r"NNTB?s?|[Nn]umbers? needed to treat"),
    (Measure.NNH, r"NNHs?|NNTH|[Nn]umbers? needed to harm"),
    (Measure.SENSITIVITY, r"[Ss]ensitivity"),
    (Measure.SPECIFICITY, r"[Ss]pecificity"),
    (
        Measure.AUC,
        r"AUROCs?|AUCs?|[Aa]rea under the (?:receiver operating characteristic |ROC )?curve|"
        r"[Cc][- ]statistic",
    ),
    (
        Measure.CORRELATION,
        r"[Cc]orrelation coefficient|[rρ](?=\s?=)|[Rr]ho(?=\s?=)|Spearman(?:['’]s)? (?:rho|r)",
    ),
)
_LABEL = re.compile(
    r"(?<![\w-])(?:"
    + "|"
    r"".join(f"(?P<m{place}>{words})" for place, (_, words) in enumerate(_LABELS))
    + r")(?![\w])"
)
_ADJUSTED_LABEL = re.compile(r"[am](?:HR|OR|RR|IRR)")

_BOUNDS = rf"(?P<low>{_SIGNED})\s?%?\s?(?:-|–|—|−|‐|‑|to|,|;|and)\s?(?P<high>{_SIGNED})(?!\d)"
_INTERVAL = re.compile(
    rf"[\s,;:(\[]*(?:(?:with )?(?:a |an |the )?(?P<level>\d\d(?:\.\d)?)\s?%\s?-?\s?)?"
    rf"(?:C\.?I\.?s?|CrIs?|CLs?|HDI|[Cc]onfidence (?:intervals?|limits?)|[Cc]redib(?:le|"
    rf"ility) intervals?)(?!\w)"
    rf"(?:,?\s?[\[(]?(?:\d\d\s?%\s?)?CI[\])]?)?(?:\s?\d\d\s?%)?[\s,:;=]*(?:was |of |from |"
    rf"ranged from )?[\[(]?\s?{_BOUNDS}(?:\s?%)?"
)
_BARE_INTERVAL = re.compile(
    rf"(?:\s?[\[(]|,)\s?(?P<low>{_SIGNED})\s?(?:-|–|—|−|to|,)\s?(?P<high>{_SIGNED})\s?(?=[\]);,])"
)
_P = re.compile(
    rf"\b[Pp](?:[- ]?values?)?(?:[- ](?:for|of) [a-z-]+|[- ]?(?:interaction|trend))?\s?"
    rf"(?P<rel>=|<|>|≤|≥|of|was)\s?(?P<p>{_NUM})(?:\s?[×x]\s?10\s?\(?\^?\(?[-−–](?P<exp>\d+)\)?)?"
)
_ESTIMATE = re.compile(
    rf"(?<![\w.·,/\-–—−])(?P<value>{_SIGNED})(?P<unit>\s?%| percentage points?)?"
    r"(?![\w/]|[.·]\d|,\d|\s?[-–—]\s?\d|-fold)"
)
_GAP = re.compile(r"[\s,:;=(\[\])]*(?:(?:\w+[- ]?){0,2}\b(?:of|was|were|is|=)\s*)?[\[(]?")
_SMALL_GAP = re.compile(r"[\s,:;=(\[\])]*(?:(?:of|was|were|is)\s)?[\[(]?")
_CLOSE = 40
_WINDOW = 140

_ADJUSTED = re.compile(r"\badjust(?:ed|ing|ment)|multivari|\bindependent(?:ly)?\b", re.IGNORECASE)
_UNADJUSTED = re.compile(
    r"\bunadjusted|\bcrude\b|\bunivari|\bnot adjusted|\bbefore adjustment", re.IGNORECASE
)


def effects(passage: Passage) -> tuple[Effect, ...]:
    """Every effect that the passage states, in the order of the text; spans do not overlap. Pure.

    Uses ``passage.sentences`` where they are filled (roles keep percentages of methods out), else cuts the
    text itself. At most ``MOST`` effects.
    """
    found: list[Effect] = []
    for sentence in passage.sentences or _cut(passage.text):
        if len(found) >= MOST:
            break
        for stated in _of_sentence(sentence.text[:_LONGEST], sentence.role):
            found.append(_placed(stated, passage, sentence.start))
    return tuple(found[:MOST])


def _cut(text: str) -> list[Sentence]:
    return [Sentence(start=start, end=end, text=text[start:end]) for start, end in sentences(text)]


def _placed(stated: Effect, passage: Passage, start: int) -> Effect:
    return replace(
        stated,
        passage=passage.id,
        source=passage.source,
        start=stated.start + start,
        end=stated.end + start,
    )


@lru_cache(maxsize=4096)
def _of_sentence(text: str, role: Role | None) -> tuple[Effect, ...]:
    """The effects of one sentence, with offsets in it."""
    if not any(map(str.isdigit, text)):
        return ()
    ratios = tuple(_ratios(text))
    taken = [(one.start, one.end) for one in ratios]
    proportions = _proportions(text, role, taken)
    return tuple(sorted((*ratios, *proportions), key=lambda one: (one.start, one.end)))


# --- ratios and differences


@dataclass(frozen=True, slots=True)
class _Stated:
    """An estimate where it stands: ``start`` of its label, ``at`` of its number, ``end`` of all of it."""

    measure: Measure
    label: str
    start: int
    at: int
    end: int
    value: float
    unit: str
    interval: re.Match[str] | None
    p: re.Match[str] | None


#: A quick test for what may be a label.
_MAY_BE_LABEL = re.compile(
    r"[Rr]atio|[Rr]isk|HR|OR|RR|[Dd]ifferen|needed|ensitiv|pecific|AU[RC]|RD|MD|NN|[rρ]\s?=|[Rr]ho|"
    r"orrelat|under|tatistic|['’]"
)


def _ratios(text: str) -> Iterator[Effect]:
    if not _MAY_BE_LABEL.search(text):
        return
    labels = [(match, measure) for match in _LABEL.finditer(text) if (measure := _measure_of(match))]
    for place, (match, measure) in enumerate(labels):
        limit = labels[place + 1][0].start() if place + 1 < len(labels) else len(text)
        stated = _stated(text, match, measure, limit)
        while stated is not None:
            yield _effect(text, stated)
            stated = _next(text, stated, limit)


def _measure_of(match: re.Match[str]) -> Measure | None:
    return next((measure for place, (measure, _) in enumerate(_LABELS) if match[f"m{place}"]), None)


def _stated(text: str, label: re.Match[str], measure: Measure, limit: int) -> _Stated | None:
    """The estimate that a label announces: close behind it, or further off but with its interval."""
    window = min(limit, label.end() + _WINDOW)
    for number in _ESTIMATE.finditer(text, label.end(), window):
        between = text[label.end() : number.start()]
        if _ELSEWHERE.search(between):
            return None
        gap = _SMALL_GAP if label.group().isupper() else _GAP
        close = gap.fullmatch(between) is not None or _announced(label.group(), between, number, measure)
        stated = _read(text, label.group(), measure, label.start(), number, limit)
        if stated.interval or (close and measure is not Measure.MD) or (close and stated.p):
            return stated if _possible(stated) else None
    return None


#: Words after which a number is no longer the estimate of the label before them.
_ELSEWHERE = re.compile(r"[.;] |\b(?:below|above|less than|greater than|margin|bound|cut-?off|threshold)\b")


def _announced(label: str, between: str, number: re.Match[str], measure: Measure) -> bool:
    """Whether a number a few words on is the estimate: the label is in words and the number looks like one.

    A ratio has a decimal point and no unit.
    """
    if label.isupper() or len(between) > _CLOSE:
        return False
    if measure in RATIOS:
        return not number["unit"] and ("." in number["value"] or "·" in number["value"])
    return measure is not Measure.MD


def _read(text: str, label: str, measure: Measure, start: int, number: re.Match[str], limit: int) -> _Stated:
    end = number.end()
    value = _value(number["value"])
    interval = _INTERVAL.match(text, end, limit) or _bare(text, end, limit, value)
    if interval is None and (unit_after := _UNIT.match(text, end, limit)):
        interval = _INTERVAL.match(text, unit_after.end(), limit)
    if interval is None or not _parted(interval):
        interval = _aside(text, end, limit, value) if measure in RATIOS | DIFFERENCES else None
    end = interval.end() if interval else end
    p = _P.search(text, end, min(limit, end + _CLOSE))
    if p and _breaks(text[end : p.start()]):
        p = None
    end = p.end() if p else end
    unit = (number["unit"] or "").strip()
    return _Stated(measure, label, start, number.start(), end, value, unit, interval, p)


#: A unit between an estimate and its interval.
_UNIT = re.compile(
    r"[ ,]*(?:kg|mg|mm ?Hg|points?|percentage points?|years?|months?|weeks?|days?|cm|mm|kg/m2|mmol/[Ll]|"
    r"mol/mol|"
    r"m[Ll]/min(?:/1\.73 ?m2)?(?: per year)?|per year)\b"
)


def _bare(text: str, end: int, limit: int, value: float) -> re.Match[str] | None:
    """``0.50 (0.29-0.86)``: bounds without a word, if they hold the estimate."""
    match = _BARE_INTERVAL.match(text, end, limit)
    if match and _value(match["low"]) <= value <= _value(match["high"]):
        return match
    return None


def _aside(text: str, end: int, limit: int, value: float) -> re.Match[str] | None:
    """An interval a little further on, past words ("(247 deaths) (95% CI …)"), if it holds the estimate."""
    for pattern in (_INTERVAL, _BARE_INTERVAL):
        for match in pattern.finditer(text, end, min(limit, end + _FURTHER)):
            between = text[end : match.start()]
            if _value(match["low"]) <= value <= _value(match["high"]) and not _ESTIMATE_BETWEEN.search(
                between
            ):
                return match
    return None


_FURTHER = 110
#: Another estimate, or the end of the sentence.
_ESTIMATE_BETWEEN = re.compile(r"\d[.·]\d|[.] ")


def _parted(interval: re.Match[str]) -> bool:
    """Whether the bounds are in order."""
    return _value(interval["low"]) <= _value(interval["high"])


def _breaks(between: str) -> bool:
    """Whether another number or sentence stands between an estimate and a p value."""
    return bool(re.search(r"\d|[.] ", between)) or ("(" in between and ")" in between)


def _possible(stated: _Stated) -> bool:
    if stated.measure in RATIOS and (stated.value <= 0 or stated.unit):
        return False
    whole = stated.measure in RATIOS and stated.value.is_integer()
    if whole and not (stated.interval or stated.p):
        return False  # "HR 74" is a heart rate
    if stated.measure in (Measure.AUC, Measure.CORRELATION):
        return abs(stated.value) <= 1
    return True


def _next(text: str, before: _Stated, limit: int) -> _Stated | None:
    """A further estimate under the same label: "HR 1.13 (95% CI …) and 1.69 (95% CI …)"."""
    for number in _ESTIMATE.finditer(text, before.end, limit):
        stated = _read(text, before.label, before.measure, number.start(), number, limit)
        if stated.interval and _holds(stated) and _possible(stated):
            return stated
    return None


def _holds(stated: _Stated) -> bool:
    """Whether the interval is that of the estimate: a number of people or a p value before it is none."""
    found = stated.interval
    return found is not None and _value(found["low"]) <= stated.value <= _value(found["high"])


def _effect(text: str, stated: _Stated) -> Effect:
    interval, p = stated.interval, stated.p
    points = stated.measure is Measure.MD and stated.unit.startswith("percentage")
    measure = Measure.RD if points else stated.measure
    end = _closed(text, stated.start, stated.end)
    return Effect(
        measure=measure,
        estimate=stated.value,
        passage="",
        source="",
        start=stated.start,
        end=end,
        text=text[stated.start : end],
        low=_value(interval["low"]) if interval else None,
        high=_value(interval["high"]) if interval else None,
        level=_level(interval),
        p=_p_of(p),
        p_relation=_relation(p),
        n=_sample(text),
        arms=arms_of(text, stated.start),
        outcome=outcome_of_ratio(text, stated.start, stated.at),
        adjusted=_adjusted(text, stated),
    )


def _closed(text: str, start: int, end: int) -> int:
    """``end``, past the bracket that closes one opened since ``start``."""
    said = text[start:end]
    for opening, closing in ("()", "[]"):
        if said.count(opening) > said.count(closing) and text[end : end + 1] == closing:
            return end + 1
    return end


def _level(interval: re.Match[str] | None) -> float | None:
    if interval is None:
        return None
    stated = interval.groupdict().get("level") or (_LEVEL.search(interval.group()) or [None, None])[1]
    return float(stated) if stated and float(stated) >= 80 else None


_LEVEL = re.compile(r"(\d\d(?:\.\d)?)\s?%")


def _p_of(p: re.Match[str] | None) -> float | None:
    if p is None:
        return None
    value = number_value(p["p"])
    if p["exp"]:
        power = count_in(p["exp"])
        value *= 10.0 ** -(300 if power is None else min(power, 300))
    return value if 0 <= value <= 1 else None


def _relation(p: re.Match[str] | None) -> str:
    return {"<": "<", "≤": "<", ">": ">", "≥": ">"}.get(p["rel"], "=") if p else "="


def _value(text: str) -> float:
    """The value of a number with its sign as printed."""
    plain = text.replace(" ", "")
    negative = plain[:1] in "-−–"
    value = number_value(plain.lstrip("-−–"))
    return -value if negative else value


_SAMPLE = re.compile(r"(?<!\w)[nN]\s?=\s?(\d{1,3}(?:,\d{3})+|\d+)")


def _sample(text: str) -> int | None:
    """How many were studied, where the sentence says so once (``n = 105``)."""
    stated = {count_in(found) for found in _SAMPLE.findall(text)}
    return stated.pop() if len(stated) == 1 else None


def _adjusted(text: str, stated: _Stated) -> bool | None:
    """By the label (``aHR``), else by the nearest word before the estimate, else by one after it."""
    if _ADJUSTED_LABEL.match(stated.label):
        return True
    before, after = text[: stated.at], text[stated.at :]
    said = [(match.start(), False) for match in _UNADJUSTED.finditer(before)]
    said += [(match.start(), True) for match in _ADJUSTED.finditer(before) if not _un(before, match)]
    if said:
        return max(said)[1]
    if _UNADJUSTED.search(after):
        return None
    return True if _ADJUSTED.search(after) else None


def _un(text: str, match: re.Match[str]) -> bool:
    return text[max(0, match.start() - 4) : match.start()].lower().endswith(("un", "not "))


# --- proportions

_OF = r"(?:of|out of)(?: the| these| all| a total of)?"
_PROPORTIONS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Oo]f (?:the |these |"
        rf"all )?(?P<n>{_INT})(?: [\w-]+){{0,6}},? (?P<events>{_INT})(?: [\w-]+){{0,2}} ?"
        rf"\(\s?(?P<pct>{_NUM})\s?%\s?\)",
        rf"(?<![\w.·/-])(?P<events>{_INT})\s?(?:{_OF}\s|"
        rf"/\s?)(?P<n>{_INT})(?:[ -][\w-]+){{0,5}}?\s?[\[(,]\s?(?P<pct>{_NUM})\s?%",
        rf"(?<![\w.·-])(?P<pct>{_NUM})\s?%\s?[\[(]\s?(?:n\s?=\s?)?(?P<events>{_INT})\s?(?:{_OF}\s|"
        rf"/\s?)(?P<n>{_INT})",
        rf"(?<![\w.·/-])(?P<events>{_INT})\s?\(\s?(?P<pct>{_NUM})\s?%\s?\)\s?{_OF}\s(?P<n>{_INT})",
        rf"(?<![\w.·/-])(?P<events>{_INT})\s(?:{_OF})\s(?P<n>{_INT})(?![\d%])(?!\s?%)",
        rf"(?<![\w.·/-])(?P<events>{_INT})/(?P<n>{_INT})(?= (?:patients|participants|women|men|children|"
        rf"subjects|cases|people|adults)\b)",
        rf"(?<![\w.·/-])(?P<events>{_INT})(?: [a-zA-Z-]+){{0,4}} ?"
        rf"\(n = (?P<n>{_INT}), (?P<pct>{_NUM})\s?%\s?\)",
        rf"(?<![\w.·/-])(?P<events>{_INT})(?: [a-zA-Z-]+){{0,4}} ?\(\s?(?P<pct>{_NUM})\s?%\s?\)",
        rf"(?<![\w.·≥≤<>/±-])(?P<pct>{_NUM})\s?%(?!\s?-?(?:C\.?I|[Cc]onfiden|[Bb]ound|[Ll]imit|[Cc]red|"
        rf"of (?:the )?(?:predicted|baseline|variance)|"
        r"power\b|agreement|consensus|increase|decrease|reduction|relative|improvement|change|higher|"
        r"lower|more|less|"
        r"greater|fewer|"
        r"solution|cream|gel))",
    )
)
#: The one that is written with a stroke alone.
_BY_STROKE = _PROPORTIONS[5]
#: Before a percentage these say that it is a change, a threshold or a level, not a proportion of people.
_NOT_A_SHARE = re.compile(
    r"(?:\bby|\bthan|\bat least|\bup to|[≥≤<>±=]|\b(?:increase|reduction|decrease|decline|improvement|"
    r"rise|drop|difference|change|"
    r"threshold|cut-?off|accuracy|sensitivity|specificity|power|alpha|level|weight|HbA1c|A1c|hematocrit|"
    r"EF|LVEF|FEV1|score|stenosis|"
    r"heterogeneity|I2|I²|CI|confidence)(?: (?:of|was|to|at|in))?)[ (]*(?:about |approximately )?$",
    re.IGNORECASE,
)
_STUDY_OF = re.compile(
    r"\s?(?:\w+ )?(?:trials?|studies|study|databases|centres|centers|hospitals|items?|points?|articles)\b"
)
_TELLS = frozenset({None, Role.RESULTS, Role.CONCLUSIONS, Role.BACKGROUND, Role.OTHER})


def _proportions(text: str, role: Role | None, taken: list[tuple[int, int]]) -> list[Effect]:
    """The proportions of a sentence, in order; one that names no outcome has that of the one before it."""
    if role not in _TELLS:
        return []
    found = []
    for pattern in _PROPORTIONS:
        needed = "%" if "pct" in pattern.groupindex else "/" if pattern is _BY_STROKE else "of"
        for match in pattern.finditer(text) if needed in text else ():
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            effect = _proportion(text, match)
            if effect is not None:
                taken.append((effect.start, effect.end))
                found.append(effect)
    return _shared_outcome(sorted(found, key=lambda one: one.start))


def _shared_outcome(found: list[Effect]) -> list[Effect]:
    known = ""
    shared = []
    for effect in found:
        known = effect.outcome or known
        shared.append(effect if effect.outcome else replace(effect, outcome=known))
    return shared


def _proportion(text: str, match: re.Match[str]) -> Effect | None:
    said = match.groupdict()
    events, n = _whole(said.get("events")), _whole(said.get("n"))
    percent = number_value(said["pct"]) if said.get("pct") else None
    if not _counts(events, n, percent) or _no_share(text, match):
        return None
    estimate = percent if percent is not None else 100 * (events or 0) / (n or 1)
    interval = _interval_of_share(text, match.end(), estimate)
    end = _closed(text, match.start(), interval.end() if interval else match.end())
    return Effect(
        measure=Measure.PROPORTION,
        estimate=estimate,
        passage="",
        source="",
        start=match.start(),
        end=end,
        text=text[match.start() : end],
        low=_value(interval["low"]) if interval else None,
        high=_value(interval["high"]) if interval else None,
        level=_level(interval),
        n=n,
        events=events,
        arms=arm_of_proportion(text, end),
        outcome=outcome_of_proportion(text, match.start(), match.end()),
    )


def _interval_of_share(text: str, end: int, estimate: float) -> re.Match[str] | None:
    """The interval behind a proportion, if it holds the estimate and is one of percentages."""
    end += text[end : end + 1] == ")"
    interval = _INTERVAL.match(text, end) or _SHARE_INTERVAL.match(text, end)
    if interval and 0 <= _value(interval["low"]) <= estimate <= _value(interval["high"]) <= 100:
        return interval
    return None


_SHARE_INTERVAL = re.compile(rf"\s?[\[(]\s?{_BOUNDS}\s?%?\s?(?=[\]);,])")


def _whole(text: str | None) -> int | None:
    return count_in(text) if text else None


def _counts(events: int | None, n: int | None, percent: float | None) -> bool:
    """Whether the figures can be a part of a whole, and agree with each other."""
    if percent is not None and not 0 <= percent <= 100:
        return False
    if events is None or n is None:
        return True
    if n < 2 or events > n:
        return False
    return percent is None or abs(100 * events / n - percent) <= 1.5


def _no_share(text: str, match: re.Match[str]) -> bool:
    if _NOT_A_SHARE.search(text, max(0, match.start() - 40), match.start()):
        return True
    return match.re is _PROPORTIONS[4] and bool(_STUDY_OF.match(text, match.end()))
