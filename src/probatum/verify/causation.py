"""An association is not stated as a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.assertion import assertions
from probatum.language.numbers import QuantityKind, quantities
from probatum.records.source import Design
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing
from probatum.verify.significance import verbatim

#: A sentence that shares so much with the statement, by weight, states the same finding.
PLAINLY = 0.6
#: The same where the design alone tells that no cause was shown.
VERY_PLAINLY = 0.75
#: What another sentence must share, beside the nearest, for the cause that it claims to count.
AS_NEAR = 0.6
LOOKED_AT = 12

#: Designs that show what goes together, not what brings it about.
OBSERVATIONAL = frozenset({
    Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.CASE_SERIES, Design.CASE_REPORT,
    Design.DIAGNOSTIC,
})  # fmt: skip
#: Designs that may show a cause, or that tell of others that do, and what is no study of people.
SILENT = frozenset({
    Design.RANDOMISED_TRIAL, Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.TRIAL, Design.GUIDELINE,
    Design.CONSENSUS, Design.LABEL, Design.ANIMAL, Design.LABORATORY, Design.NOTICE,
})  # fmt: skip

_VERBS = (
    r"caus(?:es?|ed|ing)|prevents?|prevented|preventing|reduc(?:es?|ed|ing)|lowers?|lowered|lowering|"
    r"improv(?:es?|ed|ing)|"
    r"increas(?:es?|ed|ing)|decreas(?:es?|ed|ing)|leads? to|led to|leading to|results? in|resulted in|"
    r"protects?|protected|protecting|triggers?|triggered|induc(?:es?|ed)|worsens?|halv(?:es?|ed|ing)|"
    r"doubl(?:es?|ed|ing)|"
    r"shorten(?:s|ed)?|prolong(?:s|ed)?|rais(?:es?|ed|ing)|slow(?:s|ed)?|delay(?:s|ed)?|brings? about|"
    r"gives? rise to"
)
#: A cause claimed: a finite verb that acts on something, or a noun phrase that says so.
_CAUSAL = re.compile(
    rf"(?<![-\w])(?:{_VERBS})(?= (?!in\b|with\b|among\b|by\b|from\b|after\b|when\b|than\b|and\b|or\b|"
    rf"to\b)\w)|"
    r"\b(?:due to|because of|attributable to|as a result of|owing to|responsible for|the cause of|a cause "
    r"of)\b|"
    r"\bhelps? (?:to )?(?:prevent|reduce|lower|improve|protect)\b|"
    r"\b(?:protective|causal) effect\b|\b(?:effects?|impact) of\b",
    re.IGNORECASE,
)
#: A participle before a noun ("increased risk") or after "with" claims no cause.
_ADJECTIVE = re.compile(
    r"\b(?:an?|the|with|of|had|have|has|at|and|or|in|to|for|significantly|is|was|are|were|been|be|by|from|"
    r"showed|shows|no|significant|statistically|\w+fold|greatly|markedly|modestly|slightly) $",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)$", re.IGNORECASE)
_ASSOCIATION = re.compile(
    r"\b(?:associat\w+|correlat\w+|(?:linked|related) (?:to|with)|relationship|predict\w*|risk factors?|"
    r"went with|goes with|more (?:likely|common|frequent) (?:in|among|to)|less (?:likely|common|frequent) "
    r"(?:in|among|to)|"
    r"odds ratio|hazard ratio|relative risk|OR|HR|RR)\b",
)
_SOFT = re.compile(
    r"\b(?:associat\w+|correlat\w+|linked|related|may|might|can|could|possibl\w+|potential\w*|appears?|"
    r"seems?|suggest\w*|"
    r"likely|recommend\w*|should|used|aims?|intend\w*|hypothes\w+|risk factors?|predict\w*|if|whether|"
    r"trial|randomi[sz]ed)\b",
    re.IGNORECASE,
)
#: What asks, supposes or tells of an association claims no cause, whatever verb it has.
_OPEN = re.compile(
    r"\b(?:associat\w+|correlat\w+|may|might|could|suggest\w*|whether|hypothes\w+|aim(?:s|ed)?|to "
    r"(?:evaluate|examine|determine|assess|investigate|explore|study|test))\b",
    re.IGNORECASE,
)
_LABORATORY = re.compile(
    r"\b(?:mice|mouse|murine|rats?|(?<!giant )(?<!sickle )(?<!small[ -])cells?|"
    r"in vitro|in vivo|expression|gene|genes|protein|phosphorylat\w+|"
    r"receptor|"
    r"signal\w*|pathway|mutat\w+|mRNA|RNA|DNA|kinase|transcription\w*|zebrafish|yeast|drosophila|elegans)\b",
    re.IGNORECASE,
)


def causation(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement claims a cause and what is cited shows an association.

    What is cited shows one where the nearest sentence says so and no facing sentence claims a cause; or where
    the design is observational and none does. Trials, syntheses, guidelines, animal and laboratory studies
    are left out, as are hedged statements.
    """
    claim = _claimed(statement)
    if claim is None or _SOFT.search(statement) or _LABORATORY.search(statement):
        return
    faces = facing(statement, cited, most=LOOKED_AT)
    if assertions(statement).denials or not faces or verbatim(statement, faces):
        return
    anchor = _same_estimate(statement, faces)
    near = anchor or faces[0]
    if (anchor is None and near.shared < PLAINLY) or near.cited.source.design in SILENT:
        return
    close = [face for face in faces if face.shared >= AS_NEAR * near.shared]
    if any(_randomised(face) for face in close):
        return
    association = _ASSOCIATION.search(near.text)
    observational = near.cited.source.design in OBSERVATIONAL
    # What an observational study gives as an association is one, whatever words it uses elsewhere.
    if not (association and observational) and any(_plainly(face.text) for face in close):
        return
    if association is None and not (observational and near.shared >= VERY_PLAINLY):
        return
    yield _found(claim, near, association, observational=observational)


