"""What a sentence affirms or denies: negation and its scope, direction, hedging, significance, comparison.

Negation is read with triggers and a scope that ends at the clause (after NegEx, Chapman et al., J Biomed
Inform 2001); direction and its value for the patient by the word of change and the noun that it changes
(after Niu et al., "Analysis of polarity information in medical text", AMIA 2005).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

#: A sentence is read up to here; what is longer is a list or a table.
LONGEST = 4_000


class Direction(StrEnum):
    """Which way a sentence says that something goes. ``NONE``: it says that there is no difference."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NONE = "no difference"
    UNSTATED = "unstated"


class CueKind(StrEnum):
    """What a word tells."""

    NEGATION = "negation"
    INCREASE = "increase"
    DECREASE = "decrease"
    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference"
    FINDING = "finding"
    HEDGE = "hedge"
    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not significant"
    COMPARISON = "comparison"
    UNCERTAIN = "uncertain"
    CAUSAL = "causal"
    ASSOCIATION = "association"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word or phrase that tells something: ``text`` stands at ``start`` to ``end`` of the sentence.

    ``negated``: it stands in the scope of a negation.
    """

    kind: CueKind
    start: int
    end: int
    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """What one sentence affirms or denies.

    ``direction`` is that of its words before any negation ("did not reduce" is ``DECREASE`` and negated);
    ``negated``: its finding is denied; ``better``: the change as stated (negation counted) is good for the
    patient, bad (False), or not told (None); ``significant`` as stated in words, p value or interval;
    ``causal``: it claims an effect, where False it states an association, None neither.
    """

    direction: Direction = Direction.UNSTATED
    negated: bool = False
    better: bool | None = None
    significant: bool | None = None
    hedged: bool = False
    uncertain: bool = False
    comparative: bool = False
    causal: bool | None = None
    cues: tuple[Cue, ...] = ()

    def of(self, *kinds: CueKind) -> tuple[Cue, ...]:
        """The cues of these kinds, in the order of the sentence."""
        return tuple(cue for cue in self.cues if cue.kind in kinds)


def _any(*alternatives: str) -> str:
    return "|".join(alternatives)


_NEGATION = _any(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|could|can|would|should|may|might|will) not\b(?! only)",
    r"\b(?:can)?not\b(?! only| (?:yet )?be (?:excluded|ruled out)|ably)",
    r"\b\w+n['’]t\b",
    r"\bno (?!longer|doubt|\.|\d|more than|less than|later|fewer)",
    r"\b(?:neither|nor|never|none|nothing|nobody)\b",
    r"\bfail(?:s|ed|ing|ure)? to\b",
    r"\b(?:lack(?:s|ed|ing)?|absence) of\b",
    r"\black(?:s|ed)\b",
    r"\bwithout (?=(?:an? |any |evidence |significant(?:ly)? |\w+ly )?(?:\w+ing\b|increase|decrease|"
    r"improvement|effect|"
    r"evidence|significant|difference|change|benefit))",
    r"\b(?:unlikely|unable) to\b",
    r"\brather than\b",
    r"\bruled? out\b",
    r"\brefut(?:e|es|ed)\b",
    r"\bagainst (?:the|a|any) (?:role|effect|benefit|hypothesis|association|use)\b",
)
_NO_DIFFERENCE = _any(
    r"\bno (?:\w+[ -]){0,3}(?:difference|change|effect|impact|influence|benefit|association|"
    r"relation(?:ship)?|"
    r"correlation|advantage|improvement|reduction|increase|decrease|interaction|evidence|superiority|role|"
    r"excess|link)s?\b",
    r"\b(?:not|n['’]t) (?:\w+ ){0,2}(?:differ(?:ent)?|associated|correlated?|related|linked|"
    r"affect(?:ed)?|alter(?:ed)?|"
    r"change[d]?|influence[d]?)\b",
    r"\b(?:similar|comparable|equivalent|identical|unchanged|unaffected|the same|indistinguishable)\b",
    r"\bnon-?inferior(?:ity)?\b",
    r"\bno (?:better|worse|more effective|different)\b",
    r"\bneither\b(?=.{0,80}\bnor\b)",
    r"\bnull (?:effect|result|finding|association)s?\b",
    r"\bindependent of\b",
    r"\bineffective\b",
)
_INCREASE = _any(
    r"\b(?:increas(?:e[sd]?|ing)|rais(?:e[sd]?|ing)|elevat(?:e[sd]?|ing|ion)|enhanc(?:e[sd]?|ing|ement)|"
    r"augment(?:s|ed|ing)?|higher|greater|highest|rises?|rose|risen|more (?:likely|often|"
    r"frequent(?:ly)?|common(?:ly)?)|"
    r"upregulat\w+|up-regulat\w+|promot(?:e[sd]?|ing)|stimulat(?:e[sd]?|ing)|doubl(?:e[sd]|ing)|"
    r"tripl(?:ed|ing)|"
    r"prolong(?:s|ed|ing)?|longer|excess|accelerat(?:e[sd]?|ing)|gain(?:s|ed)?|growth|exceed(?:s|ed)?|"
    r"induc(?:e[sd]?|ing))\b",
    r"\bmore(?= (?:\w+ ){0,3}(?:than|in|among|with|patients|events|relapses|deaths|pain|bleeding)\b)",
    r"\brisk factors?\b",
)
#: Of what somebody loses its amount falls; these are names of an illness or an event, and nothing falls.
_LOSS = (
    r"(?<!visual )(?<!vision )(?<!sight )(?<!hearing )(?<!hair )(?<!memory )(?<!blood )(?<!sensory )"
    r"(?<!graft )(?<!pregnancy )(?<!fetal )(?<!foetal )(?<!tooth )(?<!limb )loss(?:es)?"
    r"(?! of (?:vision|sight|hearing|smell|taste|consciousness|memory|hair|appetite|balance|sensation|life|"
    r"a ))"
)
_DECREASE = _any(
    r"\b(?:reduc(?:e[sd]?|ing|tions?)|decreas(?:e[sd]?|ing)|lower(?:s|ed|ing)?|lowest|fewer|"
    r"declin(?:e[sd]?|ing)|"
    r"dimin(?:ish\w*|ution)|attenuat\w+|suppress(?:e[sd]|ing|ion)?|inhibit(?:s|ed|ing|ion)?|prevent(?:s|"
    r"ed|ing|ion)?|"
    r"protect(?:s|ed|ing|ive|ion)?|slow(?:s|ed|ing|er)?|halv(?:e[sd]?|ing)|fell|fall(?:s|en)?|drop(?:s|"
    r"ped)?|shorten(?:s|ed|ing)?|"
    r"shorter|less (?:likely|often|frequent(?:ly)?|common(?:ly)?)|down-?regulat\w+|block(?:s|ed|ing)?|"
    r"delay(?:s|ed|ing)?|"
    rf"ameliorat\w+|alleviat\w+|mitigat\w+|reliev(?:e[sd]?|ing)|smaller|{_LOSS}|lost|spar(?:e[sd]?|"
    r"ing)|abolish(?:e[sd])?|"
    r"impair(?:s|ed|ing|ment)?)\b",
    r"\bless(?= (?:\w+ ){0,3}(?:than|in|among|with|pain|bleeding|severe)\b)",
)
_BETTER = _any(
    r"\b(?:improv(?:e[sd]?|ing|ements?)|better|benefi(?:t(?:s|ed|ing)?|cial)|superior(?:ity)?|"
    r"effective(?:ly|ness)?|efficac(?:y|ious)|"
    r"safer?|well[- ]tolerated|favou?rabl[ey]|successful(?:ly)?|recover(?:s|ed|y)?|advantage(?:s|ous)?|"
    r"useful|promising|"
    r"protective|remission)\b",
)
_WORSE = _any(
    r"\b(?:worse(?:n(?:s|ed|ing)?)?|worst|deteriorat\w+|harm(?:s|ful|ed)?|"
    r"(?<!non)(?<!non[-‐‑ ])inferior(?:ity)?|unsafe|"
    r"detrimental|"
    r"poor(?:er|est)?|unfavou?rabl[ey]|toxic(?:ity)?|dangerous|aggravat\w+|exacerbat\w+|disadvantage[sd]?)\b",
)
_FINDING = _any(
    r"\b(?:associat(?:e[sd]?|ions?)|relat(?:ed|ionship)|correlat(?:e[sd]?|ions?)|link(?:ed|s)?|"
    r"(?<!all[- ])(?<!any[- ])caus(?:e[sd]?|al|ing)|predict(?:s|ed|ors?|ive)?|"
    r"effects?|affect(?:s|ed)?|differ(?:s|ed|ences?|ent)?|respon(?:d(?:s|ed)?|ses?)|evidence|role|"
    r"occur(?:s|red)?|develop(?:s|ed)?|"
    r"contribut\w+|involv(?:e[sd]?|ement)|support(?:s|ed)?|recommend(?:ed|s|ation)?|approved|indicated|"
    r"required|necessary|"
    r"detect(?:s|ed|able)?|express(?:ed|ion)?|interact(?:s|ed|ions?)?|influence[sd]?|impact|change[sd]?|"
    r"alter(?:s|ed)?|cure[sd]?|"
    r"treat(?:s|ed)?|relaps(?:e[sd]?|ing)|feasible|reliable|accurate|appropriate|needed|possible|"
    r"exist(?:s|ed)?|found|present|"
    r"play(?:s|ed)?|mediat(?:e[sd]?|ing)|confer(?:s|red)?|result(?:s|ed)? in|lead(?:s)? to|led to|"
    r"essential|sufficient|"
    r"target(?:s|ed)?|bind(?:s|ing)?|activat(?:e[sd]?|ing|ion)|regulat(?:e[sd]?|ing|ion))\b",
)
_HEDGE = _any(
    r"\b(?:may|might|could|can be|seem(?:s|ed)?|appear(?:s|ed)?|suggest(?:s|ed|ing|ive)?|possibl[ey]|"
    r"probabl[ey]|likely|"
    r"potential(?:ly)?|perhaps|presum(?:ed|ably)|hypothesi[sz]\w+|tend(?:s|ed|ency)?|trend(?:s|ed)?|"
    r"putative|think|believed|"
    r"speculat\w+|preliminary|indicat(?:e|es|ed|ing) that)\b(?! to be (?:significant))",
)
_UNCERTAIN = _any(
    r"\b(?:unclear|unknown|uncertain(?:ty)?|inconclusive|controversial|conflicting|debated|inconsistent|"
    r"unresolved|"
    r"equivocal|not (?:yet )?(?:known|clear|established|been established|well understood|"
    r"fully understood))\b",
    r"\b(?:insufficient|limited|scarce|weak|low[- ](?:certainty|quality)|very low[- ](?:certainty|"
    r"quality)|inadequate) "
    r"(?:\w+ )?(?:evidence|data|information)\b",
    r"\b(?:further|more|additional|larger) (?:\w+[ -]){0,4}(?:stud(?:y|ies)|research|trials?|data|"
    r"evidence|work|"
    r"investigations?) (?:is|are|will be|would be|may be)? ?(?:still )?(?:needed|required|warranted|"
    r"necessary)\b",
    r"\bremains? to be\b",
)
_NOT_SIGNIFICANT = _any(
    r"\b(?:not|n['’]t) (?:\w+ ){0,3}(?:statistically )?significant(?:ly)?\b",
    r"\bno (?:\w+ ){0,2}significant(?:ly)?\b",
    r"\bno statistical(?:ly)?\b",
    r"\bnon-?significant(?:ly)?\b",
    r"\bwithout (?:\w+ )?significant\b",
    r"\b(?:did not|failed to|without|not|never) (?:quite )?(?:reach(?:ing|ed)?|attain(?:ed|ing)?|"
    r"achiev(?:e|ed|ing)) "
    r"(?:\w+ )?(?:significance|significant)",
    r"\bshort of (?:statistical )?significance\b",
    r"\b(?:borderline|marginal(?:ly)?) (?:statistical(?:ly)? )?significan(?:t|ce)\b",
    r"\bneither\b[^.;]{0,80}\bsignificant",
    r"\bP?\s?=?\s?\bNS\b",
    r"\binsignificant(?:ly)?\b",
    r"\bnot distinguishable\b",
    r"\b(?:interval|CI) (?:that )?(?:includ|cross|contain|span)\w* (?:zero|one|unity|no effect|null|"
    r"[01](?:\.0+)?\b)",
)
_SIGNIFICANT = r"\bsignificant(?:ly)?\b|\bstatistical significance\b"
_COMPARISON = _any(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|as compared|in comparison|relative to|over placebo|"
    r"against)(?!\w)"
)
_CAUSAL = _any(
    r"\b(?:(?<!all[- ])(?<!any[- ])caus(?:e[sd]?|al(?:ly)?|ing)|results? in|resulted in|leads? to|led to|"
    r"due to|because of|"
    r"induc(?:e[sd]?|ing)|"
    r"prevent(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|improv(?:e[sd]?|ing)|protect(?:s|ed|ing)?|"
    r"attributable to|contribut(?:e[sd]?|ing) to|"
    r"lower(?:s|ed|ing)? (?=the|risk|mortality|blood)|increas(?:e[sd]?|ing) (?=the|risk|mortality|"
    r"\w+ (?:risk|rate|level)))\b",
)
_ASSOCIATION = _any(
    r"\b(?:associat(?:e[sd]?|ions?)|correlat(?:e[sd]?|ions?)|related to|linked (?:to|with)|predict(?:s|"
    r"ed|ors?|ive)?|"
    r"risk factors?|relationship|goes with|went with|had (?:fewer|more|lower|higher))\b",
)

_KINDS: tuple[tuple[CueKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (CueKind.NEGATION, _NEGATION),
        (CueKind.NO_DIFFERENCE, _NO_DIFFERENCE),
        (CueKind.NOT_SIGNIFICANT, _NOT_SIGNIFICANT),
        (CueKind.SIGNIFICANT, _SIGNIFICANT),
        (CueKind.INCREASE, _INCREASE),
        (CueKind.DECREASE, _DECREASE),
        (CueKind.BETTER, _BETTER),
        (CueKind.WORSE, _WORSE),
        (CueKind.FINDING, _FINDING),
        (CueKind.HEDGE, _HEDGE),
        (CueKind.UNCERTAIN, _UNCERTAIN),
        (CueKind.COMPARISON, _COMPARISON),
        (CueKind.CAUSAL, _CAUSAL),
        (CueKind.ASSOCIATION, _ASSOCIATION),
    )
)
#: Where the scope of a negation ends.
_SCOPE_END = re.compile(
    r"[,;:] |\. |\b(?:but|however|although|though|whereas|while|except|nevertheless|despite|because|"
    r"since|who)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:\s*+\S++){0,12}")
#: A clause that grants something before the main one.
_CONCESSION = re.compile(
    r"^(?:in contrast to|contrary to|although|though|while|whereas|despite|in spite of|"
    r"unlike)\b[^,;]{0,200}[,;]\s*",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:risks?|mortality|deaths?|relaps\w+|recurren\w+|flares?|pain|bleed\w*|h[a]?emorrhag\w*|"
    r"strokes?|infarction|"
    r"complications?|infections?|adverse|side effects?|toxicit\w+|hospitali[sz]ations?|severity|"
    r"progression|decline|"
    r"disabilit\w+|fatigue|symptoms?|depress\w+|anxiety|failure|fractures?|falls?|embolism|thrombo\w+|"
    r"disease activity|"
    r"events?|incidence|burden|damage|injur\w+|hypoglyc\w+|weakness|amputations?|ketoacidosis|"
    r"admissions?|nausea|"
    r"vomiting|exacerbations?|attacks?|seizures?|cancer|tumou?rs?|metastas\w+|inflammation|h(?:yper|"
    r"ypo)\w+)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:survival|remission|recover\w+|quality of life|function(?:ing)?|strength|responses?|adherence|"
    r"mobility|"
    r"healing|success|cure|efficacy|effectiveness|benefits?|bone density|capacity|tolerance|wellbeing|"
    r"well-being|"
    r"performance|lifespan|life expectancy)\b",
    re.IGNORECASE,
)
_NEAR = 90
_P_VALUE = re.compile(
    r"\bp(?:[- ]?values?)?\s*(=|<|>|≤|≥|of)\s*(0?[.·]\s?\d+|1(?:[.·]0+)?|0)\b", re.IGNORECASE
)
_RATIO_INTERVAL = re.compile(
    r"\b(?:HR|OR|RR|IRR|hazard ratio|odds ratio|risk ratio|relative risk|rate ratio)\b[^;.]{0,30}?"
    r"\d+[.·]\d+[^;\d]{0,30}?(?:95|99|90)\s?%[^\d]{0,40}(\d+[.·]\d+)\s?(?:-|–|to|,)\s?(\d+[.·]\d+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def polarity(text: str) -> Polarity:
    """Read the polarity of one sentence. Pure; at most the first ``LONGEST`` characters are read.

    >>> polarity("Treatment did not reduce mortality.").negated
    True
    """
    text = text[:LONGEST]
    cues = _cues(text)
    main = _main(text, cues)
    direction = _direction(main)
    negated = _negated(text, main)
    return Polarity(
        direction=direction,
        negated=negated,
        better=_better(text, main, direction, negated=negated),
        significant=_significance(text, cues),
        hedged=any(cue.kind is CueKind.HEDGE for cue in cues),
        uncertain=any(cue.kind is CueKind.UNCERTAIN for cue in cues),
        comparative=any(cue.kind is CueKind.COMPARISON for cue in cues),
        causal=_causal(cues),
        cues=cues,
    )


def _cues(text: str) -> tuple[Cue, ...]:
    scopes = [_scope(text, match) for match in _KINDS[0][1].finditer(text)]
    listed = [
        Cue(
            kind=kind,
            start=match.start(),
            end=match.end(),
            text=match[0],
            negated=kind is not CueKind.NEGATION and _inside(match.start(), scopes),
        )
        for kind, pattern in _KINDS
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(listed, key=lambda cue: (cue.start, cue.end, cue.kind)))


def _scope(text: str, negation: re.Match[str]) -> tuple[int, int]:
    """From a negation to the end of its clause, at most twelve words on."""
    end = _SCOPE_END.search(text, negation.end())
    stop = end.start() if end else len(text)
    words = _WORDS.match(text, negation.end(), min(stop, negation.end() + 200))
    return negation.start(), words.end() if words else stop


def _inside(place: int, scopes: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in scopes)


def _main(text: str, cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues of the main statement: a granted clause before it does not count."""
    granted = _CONCESSION.match(text)
    return tuple(cue for cue in cues if not granted or cue.start >= granted.end())


