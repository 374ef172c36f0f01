"""What an estimate weighs: the exposure, finding or treatment whose ratio a sentence gives.

"Immunosuppressant use was associated with fewer relapses (HR 0.50 …)" weighs immunosuppressant use, in terms
of relapses. Read from the sentence alone; where its form does not tell, nothing is named and the sentence
speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: A longer phrase is no name of a factor.
_MOST_WORDS = 14

#: What stands before the subject: a label, or where the estimate comes from.
_INTRODUCED = re.compile(
    r"^(?:[A-Za-z][\w -]{0,40}:\s*)?"
    r"(?:(?:in|on|after|with|by|using|when|for|from|among|at|during|following)\b[^,()]{1,90}(?:,\s*))?"
    r"(?:(?:we|the authors|this study|our (?:data|results|findings))\s(?:also\s)?"
    r"(?:found|observed|showed|report(?:ed)?|identified)\sthat\s)?",
    re.IGNORECASE,
)
_MANNER = (
    r"(?:not|no longer|also|still|independently|significantly|strongly|statistically|inversely|positively|"
    r"negatively|each|both|consistently|only)"
)
#: Where the subject ends and what is said of it begins.
_SAID_OF_IT = re.compile(
    rf"\s(?:(?:was|were|is|are|remained|appeared|seemed|proved)(?:\s{_MANNER})*\s"
    r"(?:to be\s)?(?:(?:an?|the|only|independent|significant|strong|important)\s)*"
    r"(?:associated|linked|correlated|related|significant|predictive|protective|predictors?|risk factors?|"
    r"determinants?)\b|"
    rf"(?:{_MANNER}\s)*(?:predicted|reduced|reduces|lowered|lowers|decreased|decreases|raised|raises|increased|"
    r"increases|halved|doubled|prevented|prevents|improved|improves|delayed|slowed|conferred)\s"
    r"(?!by\b|from\b|to\b|in\b))",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|showed|found|reported|compared|remained|reduced|increased|"
    r"lowered|decreased|predicted|improved|versus|vs)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:()\[\]]|(?:and|or|while|whereas|but|as well as|the|a|an|with|for)\s)+", re.IGNORECASE
)
#: The names of measures and their kin name no factor.
_NO_FACTOR = re.compile(
    r"^(?:the\s)?(?:adjusted|unadjusted|crude|hazard|odds|risk|rate|incidence|relative|absolute|ratio|"
    r"difference|reduction|increase|result|effect|it|this|they|which|there|outcome|association)s?\b"
    r"(?!\s(?:factor|stratification))",
    re.IGNORECASE,
)


def factor_of(sentence: str, start: int, arms: Sequence[str] = ()) -> str:
    """What the estimate at ``start`` of ``sentence`` weighs, in its words; ``""`` where that is not told.

    ``arms`` are the two sides that the sentence compares, where they were read: then these are it.
    """
    if len(arms) == 2:
        return f"{arms[0]} versus {arms[1]}"
    return _listed(sentence, start) or _subject(sentence[:start])


def _subject(before: str) -> str:
    """The subject of the statement that leads to the estimate."""
    clause = before[_clause(before) :]
    clause = clause[_INTRODUCED.match(clause).end() :]  # type: ignore[union-attr]  # it matches the empty string
    said = _SAID_OF_IT.search(clause)
    return _named(clause[: said.start()]) if said else ""


def _clause(before: str) -> int:
    """Where the last clause begins: after a semicolon, or after what contrasts."""
    breaks = [match.end() for match in re.finditer(r";\s|\)[,.]?\s(?:whereas|while|but|and)\s", before)]
    return breaks[-1] if breaks else 0


def _listed(sentence: str, start: int) -> str:
    """One of several factors, each with its estimate behind it: "age (HR 1.1), smoking (HR 2.0) were …"."""
    before = sentence[:start].rstrip(" ([")
    after = re.search(r"\)(.*)$", sentence[start:], re.DOTALL)
    if not after or not _SAID_OF_IT.search(f" {after[1]}"):
        return ""
    last = before.rfind(")")
    chunk = before[last + 1 :] if last >= 0 else before[_INTRODUCED.match(before).end() :]  # type: ignore[union-attr]
    return "" if _FINITE.search(chunk) else _named(chunk)


def _named(phrase: str) -> str:
    words = _LEADING.sub("", phrase).strip(" ,;:()[]").split()
    named = " ".join(words)
    if not 0 < len(words) <= _MOST_WORDS or _NO_FACTOR.match(named) or _FINITE.search(named):
        return ""
    return named
