"""Editing or adding a statement at the desk: it is judged against its passages before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from probatum.actions.clock import now
from probatum.actions.edit import edit, proof
from probatum.actions.seek import seek
from probatum.actions.workbench import Bench, Statement
from probatum.errors import (
    EditRefused,
    NotHeld,
    NotSupported,
    OutOfOrder,
    ProbatumError,
    QuoteNotInPassage,
    Superseded,
    UncitedClaim,
)
from probatum.language.interface import N_, filled
from probatum.records.article import Revision
from probatum.records.claim import Citation
from probatum.records.edit import Add, Change, Cite, Drop, Reword
from probatum.records.passage import Passage
from probatum.records.verdict import Outcome
from probatum.render.audit_contract import SpanForm
from probatum.render.audit_sides import Piece, pieces
from probatum.verify.check import Cited
from probatum.web.desk import bench_of, bench_read
from probatum.web.desk_acts import LONGEST, back, conflict
from probatum.web.desk_move import section_in
from probatum.web.identity import Visitor, Writer, workspace_of
from probatum.web.typed import number_in
from probatum.web.view import rendered_privately
from probatum.workspace import Workspace

desk_edit = APIRouter(default_response_class=Response, include_in_schema=False)


_KEY = re.compile(r"(passage|source|quote|start)-(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A passage on which the statement rests, with the words quoted as they were typed, and what is wrong."""

    passage: str
    source: str
    quote: str
    start: str = ""
    label: str = ""
    section: str = ""
    pieces: tuple[Piece, ...] = ()
    fault: str = ""

    @property
    def cite(self) -> Cite:
        """What is to be cited."""
        return Cite(passage=self.passage, source=self.source, quote=self.quote, start=number_in(self.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that could be used."""

    passage: str
    source: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the checks made of a statement."""

    outcome: str
    reasons: tuple[str, ...] = ()
    said: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it was sent. ``section`` is the number of that to which a statement is added, from 0;
    empty: the bottom line."""

    text: str = ""
    reason: str = ""
    rests: tuple[Rest, ...] = ()
    section: str = ""
    revision: str = ""
    do: str = ""
    add: str = ""
    seek: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Typed:
        """Read the fields of a form."""
        rows: dict[int, dict[str, str]] = {}
        for name, value in fields.items():
            key = _KEY.fullmatch(name)
            if key:
                rows.setdefault(int(key[2]), {})[key[1]] = value.replace("\r\n", "\n")
        rests = [
            Rest(
                passage=row["passage"],
                source=row.get("source", ""),
                quote=row.get("quote", "").strip(),
                start=row.get("start", ""),
            )
            for _, row in sorted(rows.items())
            if row.get("passage")
        ]
        return cls(
            text=fields.get("text", "")[:LONGEST],
            reason=fields.get("reason", "")[:LONGEST],
            rests=tuple(rests),
            section=fields.get("section", ""),
            revision=fields.get("revision", ""),
            do=fields.get("do", "save"),
            add=fields.get("add", ""),
            seek=fields.get("seek", "") if fields.get("do") == "seek" or fields.get("add") else "",
        )

    @classmethod
    def begun(cls, statement: Statement) -> Typed:
        """The form before anything was typed."""
        return cls(
            text=statement.claim.text,
            rests=tuple(_rest(one) for one in statement.claim.citations),
        )

    @property
    def cites(self) -> tuple[Cite, ...]:
        """What is to be cited: the passages of which words are quoted."""
        return tuple(one.cite for one in self.rests if one.quote)


def _rest(one: Citation) -> Rest:
    return Rest(passage=one.passage, source=one.source, quote=one.quote, start=str(one.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a form: how it was judged, or why it was refused."""

    judged: Judged | None = None
    refused: str = ""
    faults: Mapping[int, str] = field(default_factory=dict)


@desk_edit.get("/desk/{article}/statements/{claim}")
def edit_form(request: Request, visitor: Writer, article: str, claim: str, revision: str = "") -> Response:
    """The form in which a statement is edited."""
    bench = bench_of(request, visitor, article, revision)
    statement = _statement(bench, claim)
    return _form(request, bench, statement, Typed.begun(statement), Answer())


@desk_edit.post("/desk/{article}/statements/{claim}")
async def edit_statement(request: Request, visitor: Writer, article: str, claim: str) -> Response:
    """Check an edit, keep it, look for another passage, or drop the statement."""
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_sent, request, visitor, article, claim, Typed.of(fields))


@desk_edit.get("/desk/{article}/statements")
def add_form(
    request: Request, visitor: Writer, article: str, revision: str = "", section: str = ""
) -> Response:
    """The form in which a statement is added."""
    bench = bench_of(request, visitor, article, revision)
    return _form(request, bench, None, Typed(section=section), Answer())


@desk_edit.post("/desk/{article}/statements")
async def add_statement(request: Request, visitor: Writer, article: str) -> Response:
    """Check a statement that is to be added, keep it, or look for a passage that it rests on."""
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_sent, request, visitor, article, "", Typed.of(fields))


def _changes(claim: str, typed: Typed) -> tuple[Change, ...]:
    if not claim:
        section = section_in(typed.section) if typed.section else None
        return (Add(text=typed.text, citations=typed.cites, section=section),)
    if typed.do == "drop":
        return (Drop(claim=claim),)
    return (Reword(claim=claim, text=typed.text, citations=typed.cites),)


