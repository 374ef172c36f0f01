"""An audit laid out for a page: the text, each claim beside its passage, faults of form, and the tally."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from probatum.records.verdict import Outcome
from probatum.render.audit_contract import (
    AuditedClaimForm,
    AuditFindingForm,
    AuditForm,
    EvidenceForm,
    HeldForm,
    SpanForm,
    StructureForm,
    WorkForm,
)
from probatum.render.audit_sides import Piece, pieces, shifted, window
from probatum.render.audit_text import Line, Place, lines
from probatum.render.audit_words import WORDS, Word, check_label

#: The tally is drawn this wide, in units of its own.
BAR = 1_000
#: A share of the tally is never drawn narrower than this.
NARROWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage as shown: its work (None where that is not held), and ``pieces`` of it from ``start``.

    ``cut_before`` and ``cut_after`` tell where more of the passage follows. ``quote_start`` and ``quote_end``
    count from the start of the passage.
    """

    work: WorkForm | None
    source: str
    passage: str
    kind: str
    section: str
    page: int | None
    pieces: tuple[Piece, ...]
    quote_start: int
    quote_end: int
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One claim with all that is shown of it; ``passage`` is the one that decides, ``others`` the rest."""

    number: int
    verdict: str
    word: Word
    stem: str
    section: str
    markers: tuple[str, ...]
    said: tuple[Piece, ...]
    reasons: tuple[str, ...]
    why: str
    passage: Shown | None
    others: tuple[Shown, ...]
    checks: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Why the verdict is as it is: the reasons, else why it cannot be checked, else what it means."""
        return self.reasons or (self.why or self.word.meaning,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault in the structure, and which of its places can be pointed to in the text."""

    number: int
    check: str
    word: Word
    verdict: str
    message: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many claims have a verdict, and where its part of the tally is drawn."""

    verdict: str
    word: Word
    count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """All that a page of an audit shows. ``doubtful`` counts the claims that should be looked at."""

    form: AuditForm
    lines: tuple[Line, ...]
    claims: tuple[Judged, ...]
    faults: tuple[Fault, ...]
    tally: tuple[Share, ...]
    doubtful: int

    @property
    def by_number(self) -> Mapping[int, Judged]:
        """The claims by their number."""
        return {one.number: one for one in self.claims}


def audit_page(form: AuditForm) -> AuditPage:
    """Lay out an audit. Pure; linear in the length of the text and in the number of claims."""
    works = {one["id"]: one for one in form["sources"]}
    held = {(one["source"], one["id"]): one for one in form["passages"]}
    text = lines(form)
    seen = {place for line in text for stretch in line.stretches for place in stretch.places}
    return AuditPage(
        form=form,
        lines=text,
        claims=tuple(_judged(claim, works, held) for claim in form["claims"]),
        faults=tuple(_fault(number, one, seen) for number, one in enumerate(form["structure"], start=1)),
        tally=tuple(_tally(form["summary"])),
        doubtful=sum(
            form["summary"].get(outcome.value, 0)
            for outcome in Outcome
            if outcome not in (Outcome.SUPPORTED, Outcome.NOT_CHECKABLE)
        ),
    )


def _judged(
    claim: AuditedClaimForm, works: Mapping[str, WorkForm], held: Mapping[tuple[str, str], HeldForm]
) -> Judged:
    deciding = _deciding(claim)
    shown = [_shown(one, claim["findings"], works, held) for one in deciding]
    return Judged(
        number=claim["number"],
        verdict=claim["verdict"],
        word=WORDS[claim["verdict"]],
        stem=claim["stem"],
        section=claim["section"],
        markers=tuple(claim["markers"]),
        said=pieces(claim["text"], _said_at(claim, deciding)),
        reasons=tuple(claim["reasons"]),
        why=claim["why"],
        passage=shown[0] if shown else None,
        others=tuple(shown[1:]),
        checks=tuple(claim["checks"]),
    )


def _deciding(claim: AuditedClaimForm) -> list[EvidenceForm]:
    """The evidence, that first of which the gravest finding speaks."""
    gravest = [one["passage"] for one in claim["findings"] if one["outcome"] == claim["verdict"]]
    named = [passage for passage in gravest if passage]
    return sorted(claim["evidence"], key=lambda one: one["passage"] not in named)


def _said_at(claim: AuditedClaimForm, deciding: Sequence[EvidenceForm]) -> list[SpanForm]:
    """What is marked in the statement: what findings about the passage beside it, or about none, point to."""
    beside = deciding[0]["passage"] if deciding else ""
    return [span for one in claim["findings"] if one["passage"] in ("", beside) for span in one["said_at"]]


def _shown(
    evidence: EvidenceForm,
    findings: Iterable[AuditFindingForm],
    works: Mapping[str, WorkForm],
    held: Mapping[tuple[str, str], HeldForm],
) -> Shown:
    passage = held.get((evidence["source"], evidence["passage"]))
    marks = [span for one in findings if one["passage"] == evidence["passage"] for span in one["found_at"]]
    text = passage["text"] if passage else evidence["quote"]
    quote = (evidence["start"], evidence["end"]) if passage else (0, len(text))
    start, end = window(text, quote, marks)
    return Shown(
        work=works.get(evidence["source"]),
        source=evidence["source"],
        passage=evidence["passage"],
        kind=passage["kind"] if passage else "",
        section=passage["section"] if passage else "",
        page=passage["page"] if passage else None,
        pieces=pieces(text[start:end], shifted(marks, start), (quote[0] - start, quote[1] - start)),
        quote_start=evidence["start"],
        quote_end=evidence["end"],
        cut_before=start > 0,
        cut_after=end < len(text),
    )


def _fault(number: int, one: StructureForm, seen: set[Place]) -> Fault:
    return Fault(
        number=number,
        check=check_label(one["check"]),
        word=WORDS[one["outcome"]],
        verdict=one["outcome"],
        message=one["message"],
        places=tuple(nth for nth in range(1, len(one["spans"]) + 1) if Place(number, nth) in seen),
    )


def _tally(summary: Mapping[str, int]) -> Iterator[Share]:
    """The verdicts, gravest first, with their shares of the bar; a small share is still to be seen."""
    counted = [(verdict, summary.get(verdict, 0)) for verdict in WORDS]
    total = sum(count for _, count in counted) or 1
    widths = [max(NARROWEST, BAR * count // total) if count else 0 for _, count in counted]
    drawn = sum(widths) or 1
    x = 0
    for (verdict, count), wide in zip(counted, widths, strict=True):
        width = BAR * wide // drawn
        yield Share(verdict=verdict, word=WORDS[verdict], count=count, x=x, width=width)
        x += width