_GOES = {
    CueKind.INCREASE: Direction.INCREASE,
    CueKind.DECREASE: Direction.DECREASE,
    CueKind.NO_DIFFERENCE: Direction.NONE,
}


def _direction(cues: Sequence[Cue]) -> Direction:
    """The first word of direction; a word of no difference only where nothing is said to go anywhere."""
    stated = [_GOES[cue.kind] for cue in cues if cue.kind in _GOES]
    going = [direction for direction in stated if direction is not Direction.NONE]
    if going:
        return going[0]
    return stated[0] if stated else Direction.UNSTATED


_CHANGES = frozenset({CueKind.INCREASE, CueKind.DECREASE, CueKind.BETTER, CueKind.WORSE, CueKind.CAUSAL})
_DENIALS = frozenset({CueKind.NO_DIFFERENCE, CueKind.NOT_SIGNIFICANT})


def _negated(text: str, cues: Sequence[Cue]) -> bool:
    """Whether the finding is denied. The first word of change or of no difference decides.

    Where there is none, the words of finding do ("role", "associated"), else any negation.
    """
    for cue in cues:
        if cue.kind in _DENIALS and not _double(text, cue):
            return True
        if cue.kind in _CHANGES:
            return cue.negated
    findings = [cue for cue in cues if cue.kind is CueKind.FINDING]
    if findings:
        return findings[0].negated or sum(cue.negated for cue in findings) * 2 > len(findings)
    return any(cue.kind is CueKind.NEGATION for cue in cues)


