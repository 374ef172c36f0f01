"""``probatum review``: the verbs of the board, in the name of whoever's token ``$PROBATUM_TOKEN`` is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from probatum.actions.accept import accept
from probatum.actions.answer import answer
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.clock import now
from probatum.actions.comment import comment
from probatum.actions.correct import correct
from probatum.actions.decline import decline
from probatum.actions.disclose import disclose
from probatum.actions.history import History, history
from probatum.actions.people.roles import account_named
from probatum.actions.publish import publish
from probatum.actions.queue import queue
from probatum.actions.recommend import recommend
from probatum.actions.reject import reject
from probatum.actions.resume import resume
from probatum.actions.retire import retire
from probatum.actions.return_ import return_
from probatum.actions.review_again import review_again
from probatum.actions.review_forms import (
    QueueForm,
    ReviewForm,
    decision_document,
    queue_document,
    review_document,
)
from probatum.actions.reviewers import reviewers
from probatum.actions.standing import drafts
from probatum.actions.submit import submit
from probatum.actions.suspend import suspend
from probatum.actions.workbench import workbench
from probatum.cli.door import (
    DONE,
    ArticleArgument,
    JsonOption,
    WorkspaceOption,
    clean,
    opened,
    print_json,
    signed_in,
)
from probatum.cli.review_edit import edit_article
from probatum.cli.review_judge import judge_domain
from probatum.errors import OutOfOrder
from probatum.records.event import Event
from probatum.records.review import Comment, Disclosure, Interest, Recommendation
from probatum.workspace import Workspace

review = typer.Typer(name="review", no_args_is_help=True, rich_markup_mode=None)

RevisionOption = Annotated[
    str | None,
    typer.Option(
        "--revision", metavar="HASH", help="The revision that you read; else the one that stands before it."
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]
NeededReason = Annotated[str, typer.Option("--reason", help="Why, in a sentence.", show_default=False)]
ClaimOption = Annotated[
    str, typer.Option("--claim", metavar="ID", help="The statement, as `probatum show --json` gives it.")
]
TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="What is said.", show_default=False)]


@review.callback()
def about() -> None:
    """Take articles through the board. Whose token $PROBATUM_TOKEN is decides."""


def _decided(
    context: typer.Context,
    workspace: Any,
    revision: str | None,
    do: Callable[..., Event],
    *,
    json: bool,
) -> int:
    """Do it in the name of whoever's token it is, and say where the revision then stands."""
    with opened(context, workspace, create=False) as ws:
        made = decision_document(ws, do(ws, by=signed_in(ws), at=now(), revision=revision))
    if json:
        print_json({"schema": "probatum/decision@1", **made})
    else:
        typer.echo(
            f"{made['act']}: revision {made['revision'][:12]} is {made['status']} ({made['event'][:12]})"
        )
    return DONE


def _plain(verb: Callable[..., Event], told: str) -> Callable[..., int]:
    """The command of a verb that needs no word beside it."""

    def command(
        context: typer.Context,
        article: ArticleArgument,
        revision: RevisionOption = None,
        reason: ReasonOption = "",
        json: JsonOption = False,
        workspace: WorkspaceOption = None,
    ) -> int:
        def do(ws: Workspace, **who: Any) -> Event:
            return verb(ws, article, reason=clean(reason), **who)

        return _decided(context, workspace, revision, do, json=json)

    command.__doc__ = told
    return command


def _reasoned(verb: Callable[..., Event], told: str) -> Callable[..., int]:
    """The command of a verb that needs a reason."""

    def command(
        context: typer.Context,
        article: ArticleArgument,
        reason: NeededReason,
        revision: RevisionOption = None,
        json: JsonOption = False,
        workspace: WorkspaceOption = None,
    ) -> int:
        def do(ws: Workspace, **who: Any) -> Event:
            return verb(ws, article, reason=clean(reason), **who)

        return _decided(context, workspace, revision, do, json=json)

    command.__doc__ = told
    return command


