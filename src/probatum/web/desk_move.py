"""Moving a statement at the desk: up, down, or to another section. It makes a revision, as any edit does."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from probatum.actions.clock import now
from probatum.actions.edit import edit
from probatum.errors import EditRefused, NotHeld, OutOfOrder, Superseded
from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.edit import Change, Move, Shift
from probatum.web.desk import LEAD, bench_context, bench_read
from probatum.web.desk_acts import back, conflict
from probatum.web.identity import Writer, workspace_of
from probatum.web.typed import number_in
from probatum.web.view import rendered_privately

desk_move = APIRouter(default_response_class=Response, include_in_schema=False)

#: What is sent to move a statement among its neighbours; else the number of a section, or ``lead``.
STEPS = {"up": -1, "down": 1}


@desk_move.post("/desk/{article}/statements/{claim}/move")
def move_statement(
    request: Request,
    visitor: Writer,
    article: str,
    claim: str,
    revision: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "",
) -> Response:
    """Move a statement up or down in its section, to another section, or to the bottom line."""
    bench = bench_read(request, visitor, article, revision)
    change = _change(bench.revision, claim, to)
    try:
        kept = edit(
            workspace_of(request),
            article,
            (change,),
            base=bench.revision.hash,
            by=visitor.signed_in,
            at=now(),
        )
    except Superseded as refusal:
        return conflict(request, article, bench.revision.hash, refusal)
    except (EditRefused, OutOfOrder) as refusal:
        context = bench_context(bench, visitor) | {"fault": refusal.sentence}
        return rendered_privately(request, "desk_bench.html", context, 422)
    return back(article, kept.hash, "move", f"claim-{claim}")


def _change(revision: Revision, claim: str, to: str) -> Change:
    if to in STEPS:
        return Shift(claim=claim, by=STEPS[to], section=_standing(revision, claim))
    return Move(claim=claim, section=None if to == LEAD else section_in(to))


def section_in(typed: str) -> int:
    """The section that a form names, from 0. Raises ``NotHeld`` where it names none."""
    section = number_in(typed)
    if section is None:
        raise NotHeld("the form does not say where the statement is to go; choose it on the workbench")
    return section


def _standing(revision: Revision, claim: str) -> int | None:
    """The section in which the workbench shows a statement: the first that has it; None: the bottom line."""
    if any(one.id == claim for one in revision.lead):
        return None
    for number, section in enumerate(revision.sections):
        if any(one.id == claim for one in section.claims):
            return number
    raise NotHeld(
        filled(
            "revision {hash} has no statement {claim}; open the article from the desk again",
            hash=revision.hash[:12],
            claim=claim,
        )
    )
