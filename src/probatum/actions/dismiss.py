"""Dismiss: a person sets aside what a check found, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from probatum.actions.clock import now
from probatum.actions.review import paper_of
from probatum.errors import NotHeld, ReasonMissing
from probatum.language.interface import filled
from probatum.records.article import Revision
from probatum.records.dismissal import DISMISSED, Dismissal, Dismissed
from probatum.records.verdict import Finding, Verdict
from probatum.verify.dismissed import without
from probatum.workspace import Workspace

#: Of a reason no more characters than these are taken.
LONGEST_REASON = 2_000


def dismiss(ws: Workspace, article: str, claim: str, check: str, *, reason: str, by: str) -> Dismissal:
    """Set aside what ``check`` found in a statement of ``article``.

    ``by`` is the id of an account, or who runs the workspace. Who it was and why stands in the trail and
    beside the statement. The revision is not touched, and the finding stays in it: only the verdict shown is
    worked out anew. A statement that was withheld stays out of the article. To say the same thing twice adds
    nothing.

    Raises ``NotHeld`` where there is no such article, statement or finding, and ``ReasonMissing`` where no
    reason is given, or one that is too long.
    """
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing("a finding is dismissed with a reason; say in a sentence why it does not hold")
    if len(said) > LONGEST_REASON:
        raise ReasonMissing(
            filled(
                "the reason has {number} characters; say it in at most {longest_reason}",
                number=len(said),
                longest_reason=LONGEST_REASON,
            )
        )
    revision = doubted(ws, article, claim, check)
    standing = dismissed(ws, revision).of(claim, check)
    if standing is not None:
        return standing
    made = Dismissal(claim=claim, check=check, by=by, at=now(), reason=said)
    ws.store.put(revision, made.event(revision.article))
    return replace(made, by=_called(ws, by))


def doubted(ws: Workspace, article: str, claim: str, check: str) -> Revision:
    """The newest revision of ``article`` that has the statement with a finding of ``check``.

    It need be neither the newest of all nor the one for readers. Raises ``NotHeld`` where there is none.
    """
    revisions = tuple(paper_of(ws, article).revisions.values())
    for revision in revisions:
        if any(finding.check == check for finding in _found(revision, claim)):
            return revision
    found = ", ".join(dict.fromkeys(one.check for revision in revisions for one in _found(revision, claim)))
    if found:
        raise NotHeld(
            filled(
                "the check {check} found no fault in that statement; what was found is by: {found}",
                check=repr(check),
                found=found,
            )
        )
    raise NotHeld(
        filled(
            "no revision of {article} has a statement {claim} with a finding; see: probatum show "
            "{article} --json",
            article=repr(article),
            claim=repr(claim),
        )
    )


def dismissed(ws: Workspace, revision: Revision) -> Dismissed:
    """What has been set aside in an article, and the verdicts of ``revision`` without it.

    Whoever did so with an account is called as the account is.
    """
    told = (Dismissal.told(event) for event in ws.store.events(revision.article) if event.kind == DISMISSED)
    made = tuple(replace(one, by=_called(ws, one.by)) for one in told)
    if not made:
        return Dismissed()
    aside: dict[str, set[str]] = {}
    for one in made:
        aside.setdefault(one.claim, set()).add(one.check)
    verdicts = tuple(
        (claim, without(verdict, aside[claim])) for claim, verdict in _verdicts(revision) if claim in aside
    )
    return Dismissed(dismissals=made, verdicts=verdicts)


def _called(ws: Workspace, by: str) -> str:
    account = ws.accounts.account(by)
    return account.name if account is not None else by


def _verdicts(revision: Revision) -> Iterable[tuple[str, Verdict]]:
    yield from revision.verdicts
    yield from ((one.claim.id, one.verdict) for one in revision.held_back)


def _found(revision: Revision, claim: str) -> tuple[Finding, ...]:
    verdict = dict(_verdicts(revision)).get(claim)
    return verdict.findings if verdict is not None else ()