def _same_estimate(statement: str, faces: Sequence[Facing]) -> Facing | None:
    """The sentence that gives the very estimate of the statement ("HR 0.50"): it is the one that is meant."""
    said = {(one.unit, one.value) for one in quantities(statement) if one.kind is QuantityKind.RATIO}
    return next(
        (face for face in faces if said & {(one.unit, one.value) for one in quantities(face.text)}), None
    )


def _claimed(text: str) -> re.Match[str] | None:
    """The first words that claim a cause."""
    for match in _CAUSAL.finditer(text):
        before = text[: match.start()]
        if not (_PARTICIPLE.match(match[0]) and (not before or _ADJECTIVE.search(before))):
            return match
    return None


def _plainly(text: str) -> bool:
    """Whether a sentence claims a cause and does not itself speak of an association, an aim or a maybe."""
    return _claimed(text) is not None and not _OPEN.search(text)


def _randomised(face: Facing) -> bool:
    return bool(re.search(r"\brandomi[sz]", face.cited.passage.text[:4000], re.IGNORECASE))


def _found(
    claim: re.Match[str],
    near: Facing,
    association: re.Match[str] | None,
    *,
    observational: bool,
) -> Finding:
    said, found = claim[0], association[0] if association else near.cited.source.design.value
    start, end = association.span() if association else (0, len(near.text))
    what = (
        f"the passage states an association (“{found}”)"
        if association
        else f"the study is observational ({found})"
    )
    if association and observational:
        what += f", in a study that is observational ({near.cited.source.design.value})"
    return Finding(
        check="causation",
        outcome=Outcome.OVERSTATED,
        said=said,
        found=found,
        reason=f"The statement claims a cause (“{said}”); {what}.",
        said_at=(Span(start=claim.start(), end=claim.end()),),
        found_at=(Span(start=near.start + start, end=near.start + end),),
        passage=near.cited.passage.id,
    )
