"""What was not significant is not stated as a finding, nor what was as none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probatum.language.assertion import assertions
from probatum.language.content import keys, shared
from probatum.language.numbers import QuantityKind, quantities
from probatum.language.polarity import CueKind, Polarity, polarity
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.coverage import bound, copied
from probatum.verify.facing import Facing, facing

#: A clause that shares so much with the statement, by weight, gives its result.
PLAINLY = 0.5
#: What a result elsewhere must share to be one of the same thing.
ALIKE = 0.4
LOOKED_AT = 8

_FINDINGS = (
    CueKind.INCREASE, CueKind.DECREASE, CueKind.BETTER, CueKind.WORSE, CueKind.ASSOCIATION, CueKind.CAUSAL,
    CueKind.SIGNIFICANT,
)  # fmt: skip
_ADJUSTED = re.compile(
    r"(?<!un)\badjust(?:ed|ing|ment)\b|\bmultivari\w+|\bindependent(?:ly)? (?:associat|predict|risk)",
    re.IGNORECASE,
)
_UNADJUSTED = re.compile(r"\bunadjusted\b|\bunivari\w+|\bcrude\b|\bbefore adjustment\b", re.IGNORECASE)
#: A clause that begins with a word for what is said before is one with that: "but this was not significant".
_OF_THE_SAME = r"(?!,? (?:this|it|that|the (?:difference|association|effect|trend|finding|result)s?)\b)"
_CLAUSES = re.compile(
    rf"; (?![^()]{{0,80}}\))|, (?:but|whereas|while|although|however)\b{_OF_THE_SAME}|"
    rf"\b(?:but|whereas|although)\b{_OF_THE_SAME}",
    re.IGNORECASE,
)
_NUMERICAL = re.compile(
    r"\b(?:numerical\w*|trend\w*|tend\w*|unadjusted|univaria\w+|crude|borderline|not significant\w*|"
    r"non-?significant\w*)\b|\b[Pp]\s?[>≥]",
)
_MISSED = re.compile(
    r"\b(?:primary (?:\w+ ){0,2}(?:end ?-?points?|outcomes?) (?:\w+ ){0,3}(?:not|n['’]t) (?:\w+ "
    r"){0,2}(?:met|reached|"
    r"achieved|attained|significant\w*|differ\w*)|(?:not|n['’]t|fail(?:s|ed) to) (?:meet|reach|achieve|"
    r"attain) "
    r"(?:the|its|their) (?:\w+ )?primary|missed (?:the|its|their) (?:\w+ )?primary)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:effective\w*|efficac\w+|improve\w*|benefi\w+|superior|works?|reduc\w+|prevents?|success\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """A clause of a facing sentence with a result: whether it is significant, whether it is adjusted."""

    face: Facing
    start: int
    end: int
    shared: float
    significant: bool
    adjusted: bool | None


def significance(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement makes more, or less, of a result than its test does.

    Significance is read from words, else from an interval through 1 (ratios) or 0 (differences), else from
    the
    p value, clause by clause. An adjusted result that did not hold outweighs an unadjusted one that did
    (STROBE, item 16). A missed primary endpoint outweighs what is said of the others (CONSORT, item 17).
    """
    faces = facing(statement, cited, most=LOOKED_AT)
    if not faces or verbatim(statement, faces):
        return
    results = [one for face in faces if (one := _result(statement, face)) is not None]
    said = polarity(statement)
    if _printed_alone(said) and not (_NUMERICAL.search(statement) or _our_own(statement, cited)):
        finding = _overstated(statement, results, faces[0], finds=True)
    elif said.significant is False or _denies_difference(statement):
        finding = _denied(statement, results)
    elif assertions(statement).denials or said.uncertain or _NUMERICAL.search(statement):
        finding = None
    else:
        finds = bool(said.of(*_FINDINGS))
        finding = _overstated(statement, results, faces[0], finds) or _missed(statement, faces)
    if finding is not None:
        yield finding


def _printed_alone(said: Polarity) -> bool:
    """Whether a statement tells of a link or an effect, and only its figures say that it is not significant.

    "Is a risk factor (HR 1.13, P = 0.052)": who reads the words alone takes it for one.
    """
    in_words = said.of(CueKind.NOT_SIGNIFICANT) or said.negated or said.uncertain
    return said.significant is False and not in_words and bool(said.of(CueKind.ASSOCIATION, CueKind.CAUSAL))


def _our_own(statement: str, cited: Sequence[Cited]) -> bool:
    return copied(statement, cited) or bound(statement, cited)


def verbatim(statement: str, faces: Sequence[Facing]) -> bool:
    """Whether the statement is, word for word, the whole of a facing sentence."""
    plain = statement.strip(" .").casefold()
    return any(face.text.strip(" .").casefold() == plain for face in faces)


_NO_DIFFERENCE = re.compile(
    r"\bno (?:\w+ ){0,2}significant(?:ly)? \w+|\bnot significant(?:ly)?\b", re.IGNORECASE
)


def _denies_difference(statement: str) -> bool:
    return bool(_NO_DIFFERENCE.search(statement))


