"""Judging the domains of GRADE at the desk: each judgement needs a reason, the rating follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from probatum.actions.clock import now
from probatum.actions.judge_certainty import LONGEST_REASON, judge_certainty, weighed
from probatum.actions.workbench import Bench, Rated
from probatum.appraise.rating import choices
from probatum.errors import EditRefused, NotHeld, OutOfOrder, Superseded
from probatum.language.interface import filled
from probatum.records.edit import Judge
from probatum.records.evidence import Certainty, Domain, Judgement
from probatum.web.desk import bench_of, bench_read
from probatum.web.desk_acts import back, conflict
from probatum.web.identity import Visitor, Writer, workspace_of
from probatum.web.view import rendered_privately

desk_certainty = APIRouter(default_response_class=Response, include_in_schema=False)

#: What is sent to put the judgement of the program back, and to leave a domain as it is.
COMPUTED, AS_IT_IS = "computed", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A domain in the form: as it stands, what can be judged of it, and what was chosen and typed."""

    domain: Domain
    choices: tuple[Judgement, ...]
    chosen: str = AS_IT_IS
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it was sent: by the number of the domain, what was chosen and why."""

    revision: str = ""
    do: str = ""
    chosen: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, fields: Mapping[str, str], domains: int) -> Typed:
        """Read the fields of a form."""
        return cls(
            revision=fields.get("revision", ""),
            do=fields.get("do", "save"),
            chosen={n: fields.get(f"judgement-{n}", AS_IT_IS) for n in range(domains)},
            reasons={n: fields.get(f"reason-{n}", "")[: 2 * LONGEST_REASON].strip() for n in range(domains)},
        )

    @property
    def kept(self) -> str:
        """The reasons, to be given back to whoever typed them."""
        return "\n".join(one for one in self.reasons.values() if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a form: what the rating would be, or why it was refused."""

    would: Certainty | None = None
    refused: str = ""
    faults: Mapping[int, str] = field(default_factory=dict)


@desk_certainty.get("/desk/{article}/certainty/{number}")
def certainty_form(
    request: Request, visitor: Writer, article: str, number: int, revision: str = ""
) -> Response:
    """The form in which the domains of one outcome are judged."""
    bench = bench_of(request, visitor, article, revision)
    rated = _rated(bench, number)
    return _form(request, bench, rated, _begun(rated), Answer())


@desk_certainty.post("/desk/{article}/certainty/{number}")
async def judge_domains(request: Request, visitor: Writer, article: str, number: int) -> Response:
    """Work out the rating that would follow, or keep the judgements as another revision."""
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_sent, request, visitor, article, number, fields)


def _sent(
    request: Request, visitor: Visitor, article: str, number: int, fields: Mapping[str, str]
) -> Response:
    bench = bench_read(request, visitor, article, fields.get("revision", ""))
    rated = _rated(bench, number)
    typed = Typed.of(fields, len(rated.domains))
    faults = dict(_faults(typed, rated.domains))
    if faults:
        told = Answer(refused="a judgement needs a reason, and a reason a judgement", faults=faults)
        return _form(request, bench, rated, typed, told, 422)
    try:
        return _done(request, visitor, bench, rated, typed)
    except Superseded as refusal:
        return conflict(request, article, bench.revision.hash, refusal, typed.kept)
    except (EditRefused, OutOfOrder) as refusal:
        # Working it out is an answer; only what was to be kept is refused.
        status = 200 if typed.do == "check" else 422
        return _form(request, bench, rated, typed, Answer(refused=refusal.sentence), status)


def _done(request: Request, visitor: Visitor, bench: Bench, rated: Rated, typed: Typed) -> Response:
    judgements = _judgements(rated, typed)
    who, at = visitor.signed_in, now()
    if typed.do == "check":
        made = weighed(bench.revision, judgements, by=who, at=at).revision
        would = made.certainty[rated.number - 1]
        return _form(request, bench, rated, typed, Answer(would=would))
    ws, article = workspace_of(request), bench.file.dossier.paper.article
    kept = judge_certainty(ws, article, judgements, base=bench.revision.hash, by=who, at=at)
    return back(article, kept.hash, "certainty", f"certainty-{rated.number}")


def _rated(bench: Bench, number: int) -> Rated:
    for one in bench.rated:
        if one.number == number:
            if one.why_not:
                raise EditRefused(one.why_not)
            return one
    raise NotHeld(
        filled(
            "revision {hash} rates no outcome {number}; open the article from the desk again",
            hash=bench.revision.hash[:12],
            number=number,
        )
    )


def _begun(rated: Rated) -> Typed:
    """The form before anything was typed: what the board had judged before is proposed again."""
    before = {one.domain.name: one.domain for one in rated.earlier}
    named = [(n, before[one.name]) for n, one in enumerate(rated.domains) if one.name in before]
    return Typed(
        chosen={n: one.judgement.value for n, one in named}, reasons={n: one.reason for n, one in named}
    )


def _faults(typed: Typed, domains: Sequence[Domain]) -> list[tuple[int, str]]:
    said = []
    for number, domain in enumerate(domains):
        chosen, reason = typed.chosen[number], typed.reasons[number]
        known = {AS_IT_IS, COMPUTED, *(one.value for one in choices(domain.name))}
        if chosen not in known:
            said.append((number, "choose one of the judgements that are offered"))
        elif chosen and not reason:
            said.append((number, "say why, in a sentence"))
        elif reason and not chosen:
            said.append((number, "choose what you judge, or take the reason away"))
    return said


def _judgements(rated: Rated, typed: Typed) -> tuple[Judge, ...]:
    return tuple(
        Judge(
            outcome=rated.certainty.outcome,
            domain=domain.name,
            judgement=None if chosen == COMPUTED else Judgement(chosen),
            reason=typed.reasons[number],
        )
        for number, domain in enumerate(rated.domains)
        for chosen in (typed.chosen[number],)
        if chosen
    )


def _form(
    request: Request, bench: Bench, rated: Rated, typed: Typed, answer: Answer, status: int = 200
) -> Response:
    context = {
        "bench": bench,
        "rated": rated,
        "rows": [
            Row(
                domain=domain,
                choices=choices(domain.name),
                chosen=typed.chosen.get(number, AS_IT_IS),
                reason=typed.reasons.get(number, ""),
                fault=answer.faults.get(number, ""),
            )
            for number, domain in enumerate(rated.domains)
        ],
        "before": {one.domain.name: one for one in rated.earlier},
        "would": answer.would,
        "refused": answer.refused,
        "longest": LONGEST_REASON,
    }
    return rendered_privately(request, "desk_certainty.html", context, status)
