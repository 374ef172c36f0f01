"""People with accounts, and an article before them: for the tests of the verbs of the board."""

from __future__ import annotations

from probatum.actions.accept import accept
from probatum.actions.approve import approve
from probatum.actions.assign import assign
from probatum.actions.disclose import disclose
from probatum.actions.recommend import recommend
from probatum.actions.submit import submit
from probatum.records.account import Account
from probatum.records.review import Recommendation, Role
from probatum.workspace import Workspace

AT = "2026-02-03T04:05:06Z"


def account(name: str, *roles: Role, active: bool = True) -> Account:
    """Somebody who can sign in."""
    return Account(id=name, name=name.capitalize(), email=f"{name}@example.org", roles=roles, active=active)


ADA = account("ada", Role.AUTHOR, Role.REVIEWER)
EVA = account("eva", Role.EDITOR)
RITA, RON = account("rita", Role.REVIEWER), account("ron", Role.REVIEWER)


def recommended(ws: Workspace, article: str, at: str = AT) -> None:
    """Submitted by Ada, and both reviewers recommend to approve."""
    submit(ws, article, by=ADA, at=at)
    for one in (RITA, RON):
        assign(ws, article, one, by=EVA, at=at)
        accept(ws, article, by=one, at=at)
        disclose(ws, article, (), by=one, at=at)
        recommend(ws, article, Recommendation.APPROVE, by=one, at=at)


def approved(ws: Workspace, article: str, at: str = AT) -> None:
    """The same, and approved by the editor."""
    recommended(ws, article, at)
    approve(ws, article, by=EVA, at=at)
