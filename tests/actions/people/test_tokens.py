"""Tokens for programs: whose they are, until when, and what ends them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from probatum.actions.clock import moment, seconds
from probatum.actions.people.roles import close
from probatum.actions.people.tokens import LONGEST, PREFIX, make_token, revoke, token_of
from probatum.errors import NotHeld, NotSignedIn, ReasonMissing
from probatum.records.account import Scope, Token
from probatum.workspace import Workspace
from tests.actions.people.conftest import NOON, Somebody

DAY = 24 * 3600


@checked(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.sets(st.sampled_from(list(Scope)), min_size=1), st.integers(1, LONGEST))
def test_a_token_is_its_owners_until_its_last_second(
    house: Workspace, somebody: Somebody, scopes: set[Scope], days: int
) -> None:
    account = somebody()
    made = make_token(house, account, name=" nightly\n run ", scopes=scopes, days=days, by="test", at=NOON)
    assert made.secret.startswith(PREFIX)
    begin, end = seconds(NOON), seconds(NOON) + days * DAY
    wanted = Token(
        id=made.token.id,
        account=account.id,
        name="nightly run",
        scopes=tuple(scope for scope in Scope if scope in scopes),
        made=begin,
        expires=end,
    )
    assert made.token == wanted
    assert token_of(house, made.secret, at=NOON) == (account, wanted)
    assert token_of(house, made.secret, at=moment(end - 1))[1].expires == end
    with pytest.raises(NotSignedIn):
        token_of(house, made.secret, at=moment(end))


def test_no_other_words_are_a_token(house: Workspace, somebody: Somebody) -> None:
    made = make_token(house, somebody(), name="x", scopes=[Scope.READ], days=1, by="test", at=NOON)
    for said in ("", PREFIX, made.secret[:-1], made.secret.removeprefix(PREFIX), made.token.id, "\ud800"):
        with pytest.raises(NotSignedIn):
            token_of(house, said, at=NOON)


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [
        ("", [Scope.READ], 1),
        (" \n ", [Scope.READ], 1),
        ("x" * 200, [Scope.READ], 1),
        ("x", [], 1),
        ("x", [Scope.READ], 0),
        ("x", [Scope.READ], -1),
        ("x", [Scope.READ], LONGEST + 1),
    ],
)
def test_a_token_needs_a_name_a_scope_and_an_end(
    house: Workspace, somebody: Somebody, name: str, scopes: list[Scope], days: int
) -> None:
    account = somebody()
    with pytest.raises(ReasonMissing):
        make_token(house, account, name=name, scopes=scopes, days=days, by="test", at=NOON)
    assert house.accounts.tokens(account.id) == ()


def test_only_its_owner_revokes_it(house: Workspace, somebody: Somebody) -> None:
    owner, other = somebody(), somebody()
    made = make_token(house, owner, name="x", scopes=[Scope.READ], days=1, by="test", at=NOON)
    with pytest.raises(NotHeld):
        revoke(house, other, made.token.id, by=other.id, at=NOON)
    assert token_of(house, made.secret, at=NOON)[0] == owner
    revoke(house, owner, made.token.id, by=owner.id, at=NOON)
    with pytest.raises(NotSignedIn):
        token_of(house, made.secret, at=NOON)
    with pytest.raises(NotHeld):
        revoke(house, owner, made.token.id, by=owner.id, at=NOON)


def test_a_closed_accounts_tokens_are_gone(house: Workspace, somebody: Somebody) -> None:
    owner = somebody()
    made = make_token(house, owner, name="x", scopes=[Scope.READ], days=1, by="test", at=NOON)
    close(house, owner, by="test", at=NOON)
    assert house.accounts.tokens(owner.id) == ()
    with pytest.raises(NotSignedIn):
        token_of(house, made.secret, at=NOON)


def test_that_a_token_is_used_is_noted_every_five_minutes_at_most(
    house: Workspace, somebody: Somebody
) -> None:
    owner = somebody()
    made = make_token(house, owner, name="x", scopes=[Scope.READ], days=1, by="test", at=NOON)
    used = []
    for after in (0, 299, 300, 700):
        token_of(house, made.secret, at=moment(seconds(NOON) + after))
        (token,) = house.accounts.tokens(owner.id)
        used.append(token.used - seconds(NOON))
    assert used == [0, 0, 300, 700]


def test_a_token_is_kept_as_a_hash(house: Workspace, somebody: Somebody) -> None:
    made = make_token(house, somebody(), name="x", scopes=[Scope.READ], days=1, by="test", at=NOON)
    held = b"".join(one.read_bytes() for one in house.path.glob("store.sqlite3*"))
    assert made.token.id.encode() in held
    assert made.secret.removeprefix(PREFIX).encode() not in held
