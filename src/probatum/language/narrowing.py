"""Which evidence a follow-up wants: "only trials since 2020", "guidelines only", "show everything again"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from probatum.records.source import Design
from probatum.records.thread import Narrowing

_TRIALS = (Design.RANDOMISED_TRIAL, Design.TRIAL)
_SYNTHESES = (Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW)
_OBSERVED = (Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL)

#: Words for kinds of study, the longer before the shorter, and the designs that each stands for.
_KINDS: tuple[tuple[str, tuple[Design, ...]], ...] = (
    (r"randomi[sz]ed (?:controlled )?(?:trials?|studies|evidence)|rcts?", (Design.RANDOMISED_TRIAL,)),
    (r"(?:clinical |controlled |head-to-head )?trials?", _TRIALS),
    (r"meta-?analys[ei]s", (Design.META_ANALYSIS,)),
    (r"systematic reviews?", _SYNTHESES),
    (r"(?:practice )?guidelines?", (Design.GUIDELINE, Design.CONSENSUS)),
    (r"observational (?:studies|evidence|data)", _OBSERVED),
    (r"cohorts?(?: stud(?:y|ies))?", (Design.COHORT,)),
    (r"case[- ]control(?: studies)?", (Design.CASE_CONTROL,)),
    (r"case series", (Design.CASE_SERIES,)),
    (r"case reports?", (Design.CASE_REPORT,)),
    (r"narrative reviews?", (Design.REVIEW,)),
    (r"reviews?", _SYNTHESES),
)  # fmt: skip
_KIND = re.compile(
    r"\b(?:" + "|".join(f"(?P<k{n}>{words})" for n, (words, _) in enumerate(_KINDS)) + r")\b", re.I
)

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(
    rf"\b(?:from|between|of)?\s*(?P<since>{_YEAR})\s*(?:to|and|until|through|-|–)\s*(?P<until>{_YEAR})\b",
    re.I,
)
_SINCE = re.compile(
    rf"\b(?:(?P<after>newer than|later than|after)|since|from|as of)\s+(?P<since>{_YEAR})"
    r"(?: (?:on|onwards?))?\b",
    re.I,
)
_UNTIL = re.compile(
    rf"\b(?:(?P<before>older than|earlier than|before)|until|up to|till)\s+(?P<until>{_YEAR})\b", re.I
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_LAST = re.compile(
    rf"\b(?:in |of |from )?(?:the )?(?:last|past) (?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)}) years\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all (?:the )?(?:studies|evidence|works|designs|papers|kinds)|everything|"
    r"(?:without|remove|drop|clear|no) (?:the |any |all )?(?:filters?|limits?|restrictions?))\b",
    re.IGNORECASE,
)
_ALL_YEARS = re.compile(r"\b(?:all (?:the )?years|any year|whatever the year)\b", re.IGNORECASE)

#: What may stand around the evidence wanted without asking for anything else.
_AROUND = re.compile(
    r"\b(?:show|give|list|tell|find|search|keep|use|see|want|i|me|us|just|only|the|a|an|please|evidence|stud(?:y|ies)|papers?|"
    r"works?|results?|articles?|publications?|research|data|limit|restrict|narrow|filter|it|this|that|them|to|from|by|in|of|"
    r"with|what|is|are|does|do|did|say|says|show|and|or|but|now|again|new|newer|recent|more|published|high-quality|"
    r"head-to-head|there|can|could|you|may|for)\b|[^\w]+",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:only|just|limit|restrict|filter|narrow|show me|nothing but|evidence from)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was read: the narrowing, the rest of the words, and whether what held before is to be dropped."""

    narrowing: Narrowing
    rest: str
    drops_designs: bool = False
    drops_years: bool = False

    def over(self, before: Narrowing) -> Narrowing:
        """The narrowing that holds now, where ``before`` held."""
        years = self.drops_years or self.narrowing.since is not None or self.narrowing.until is not None
        kept = replace(before, since=self.narrowing.since, until=self.narrowing.until) if years else before
        designs = self.drops_designs or bool(self.narrowing.designs)
        return replace(kept, designs=self.narrowing.designs) if designs else kept


def wanted_evidence(said: str, *, year: int) -> Wanted | None:
    """The evidence that a follow-up limits its answer to; None where it says nothing of it.

    ``year`` is this year: "the last five years" are counted from it. A kind of study counts where the words
    limit ("only trials"), or where nothing else is said ("trials since 2020"): "the role of trials" is not
    one. Pure.
    """
    rest, narrowing = _years(said, year)
    drops_years = _ALL_YEARS.search(rest) is not None
    drops_all = _ALL.search(rest) is not None
    rest = _ALL.sub(" ", _ALL_YEARS.sub(" ", rest))
    bare = not _AROUND.sub("", _KIND.sub(" ", rest)).strip()
    if _LIMITS.search(said) or bare:
        designs, rest = _designs(rest)
        narrowing = replace(narrowing, designs=designs)
    if not narrowing and not drops_all and not drops_years:
        return None
    left = rest if _AROUND.sub("", rest).strip() else ""
    return Wanted(
        narrowing=narrowing,
        rest=" ".join(re.sub(r"\b(?:only|just|please|show me)\b", " ", left).split()).strip(" ,;"),
        drops_designs=drops_all,
        drops_years=drops_all or drops_years,
    )


def _years(said: str, year: int) -> tuple[str, Narrowing]:
    """The years that are named, and the words without them."""
    if match := _RANGE.search(said):
        first, last = sorted((int(match["since"]), int(match["until"])))
        return _without(said, match), Narrowing(since=first, until=last)
    if match := _LAST.search(said):
        number = _NUMBERS.get(match["number"].casefold()) or int(match["number"])
        return _without(said, match), Narrowing(since=year - number)
    narrowing, rest = Narrowing(), said
    if match := _SINCE.search(rest):
        since = int(match["since"]) + (match["after"] is not None)
        narrowing, rest = Narrowing(since=since), _without(rest, match)
    if match := _UNTIL.search(rest):
        until = int(match["until"]) - (match["before"] is not None)
        narrowing, rest = replace(narrowing, until=until), _without(rest, match)
    return rest, narrowing


def _without(said: str, match: re.Match[str]) -> str:
    return f"{said[: match.start()]} {said[match.end() :]}"


def _designs(said: str) -> tuple[tuple[Design, ...], str]:
    """The kinds of study that are named, and the words without them."""
    told: set[Design] = set()
    for match in _KIND.finditer(said):
        told.update(_KINDS[int((match.lastgroup or "k0")[1:])][1])
    return tuple(design for design in Design if design in told), _KIND.sub(" ", said)