def _double(text: str, cue: Cue) -> bool:
    """``non-inferior`` denies nothing."""
    return cue.text.lower().startswith("non") and "inferior" in text[cue.start : cue.end].lower()


def _better(text: str, cues: Sequence[Cue], direction: Direction, *, negated: bool) -> bool | None:
    good = _valued(text, cues, direction)
    if good is None:
        return None
    return None if negated else good


def _valued(text: str, cues: Sequence[Cue], direction: Direction) -> bool | None:
    plain = [cue.kind for cue in cues if cue.kind in (CueKind.BETTER, CueKind.WORSE)]
    change = next((cue for cue in cues if cue.kind in (CueKind.INCREASE, CueKind.DECREASE)), None)
    changed = _value_of_noun(text, change) if change else None
    if changed is not None:
        return changed if direction is Direction.INCREASE else not changed
    return plain[0] is CueKind.BETTER if plain else None


def _value_of_noun(text: str, change: Cue) -> bool | None:
    """Whether more of what is changed is good (True) or bad (False): the nearest noun after, else before."""
    after = _nearest(text[change.end : change.end + _NEAR], last=False)
    before = text[max(0, change.start - _NEAR) : change.start]
    return after if after is not None else _nearest(before, last=True)


def _nearest(text: str, *, last: bool) -> bool | None:
    valued = [(match.start(), True) for match in _GOOD.finditer(text)]
    valued += [(match.start(), False) for match in _BAD.finditer(text)]
    if not valued:
        return None
    return (max(valued) if last else min(valued))[1]


