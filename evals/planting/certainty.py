"""A hedge taken out where the passage hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.planting.errors import Change
from evals.planting.passage import near
from evals.planting.words import past, plural, third

_HEDGES = re.compile(
    r"\b(?:may|might|could|can|would|suggest\w*|possibl[ey]|probabl[ey]|potential\w*|likely|likelihood|"
    r"appear\w*|"
    r"seem\w*|perhaps|indicat\w*|hypothes\w*|think|thought|believed|propos\w*|preliminary|limited|"
    r"some evidence|"
    r"tend\w*|estimated|unclear|uncertain\w*|further (?:research|studies)|warrant\w*|need\w* (?:to|for)|"
    r"support\w*|"
    r"speculat\w*|putative|implicat\w*)\b",
    re.IGNORECASE,
)

_MODAL = re.compile(
    r"\b(?P<m>may|might|could)(?P<not> not)?(?P<adv>(?: \w+ly| also| even| still| then)?) (?P<v>[a-z]+)\b"
)

_PERHAPS = re.compile(
    r"\b(?:possibly|probably|potentially|perhaps|likely)\b,? (?!to\b|that\b|than\b)(?=\w)", re.I
)

_SEEMS = re.compile(r"\b(?P<v>appears?|appeared|seems?|seemed|is likely|are likely|was likely|were likely|"
                    r"is thought|are thought|is believed|are believed) to (?P<base>[a-z]+)\b")  # fmt: skip

_SUGGESTS = {
    "suggests": "proves", "suggest": "prove", "suggested": "proved", "suggesting": "proving",
    "indicates": "proves", "indicate": "prove", "indicated": "proved",
}  # fmt: skip

_SUGGEST = re.compile(rf"\b(?:{'|'.join(_SUGGESTS)})(?= that\b| an? | the )")

_WEAK = {
    "limited evidence": "strong evidence", "some evidence": "conclusive evidence",
    "little evidence": "strong evidence",
    "weak evidence": "strong evidence", "preliminary evidence": "conclusive evidence",
    "low-certainty evidence": "high-certainty evidence", "a potential": "an established",
    "a possible": "an established", "a likely": "an established", "potential": "proven", "possible": "proven",
    "promising": "proven", "plausible": "proven",
}  # fmt: skip

_WEAK_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(_WEAK)})(?![\w-])(?! (?:to|that|confound))", re.IGNORECASE)


def certainties(statement: str, passage: str | None) -> Iterator[Change]:
    """A hedge taken out, where the sentences of the passage that are nearest hedge as well."""
    if passage is not None and not _HEDGES.search(near(statement, passage)):
        return
    yield from _modals(statement)
    for match in _PERHAPS.finditer(statement):
        if not re.search(r"\b(?:more|less|most|as|very|is|are|not) $", statement[: match.start()]):
            yield Change(match.start(), match.end(), "")
    for match in _SEEMS.finditer(statement):
        many = match["v"].split()[0] in ("appear", "seem", "are", "were")
        gone = match["v"].split()[0] in ("appeared", "seemed", "was", "were")
        yield Change(match.start(), match.end(), _finite(match["base"], many=many, gone=gone))
    for match in _SUGGEST.finditer(statement):
        yield Change(match.start(), match.end(), _SUGGESTS[match[0]])
    for match in _WEAK_WORD.finditer(statement):
        yield Change(match.start(), match.end(), _WEAK[match[0].lower()])


def _modals(statement: str) -> Iterator[Change]:
    for match in _MODAL.finditer(statement):
        subject = _subject(statement, match.start())
        if subject is None:
            continue
        many = plural(subject)
        verb, adverb = match["v"], match["adv"]
        if verb == "have" and re.match(r" (?:been|\w+ed)\b", statement[match.end() :]):
            form = f"{'have' if many else 'has'}{adverb}"
        elif match["not"] and verb != "be":
            form = f"{'do' if many else 'does'} not{adverb} {verb}"
        elif verb == "be":
            form = f"{'are' if many else 'is'}{match['not'] or ''}{adverb}"
        else:
            form = f"{adverb} {_finite(verb, many=many)}".strip()
        yield Change(match.start(), match.end(), form)


def _finite(base: str, *, many: bool, gone: bool = False) -> str:
    if base == "be":
        return ("were" if many else "was") if gone else ("are" if many else "is")
    if gone:
        return past(base)
    return base if many else third(base)


def _subject(statement: str, place: int) -> str | None:
    """The words from the beginning of the clause to its verb; None where they are not a plain noun phrase."""
    before = statement[:place]
    start = 0
    for match in re.finditer(r"[,;:]\s|\b(?:that|but|whereas|while|because|if|although)\s", before):
        start = match.end()
    subject = before[start:].strip()
    verbs = re.search(
        r"\b(?:is|are|was|were|which|who|has|have|and|or|we|i|you|it's|can|do|does)\b", subject, re.I
    )
    return subject if subject and (not verbs or verbs[0].lower() in ("and",)) else None
