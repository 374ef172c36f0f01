"""What is affirmed denied, and what is denied affirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.words import BASE_OF_PAST, BASE_OF_THIRD, BASES, article, past, third

NEGATED = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|without|none|nobody|nothing|lack\w*|absence|fail\w*|unlikely|"
    r"scant|little|rarely|hardly|unable|against)\b|n['’]t\b",
    re.IGNORECASE,
)

_BE_NOT = re.compile(
    r"\b(?P<aux>is|are|was|were|can|could|will|would|should|has|have|had)(?: not(?! only\b)|n['’]t)\b", re.I
)

_DO_NOT = re.compile(r"\b(?P<aux>do|does|did)(?: not|n['’]t) (?P<verb>[a-z]+)\b")

_CANNOT = re.compile(r"\b(?:cannot|can not)\b")

_NO_EVIDENCE = re.compile(r"\bno (?P<what>(?:scientific |clear |good |reliable |strong )?evidence)\b", re.I)

_NO_FINDING = re.compile(
    r"\b(?P<verb>is|was|had|has|have|found|showed|shows|show|demonstrates?|demonstrated|with) no "
    r"(?P<what>(?:statistically )?(?:significant |clear |clinical |beneficial )*(?:difference|association|"
    r"effect|benefit|impact|correlation|relationship|relation|increase|reduction|improvement|link|role|change)"
    r"(?P<s>s?))\b",
    re.IGNORECASE,
)

_AUX = re.compile(r"\b(?P<aux>is|are|was|were|can|should|will)\b(?! not| only|n['’]t)(?=[ ])")

_DETERMINED = r"(?=the |a |an |its |their |both |several |many |human |\w+ (?:in|of|by|from) |[a-z]+ [a-z]+)"

_THIRD = re.compile(rf"(?<=[\w)\]] )(?P<verb>{'|'.join(BASE_OF_THIRD)}) {_DETERMINED}")

_PAST = re.compile(
    rf"(?<=[\w)\]] )(?P<verb>{'|'.join(BASE_OF_PAST)}) (?=the |a |an |its |their |both |in \d)"
)

_PLURAL_BASE = re.compile(
    rf"(?<=[a-rt-z0-9]s )(?P<verb>{'|'.join(sorted(BASES))}) (?=the |a |an |its |their |in |from |[a-z]+ )"
)

#: Nouns as often as verbs: only before an article.
_NOUNS = frozenset(
    {
        *("results", "benefits", "functions", "causes", "needs", "changes", "increases", "decreases"),
        *("controls", "influences", "blocks", "limits", "doubles", "forms", "declines", "delays", "spreads"),
        *("drives", "relapses"),
    }
)

_NO_SUBJECT = re.compile(
    r"(?:^|\s)(?:that|which|who|whose|when|if|where|because|although|while|whereas|since|after|before|as|how|"
    r"why|what|whether|and|or|some|many|most|several|only|there)\s",
    re.IGNORECASE,
)

_CLAUSE = re.compile(r"[,;:(]\s|\b(?:but|that)\s", re.I)


def negations(statement: str, passage: str | None) -> Iterator[Change]:
    """A negation taken out where there is one; else one put in at the verb of the main clause."""
    del passage
    if statement.rstrip().endswith("?"):
        return
    if NEGATED.search(statement):
        yield from _affirmed(statement)
    else:
        first = min(_denied(statement), key=lambda one: one.start, default=None)
        if first is not None:
            yield first


def _affirmed(statement: str) -> Iterator[Change]:
    if len(NEGATED.findall(statement)) > 1:
        return
    for match in _BE_NOT.finditer(statement):
        yield Change(match.start(), match.end(), match["aux"])
    for match in _DO_NOT.finditer(statement):
        verb = match["verb"]
        form = {"do": verb, "does": third(verb), "did": past(verb)}[match["aux"]]
        if verb in BASES:
            yield Change(match.start(), match.end(), form)
    for match in _CANNOT.finditer(statement):
        yield Change(match.start(), match.end(), "can")
    for match in _NO_EVIDENCE.finditer(statement):
        yield Change(match.start(), match.end(), match["what"])
    for match in _NO_FINDING.finditer(statement):
        found = match["what"] if match["s"] else f"{article(match['what'])} {match['what']}"
        yield Change(match.start(), match.end(), f"{match['verb']} {found}")


_PERFECT = re.compile(
    r"\b(?P<aux>has|have|had) (?=(?:also |\w+ly )?(?:been|\w+ed|shown|found|seen|become|made|led|had|given|"
    r"taken|grown|"
    r"risen|fallen|done|begun|known|proven|brought|come|gone|spread)\b)"
)


def _denied(statement: str) -> Iterator[Change]:
    for match in _AUX.finditer(statement):
        if _main_clause(statement, match.start()):
            denied = "cannot" if match["aux"] == "can" else f"{match['aux']} not"
            yield Change(match.start(), match.end(), denied)
    perfect = [match for match in _PERFECT.finditer(statement) if _main_clause(statement, match.start())]
    for match in perfect:
        yield Change(match.start(), match.end() - 1, f"{match['aux']} not")
    if not perfect:
        yield from _denied_verbs(statement)


def _denied_verbs(statement: str) -> Iterator[Change]:
    for match in _THIRD.finditer(statement):
        verb = match["verb"]
        noun = verb in _NOUNS and not re.match(r"(?:the|an?|its|their|in|from|as) ", statement[match.end() :])
        if not noun and _main_clause(statement, match.start()):
            yield Change(match.start(), match.end() - 1, f"does not {BASE_OF_THIRD[verb]}")
    for match in _PAST.finditer(statement):
        if _main_clause(statement, match.start()) and not _participle(statement, match.start()):
            yield Change(match.start(), match.end() - 1, f"did not {BASE_OF_PAST[match['verb']]}")
    for match in _PLURAL_BASE.finditer(statement):
        if _main_clause(statement, match.start()):
            yield Change(match.start(), match.end() - 1, f"do not {match['verb']}")


def _participle(statement: str, place: int) -> bool:
    return bool(re.search(r"\b(?:is|are|was|were|be|been|being|has|have|had|and|or|ly) $", statement[:place]))


def _main_clause(statement: str, place: int) -> bool:
    """Whether what stands before ``place`` is the subject of a main clause: no relative or other clause."""
    before = statement[:place]
    if re.search(r"\b\w{3,}ly $", before):
        return False
    start = 0
    for match in _CLAUSE.finditer(before):
        start = match.end()
    subject = before[start:]
    said_that = re.search(r"\bthat\s$", before[:start])
    if said_that and re.search(r"\b(?:\w+s|people|patients|those|one) that\s$", before[:start]):
        return bool(
            re.search(r"\b(?:shows?|suggests?|indicates?|demonstrates?|confirms?) that\s$", before[:start])
        )
    return bool(subject.strip()) and not _NO_SUBJECT.search(f" {subject.strip()} ")
