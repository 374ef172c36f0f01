"""What a sentence asserts of which thing: what it denies, what goes up or down in it, what it compares.

:mod:`probatum.language.polarity` reads a sentence as a whole; two sentences are compared by the things that
they speak of, so here each negation has its scope (after NegEx, Chapman et al., J Biomed Inform 2001) and
each word of change the noun that changes (after Niu et al., AMIA 2005). Where a sentence is not plain, less
is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from probatum.language.content import Term, content
from probatum.language.tokens import phrase

#: A sentence is read up to here.
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A negation: ``text`` at ``start`` to ``end``, the keys in its scope, the first of them, their
    families; ``antonym``: a word like "unchanged"; ``main``: it denies a finding, not a circumstance.

    Of one that is ``elided``, ending its clause ("but pain and sleep did not"), the scope are the things
    before it in the clause, and the families those of the clause before, whose verb is left out.
    """

    start: int
    end: int
    text: str
    scope: frozenset[str]
    head: frozenset[str]
    families: frozenset[str]
    antonym: bool = False
    main: bool = True
    elided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A word of change: ``sign`` 1 is more (or better), -1 less (or worse); ``of`` are keys of what
    changes; ``valued``: better or worse; ``denied``: in the scope of a negation."""

    start: int
    end: int
    text: str
    sign: int
    valued: bool
    denied: bool
    of: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A word that has an opposite, and the content keys on both sides of it.

    ``signs`` pairs each sense that it has (``more``, ``better``, ``cause``) with 1 or -1.
    """

    start: int
    end: int
    text: str
    signs: tuple[tuple[str, int], ...]
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``this`` is more (1) or less (-1) than ``that``; the keys of the two sides, what both have left out.

    ``valued``: it is better or worse. ``whose`` are the keys of those of whom it is said, "men" of "more
    common in men than in women". Where one side is without what the other has, its keys hold ``WITHOUT``,
    and those of the other ``WITH``.
    """

    start: int
    end: int
    sign: int
    this: frozenset[str]
    that: frozenset[str]
    figures: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    valued: bool = False
    whose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertions:
    """What one sentence asserts. ``inverted``: how often it speaks of the lack of a thing ("deficiency").

    ``denied_there`` are the keys of the clauses that deny a finding, and ``said_elsewhere`` those of the
    others: of "improved A but not B" B and A.
    """

    denials: tuple[Denial, ...] = ()
    moves: tuple[Move, ...] = ()
    comparison: Comparison | None = None
    affirmed: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    inverted: int = 0
    inquires: bool = False
    signed: tuple[Signed, ...] = ()
    negative: bool = False
    terms: tuple[Term, ...] = ()
    denied_there: frozenset[str] = frozenset()
    said_elsewhere: frozenset[str] = frozenset()


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


#: Words that deny what comes after them.
_DENIAL = _any(
    r"\b(?:can)?not\b(?! only\b| just\b| merely\b| necessarily\b| until\b| least\b| yet be\b"
    r"| (?:an? )?(?:uncommon|rare|infrequent|unusual|unlikely|seldom|rarely)\b)",
    r"\b\w{2,9}n['’]t\b",
    r"\bno\b(?! (?:doubt|less than|more than|later|fewer|matter)\b|\.|[- ]?\d)",
    r"\bzero (?=[a-z])(?!order|tolerance|point)",
    r"\b(?:neither|nor|never|none|nobody|cannot|hardly|scarcely)\b",
    r"\bfail(?:s|ed|ing|ure)? (?:to|in)\b",
    r"\b(?:lack(?:s|ed|ing)?|absence|devoid) of\b|\black(?:s|ed)\b(?! of)",
    r"(?<!with or )\bwithout\b",
    r"\b(?:unlikely|unable) to\b|\bis unlikely\b",
    r"\bruled? out\b|\brefut(?:e|es|ed)\b|\brejected the\b",
    r"\b(?:little|insufficient|scant) (?:evidence|effect|impact|benefit|influence|association|difference|"
    r"role)\b",
)
#: Words that deny what stands before them, or what they name: "is ineffective", "remained unchanged".
_ANTONYM = _any(
    r"\b(?:ineffective(?:ly|ness)?|inefficient(?:ly)?|inefficac\w+|unsafe|unaffected|unchanged|unaltered|"
    r"unrelated|"
    r"unassociated|uncorrelated|indistinguishable|insignificant(?:ly)?|non-?significant(?:ly)?|dispensable|"
    r"unnecessary|not needed|independent(?:ly)? of|absent|negative|impossible|incapable|unsuccessful(?:ly)?|"
    r"undetectable|unresponsive|nonresponsive|useless|futile|similar(?:ly)?|comparable|equivalent|identical|"
    r"the same|equal(?:ly)?|as \w+ as|"
    r"rarely|seldom|infrequent(?:ly)?|uncommon|rare|abolish(?:e[sd])?|abrogat\w+|null|inert|"
    r"spar(?:e[sd]|ing)|intact|missing|unaware|unlikely|unknown|unclear|free of|untreated|ineligible|lacking|"
    r"doubtful|questionable|unproven|unsupported|contraindicated|paucity|scarce|scarcity|contrary|"
    r"refuse[ds]?)\b"
)
#: Of these the finding itself is denied: nothing changed.
_CHANGELESS = _any(
    r"(?:ineffective(?:ly|ness)?|unaffected|unchanged|unaltered|unrelated|unassociated|uncorrelated|"
    r"insignificant(?:ly)?|non-?significant(?:ly)?|dispensable|unnecessary|unsafe|useless|futile)$"
)
#: Of these a thing is without another; the sentence may affirm all the same.
_ATTRIBUTE = _any(r"(?:without|lack|absence|devoid|none|nobody|nor|hardly|scarcely)")
_WORDS = tomllib.loads((files("probatum.language") / "assertion.toml").read_text("utf-8"))
#: What sort of thing was denied, beside the word itself.
FAMILY = {
    key: name
    for name, words in _WORDS["families"].items()
    for word in words.split()
    for key in phrase(word)[:1]
} | {
    "~effective": "change",
    "~benefit": "change",
    "~protect": "change",
    "~prevent": "change",
    "~predict": "association",
}


def _signs(table: str, more: str, less: str) -> dict[str, int]:
    """Each word of two lists of the file, with 1 for those of the first and -1 for those of the second."""
    lists = _WORDS[table]
    return dict.fromkeys(lists[more].split(), 1) | dict.fromkeys(lists[less].split(), -1)


#: Words of change, with their sign and whether they say better or worse.
_SIGN = {form: (sign, False) for form, sign in _signs("change", "more", "less").items()} | {
    form: (sign, True) for form, sign in _signs("value", "better", "worse").items()
}
#: Words that are turned as easily, but say of themselves neither more nor less of a thing.
_OPPOSITES = _signs("opposites", "one", "other")
_HARMS = _signs("harms", "cause", "prevent")
#: Nouns of change: what changes is said after "in" or "of".
_NOUNS = frozenset(_WORDS["around"]["nouns"].split())
#: A change that is itself the thing changed, or the lack of a thing: signs no longer compare word by word.
_INVERTER = _any(
    r"\b(?:loss|lack(?:s|ed|ing)?|deficien\w+|knock-?(?:out|down|ing|ed)\w*|delet\w+|absence|absent|"
    r"without|null|"
    r"deplet\w+|silenc\w+|ablat\w+|inhibitors?|inhibition|blockade|antagonists?|block(?:ing|ers?)|disrupt\w+|"
    r"resistan(?:t|ce)|inactivat\w+|non-?\w+|un(?:treated|vaccinated|exposed)|withdraw\w*|discontinu\w+|"
    r"discontinuation|stopp\w+|avoid\w*|insufficien\w+|haploinsufficien\w+|"
    r"removal|remov\w+|mutant\w*|mutation\w*|failure|dysfunction|negative\w*|depriv\w+|restrict\w+|"
    r"siRNA|shRNA|RNAi|dominant-negative|antibod\w+ against|neutrali[sz]\w+|preserv\w+|maint[ae]in\w*|"
    r"prevent\w*|less|fewer|recover\w*|revers\w+|rescu\w+|restor\w+)\b|-/-|−/−"
)
_INQUIRY = _any(
    r"\bwhether\b|\bhypothesi[sz]\w*|\baim(?:s|ed)? (?:to|of|was)\b|\bobjectives?\b|\bto (?:assess|"
    r"investigate|determine|"
    r"examine|evaluate|test|explore|compare|study|find out|identify)\b|\?|\bwe (?:assessed|investigated|"
    r"examined|tested|"
    r"evaluated|asked|sought|compared|studied|explored)\b|\b(?:is|are|remains?) (?:unknown|unclear|"
    r"controversial|debated|uncertain)\b"
)
_CLAUSE = re.compile(
    r"[;:](?=\s)|,\s+(?:and|or) (?=(?:did|was|were|is|are|had|has|have|does|do|no|not|in)\b)|"
    r",?\s\b(?:but|however|whereas|although|though|while|whilst|yet|except|despite|because|nevertheless)\b",
    re.IGNORECASE,
)
_SCOPE_ENDS = re.compile(
    r"[,;:](?=\s)|\)|\b(?:but|however|although|though|whereas|while|except|despite|because|since|who|"
    r"which|when|if)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:[-‐‑][A-Za-z]+)*")
#: Where the thing that changes ends.
_STOPS = frozenset(_WORDS["around"]["stops"].split())
_OF = frozenset({"of", "in", "for", "against", "the", "a", "an", "from", "to", "on"})
#: After a word of change one of these says that what changes came before it.
_BACKWARD = frozenset(_WORDS["around"]["backward"].split())
#: Says more, or less, of nothing in particular.
_NEVER_OF = frozenset({"~risk", "~frequency", "rate", "level", "number", "amount", "degre", "mean", "median"})
#: Survival is death not met: one thing with the sign turned.
TURNED = {
    "~survival": ("~death", -1),
    "=survival": ("~death", -1),
    "longev": ("~death", -1),
    "lifespan": ("~death", -1),
    "=death": ("~death", 1),
}


@lru_cache(maxsize=8192)
def assertions(text: str) -> Assertions:
    """Read what one sentence asserts. Pure; at most the first ``LONGEST`` characters are read.

    >>> assertions("Treatment did not reduce relapse.").denials[0].text
    'not'
    """
    text = text[:LONGEST]
    terms = content(text)
    denials = tuple(_denials(text, terms))
    scopes = [_scope(text, one.end) for one in denials]
    free = [term for term in terms if not _within(term.start, scopes)]
    apart = [_clause_of(text, one.start) for one in denials if one.main and not one.antonym]
    return Assertions(
        denials=denials,
        moves=tuple(_moves(text, terms, scopes)),
        comparison=_comparison(text, terms),
        affirmed=frozenset(term.key for term in free),
        families=families(term.key for term in free),
        inverted=len(_INVERTER.findall(text)),
        inquires=bool(_INQUIRY.search(text)),
        signed=tuple(_signed(text, terms)),
        negative=bool(denials) or bool(_ANTONYM.search(text)),
        terms=terms,
        denied_there=frozenset(term.key for term in terms if _within(term.start, apart)),
        said_elsewhere=frozenset(term.key for term in terms if not _within(term.start, apart)),
    )


def families(keys: Iterable[str]) -> frozenset[str]:
    """What sorts of finding these keys are: change, association, need, evidence."""
    return frozenset(FAMILY[key] for key in keys if key in FAMILY)


def _scope(text: str, start: int) -> tuple[int, int]:
    end = _SCOPE_ENDS.search(text, start + 1, start + 160)
    return start, end.start() if end else min(len(text), start + 160)


def _within(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _denials(text: str, terms: Sequence[Term]) -> Iterable[Denial]:
    for match in _DENIAL.finditer(text):
        start, end = _scope(text, match.end())
        inside = [term for term in terms if start <= term.start < end and not term.key[0].isdigit()]
        if not inside:
            yield _left_out(text, match, terms)
            continue
        yield Denial(
            start=match.start(),
            end=match.end(),
            text=match[0],
            scope=frozenset(term.key for term in inside),
            head=frozenset(term.key for term in inside[:2]),
            families=families(term.key for term in inside[:3]),
            main=not _ATTRIBUTE.match(match[0]),
        )
    for match in _ANTONYM.finditer(text):
        near = [term for term in terms if match.start() - 80 <= term.start < match.end() + 60]
        yield Denial(
            start=match.start(),
            end=match.end(),
            text=match[0],
            scope=frozenset(term.key for term in near),
            head=frozenset(term.key for term in near),
            families=frozenset({"change"}) if _CHANGELESS.match(match[0]) else frozenset(),
            antonym=True,
            main=bool(_CHANGELESS.match(match[0])),
        )


def _left_out(text: str, match: re.Match[str], terms: Sequence[Term]) -> Denial:
    """A negation after which nothing stands: "pain improved, function did not"."""
    start, _ = _clause_of(text, match.start())
    before, _ = _clause_of(text, max(0, start - 2))
    mine = frozenset(term.key for term in terms if start <= term.start < match.start())
    return Denial(
        start=match.start(),
        end=match.end(),
        text=match[0],
        scope=mine,
        head=mine,
        families=families(term.key for term in terms if before <= term.start < match.start()),
        main=not _ATTRIBUTE.match(match[0]),
        elided=True,
    )


def _moves(text: str, terms: Sequence[Term], scopes: Sequence[tuple[int, int]]) -> Iterable[Move]:
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        known = _SIGN.get(word[0].lower())
        if known is None:
            continue
        sign, valued = known
        changed = _changed(text, words, at, terms)
        if changed:
            yield Move(
                start=word.start(),
                end=word.end(),
                text=word[0],
                sign=sign,
                valued=valued,
                denied=_within(word.start(), scopes),
                of=changed,
            )


def _signed(text: str, terms: Sequence[Term]) -> Iterable[Signed]:
    """The words that have an opposite, in one pass over words and terms."""
    at = 0
    for word in _WORD.finditer(text):
        low = word[0].lower()
        signs = _senses(low)
        if not signs:
            continue
        while at < len(terms) and terms[at].end <= word.start():
            at += 1
        right = at
        while right < len(terms) and (terms[right].start < word.end() or terms[right].key in _NEVER_OF):
            right += 1
        yield Signed(
            start=word.start(),
            end=word.end(),
            text=word[0],
            signs=signs,
            left=terms[at - 1].key if at else "",
            right=terms[right].key if right < len(terms) else "",
        )


def _senses(word: str) -> tuple[tuple[str, int], ...]:
    found = []
    if word in _SIGN:
        sign, valued = _SIGN[word]
        found.append(("better" if valued else "more", sign))
    if word in _OPPOSITES:
        found.append(("better", _OPPOSITES[word]))
    if word in _HARMS:
        found.append(("cause", _HARMS[word]))
    return tuple(found)


def _changed(text: str, words: Sequence[re.Match[str]], at: int, terms: Sequence[Term]) -> frozenset[str]:
    """The keys of what changes: after the word, or before it where a preposition or the end follows."""
    clause = _clause_of(text, words[at].start())
    following = words[at + 1 : at + 9]
    nxt = following[0][0].lower() if following and following[0].start() < clause[1] else ""
    parted = text[words[at].end() : following[0].start()].strip() if following else "."
    backward = not nxt or parted not in ("", "-") or (nxt in _BACKWARD and words[at][0].lower() not in _NOUNS)
    return _before(words, at, terms, clause) if backward else _after(text, words, at, terms, clause)


def _clause_of(text: str, place: int) -> tuple[int, int]:
    start, end = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= place:
            start = match.end()
        elif match.start() >= place:
            end = match.start()
            break
    return start, end


def _after(
    text: str, words: Sequence[re.Match[str]], at: int, terms: Sequence[Term], clause: tuple[int, int]
) -> frozenset[str]:
    end = clause[1]
    begin = at + 1
    while begin < len(words) and words[begin][0].lower() in _OF and begin - at < 3:
        begin += 1
    for word in words[begin : begin + 8]:
        if word[0].lower() in _STOPS or "," in text[words[begin - 1].end() : word.start()]:
            end = min(end, word.start())
            break
    else:
        end = min(end, words[min(begin + 7, len(words) - 1)].end())
    inside = [t for t in terms if words[at].end() <= t.start < end and t.key not in _NEVER_OF]
    return frozenset(t.key for t in inside[:4] if t.weight == 1.0)


def _before(
    words: Sequence[re.Match[str]], at: int, terms: Sequence[Term], clause: tuple[int, int]
) -> frozenset[str]:
    start = max(clause[0], words[max(0, at - 8)].start())
    inside = [t for t in terms if start <= t.start < words[at].start() and t.key not in _NEVER_OF]
    return frozenset(t.key for t in inside[-4:] if t.weight == 1.0)


_THAN = re.compile(
    r"\b(?:than(?! (?:an? |the )?(?:\d|half|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"\w+-?fold)\b(?!-))|versus|vs?\.?(?= )|"
    r"(?:as |when )?compared (?:with|to)|in comparison (?:with|to)|relative to|"
    r"(?<=superior )to|(?<=inferior )to)(?!\w)",
    re.IGNORECASE,
)
_SIDE_ENDS = re.compile(
    r"[,;:\[]|\((?!\d)|\.(?=\s|$)|\b(?:but|however|whereas|although|while|because|and (?:was|had|is))\b",
    re.IGNORECASE,
)


#: Two figures, the first of the first side: "(27 v 9)", ", 4.1% against 7.9%".
_PAIR = re.compile(
    r"\(?(?<![\d.])(\d+(?:\.\d+)?)[^\d()]{0,12} (?:v|vs|versus|against|compared with)\.? (\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
#: "And" between two figures compares them, each with what it is of.
_BOTH = re.compile(r"(?<=[\w)%]) and (?=[^,;.]{0,60}\d)")


#: Marks of a side that lacks what the other has.
WITH, WITHOUT = "~with", "~without"
_LACKING = re.compile(r"\bwithout\b|\bnon-?(?=[a-z]{4})", re.IGNORECASE)
_WHERE = re.compile(r"\s*(in|with|after|among|for|during|at|under|on|by)\b", re.IGNORECASE)


def lacks(text: str) -> bool:
    """Whether a text speaks of those who are without a thing: "without diabetes", "non-smokers". Pure."""
    return bool(_LACKING.search(text))


def _whose(text: str, terms: Sequence[Term], than: re.Match[str]) -> frozenset[str]:
    """The keys of those of whom a comparison is said: after the preposition that follows "than", else the
    subject."""
    where = _WHERE.match(text, than.end())
    before = list(re.finditer(rf"\b{where[1]}\b", text[: than.start()], re.IGNORECASE)) if where else []
    start, end = (before[-1].end(), than.start()) if before else (0, than.start())
    if not before:
        end = min((w.start() for w in _WORD.finditer(text) if w[0].lower() in _SIGN), default=end)
    return frozenset(term.key for term in terms if start <= term.start < end)


def _comparison(text: str, terms: Sequence[Term]) -> Comparison | None:
    """The one comparison of a sentence; None where there is none or several."""
    found = list(_THAN.finditer(text)) or list(_BOTH.finditer(text))
    plain = [one for one in found if one[0].lower() == "than"]
    found = plain if len(plain) == 1 else found  # "less with A than with B (9 v 27)"
    if len(found) != 1:
        return None
    than = found[0]
    end = _SIDE_ENDS.search(text, than.end())
    stop = end.start() if end else len(text)
    pair = _PAIR.search(text, than.end())
    if pair:  # "(27 v 9)": a figure of each side, in their order
        stop = min(stop, pair.start())
    that = {term.key for term in terms if than.end() <= term.start < stop}
    if text[: than.start()].strip(" ,"):
        this = {term.key for term in terms if term.end <= than.start()}
    else:
        this = {term.key for term in terms if term.start >= stop}
    lacking = lacks(text[: than.start()]), lacks(text[than.end() : stop])
    if lacking[0] != lacking[1]:
        this.add(WITHOUT if lacking[0] else WITH)
        that.add(WITHOUT if lacking[1] else WITH)
    sign, valued = _compared(text, than) if than[0] != " and " else (0, False)
    found_sides = _sides(this, that, than.start(), stop, sign)
    if found_sides is None:
        return None
    both = (frozenset({pair[1]}), frozenset({pair[2]})) if pair else found_sides.figures
    return replace(found_sides, valued=valued, figures=both, whose=_whose(text, terms, than))


def _sides(this: set[str], that: set[str], start: int, end: int, sign: int) -> Comparison | None:
    figures = tuple(frozenset(key for key in side if key[0].isdigit()) for side in (this - that, that - this))
    one, other = (
        frozenset(key for key in side if not key[0].isdigit()) for side in (this - that, that - this)
    )
    if not all(figures) and not (sign and one and other):
        return None
    return Comparison(start=start, end=end, sign=sign, this=one, that=other, figures=(figures[0], figures[1]))


def _compared(text: str, than: re.Match[str]) -> tuple[int, bool]:
    """Whether the first side has more or less, and whether that is better or worse: by the word of change
    nearest before, else after."""
    signs = [(w.start(), _SIGN[w[0].lower()]) for w in _WORD.finditer(text) if w[0].lower() in _SIGN]
    before = [sign for place, sign in signs if place < than.start()]
    return before[-1] if before else (signs[0][1] if signs else (0, False))