def _sent(request: Request, visitor: Visitor, article: str, claim: str, typed: Typed) -> Response:
    ws = workspace_of(request)
    bench = bench_read(request, visitor, article, typed.revision)
    statement = _statement(bench, claim) if claim else None
    if typed.add or typed.do == "seek":
        return _form(request, bench, statement, _with_added(ws, typed), Answer())
    changes = _changes(claim, typed)
    try:
        if typed.do == "check":
            made = proof(ws, bench.revision, changes, at=now()).revision
            return _form(request, bench, statement, typed, Answer(judged=_verdict(made, bench)))
        kept = edit(
            ws,
            article,
            changes,
            base=bench.revision.hash,
            by=visitor.signed_in,
            at=now(),
            reason=typed.reason,
        )
    except Superseded as refusal:
        return conflict(request, article, bench.revision.hash, refusal, typed.text)
    except (NotSupported, EditRefused, QuoteNotInPassage, UncitedClaim, OutOfOrder) as refusal:
        # A check that says no is an answer; only what was to be kept is refused.
        status = 200 if typed.do == "check" else 422
        return _form(request, bench, statement, typed, _refused(ws, typed, refusal), status)
    fresh = [one.id for one in kept.claims if one.id not in {old.id for old in bench.revision.claims}]
    return back(article, kept.hash, "edit", f"claim-{fresh[0]}" if fresh else "statements")


def _statement(bench: Bench, claim: str) -> Statement:
    for one in bench.statements:
        if one.claim.id == claim:
            return one
    raise NotHeld(
        filled(
            "revision {hash} has no statement {claim}; open the article from the desk again",
            hash=bench.revision.hash[:12],
            claim=claim,
        )
    )


def _with_added(ws: Workspace, typed: Typed) -> Typed:
    """The form with the passage that was chosen, quoted at its sentence nearest to what was sought."""
    passage, _, source = typed.add.partition(" ")
    if not passage:
        return typed
    near = [one for one in seek(ws, typed.seek or typed.text) if one.passage.id == passage]
    quote = near[0].citation.quote if near else ""
    rests = (*typed.rests, Rest(passage=passage, source=source, quote=quote))
    return replace(typed, rests=rests, do="", add="", seek="")


def _verdict(made: Revision, bench: Bench) -> Judged:
    """The verdict on what an edit brings; where nothing is judged anew it stands as it stood."""
    before = {one.claim.id for one in bench.statements}
    fresh = [verdict for name, verdict in made.verdicts if name not in before]
    if not fresh:
        return Judged(outcome=Outcome.SUPPORTED.value)
    return Judged(outcome=fresh[0].outcome.value, reasons=fresh[0].reasons)


def _refused(ws: Workspace, typed: Typed, refusal: ProbatumError) -> Answer:
    faults = dict(_quotes(ws, typed.rests))
    if isinstance(refusal, NotSupported):
        said: list[SpanForm] = [
            {"start": start, "end": end} for one in refusal.faults for start, end in one.at
        ]
        judged = Judged(
            outcome=refusal.outcome,
            reasons=tuple(one.reason for one in refusal.faults if one.reason),
            said=pieces(" ".join(typed.text.split()), said) if said else (),
        )
        return Answer(judged=judged, refused=N_("its passages do not say it"), faults=faults)
    if isinstance(refusal, QuoteNotInPassage) and faults:
        return Answer(refused=N_("words are quoted that the passage does not hold; see below"), faults=faults)
    return Answer(refused=refusal.sentence, faults=faults)


def _quotes(ws: Workspace, rests: Sequence[Rest]) -> Iterator[tuple[int, str]]:
    for number, one in enumerate(rests):
        if one.quote and one.quote not in _passage(ws, one).text:
            yield number, "these words do not stand in the passage; copy them character for character"


def _passage(ws: Workspace, one: Rest) -> Passage:
    (held,) = ws.store.passages([one.passage], [one.source] if one.source else None)
    return held


def _form(
    request: Request,
    bench: Bench,
    statement: Statement | None,
    typed: Typed,
    answer: Answer,
    status: int = 200,
) -> Response:
    ws = workspace_of(request)
    context = {
        "bench": bench,
        "statement": statement,
        "section": typed.section,
        "text": typed.text,
        "reason": typed.reason,
        "judged": answer.judged,
        "refused": answer.refused,
        "checked": typed.do == "check",
        "cited": [_shown(ws, one, answer.faults.get(n, "")) for n, one in enumerate(typed.rests)],
        "sought": typed.seek,
        "found": [_found(one) for one in seek(ws, typed.seek)] if typed.seek else [],
    }
    return rendered_privately(request, "desk_edit.html", context, status)


def _shown(ws: Workspace, one: Rest, fault: str) -> Rest:
    held = _passage(ws, one)
    label = ws.store.source(held.source).label
    place = _place(held.text, one)
    return Rest(
        passage=one.passage,
        source=one.source,
        quote=one.quote,
        start=one.start,
        label=label,
        section=held.section,
        pieces=pieces(held.text, [], place),
        fault=fault,
    )


def _place(text: str, one: Rest) -> tuple[int, int]:
    """Where the quote stands: where it was, else the first place; nowhere where it is not held."""
    start = number_in(one.start)
    if start is None or not text.startswith(one.quote, start):
        start = text.find(one.quote) if one.quote else -1
    return (start, start + len(one.quote)) if start >= 0 else (0, 0)


def _found(one: Cited) -> Found:
    return Found(
        passage=one.passage.id,
        source=one.source.id,
        label=one.source.label,
        text=one.citation.quote,
    )
