"""Who is said to say it, says it: the body is in the source, and recommends where it is said to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.bodies import Attribution, attributions, names_body
from probatum.records.source import Design
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited

#: Words with which a text recommends.
_RECOMMENDS = re.compile(
    r"\b(?:recommend\w*|advis(?:e[sd]?|ing|able)|advice|should|must|endors\w+|suggest\w*|propos\w+|urge[sd]?|"
    r"encourag\w+|prefer(?:red|s)?|first[- ]line|indicated|need(?:s|ed)? to|guidelines?|guidance|consensus|"
    r"strateg\w+|warrant\w*|ought|require[sd]?|call(?:s|ed)? for)\b",
    re.IGNORECASE,
)
_GUIDELINES = re.compile(
    r"\b(?:guidelines?|guidance|recommend\w*|consensus|position (?:statement|paper)|task force|panel|"
    r"polic(?:y|ies)|standards?|advis\w+|protocols?|statement|should|suggest\w*|criteria|best practice)\b",
    re.IGNORECASE,
)
_ISSUED = frozenset({Design.GUIDELINE, Design.CONSENSUS})


def attribution(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement gives a body, guidelines or an author for what another source says.

    The body (or author) must be named in the passage, or be the issuer, journal or an author of the work, or
    stand in its title; one that is said to recommend must stand beside words that recommend.
    """
    if not cited:
        return
    for one in attributions(statement):
        finding = _judged(statement, one, cited)
        if finding is not None:
            yield finding


def _judged(statement: str, one: Attribution, cited: Sequence[Cited]) -> Finding | None:
    if one.author:
        return _of_author(statement, one, cited)
    if not one.body:
        return _of_guidelines(statement, one, cited)
    if not any(names_body(_known(source), one.body) for source in cited):
        reason = f"{_upper(one.name)} is not named in what is cited."
        return _found(statement, one, Outcome.NOT_FOUND, reason)
    if one.recommends and not any(_recommends(source) for source in cited):
        reason = f"{_upper(one.name)} is named in what is cited, but nothing is recommended there."
        return _found(statement, one, Outcome.OVERSTATED, reason)
    return None


def _known(one: Cited) -> str:
    source = one.source
    groups = (author.collective for author in source.authors)
    parts = (one.passage.text, source.title, source.issuer, source.journal, source.url, *groups)
    return "\n".join(part for part in parts if part)


def _recommends(one: Cited) -> bool:
    return one.source.design in _ISSUED or bool(_RECOMMENDS.search(_known(one)))


def _of_guidelines(statement: str, one: Attribution, cited: Sequence[Cited]) -> Finding | None:
    if any(source.source.design in _ISSUED or _GUIDELINES.search(_known(source)) for source in cited):
        return None
    return _found(
        statement,
        one,
        Outcome.NOT_FOUND,
        f"The statement speaks of “{one.name}”; what is cited is no guideline.",
    )


def _of_author(statement: str, one: Attribution, cited: Sequence[Cited]) -> Finding | None:
    """An author who is neither of the work nor named in it; nothing where a work's authors are not held."""
    if not all(source.source.authors for source in cited):
        return None
    name = one.author.casefold()
    authors = {author.family.casefold() for source in cited for author in source.source.authors}
    if name in authors or any(name in source.passage.text.casefold() for source in cited):
        return None
    return _found(statement, one, Outcome.NOT_FOUND, f"{one.author} is not an author of what is cited.")


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def _found(statement: str, one: Attribution, outcome: Outcome, reason: str) -> Finding:
    return Finding(
        check="attribution",
        outcome=outcome,
        said=statement[one.start : one.end],
        reason=reason,
        said_at=(Span(start=one.start, end=one.end),),
    )
