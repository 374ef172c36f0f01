"""Audit: take a brought text apart, hold its claims against the library, look at how it is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from probatum.actions.cited_works import cited_by, references_held, source_named
from probatum.actions.clock import now
from probatum.actions.grounds import Ground, Library, subject_of
from probatum.language.entailment import Tallied
from probatum.records.audit import Audit, AuditedClaim, Pasted, PastedClaim, StructureFinding
from probatum.records.verdict import Finding, Outcome, Span, Verdict
from probatum.sources.pasted import read_upload
from probatum.verify.entailment import pairs_of
from probatum.verify.structure.held_works import held_works
from probatum.verify.structure.rules import RULES
from probatum.verify.verdict import added_up, judge
from probatum.verify.weigh import Held, weigh, with_items
from probatum.workspace import Workspace, checks_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """How far an audit is: claims judged, of how many."""

    done: int
    of: int


Progress = Callable[[Audited], None]

#: So many claims are judged before progress is told.
STEP = 8


def audit(
    ws: Workspace,
    data: bytes,
    *,
    name: str,
    sources: Sequence[str] = (),
    starter: bool = True,
    progress: Progress | None = None,
) -> Audit:
    """Judge every claim of the text in ``data``, a file called ``name``. Nothing of it is kept.

    Each claim is held against everything in the library; a work that the text itself cites for it, and that
    is held, counts before others. With ``sources`` (ids, PMIDs, DOIs or titles of held works) it is held
    against those alone. ``progress`` is called as claims are judged. Raises ``InputError`` where the text
    cannot be read and ``NotHeld`` for a source that is not held.
    """
    named = frozenset(source_named(ws, one) for one in sources)
    pasted = read_upload(data, name=name)
    library = Library(ws, ws.filters(starter=starter))
    cited = references_held(ws, pasted.references)
    structure = (
        *(finding for rule in RULES for finding in rule(pasted)),
        *held_works(pasted, {marker: library.source(source) for marker, source in cited.items()}),
    )
    tallied = Tallied(ws.entailer)
    reading = replace(ws, entailer=tallied)
    judged = list(_judged(reading, library, pasted, cited=cited, named=named, progress=progress))
    return Audit(
        pasted=pasted,
        claims=tuple(
            sorted(
                [*_with_lists(pasted, judged), *_framed(pasted, structure)], key=lambda one: one.claim.start
            )
        ),
        structure=structure,
        made_by=f"{', '.join(check.__name__ for check in ws.checks)}; entailer {tallied.said}",
        name=name,
        at=now(),
    )


def _judged(
    ws: Workspace,
    library: Library,
    pasted: Pasted,
    *,
    cited: Mapping[str, str],
    named: frozenset[str],
    progress: Progress | None,
) -> Iterator[AuditedClaim]:
    total, subject = len(pasted.claims), subject_of(pasted.title, ws.vocabulary)
    for done, claim in enumerate(pasted.claims, start=1):
        works = named or cited_by(pasted, claim, cited)
        around = f"{claim.stem} {pasted.title}"
        grounds = library.grounds(claim.text, around=around, subject=subject, named=works, only=bool(named))
        yield _audited(ws, claim, grounds, subject)
        if progress is not None and (done % STEP == 0 or done == total):
            progress(Audited(done=done, of=total))


def _audited(
    ws: Workspace, claim: PastedClaim, grounds: Sequence[Ground], subject: frozenset[str]
) -> AuditedClaim:
    if claim.why and not claim.markers:
        return AuditedClaim(claim=claim, verdict=added_up([_unfounded(claim)], ()))
    held = _held(ws, claim.text, grounds)
    weighed = weigh(claim.text, held, [check.__name__ for check in ws.checks], subject)
    return AuditedClaim(claim=claim, verdict=weighed.verdict, evidence=weighed.evidence)


def _with_lists(pasted: Pasted, audited: Sequence[AuditedClaim]) -> list[AuditedClaim]:
    """The same, each sentence that leads into a list weighed with the items of the list."""
    items: dict[str, list[Verdict]] = {}
    for one in audited:
        if one.claim.stem:
            items.setdefault(_folded(one.claim.stem), []).append(one.verdict)
    return [
        replace(one, verdict=with_items(one.claim.text, one.verdict, items.get(_raw(pasted, one), ())))
        for one in audited
    ]


def _raw(pasted: Pasted, one: AuditedClaim) -> str:
    """The claim as it stands in the text, which is how the items below it name what they complete."""
    return _folded(pasted.text[one.claim.start : one.claim.end])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _held(ws: Workspace, statement: str, grounds: Sequence[Ground]) -> list[Held]:
    """The statement held against each work.

    The model reads a work that is cited for the statement or was named. What a search brought is judged by
    rule and word alone: of ten works that touch on a statement, a model that errs once in four would always
    find one to bear it out and one to deny it.
    """
    by_rule = checks_with(None)
    named = [pair for ground in grounds if ground.named for pair in pairs_of(statement, ground.cited)]
    if named:
        ws.entailer.entail(named)  # in one batch; it remembers
    return [
        Held(
            source=ground.source,
            cited=ground.cited,
            verdict=judge(statement, ground.cited, ws.checks if ground.named else by_rule),
            shared=ground.shared,
            named=ground.named,
        )
        for ground in grounds
    ]


def _unfounded(claim: PastedClaim) -> Finding:
    """What no evidence could bear out: as a statement of fact that cites nothing it is not found."""
    outcome = Outcome.NOT_FOUND if claim.checkable else Outcome.NOT_CHECKABLE
    return Finding(check="claim", outcome=outcome, said=claim.text, reason=claim.why)


def _framed(pasted: Pasted, structure: Sequence[StructureFinding]) -> Iterator[AuditedClaim]:
    """What the text says of itself, judged by what the text itself shows."""
    for said in pasted.frame:
        findings = [_of_frame(said, one) for one in structure if _touches(said, one)]
        if not findings:
            findings = [_unfounded(replace(said, checkable=False))]
        yield AuditedClaim(claim=said, verdict=added_up(findings, [rule.__name__ for rule in RULES]))


def _touches(said: PastedClaim, finding: StructureFinding) -> bool:
    return any(span.start < said.end and said.start < span.end for span in finding.spans)


def _of_frame(said: PastedClaim, finding: StructureFinding) -> Finding:
    own = [
        Span(start=max(span.start, said.start) - said.start, end=min(span.end, said.end) - said.start)
        for span in finding.spans
        if span.start < said.end and said.start < span.end
    ]
    return Finding(
        check=finding.check,
        outcome=finding.outcome,
        said=said.text,
        reason=finding.message,
        said_at=tuple(own),
    )