def _result(statement: str, face: Facing) -> _Result | None:
    """The clause of a sentence that shares most with the statement, where it has a result."""
    best = max(_cut(face.text), key=lambda span: (_share(statement, face.text, span), -span[0]))
    text = face.text[best[0] : best[1]]
    significant = _significant(text)
    if significant is None:
        return None
    adjusted = True if _ADJUSTED.search(text) else False if _UNADJUSTED.search(text) else None
    return _Result(
        face=face,
        start=best[0],
        end=best[1],
        shared=_share(statement, face.text, best),
        significant=significant,
        adjusted=adjusted,
    )


def _cut(text: str) -> list[tuple[int, int]]:
    at, spans = 0, []
    for match in _CLAUSES.finditer(text):
        if text[at : match.start()].strip():
            spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return spans


def _share(statement: str, text: str, span: tuple[int, int]) -> float:
    return shared(statement, keys(text[span[0] : span[1]]), numbers=False)


#: What a result that tells of its test has: nothing else need be read.
_TESTED = re.compile(r"significan|statistical|\bNS\b|\b[Pp]\b|\bCI\b|\b[Cc]onfidence|\binterval")


def _significant(text: str) -> bool | None:
    """By words, interval or p value; None where they tell nothing or not the same."""
    if not _TESTED.search(text):
        return None
    said = polarity(text)
    if said.of(CueKind.NOT_SIGNIFICANT) and any(
        cue.kind is CueKind.SIGNIFICANT and not cue.negated and not _covered(cue.start, text)
        for cue in said.cues
    ):
        return None
    if said.significant is not None:
        return said.significant
    intervals = [one for one in quantities(text) if one.kind is QuantityKind.INTERVAL]
    through = {one.low < 0 < one.high for one in intervals if one.low is not None and one.high is not None}
    return False if through == {True} else None


def _covered(place: int, text: str) -> bool:
    return any(match.start() <= place < match.end() for match in _NEGATIVE.finditer(text))


_NEGATIVE = re.compile(
    r"\b(?:no|not|n['’]t|without|non|neither|failed to \w+|did not \w+)\W+(?:\w+\W+){0,3}?significan\w+",
    re.IGNORECASE,
)


def _overstated(statement: str, results: Sequence[_Result], nearest: Facing, finds: bool) -> Finding | None:
    """A finding stated where the result nearest to it, or the adjusted one, is not significant."""
    near = [one for one in results if one.shared >= ALIKE]
    if not finds or not near:
        return None
    adjusted = [one for one in near if one.adjusted]
    if adjusted and not any(one.significant for one in adjusted) and not _mixed(adjusted[0]):
        one = adjusted[0]
        return _found(
            statement, one, Outcome.OVERSTATED,
            "The statement gives this as a finding; after adjustment it did not hold: “{found}”.",
        )  # fmt: skip
    best = max(near, key=lambda one: one.shared)
    if best.significant or best.shared < PLAINLY or any(one.significant for one in near):
        return None
    if best.face.shared < nearest.shared:
        return None
    return _found(
        statement, best, Outcome.OVERSTATED,
        "The statement gives this as a finding; in the passage it is not significant: “{found}”.",
    )  # fmt: skip


def _mixed(one: _Result) -> bool:
    """Whether a clause has several results, of which one is not significant."""
    return one.face.text[one.start : one.end].count("(") > 1


def _denied(statement: str, results: Sequence[_Result]) -> Finding | None:
    near = [one for one in results if one.shared >= ALIKE]
    if not near or not all(one.significant for one in near):
        return None
    best = max(near, key=lambda one: one.shared)
    if best.shared < PLAINLY or assertions(best.face.text).denials:
        return None
    return _found(
        statement, best, Outcome.CONTRADICTED,
        "The statement says that this is not significant; in the passage it is: “{found}”.",
    )  # fmt: skip


def _missed(statement: str, faces: Sequence[Facing]) -> Finding | None:
    """Efficacy claimed where the trial missed its primary endpoint."""
    if not _WORKS.search(statement):
        return None
    for face in faces:
        match = _MISSED.search(face.text)
        if match and face.shared >= ALIKE and not _MISSED.search(statement):
            one = _Result(
                face=face,
                start=match.start(),
                end=match.end(),
                shared=face.shared,
                significant=False,
                adjusted=None,
            )
            return _found(
                statement, one, Outcome.OVERSTATED,
                "The statement claims an effect; the trial missed its primary endpoint: “{found}”.",
            )  # fmt: skip
    return None


def _found(statement: str, one: _Result, outcome: Outcome, reason: str) -> Finding:
    found = one.face.text[one.start : one.end].strip()
    return Finding(
        check="significance",
        outcome=outcome,
        said=statement,
        found=found,
        reason=reason.format(found=found.replace("{", "").replace("}", "")),
        said_at=(Span(start=0, end=len(statement)),),
        found_at=(Span(start=one.face.start + one.start, end=one.face.start + one.end),),
        passage=one.face.cited.passage.id,
    )
