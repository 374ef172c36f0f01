"""A hedge of the passage is not dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.assertion import assertions
from probatum.language.content import Term, content
from probatum.records.verdict import Finding, Outcome, Span
from probatum.verify.check import Cited
from probatum.verify.facing import Facing, facing
from probatum.verify.significance import verbatim

#: A sentence that shares so much with the statement, by weight, says the same with or without its hedge.
PLAINLY = 0.7
#: What another sentence must share for its plain assertion to count.
ALIKE = 0.45
LOOKED_AT = 12

#: Words that make a statement less than certain (Hyland 1998; BioScope, Vincze et al. 2008).
_HEDGE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|probabl[ey]|potential(?:ly)?|perhaps|presumably|seems?|seemed|"
    r"appears?|appeared|"
    r"suggest(?:s|ed|ing|ive)?|likely|putative(?:ly)?|preliminary|tentative(?:ly)?|hypothesi[sz]ed|"
    r"speculat\w+|"
    r"thought to|believed to|some|can be|can|limited evidence|weak evidence|low[- ]certainty|not certain|"
    r"occasionally|sometimes|in part|partly|about|approximately|typically|usually|often|generally|"
    r"conditional\w*)\b",
    re.IGNORECASE,
)
#: Of these the drop is told from the passage alone.
_MODAL = re.compile(
    r"\b(?:may|might|could|possibl[ey]|probabl[ey]|potentially|perhaps|presumably|seems?|seemed|appears?|"
    r"appeared|"
    r"suggest(?:s|ed)? that|is likely|are likely|suggest(?:s|ed)?)\b",
    re.IGNORECASE,
)
#: Words that say more than any single study can, each with what in the passage bears it out.
_CERTAIN: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), re.compile(rf"\b(?:{there})\b", re.IGNORECASE))
    for said, there in (
        (r"always|invariably|without exception", r"always|invariabl\w+|all|every|each|without exception|"
        r"100\s?%|consistently"),
        (r"proven|pro(?:ves?|ved) (?:that|to)|definitively|conclusively|beyond doubt|undoubtedly|certainly",
         r"pro(?:ves?|ved|ven|of)|definit\w+|conclusive\w*|doubt\w*|certain\w*|demonstrat\w+|establish\w+"),
        (r"guarante\w+", r"guarante\w+|ensur\w+"),
        (r"(?:all|every) (?:patients?|people|individuals?|children|women|men)", r"all|every|each|100\s?%|"
        r"entire"),
    )
)  # fmt: skip


def hedging(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """A finding where the statement is certain and the sentence that it rests on is not.

    The hedge must stand at what the statement asserts, and no sentence as near may assert it without one. A
    hedge that the statement adds is no fault.
    """
    faces = facing(statement, cited, most=LOOKED_AT)
    if not faces or assertions(statement).inquires or verbatim(statement, faces):
        return
    finding = _dropped(statement, faces) or _certain(statement, cited, faces)
    if finding is not None:
        yield finding


def _dropped(statement: str, faces: Sequence[Facing]) -> Finding | None:
    near = faces[0]
    if near.shared < PLAINLY or _HEDGE.search(statement) or assertions(statement).denials:
        return None
    said = content(statement)
    hedge = next((one for one in _MODAL.finditer(near.text) if _at(one, near.text, said)), None)
    if hedge is None or assertions(near.text).denials:
        return None
    if any(face.shared >= ALIKE and not _HEDGE.search(face.text) for face in faces[1:]):
        return None
    return _found(statement, (0, len(statement)), near, hedge.span(),
                  f"The passage says “{hedge[0]}”; the statement leaves that out.")  # fmt: skip


def _at(hedge: re.Match[str], text: str, said: Sequence[Term]) -> bool:
    """Whether what the hedge stands at (the two terms after it) is asserted in the statement."""
    after = [term.key for term in content(text) if term.start >= hedge.end()][:2]
    stated = {term.key for term in said}
    return bool(after) and all(key in stated for key in after)


def _certain(statement: str, cited: Sequence[Cited], faces: Sequence[Facing]) -> Finding | None:
    """A word of certainty that nothing in what is cited bears out."""
    if faces[0].shared < PLAINLY:
        return None
    for said, there in _CERTAIN:
        match = said.search(statement)
        if match and not any(there.search(one.passage.text) for one in cited):
            near = faces[0]
            return _found(statement, match.span(), near, (0, len(near.text)),
                          f"The statement says “{match[0]}”; the passage does not.")  # fmt: skip
    return None


def _found(statement: str, at: tuple[int, int], near: Facing, there: tuple[int, int], reason: str) -> Finding:
    return Finding(
        check="hedging",
        outcome=Outcome.OVERSTATED,
        said=statement[at[0] : at[1]],
        found=near.text[there[0] : there[1]],
        reason=reason,
        said_at=(Span(start=at[0], end=at[1]),),
        found_at=(Span(start=near.start + there[0], end=near.start + there[1]),),
        passage=near.cited.passage.id,
    )
