"""What a page says of its own review agrees, and says who reviewed and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probatum.language.frame import DRAFT, STATES
from probatum.records.audit import Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Outcome, Span
from probatum.verify.structure.entries import quoted, series

_DONE = re.compile(
    r"\b(?:(?:is|are|was|were|been|all|every|each|medically|clinically|expert|peer|"
    r"fact)[ -](?:\w+ ){0,2}(?:reviewed|checked|"
    r"verified|approved)|(?:reviewed|checked|verified|approved) (?:by|for))\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:pending|awaiting|await|(?:is|are|still|currently) under (?:\w+ )?review|in draft|preliminary|"
    r"unreviewed|"
    r"not (?:yet )?(?:been )?(?:\w+[- ])?(?:reviewed|checked|verified|approved)|no (?:human|expert|"
    r"editorial) (?:review|has))\b",
    re.IGNORECASE,
)
#: A text that is a draft or not approved ("Status: draft", "DRAFT – not for use", "awaiting approval").
_DRAFT = re.compile(
    r"^\W{0,4}(?:(?:(?:document|article|review|guideline|page|current|content)\s)*(?:status|state|version)\b"
    rf"[\s:.()–—-]{{1,4}}|this (?:\w+ ){{0,2}}is (?:still |currently )?an? (?:\w+ )?)?{DRAFT}|"
    r"\bthis draft\b|\bnot (?:yet )?(?:been )?(?:formally )?(?:approved|ratified)\b|"
    r"\b(?:pending|awaiting) (?:\w+ )?approval\b",
    re.IGNORECASE,
)
#: A text that is approved; "approved for consultation" is still a draft.
_FOR_COMMENT = r"(?! for (?:\w+ )?(?:consultation|comment|review))"
_APPROVED = re.compile(
    r"^\W{0,4}(?:(?:document|article|review|page|content)\s)*(?:status\W{1,3})?(?:date )?"
    rf"(?:formally |finally )?(?:approved|ratified|signed off)\b{_FOR_COMMENT}|^final version\b|"
    rf"\b(?:is|was|has been) (?:formally )?(?:approved|ratified|signed off)\b{_FOR_COMMENT}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Dd]rs?\.?|[Pp]rof\.?|[Pp]rofessor)\s[A-Z]|\b[A-Z][\w'’-]+,?\s(?:MD|DO|PhD|MBBS|MPH|RN|"
    r"PharmD|FRCP|MRCP|BSc|MSc)\b|"
    r"\bby:?\s(?:[A-Z]\.?\s?){0,3}[A-Z][a-z'’-]+\s(?:[A-Z]\.\s)?[A-Z][a-z'’-]+\b(?! (?:Board|Team|Staff|"
    r"Committee|Advisory|Editorial|Group))"
)
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b", re.IGNORECASE)
_MARKED = re.compile(r"[✓✔☑●◉→►]|\[[xX]\]|\b(?:current|now|active|selected)\b", re.IGNORECASE)


def status_lines(pasted: Pasted) -> Iterator[StructureFinding]:
    """A finding where lines of review contradict each other, where of several states none is marked, and
    where a review is claimed without a name or a date.

    ICMJE Recommendations, "Responsibilities in the submission and peer-review process", ask that it be clear
    what was reviewed and by whom.
    """
    sentences = [line for line in pasted.frame if line.text.strip(" .:").lower() not in STATES]
    done = [line for line in sentences if _DONE.search(line.text) and not _NOT_DONE.search(line.text)]
    undone = [line for line in sentences if _NOT_DONE.search(line.text)]
    drafts = [line for line in _stated(pasted) if _DRAFT.search(line.text)]
    approved = [line for line in _stated(pasted) if _APPROVED.search(line.text) and line not in drafts]
    if done and undone:
        yield _contradiction(done, undone)
    elif drafts and approved:
        yield _contradiction(approved, drafts)
    elif done:
        yield from _unnamed(done, pasted.frame)
    yield from _unmarked(pasted)


def _stated(pasted: Pasted) -> list[PastedClaim]:
    """What the text says of its own state, without the states that are printed in a row, of which one is."""
    rows = {line for row in _rows(pasted) if len(row) > 1 for line in row}
    return [line for line in pasted.frame if line not in rows]


def _contradiction(one: Sequence[PastedClaim], other: Sequence[PastedClaim]) -> StructureFinding:
    return StructureFinding(
        check="status_lines",
        message=f"The text says {quoted(one[0].text)} and also {quoted(other[0].text)}: both cannot hold.",
        outcome=Outcome.CONTRADICTED,
        spans=_spans([*one, *other]),
    )


def _spans(lines: Sequence[PastedClaim]) -> tuple[Span, ...]:
    return tuple(Span(start=line.start, end=line.end) for line in lines)


def _unmarked(pasted: Pasted) -> Iterator[StructureFinding]:
    """States of review printed one after the other, of which none is said to be the one."""
    for row in _rows(pasted):
        if len(row) >= 2 and not _MARKED.search(pasted.text[row[0].start : row[-1].end + 12]):
            head = [one for one in pasted.frame if one.end <= row[0].start][-1:]
            head = [one for one in head if "status" in one.text.lower()]
            yield StructureFinding(
                check="status_lines",
                message=f"The states {series([one.text for one in row])} are printed and none is marked: "
                "it is not said which applies, who reviewed, or when.",
                outcome=Outcome.NOT_FOUND,
                spans=_spans([*row, *head]),
            )


def _rows(pasted: Pasted) -> Iterator[list[PastedClaim]]:
    """States of review that stand one after the other."""
    held: list[PastedClaim] = []
    for line in pasted.frame:
        if line.text.strip(" .:").lower() not in STATES:
            continue
        if held and not _next_to(pasted.text, held, line):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _next_to(text: str, held: Sequence[PastedClaim], line: PastedClaim) -> bool:
    return not text[held[-1].end : line.start].strip(" \n\r\t•·|/>→-*○◯□")


def _unnamed(done: Sequence[PastedClaim], frame: Sequence[PastedClaim]) -> Iterator[StructureFinding]:
    lines = [line.text for line in frame]
    named = any(_NAMED.search(line) for line in lines)
    dated = any(
        _DATE.search(line) and re.search(r"review|check|verif|approv", line, re.IGNORECASE) for line in lines
    )
    if named or dated:
        return
    yield StructureFinding(
        check="status_lines",
        message=f"The text says {quoted(done[0].text)}, and names neither a reviewer nor a date of review.",
        outcome=Outcome.NOT_FOUND,
        spans=_spans(done),
    )
