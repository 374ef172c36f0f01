"""Plant one error in a true sentence, or say it in other words: pure functions of a sentence and a random.

Each gives the changed sentence, or None where the sentence has nothing to change. What they make is for
training; the bench that measures the checks plants errors of its own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

#: Words of change with their opposites; the two lists of a row have the same forms.
_OPPOSITES = (
    ("increase|increases|increased|increasing", "decrease|decreases|decreased|decreasing"),
    ("higher|highest", "lower|lowest"),
    ("raise|raises|raised|raising", "lower|lowers|lowered|lowering"),
    ("elevated|elevation", "reduced|reduction"),
    ("enhance|enhances|enhanced|enhancing", "impair|impairs|impaired|impairing"),
    ("promote|promotes|promoted|promoting", "inhibit|inhibits|inhibited|inhibiting"),
    ("activate|activates|activated|activation", "suppress|suppresses|suppressed|suppression"),
    ("improve|improves|improved|improving|improvement", "worsen|worsens|worsened|worsening|worsening"),
    ("more|greater|larger", "less|smaller|smaller"),
    (
        "upregulate|upregulates|upregulated|upregulation",
        "downregulate|downregulates|downregulated|downregulation",
    ),
    ("up-regulated|up-regulation", "down-regulated|down-regulation"),
    ("induce|induces|induced", "prevent|prevents|prevented"),
    ("better|superior|effective", "worse|inferior|ineffective"),
    ("positive|positively", "negative|negatively"),
    ("longer|long-term|early", "shorter|short-term|late"),
    ("faster|stronger|common", "slower|weaker|rare"),
    ("beneficial|safe|protective|protects", "harmful|unsafe|harmful|harms"),
    ("sufficient|dependent|presence|gain", "insufficient|independent|absence|loss"),
    ("before|above|always", "after|below|never"),
    ("similar|same|comparable", "different|different|different"),
    ("high|sensitive", "low|resistant"),
    ("accelerate|accelerates|accelerated", "delay|delays|delayed"),
    ("cause|causes|caused", "prevent|prevents|prevented"),
    (
        "reduce|reduces|reduced|reducing|reduction|reductions",
        "increase|increases|increased|increasing|increase|increases",
    ),
    ("majority|most|gained", "minority|few|lost"),
)
_OPPOSITE: dict[str, str] = {}
for _left, _right in _OPPOSITES:
    for _one, _other in zip(_left.split("|"), _right.split("|"), strict=True):
        _OPPOSITE.setdefault(_one, _other)
        _OPPOSITE.setdefault(_other, _one)
_CHANGE = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _OPPOSITE), key=len, reverse=True))})\b", re.I)

#: Words that mean the same, in forms that may stand for each other.
_SAME_ROWS = (
    "increase|raise",
    "increases|raises|elevates",
    "increased|raised|elevated",
    "decrease|reduce",
    "decreases|reduces|lowers",
    "decreased|reduced|lowered",
    "inhibits|suppresses|blocks",
    "inhibited|suppressed|blocked",
    "promotes|enhances|boosts",
    "improves|ameliorates",
    "compared with|compared to|versus|relative to",
    "associated with|linked to|related to",
    "patients|people|individuals",
    "participants|subjects",
    "induces|triggers|causes",
    "necessary|required|essential",
    "children|paediatric patients",
    "deficiency|lack|loss",
    "important|critical|crucial",
    "mortality|death",
    "more effective|superior",
    "regulates|controls|modulates",
    "demonstrate|show",
    "leads to|results in",
    "plays a role in|contributes to|is involved in",
    "prevents|protects against",
    "occurrence|incidence",
    "greater|higher|larger",
    "risk|likelihood",
    "adverse events|side effects",
    "no difference|no significant difference",
    "did not differ|were similar|were not different",
    "treatment|therapy",
    "cancer|tumour|tumor",
)
_SAME: dict[str, list[str]] = {}
for _row in _SAME_ROWS:
    for _word in _row.split("|"):
        _SAME.setdefault(_word, [other for other in _row.split("|") if other != _word])
_REWORD = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _SAME), key=len, reverse=True))})\b", re.I)

_BE = re.compile(r"\b(is|are|was|were|can|could|will|would|should|may|might|has been|have been)\b(?! not)")
_DENIED = re.compile(
    r"\b(is|are|was|were|can|could|will|would|should|may|might|has|have|had) not (?!only\b)|\b(?:cannot) "
)
_DID_NOT = re.compile(r"\b(?:did|does|do) not (\w+)")
_NO = re.compile(
    r"\bno (?=(?:significant |statistically significant |clear )?(?:difference|effect|association|"
    r"change|improvement|increase|reduction|benefit|impact|correlation|relationship|evidence))"
)
_VERB = re.compile(
    r"\b(increase|decrease|reduce|improve|inhibit|promote|enhance|induce|prevent|cause|suppress|require|"
    r"regulate|lower|predict|protect|contribute|affect|activate|mediate|modulate|decline|impair|bind|lead|"
    r"play|result|correlate|control|stimulate|trigger|express|interact|block|drive|support|maintain|allow|"
    r"provide|show|exhibit|differ|depend|develop|respond|influence|facilitate|form|encode|occur|restore|"
    r"target|benefit|confer)(s|d|ed)?\b"
)
_NUMBER = re.compile(r"(?<![\w.\-–/])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w\-–/]|\.\d)")
_COMPARED = re.compile(
    r"\b(than|compared with|compared to|versus|relative to)\s+([^,.;()]{4,60})(?=[,.;()]|$)"
)
_GROUPS = (
    "men|women", "male|female", "males|females", "adults|children", "mice|humans", "mothers|fathers",
    "infants|adolescents", "boys|girls", "older|younger", "obese|lean", "mouse|human",
)  # fmt: skip
_GROUP = {}
for _row in _GROUPS:
    _a, _b = _row.split("|")
    _GROUP[_a], _GROUP[_b] = _b, _a
_GROUP_WORD = re.compile(rf"\b({'|'.join(_GROUP)})\b", re.I)
_HEAD = re.compile(
    r"^(?:(?:in (?:conclusion|summary|addition|contrast)|conclusions?|results?|taken together|collectively|"
    r"thus|therefore|hence|moreover|furthermore|finally|overall|interestingly|importantly|notably|together|"
    r"consequently|accordingly|here|however|also|additionally|background|interpretation|findings)[,:]?\s+)?"
    r"(?:(?:we (?:also )?(?:conclude|find|found|show|showed|demonstrate|demonstrated|report|suggest|propose|"
    r"observed|provide evidence)|(?:these|our|the|this|present) (?:\w+ )?(?:results?|data|findings?|study|"
    r"studies|observations?|analys[ie]s|work|evidence|experiments?) (?:\w+ )?(?:suggests?|indicates?|shows?|"
    r"demonstrates?|showed|indicated|suggested|demonstrated|provides? evidence|confirms?|supports?|reveals?|"
    r"revealed|imply|implies|establish(?:es)?|identif(?:y|ies))(?: here)?)"
    r"(?:,? (?:for the first time|therefore|thus),?)? that,?\s+)?",
    re.I,
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")


def _cased(like: str, word: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _one(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return chance.choice(found) if found else None


def direction(text: str, chance: random.Random) -> str | None:
    """One word of change turned into its opposite."""
    match = _one(_CHANGE, text, chance)
    if match is None:
        return None
    word = _cased(match[0], _OPPOSITE[match[0].lower()])
    return text[: match.start()] + word + text[match.end() :]


def negation(text: str, chance: random.Random) -> str | None:
    """A denial taken away where there is one, else put in."""
    return affirmed(text) or denied(text, chance)


def affirmed(text: str) -> str | None:
    """The first denial taken away."""
    if match := _DID_NOT.search(text):
        return text[: match.start()] + _past(match[1]) + text[match.end() :]
    if match := _DENIED.search(text):
        kept = f"{match[1]} " if match[1] else "can "
        return text[: match.start()] + kept + text[match.end() :]
    if match := _NO.search(text):
        return text[: match.start()] + "a " + text[match.end() :]
    return None


def denied(text: str, chance: random.Random) -> str | None:
    """A denial put in: after an auxiliary, else before a verb."""
    match = _one(_BE, text, chance)
    if match is not None:
        first, _, rest = match[0].partition(" ")
        word = f"{first} not {rest}".strip()
        return text[: match.start()] + word + text[match.end() :]
    match = _VERB.search(text)
    if match is None or not match[2]:
        return None
    word = ("does not " if match[2] == "s" else chance.choice(("did not ", "failed to "))) + match[1]
    return text[: match.start()] + word + text[match.end() :]


def _past(verb: str) -> str:
    irregular = {
        "show": "showed",
        "lead": "led",
        "bind": "bound",
        "find": "found",
        "have": "had",
        "be": "was",
    }
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "ed"


def number(text: str, chance: random.Random) -> str | None:
    """One number changed: another digit, tenfold, or by a fifth and more."""
    match = _one(_NUMBER, text, chance)
    if match is None or re.fullmatch(r"(?:19|20)\d\d|0|1", match[0]):
        return None
    plain = float(match[0].replace(",", ""))
    places = len(match[0].partition(".")[2])
    factor = chance.choice((0.1, 0.5, 0.7, 1.4, 2.0, 3.0, 10.0))
    changed = f"{plain * factor:.{places}f}"
    return None if float(changed) == plain else text[: match.start()] + changed + text[match.end() :]


def comparator(text: str, chance: random.Random) -> str | None:
    """ "X … than Y" becomes "Y … than X", where the sentence begins with a short X before its verb."""
    match = _one(_COMPARED, text, chance)
    subject = re.match(
        r"^(?:the )?([A-Za-z][\w\- ]{2,50}?)(?= (?:is|are|was|were|had|has|showed|shows|reduced|"
        r"reduces|increased|increases|improved|improves|significantly)\b)",
        text,
    )
    if match is None or subject is None or match.start() < subject.end():
        return None
    middle = text[subject.end(1) : match.start(2)]
    return match[2][:1].upper() + match[2][1:] + middle + subject[1] + text[match.end(2) :]


def population(text: str, chance: random.Random) -> str | None:
    """Another group of people, or another species."""
    match = _one(_GROUP_WORD, text, chance)
    if match is None:
        return None
    return text[: match.start()] + _cased(match[0], _GROUP[match[0].lower()]) + text[match.end() :]


def swapped(text: str, others: list[str], own: list[str], chance: random.Random) -> str | None:
    """One of the terms ``own`` of the text replaced by one of ``others``."""
    mine = [term for term in own if term in text]
    if not mine or not others:
        return None
    return text.replace(chance.choice(mine), chance.choice(others))


def reworded(text: str, chance: random.Random, share: float = 0.5) -> str:
    """Words replaced by words that mean the same."""

    def other(match: re.Match[str]) -> str:
        if chance.random() > share:
            return match[0]
        return _cased(match[0], chance.choice(_SAME[match[0].lower()]))

    return _REWORD.sub(other, text)


def bare(text: str) -> str:
    """The sentence without its opening ("These results suggest that") and without brackets."""
    kept = _BRACKETS.sub("", _HEAD.sub("", text, count=1)).strip()
    return kept[:1].upper() + kept[1:]


#: The errors that make the text contradict a true sentence, with how often each is tried first.
CONTRADICTING: tuple[tuple[Callable[[str, random.Random], str | None], float], ...] = (
    (direction, 0.42),
    (negation, 0.33),
    (number, 0.15),
    (comparator, 0.10),
)


def contradicted(text: str, chance: random.Random) -> str | None:
    """One error of a kind that makes the sentence say the opposite."""
    kinds = [kind for kind, _ in CONTRADICTING]
    first = chance.choices(kinds, [share for _, share in CONTRADICTING])[0]
    rest = [kind for kind in kinds if kind is not first]
    chance.shuffle(rest)
    for kind in (first, *rest):
        if (changed := kind(text, chance)) and changed != text:
            return changed
    return None