def _significance(text: str, cues: Sequence[Cue]) -> bool | None:
    """As said in words, else by the interval of a ratio, else by the p value."""
    kinds = {cue.kind for cue in cues}
    if CueKind.NOT_SIGNIFICANT in kinds:
        return False
    if any(cue.kind is CueKind.SIGNIFICANT and not cue.negated for cue in cues):
        return True
    interval = _RATIO_INTERVAL.search(text)
    if interval:
        low, high = (float(bound.replace("·", ".")) for bound in interval.groups())
        return not low <= 1.0 <= high
    return _by_p(text)


def _by_p(text: str) -> bool | None:
    values = [(match[1], match[2].replace("·", ".").replace(" ", "")) for match in _P_VALUE.finditer(text)]
    stated = [_p_says(relation, float(value)) for relation, value in values]
    said = {one for one in stated if one is not None}
    return said.pop() if len(said) == 1 else None


def _p_says(relation: str, p: float) -> bool | None:
    if relation in (">", "≥"):
        return False if p >= 0.05 else None
    return p < 0.05 or (relation in ("<", "≤") and p <= 0.05)


def _causal(cues: Sequence[Cue]) -> bool | None:
    kinds = {cue.kind for cue in cues}
    if CueKind.ASSOCIATION in kinds:
        return False
    return True if CueKind.CAUSAL in kinds else None
