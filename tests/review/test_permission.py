"""Doors open by role, and no wider for a token than its scope."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.review.permission import MAY, Permission, may
from probatum.web.identity import Visitor

ROLES = st.lists(st.sampled_from(Role), unique=True).map(tuple)


def test_somebody_unknown_may_read_ask_audit_and_report() -> None:
    assert {one for one in Permission if may((), one)} == {
        Permission.READ,
        Permission.ASK,
        Permission.AUDIT,
        Permission.REPORT,
        Permission.SIGN_IN,
    }


def test_an_administrator_does_not_decide_on_articles() -> None:
    assert not may((Role.ADMINISTRATOR,), Permission.DECIDE)
    assert not may((Role.ADMINISTRATOR,), Permission.REVIEW)


@given(ROLES, st.sampled_from(Permission))
def test_more_roles_never_take_a_permission_away(roles: tuple[Role, ...], permission: Permission) -> None:
    held = [permission in MAY[role] for role in roles]
    assert may(roles, permission) == (any(held) if roles else permission in MAY[None])


@given(ROLES.filter(bool), st.sampled_from(Permission), st.frozensets(st.sampled_from(Scope)))
def test_a_token_never_opens_more_than_its_owner_may(
    roles: tuple[Role, ...], permission: Permission, scopes: frozenset[Scope]
) -> None:
    account = Account(id="p1", name="A. Person", email="a@example.org", roles=roles)
    with_token = Visitor(account=account, scopes=scopes).may(permission)
    assert not with_token or Visitor(account=account).may(permission)
