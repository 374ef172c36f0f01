"""What an effect is about: the outcome and the arms that its sentence names.

Read from the words around the figures, a few words in each direction; where nothing tells, nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: How much of a sentence is looked at on each side of an estimate, in characters.
_REACH = 220
_MOST_WORDS = 8

_WORD = re.compile(r"\d[\d.,·]*%?|[^\W\d_][\w'’/-]*|[^\w\s]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Where a phrase ends: finite verbs, prepositions, conjunctions and the names of measures.
_STOP = _set(
    """
    was were is are be been had has have in at with among during compared versus vs v when after by who
    which that between than but from did does do for within over on while whereas although to as hr or=
    rr p ci occurred happened developed appeared reached fell rose rate rates incidence found led showed
    remained reduced increased decreased lowered improved prevented caused predicted slowed affected
    normalised normalized differed seen observed reported noted recorded experienced achieved suffered
    required if using used because since not receiving treated randomised randomized assigned
    respectively until before
    """
)
_ARTICLES = _set("the a an this these those our their its")
#: Said of an outcome without being one: "a significantly higher risk of relapse".
_QUALIFIERS = _set(
    """
    a an the its their any all higher lower increased decreased reduced greater lesser significant
    significantly elevated fewer more less better worse overall substantially substantial markedly
    subsequent future improved risk risks rates rate incidence odds likelihood hazard probability
    development occurrence time of to in highly very reduction reductions increase increases primary
    secondary composite outcome endpoint end point likely similar raised excess relative absolute annual
    cumulative mean median longer shorter
    """
)
_RISK = _set(
    """
    risk risks rate rates incidence odds likelihood hazard hazards probability frequency prevalence proportion
    """
)
_CHANGES = _set(
    """
    reduced reduces reduce reducing lowered lowers lower lowering decreased decreases increased
    increases increase increasing prevented prevents prevent preventing improved improves improve
    improving slowed slows slowing predicted predicts predict predictors fewer more caused causes
    delayed worsened halved raised affected
    """
)
_VERBS = _set(
    """
    was were is are occurred happened developed appeared reached fell rose had did seen observed
    reported recurred
    """
)
_DID = _set(
    """
    had have has experienced developed achieved reached showed were was suffered required needed
    reported died relapsed recovered responded survived flared progressed discontinued withdrew improved
    recurred remained
    """
)
_LIGHT = _set("had have has experienced developed achieved reached showed were was suffered reported")
_PEOPLE = _set(
    """
    patients patient participants subjects people women men children adults cases those them individuals
    infants persons controls
    """
)
#: Words that name no outcome.
_EMPTY = _set(
    """
    per year years adjusted unadjusted crude multivariable multivariate univariable analysis model
    results ratio ratios risk hazard hazards odds patients participants people subjects group groups
    treatment difference differences mean median ci interval confidence a an the respectively overall
    both each either this these those it they we study studies trial relative absolute significant
    significantly compared total only also sensitivity specificity predicted hrs ors rrs hr rr likely
    benefit benefits subgroup pooled estimate of or and in from at v vs with to by on for statistically not
    non-inferior non-inferiority noninferior noninferiority superior superiority interaction nnt nnh mg
    met nearly about almost approximately around high low dose doses target eligible one two three
    """
)
_STUDY = _set("cohort cohorts trial trials study studies review reviews register registry controls database")
_BREAK = frozenset(":;,.)(][")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_word(token: str) -> bool:
    return token[0].isalpha()


def outcome_of_ratio(text: str, start: int, at: int) -> str:
    """The outcome of a ratio or difference whose label stands at ``start`` and whose number at ``at``.

    Looked for behind the label ("hazard ratio for relapse"), then before it, nearest first; ``""`` where none
    is named.
    """
    label = _words(text[start:at])
    for place, word in enumerate(label[:8]):
        if word.lower() in ("for", "of", "in") and (found := _phrase(label, place + 1)):
            return found
    before = _words(text[max(0, start - _REACH) : start])
    found = _headed(before) or _cued(before) or _subject(before) or _tail(before)
    return "" if _DRUG.fullmatch(found) else found


def outcome_of_proportion(text: str, start: int, end: int) -> str:
    """What happened to a share: "relapse occurred in 65 of 105", "65 of 105 relapsed"; else ``""``."""
    if _in_list(text, start, end):
        return ""  # "(88.9%, 68.4%, 61.4%)": which of them is of what, the place does not tell
    before = _words(text[max(0, start - _REACH) : start])
    after = _words(text[end : end + _REACH])
    if before and before[-1].lower().rstrip(".") in ("v", "vs", "versus"):
        return ""  # "v 13 (22%)": what was said of the first arm
    if after and after[0] == "of" and (found := _done(after)):
        return found
    found = _headed(before) or _rate(before) or _subject(before) or _done(after)
    return "" if _DRUG.fullmatch(found) else found


#: A treatment is no outcome.
_DRUG = re.compile(
    r"\w*(?:mab|xaban|gatran|gliflozin|gliptin|glutide|statin|farin|trexate|nib|pril|sartan|olol|cept|prine|placebo)s?",
    re.IGNORECASE,
)


def _in_list(text: str, start: int, end: int) -> bool:
    """Whether a percentage stands in brackets that hold nothing but several figures."""
    opened, closed = text.rfind("(", 0, start), text.find(")", end)
    inside = text[opened + 1 : closed] if opened >= 0 and closed >= 0 else ""
    return inside.count("%") > 1 and not any(map(str.isalpha, inside)) and ")" not in inside


def _clean(words: Sequence[str]) -> str:
    """The phrase without words that name nothing; ``""`` where none is left."""
    kept = list(words)
    while kept and kept[0].casefold() in _EMPTY | _VERBS:
        kept.pop(0)
    while kept and kept[-1].casefold() in _EMPTY | _VERBS:
        kept.pop()
    if not _STUDY.isdisjoint(word.casefold() for word in kept):
        return ""  # it names a study or those compared with, not what happened to them
    phrase = " ".join(kept[:_MOST_WORDS])
    return phrase if sum(map(str.isalpha, phrase)) > 1 and not phrase[0].isdigit() else ""


def _phrase(words: Sequence[str], at: int) -> str:
    """The phrase that begins at ``at``, past words that only qualify it."""
    while at < len(words) and words[at].lower() in _QUALIFIERS:
        at += 1
    end = at
    while end < len(words) and end - at < _MOST_WORDS and _goes_on(words[end]):
        end += 1
    return _clean(words[at:end])


def _goes_on(word: str) -> bool:
    return _is_word(word) and word.lower() not in _STOP


def _phrase_before(words: Sequence[str], end: int) -> tuple[int, str]:
    """The phrase that ends before ``end``: where it begins, and its words."""
    at = end
    while at > 0 and end - at < _MOST_WORDS and _goes_on(words[at - 1]):
        if words[at - 1].lower() in _ARTICLES:
            break
        at -= 1
    return at, _clean(words[at:end])


def _headed(before: Sequence[str]) -> str:
    """A head without a verb: "Major bleeding 2.13% v 3.09% per year (", "remission at week 52: 17"."""
    end = len(before)
    while end > 0 and (
        before[end - 1] in "([,:%/" or not _is_word(before[end - 1]) or before[end - 1].lower() in _AMONG
    ):
        if before[end - 1] in ".;)" and end < len(before):
            break
        end -= 1
    if end > 1 and before[end - 1].lower() in ("week", "month", "day", "year", "years", "months", "weeks"):
        end = next(
            (
                at
                for at in range(end - 1, max(0, end - 5), -1)
                if before[at].lower() in ("at", "by", "in", "after", "through", "to")
            ),
            end,
        )
    if end and before[end - 1].lower() in ("in", "at"):
        end -= 1
    start, found = _phrase_before(before, end)
    start -= start > 0 and before[start - 1].lower() in _ARTICLES
    if start == 0 or before[start - 1] in _BREAK:
        return found
    while start > 0 and before[start - 1] not in _BREAK and before[start - 1].lower() not in _SAID:
        start -= 1
    head = before[start:end]
    short = len(head) <= _MOST_WORDS and all(_is_word(word) for word in head)
    opens = bool(head) and head[0].lower() not in _STOP | _SMALL and "group" not in head
    return _clean(head) if short and opens and (start == 0 or before[start - 1] in _BREAK) else ""


#: Between a head and its figure.
_AMONG = _set("v vs versus per year n and to of")


def _cued(before: Sequence[str]) -> str:
    """After the nearest word that an outcome follows: "risk of", "associated with", "reduced"."""
    for at in range(len(before) - 1, -1, -1):
        word = before[at].lower()
        following = before[at + 1].lower() if at + 1 < len(before) else ""
        cue = word in _CHANGES or (word in _RISK and following in ("of", "for"))
        cue = cue or (word in ("associated", "correlated", "linked") and following in ("with", "to"))
        cue = cue or (
            word in ("effect", "effects", "impact", "difference", "benefit") and following in ("on", "in")
        )
        if cue and (found := _phrase(before, at + 1 + (following in ("with", "to", "for", "on")))):
            return found
    return ""


def _rate(before: Sequence[str]) -> str:
    """ "the relapse rate was", "the incidence of relapse was", nearest first."""
    for at in range(len(before) - 1, max(-1, len(before) - 14), -1):
        if before[at].lower() not in _RISK:
            continue
        if at + 1 < len(before) and before[at + 1] == "of":
            found = _phrase(before, at + 2)
        else:
            found = _phrase_before(before, at)[1]
        if found:
            return found
    return ""


def _subject(before: Sequence[str]) -> str:
    """The subject of the nearest verb: "Relapse occurred in", "… remission was seen in".

    The subject of "was not statistically significant" is what was weighed, and names no outcome.
    """
    for at in range(len(before) - 1, 0, -1):
        if before[at].lower() in _VERBS:
            if _only_significant(before[at + 1 :]):
                return ""
            if found := _whole(before, at):
                return found
        if before[at] in ";." and at < len(before) - 1:
            return ""
    return ""


def _only_significant(said: Sequence[str]) -> bool:
    """Whether all that is said is that it was significant, or was not: "not statistically significant ("."""
    words = [word.lower() for word in said if _is_word(word)]
    return bool(words) and words[-1] == "significant" and set(words) <= _SIGNIFICANCE


_SIGNIFICANCE = _set("not no longer also still statistically significant")


def _whole(before: Sequence[str], verb: int) -> str:
    """All before a verb, where it is short ("relapse with drug withdrawal"), else its last phrase."""
    start = verb
    while start > 0 and before[start - 1] not in _BREAK and before[start - 1].lower() not in _CLAUSE:
        start -= 1
    short = verb - start <= _MOST_WORDS and all(_is_word(word) for word in before[start:verb])
    found = _clean(before[start:verb]) if short else ""
    return found or _phrase_before(before, verb)[1]


_CLAUSE = _set("that which who while whereas although but and") | _VERBS
_SMALL = _set("of or and to as")
#: With one of these it is a statement, not a head.
_SAID = (
    _CLAUSE | _CHANGES | _set("had has have was were associated with did does among compared through group")
)


def _tail(before: Sequence[str]) -> str:
    end = len(before)
    while end > 0 and before[end - 1] in _BREAK:
        end -= 1
    return _clean(_phrase_before(before, end)[1].split()[-4:])


def _done(after: Sequence[str]) -> str:
    """What the people after a share did: ") of patients relapsed", "had a relapse"."""
    for at, word in enumerate(after[:16]):
        low = word.lower()
        if low in _DID:
            return _clean(_predicate(after, at))
        if word in ".;:," or (low in ("v", "vs", "versus", "and") and at < 3):
            return ""
    return ""


def _predicate(after: Sequence[str], at: int) -> list[str]:
    end = at + 1
    while (
        end < len(after)
        and end - at < _MOST_WORDS
        and (_goes_on(after[end]) or after[end].lower() in ("a", "an", "the"))
    ):
        end += 1
    start = at + 1 if after[at].lower() in _LIGHT and end > at + 1 else at
    return list(after[start:end])


_VERSUS = re.compile(r"\b(?:versus|vs\.?|v|compared (?:with|to)|relative to|than)\s", re.IGNORECASE)
_NO_ARM = _set(
    "was were is are had who that which patients risk a an in of for higher lower more less greater fewer"
)


def arms_of(text: str, at: int) -> tuple[str, ...]:
    """The two arms that a sentence compares, nearest to ``at`` ("tocilizumab versus placebo"), or none."""
    found = sorted((abs(match.start() - at), match.start(), match.end()) for match in _VERSUS.finditer(text))
    for _, start, end in found[:3]:
        one = _arm_before(_words(text[max(0, start - 60) : start]))
        two = _arm_after(_words(text[end : end + 60]))
        if one and two:
            return one, two
    return ()


def _arm_before(words: Sequence[str]) -> str:
    kept: list[str] = []
    for word in reversed(words):
        if not _is_word(word) or word.lower() in _NO_ARM or word.lower() in _STOP or len(kept) == 4:
            break
        kept.insert(0, word)
    return _clean([word for word in kept if word.lower() not in ("group", "arm")])


def _arm_after(words: Sequence[str]) -> str:
    kept: list[str] = []
    for word in words:
        if not kept and word.lower() in ("the", "with", "in", "on", "for"):
            continue
        if not _is_word(word) or word.lower() in _NO_ARM or word.lower() in _STOP or len(kept) == 4:
            break
        kept.append(word)
    return _clean([word for word in kept if word.lower() not in ("group", "arm")])


_ONE_ARM = re.compile(
    r"[)\]]?\s?(?:of )?(?:the )?(?:patients |participants |subjects |those )?(?:in |with |receiving |"
    r"on |given |"
    r"assigned to |treated with )(?:the )?([\w'’/+-]+(?: [\w'’/+-]+){0,3}?)(?: group| arm)\b",
    re.IGNORECASE,
)


def arm_of_proportion(text: str, end: int) -> tuple[str, ...]:
    """The arm in which a share was seen ("14.5% in the placebo group"), or none."""
    match = _ONE_ARM.match(text, end, end + 120)
    arm = _clean(match[1].split()) if match else ""
    return (arm,) if arm else ()