@review.command(name="queue")
def show_queue(
    context: typer.Context,
    mine: Annotated[bool, typer.Option("--mine", help="Only what is yours to do.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """List what waits, by due date, the more dangerous first."""
    with opened(context, workspace, create=False) as ws:
        found = queue(ws, signed_in(ws).person, at=now())
    told = queue_document(found, found.picked(mine=mine))
    if json:
        print_json({"schema": "probatum/queue@1", **told})
    else:
        typer.echo("\n".join(_queue_lines(told)))
    return DONE


def _queue_lines(told: QueueForm) -> Iterable[str]:
    for one in told["waiting"]:
        marks = [*(["yours"] if one["mine"] else []), *(["overdue"] if one["overdue"] else []), *one["risks"]]
        yield f"{one['due']}  {one['task']}  {one['article']}  {', '.join(marks)}".rstrip()
        yield f"            {one['question']} ({one['status']}{_and(one['missing'])})"
    if not told["waiting"]:
        yield "Nothing waits."


def _and(text: str) -> str:
    return f"; {text}" if text else ""


@review.command(name="show")
def show_review(
    context: typer.Context,
    article: ArticleArgument,
    revision: RevisionOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Say where a revision stands, what is missing, and what you may do."""
    with opened(context, workspace, create=False) as ws:
        people = [one.person for one in reviewers(ws)]
        person = signed_in(ws).person
        bench = workbench(ws, article, person, at=now(), people=people, revision=revision)
        told = review_document(bench, drafts(ws, article))
    if json:
        print_json({"schema": "probatum/review@1", **told})
    else:
        typer.echo("\n".join(_review_lines(told)))
    return DONE


def _review_lines(told: ReviewForm) -> Iterable[str]:
    yield f"{told['article']}, revision {told['revision'][:12]}: {told['status']}"
    if told["reviewed"]:
        yield f"Reviewed {told['reviewed']} by {', '.join(told['reviewers'])}; next {told['next_review']}"
    if told["missing"]:
        yield f"Missing: {told['missing']}"
    for seat in told["assigned"]:
        yield f"Assigned: {seat['name']} ({seat['state']})"
    for made in told["recommended"]:
        yield f"{made['name']}: {made['recommendation']}{_and(made['uncounted'])}"
    for thread in told["discussion"]:
        where = f" on {thread['claim']}" if thread["claim"] else ""
        yield f"[{thread['event'][:12]}] {thread['name']}{where}: {thread['text']}"
        yield from (f"    {one['name']}: {one['text']}" for one in thread["answers"])
    may = [act for act, why in told["open"].items() if not why]
    yield f"You may: {', '.join(may) or 'nothing just now'}"


review.command(name="submit")(_plain(submit, "Hand a revision in, to come before the board."))


@review.command(name="assign")
def assign_reviewer(
    context: typer.Context,
    article: ArticleArgument,
    to: Annotated[
        str, typer.Argument(metavar="PERSON", help="The reviewer's id or e-mail.", show_default=False)
    ],
    revision: RevisionOption = None,
    reason: ReasonOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Ask a reviewer for their judgement. Who wrote it or has an interest in it cannot be asked."""

    def do(ws: Workspace, **who: Any) -> Event:
        return assign(ws, article, account_named(ws, to), reason=clean(reason), **who)

    return _decided(context, workspace, revision, do, json=json)


review.command(name="accept")(_plain(accept, "Take on a review to which you are assigned."))
review.command(name="decline")(_plain(decline, "Give back a review to which you are assigned."))


@review.command(name="disclose")
def disclose_interests(
    context: typer.Context,
    article: ArticleArgument,
    none: Annotated[bool, typer.Option("--none", help="There is no interest to disclose.")] = False,
    interest: Annotated[
        list[Interest] | None, typer.Option("--interest", help="Of which kind (ICMJE); again for another.")
    ] = None,
    entity: Annotated[list[str] | None, typer.Option("--with", help="With whom, for each interest.")] = None,
    since: Annotated[list[int] | None, typer.Option("--since", help="From which year, for each.")] = None,
    until: Annotated[
        list[int] | None, typer.Option("--until", help="To which year, for each; 0: it lasts.")
    ] = None,
    subjects: Annotated[
        list[str] | None,
        typer.Option("--on", help="On what each bears, with commas between; '': everything."),
    ] = None,
    revision: RevisionOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Disclose all your interests that bear on an article, or with --none that there are none."""
    told = _interests(interest or [], entity or [], since or [], until or [], subjects or [])
    if none == bool(told):
        raise typer.BadParameter("give each --interest with its --with and --since, or --none")

    def do(ws: Workspace, **who: Any) -> Event:
        return disclose(ws, article, told, **who)

    return _decided(context, workspace, revision, do, json=json)


def _interests(
    kinds: list[Interest], entities: list[str], since: list[int], until: list[int], subjects: list[str]
) -> tuple[Disclosure, ...]:
    number = len(kinds)
    if len(entities) != number or len(since) != number:
        raise typer.BadParameter(f"{number} interests; give one --with and one --since for each")
    if len(until) not in (0, number) or len(subjects) not in (0, number):
        raise typer.BadParameter(f"{number} interests; give --until and --on for each of them, or for none")
    return tuple(
        Disclosure(
            interest=kind,
            entity=clean(entity),
            start=start,
            end=end or None,
            subjects=tuple(one.strip() for one in clean(on).split(",") if one.strip()),
        )
        for kind, entity, start, end, on in zip(
            kinds, entities, since, until or [0] * number, subjects or [""] * number, strict=True
        )
    )


@review.command(name="recommend")
def recommend_it(
    context: typer.Context,
    article: ArticleArgument,
    recommendation: Annotated[
        Recommendation, typer.Argument(metavar="WHAT", help="What the board should do.", show_default=False)
    ],
    comments: Annotated[
        list[str] | None, typer.Option("--comment", help="A remark on the whole; may be given again.")
    ] = None,
    revision: RevisionOption = None,
    reason: ReasonOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Say what the board should do: approve, approve with changes, return, or reject."""
    said = tuple(Comment(text=clean(one)) for one in comments or ())

    def do(ws: Workspace, **who: Any) -> Event:
        return recommend(ws, article, recommendation, comments=said, reason=clean(reason), **who)

    return _decided(context, workspace, revision, do, json=json)


@review.command(name="comment")
def comment_on(
    context: typer.Context,
    article: ArticleArgument,
    text: TextArgument,
    claim: ClaimOption = "",
    revision: RevisionOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Remark on a revision, or with --claim on a statement."""

    def do(ws: Workspace, **who: Any) -> Event:
        return comment(ws, article, Comment(text=clean(text), claim=claim), **who)

    return _decided(context, workspace, revision, do, json=json)


@review.command(name="answer")
def answer_comment(
    context: typer.Context,
    article: ArticleArgument,
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT", help="The remark, as `probatum review show` gives it.", show_default=False
        ),
    ],
    text: TextArgument,
    claim: ClaimOption = "",
    revision: RevisionOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Answer a remark."""

    def do(ws: Workspace, **who: Any) -> Event:
        said = Comment(text=clean(text), claim=claim)
        return answer(ws, article, _event(ws, article, event), said, **who)

    return _decided(context, workspace, revision, do, json=json)


def _event(ws: Workspace, article: str, beginning: str) -> str:
    """The hash of the event that begins so."""
    found = [one.hash for one in ws.store.events(article) if one.hash.startswith(beginning)]
    if len(found) != 1:
        raise OutOfOrder(
            f"there is no one remark {beginning!r}; see those there are with: probatum review show {article}"
        )
    return found[0]


review.command(name="approve")(_plain(approve, "Approve a revision for which the approvals are there."))
review.command(name="return")(_reasoned(return_, "Send a revision back to its authors."))
review.command(name="reject")(_reasoned(reject, "End the review of a revision for good."))
review.command(name="publish")(_plain(publish, "Put an approved revision before readers."))
review.command(name="correct")(
    _reasoned(correct, "Put an approved revision in the place of the one that is out.")
)


@review.command(name="suspend")
def suspend_article(
    context: typer.Context,
    article: ArticleArgument,
    reason: NeededReason,
    source: Annotated[
        str, typer.Option("--source", help="The work for which it is done (its id); the article cites it.")
    ] = "",
    revision: RevisionOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Warn readers off what is out, such as when a work that it cites was retracted."""

    def do(ws: Workspace, **who: Any) -> Event:
        return suspend(ws, article, reason=clean(reason), source=source, **who)

    return _decided(context, workspace, revision, do, json=json)


review.command(name="resume")(_reasoned(resume, "Lift a suspension."))
review.command(name="retire")(_reasoned(retire, "Take an article out of use. It stays readable."))
review.command(name="again")(
    _reasoned(review_again, "Bring what is out before the board afresh: no earlier recommendation counts.")
)
review.command(name="edit")(edit_article)
review.command(name="judge")(judge_domain)


@review.command(name="history")
def show_history(
    context: typer.Context,
    article: ArticleArgument,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> int:
    """List the revisions of an article, and what was decided on each. Needs no token."""
    with opened(context, workspace, create=False) as ws:
        found = history(ws, article)
    if json:
        print_json(_history_document(found))
    else:
        typer.echo("\n".join(_history_lines(found)))
    return DONE


def _history_document(found: History) -> dict[str, Any]:
    return {
        "schema": "probatum/history@1",
        "article": found.article,
        "question": found.question,
        "live": found.live,
        "revisions": [
            {
                "revision": one.revision.hash,
                "parent": one.revision.parent,
                "created_at": one.revision.created_at,
                "status": one.status.value,
                "made": {name: getattr(one.made, name) for name in ("act", "by", "at", "reason")},
                "decided": [
                    {name: getattr(step, name) for name in ("act", "by", "at", "reason")}
                    for step in one.decided
                ],
                "published": one.published,
                "until": one.until,
            }
            for one in found.entries
        ],
    }


def _history_lines(found: History) -> Iterable[str]:
    yield found.question
    for one in found.entries:
        yield f"{one.revision.hash[:12]}  {one.status}  {one.made.act} by {one.made.by or 'nobody'}"
        for step in one.decided:
            why = f": {step.reason}" if step.reason else ""
            yield f"    {step.at}  {step.act} by {step.by}{why}"
