"""A cause where the passage tells of an association."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.negation import NEGATED
from evals.planting.passage import near
from evals.planting.words import past, third

_BE_ASSOCIATED = (
    r"(?P<be>is|are|was|were|has been|have been) (?:(?:also|independently|significantly|strongly|"
    r"positively) )*"
    r"(?:associated with|linked (?:to|with)|related to|correlated with)"
)

_RISKS = (
    r"(?P<art>an? |the )?(?P<how>increased|higher|greater|elevated|lower|reduced|decreased|better|improved|"
    r"worse|poorer|less|fewer|more) "
)

_ASSOCIATED_HOW = re.compile(rf"\b{_BE_ASSOCIATED} {_RISKS}")

_ASSOCIATED = re.compile(rf"\b{_BE_ASSOCIATED} (?=\w)")

_RISK_FACTOR = re.compile(
    r"\b(?P<be>is|are|was|were) (?:an? )?(?:\w+ )?(?:risk factors?|predictors?|markers?) (?:for|of)\b"
)

_PREDICTS = re.compile(
    r"(?<!are )(?<!is )(?<!was )(?<!were )(?<!be )\b(?P<v>predicts?|predicted|correlates? with|"
    r"correlated with)(?= )"
)

_CAUSES = {
    "increased": "increase", "higher": "increase", "greater": "increase", "elevated": "increase",
    "more": "increase",
    "lower": "reduce", "reduced": "reduce", "decreased": "reduce", "less": "reduce", "fewer": "reduce",
    "better": "improve", "improved": "improve", "worse": "worsen", "poorer": "worsen",
}  # fmt: skip

_RANDOM = re.compile(r"\b(?:randomi[sz]ed|randomly|placebo|Mendelian)\b", re.IGNORECASE)

_ASSOCIATES = re.compile(
    r"\b(?:associat\w+|correlat\w+|linked|relationship|related to|predict\w*|risk factors?|"
    r"observational|cohort|"
    r"case[- ]control|cross[- ]sectional|odds ratio|OR|HR|hazard ratio)\b"
)


def causes(statement: str, passage: str | None) -> Iterator[Change]:
    """An association told as an effect, where the passage does not rest on random allocation."""
    if NEGATED.search(statement) or "?" in statement:
        return
    if passage is not None and _RANDOM.search(passage) and not _ASSOCIATES.search(near(statement, passage)):
        return
    risks = list(_ASSOCIATED_HOW.finditer(statement))
    yield from (_caused_how(match, statement) for match in risks if _an_outcome(statement[match.end() :]))
    others = () if risks else _ASSOCIATED.finditer(statement)
    for match in others:
        if _an_outcome(statement[match.end() :]):
            yield Change(match.start(), match.end() - 1, _of_be(match["be"], "cause"))
    for match in _RISK_FACTOR.finditer(statement):
        yield Change(match.start(), match.end(), _of_be(match["be"], "cause"))
    for match in _PREDICTS.finditer(statement):
        word = match["v"].split()[0]
        form = "caused" if word.endswith("ed") else "causes" if word.endswith("s") else "cause"
        if _an_outcome(statement[match.end() :]):
            yield Change(match.start(), match.end(), form)


def _caused_how(match: re.Match[str], statement: str) -> Change:
    verb = _CAUSES[match["how"].lower()]
    after = statement[match.end() :]
    the = " the" if re.match(r"(?:risks?|odds|rates?|likelihood|incidence|probability)\b", after) else ""
    return Change(match.start(), match.end() - 1, _of_be(match["be"], verb) + the)


def _an_outcome(after: str) -> bool:
    """Whether what is associated can be an effect, and what follows still fits the verb."""
    if re.match(r" ?(?:age\b|education|male|female|sex\b|BMI\b|severe|one another|each other|the)", after):
        return False
    return not re.search(r"\bthan\b|\band\b[^.;]*\bwith\b", after)


def _of_be(be: str, verb: str) -> str:
    first = be.split()[0]
    if first in ("was", "were"):
        return past(verb)
    return third(verb) if first in ("is", "has") else verb
