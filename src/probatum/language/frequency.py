"""What a printed figure means, in words that promise no more than it tells.

After Gigerenzer et al., "Helping doctors and patients make sense of health statistics" (Psychol Sci Public
Interest 2007) a share of people is said as a number of people out of a hundred. A ratio stays a ratio:
without the rate in the group that it is compared with, it tells nobody how many people anything happens to,
and it is never turned into such a number. The figure itself stays as it is printed; the words stand after
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from probatum.records.adapted import Edit, PieceKind

#: What each ratio compares, by its abbreviation and name.
RATIOS = {
    "HR": "rate",
    "OR": "odds",
    "RR": "risk",
    "IRR": "rate",
    "hazard ratio": "rate",
    "odds ratio": "odds",
    "risk ratio": "risk",
    "relative risk": "risk",
    "incidence rate ratio": "rate",
    "rate ratio": "rate",
}
BETWEEN = "the true figure plausibly lies between these"
NOT_SHOWN = "the study could not tell"
LIKELY = "chance alone could well give such a result, so the study could not tell"
UNLIKELY = "chance alone would rarely give such a result"
STUDIED = "the number studied"
#: Where a p value changes sides.
SIGNIFICANT = 0.05

_N = r"\d+(?:[.·]\d+)?"
_RATIO = re.compile(
    r"(?<![\w-])(?<!reporting )(?<!diagnostic )(?<!per )"
    rf"(?P<m>{'|'.join(sorted(RATIOS, key=len, reverse=True))})"
    rf"(?: of|:| =|=)? ?(?P<v>{_N})(?!\d|[.,]\d| ?%|[-–]\d)"
)
_INTERVAL = re.compile(
    rf"(?<![\w.])\d\d(?:\.\d)? ?% ?(?:CI|confidence interval|CrI):? ?[-−]?{_N}"
    rf"(?: ?[-–] ?| to )[-−]?{_N}(?!\d|[.,]\d)"
)
_P = re.compile(r"(?<![\w-])[Pp] ?(?P<how>[=<>≤≥]) ?(?P<v>0?[.·]\d+)(?!\d)(?! for)")
_SHARE = re.compile(
    rf"(?<![\w.,·/><≥≤=~+-])(?<![-–−] )(?<!to )(?<!from )(?P<v>{_N}) ?%"
    r"(?! ?(?:CI|CrI|confidence|agree|to |[-–]))"
)
_NOT = re.compile(r"\b(?:not|non)[- ](?:statistically )?significant(?:ly)?\b(?! (?:different|differ))", re.I)
_STUDIED = re.compile(r"(?<![\w-])[nN] = \d+(?:,\d{3})*(?!\d)")

#: Of these the share is one of people who were counted.
_PEOPLE = (
    r"(?:patients|people|adults|children|participants|women|men|individuals|persons|subjects|infants|cases)"
)
_AFTER_COUNT = re.compile(
    rf"(?:\d[\d,]* (?:of|/) ?(?:the )?\d[\d,]*(?: (?:[\w-]+ ){{0,2}}{_PEOPLE})?|"
    rf"\d[\d,]* (?:[\w-]+ ){{0,2}}{_PEOPLE}|"
    rf"\b[A-Za-z][\w-]+ \d[\d,]*) \((?:n = \d[\d,]*, )?$"
)
_PEOPLE_COUNTED = re.compile(rf"{_PEOPLE} \((?:n = \d[\d,]*, )?$")
_OF_PEOPLE = re.compile(rf" of (?:the |all )?(?:[\w-]+ ){{0,3}}{_PEOPLE}\b")
_DID = re.compile(
    r" (?:had|have|has|were|was|are|is|died|relapsed|achieved|reached|remained|responded|needed|developed)\b"
)
_IN_SHARE = re.compile(
    r"\b(?:seen|occurred|found|favourable|recorded|reported|damage|remission|death|improved) in $"
)
_OTHERWISE = re.compile(
    r"\b(?:relative|reduc\w*|lower\w*|higher|increas\w*|decreas\w*|less|more|fewer|agreement|ejection|HbA1c|per|power|"
    r"slope|by|fell|rose|within|above|below|over|under|least|most|than|a year|yearly|annual\w*|I2|interval|"
    r"strength|walking|function|titre|dose)\b",
    re.IGNORECASE,
)  # fmt: skip
_AROUND = 32


def explained(text: str) -> list[Edit]:
    """What is put after the figures of ``text`` to explain them, in order.

    A share is said as so many of 100 where it is plainly one of people (or things) that were counted.
    """
    made = [edit for look in _LOOKS for edit in look(text)]
    return sorted(made, key=lambda edit: edit.start)


def _of(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Edit]]:
    def look(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            told = meanings(match[0])
            if told:
                yield _gloss(match, told[0])

    return look


def _shares(text: str) -> Iterator[Edit]:
    for match in _SHARE.finditer(text):
        told = meanings(match[0])
        if told and _is_share(text, match):
            people = bool(_PEOPLE_COUNTED.search(text[: match.start()]))
            yield _gloss(match, told[1 if people else 0])


def _gloss(match: re.Match[str], text: str) -> Edit:
    return Edit(start=match.end(), end=match.end(), text=text, kind=PieceKind.GLOSS, of=match[0])


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Whether it is plainly said of things that were counted: beside its count, of people, or of who did
    what."""
    before, after = text[: match.start()], text[match.end() :]
    near = before[-_AROUND:].rsplit(";", 1)[-1]
    if _AFTER_COUNT.search(before) and after.startswith(")"):
        return not _OTHERWISE.search(after[:12])
    if _OTHERWISE.search(near) or _OTHERWISE.search(after[:_AROUND]):
        return False
    return bool(_OF_PEOPLE.match(after) or _DID.match(after) or _IN_SHARE.search(before))


_LOOKS = (_of(_RATIO), _of(_INTERVAL), _of(_P), _of(_NOT), _of(_STUDIED), _shares)


@lru_cache(maxsize=4096)
def meanings(figure: str) -> tuple[str, ...]:
    """The ways in which this house explains a printed figure; empty where it has nothing to say.

    >>> meanings("HR 1.69"), meanings("61.9%")[1]
    ((' (1.69 times the rate, as estimated)',), ' or about 62 of 100 people in this study')
    """
    share = _SHARE.fullmatch(figure)
    if share:
        return _of_hundred(share["v"])
    ratio = _RATIO.fullmatch(figure)
    if ratio:
        return (f" ({ratio['v']} times the {RATIOS[ratio['m']]}, as estimated)",)
    said = _P.fullmatch(figure)
    if said:
        told = _chance(said["how"], float(said["v"].replace("·", ".")))
        return (f" ({told})",) if told else ()
    return next((told for pattern, told in _FIXED if pattern.fullmatch(figure)), ())


_FIXED = (
    (_INTERVAL, (f" ({BETWEEN})",)),
    (_NOT, (f" ({NOT_SHOWN})",)),
    (_STUDIED, (f" ({STUDIED})",)),
)


def _of_hundred(printed: str) -> tuple[str, ...]:
    value = float(printed.replace("·", "."))
    if not 1 <= value < 99.5:
        return ()
    about = "" if value == int(value) else "about "
    counted = f" or {about}{int(value + 0.5)} of 100"
    return counted, f"{counted} people in this study"


def _chance(how: str, value: float) -> str:
    if how in "<≤" or (how == "=" and value < SIGNIFICANT):
        return UNLIKELY if value <= SIGNIFICANT else ""
    return LIKELY if value >= SIGNIFICANT else ""
