"""What an administrator may do to an account, and what is never lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher

from probatum.actions.clock import moment, seconds
from probatum.actions.people.attempts import FREE_OF_ACCOUNT
from probatum.actions.people.invite import invite, invite_back
from probatum.actions.people.join import join, set_anew
from probatum.actions.people.passwords import fits, kept
from probatum.actions.people.roles import (
    account_named,
    change_password,
    change_roles,
    close,
    confirm,
    erase,
    rename,
    reopen,
)
from probatum.actions.people.second_factor import enrol, propose
from probatum.actions.people.sign_in import enter, give_code, renew, sign_in
from probatum.actions.people.tokens import make_token, token_of
from probatum.errors import (
    AccountTaken,
    NotAllowed,
    NotHeld,
    NotSignedIn,
    ReasonMissing,
    SignInFailed,
    TooOften,
)
from probatum.records.account import Account, Credentials, Scope
from probatum.records.review import Role
from probatum.store.accounts import Accounts
from probatum.store.engine import Database
from probatum.store.sql import SqlStore
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, NOON, Somebody

#: Something that is done to an account.
Verb = Callable[..., Account]


def told(ws: Workspace, account: Account) -> list[tuple[str, str, dict[str, str]]]:
    """What the trail has of an account."""
    events = ws.store.events(f"account:{account.id}")
    return [(event.kind.removeprefix("account: "), event.by, dict(event.detail)) for event in events]


def test_the_last_administrator_keeps_the_role_and_the_account(house: Workspace, somebody: Somebody) -> None:
    first, second = somebody(Role.ADMINISTRATOR), somebody(Role.ADMINISTRATOR, Role.EDITOR)
    closed = close(house, second, by="test", at=NOON)
    for refused in (
        lambda: close(house, first, by="test", at=NOON),
        lambda: erase(house, first, by="test", at=NOON),
        lambda: change_roles(house, first, roles=[Role.EDITOR], specialties=[], by="test", at=NOON),
    ):
        with pytest.raises(NotAllowed, match="is the only administrator; make another one first"):
            refused()
    assert house.accounts.account(first.id) == first
    reopen(house, closed, by="test", at=NOON)
    done = change_roles(house, first, roles=[Role.READER], specialties=["x"], by="test", at=NOON)
    assert (done.roles, done.specialties) == ((Role.READER,), ("x",))


def test_roles_are_given_in_their_order_and_nobody_is_without(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    chosen = [Role.EDITOR, Role.AUTHOR, Role.EDITOR]
    changed = change_roles(
        house, account, roles=chosen, specialties=["Neurology", " neurology", ""], by="m", at=NOON
    )
    assert (changed.roles, changed.specialties) == ((Role.AUTHOR, Role.EDITOR), ("neurology",))
    bare = change_roles(house, changed, roles=[], specialties=[], by="m", at=NOON)
    assert (bare.roles, bare.specialties) == ((Role.READER,), ())
    change_roles(house, bare, roles=[Role.READER], specialties=[], by="m", at=NOON)  # as it was: no event
    assert told(house, account) == [
        ("roles changed", "m", {"roles": "author, editor", "specialties": "neurology"}),
        ("roles changed", "m", {"roles": "reader"}),
    ]


def test_what_is_erased_is_gone_from_the_store_and_the_name_stays(house: Workspace) -> None:
    link = invite(house, by="m", at=NOON).secret
    account = join(house, link, email="gone.soon@example.org", name="G. Soon", password=GOOD, at=NOON)
    erased = erase(house, account, by="m", at=NOON)
    assert (erased.name, erased.email, erased.active) == ("G. Soon", f"-{account.id}", False)
    assert house.accounts.by_email("gone.soon@example.org") is None
    assert house.accounts.credentials(account.id).password is None
    assert [kind for kind, _, _ in told(house, account)] == ["joined", "closed", "address erased"]
    assert "gone.soon" not in repr(list(house.store.events()))


def test_somebody_is_renamed_and_takes_nobody_elses_address(house: Workspace, somebody: Somebody) -> None:
    account, other = somebody(), somebody()
    with pytest.raises(AccountTaken):
        rename(house, account, name=account.name, email=other.email.upper(), password=GOOD, at=NOON)
    for name, email in (("", account.email), ("x" * 121, account.email), ("A", "no address")):
        with pytest.raises(ReasonMissing):
            rename(house, account, name=name, email=email, at=NOON)
    assert house.accounts.account(account.id) == account
    changed = rename(house, account, name=" A.\tByron\u202e", email=account.email.upper(), at=NOON)
    assert (changed.name, changed.email) == ("A. Byron", account.email)
    with pytest.raises(SignInFailed):
        rename(house, changed, name="A. Byron", email="ab@example.org", password="wrong", at=NOON)
    moved = rename(house, changed, name="A. Byron", email=" AB@Example.org", password=GOOD, at=NOON)
    assert moved.email == "ab@example.org"
    assert told(house, account) == [("renamed", account.id, {"name": "A. Byron"})]


def test_guessing_the_password_at_an_open_desk_has_to_wait_as_at_the_door(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    for _ in range(FREE_OF_ACCOUNT):
        with pytest.raises(SignInFailed):
            confirm(house, account, "wrong", at=NOON)
    for at_the_desk in (
        lambda: confirm(house, account, GOOD, at=NOON),
        lambda: sign_in(house, account.email, GOOD, at=NOON),
    ):
        with pytest.raises(TooOften):
            at_the_desk()
    confirm(house, account, GOOD, at=moment(seconds(NOON) + 60))


def test_who_has_no_password_is_asked_for_none_and_cannot_make_one(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody(password=None)
    entry = enter(house, account, at=NOON)
    confirm(house, account, "", at=NOON)
    with pytest.raises(NotAllowed):
        change_password(house, account, entry.session, old="", new=GOOD, at=NOON)
    assert house.accounts.credentials(account.id).password is None


def test_an_account_is_found_by_id_or_address(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    assert account_named(house, account.id) == account
    assert account_named(house, account.email.upper()) == account
    for name in ("", "nobody", "\ud800"):
        with pytest.raises(NotHeld):
            account_named(house, name)


# --- several who change one account at once ---------------------------------------------------------------


class Meanwhile(Accounts):
    """Accounts of which somebody changes something else right before a change of one is written."""

    def __init__(self, database: Database, happens: Callable[[], object]) -> None:
        super().__init__(database)
        self._happens = happens

    def change(self, *named: Any, **options: Any) -> Account:
        """The change, after what happens meanwhile."""
        self._happens()
        return super().change(*named, **options)

    def renew_password(self, *named: Any, **options: Any) -> bool:
        """The new password, after what happens meanwhile."""
        self._happens()
        return super().renew_password(*named, **options)

    def set_password(self, *named: Any, **options: Any) -> None:
        """The other hash, after what happens meanwhile."""
        self._happens()
        super().set_password(*named, **options)

    def sign_in(self, *named: Any, **options: Any) -> bool:
        """The new session, after what happens meanwhile."""
        self._happens()
        return super().sign_in(*named, **options)

    def add_token(self, *named: Any, **options: Any) -> bool:
        """The new token, after what happens meanwhile."""
        self._happens()
        return super().add_token(*named, **options)


@pytest.fixture
def alone(house: Workspace, any_store: SqlStore) -> Workspace:
    """A house in which nobody is yet, on each kind of store in turn."""
    return replace(house, store=any_store, accounts=Accounts(any_store.database))


def during(ws: Workspace, happens: Callable[[], object]) -> Workspace:
    """The house as one sees it who changes an account while something else happens."""
    return replace(ws, accounts=Meanwhile(ws.store.database, happens))


def made(ws: Workspace, id_: str, *roles: Role) -> Account:
    """An account with a password in that house."""
    account = Account(
        id=id_, name=id_.title(), email=f"{id_}@example.org", roles=roles, specialties=("neurology",)
    )
    ws.accounts.add(account, password=kept(GOOD))
    return account


def test_who_renames_herself_stays_closed_and_erased(alone: Workspace) -> None:
    eve, una = made(alone, "eve", Role.EDITOR), made(alone, "una", Role.EDITOR)
    for account, done in ((eve, close), (una, erase)):
        closing = during(alone, partial(done, alone, account, by="m", at=NOON))
        with pytest.raises(SignInFailed, match="the account is closed"):
            rename(closing, account, name="N. New", email="new@example.org", password=GOOD, at=NOON)
    held = [replace(eve, active=False), replace(una, active=False, email="-una")]
    assert [alone.accounts.account(one.id) for one in (eve, una)] == held


def test_who_renames_herself_keeps_the_roles_that_she_was_given_meanwhile(alone: Workspace) -> None:
    account = made(alone, "eve", Role.EDITOR)
    demoted = partial(change_roles, alone, account, roles=[], specialties=["x"], by="m", at=NOON)
    renamed = rename(
        during(alone, demoted), account, name="N. New", email="new@example.org", password=GOOD, at=NOON
    )
    wanted = replace(
        account, name="N. New", email="new@example.org", roles=(Role.READER,), specialties=("x",)
    )
    assert renamed == alone.accounts.account("eve") == wanted


def test_a_new_name_does_not_bring_an_old_address_back(alone: Workspace) -> None:
    account = made(alone, "eve")
    moved = partial(
        rename, alone, account, name=account.name, email="new@example.org", password=GOOD, at=NOON
    )
    renamed = rename(during(alone, moved), account, name="N. New", email=account.email, at=NOON)
    assert renamed == replace(account, name="N. New", email="new@example.org")


def test_a_change_of_roles_opens_no_account_that_was_closed_meanwhile(alone: Workspace) -> None:
    account = made(alone, "eve", Role.EDITOR)
    erased = partial(erase, alone, account, by="m", at=NOON)
    changed = change_roles(during(alone, erased), account, roles=[Role.AUTHOR], by="m", at=NOON)
    assert changed == replace(account, roles=(Role.AUTHOR,), active=False, email="-eve")


@pytest.mark.parametrize("verb", [close, erase, reopen])
def test_closing_and_opening_leave_alone_what_else_was_changed(alone: Workspace, verb: Verb) -> None:
    account = made(alone, "eve", Role.EDITOR)
    demoted = partial(change_roles, alone, account, roles=[Role.READER], by="m", at=NOON)
    done = verb(during(alone, demoted), account, by="m", at=NOON)
    assert (done.roles, done.specialties) == ((Role.READER,), ("neurology",))
    assert done == alone.accounts.account("eve")


@pytest.mark.parametrize("verb", [close, erase, partial(change_roles, roles=[Role.READER])])
def test_of_two_administrators_who_close_each_other_at_once_one_stays(alone: Workspace, verb: Verb) -> None:
    first, second = made(alone, "ada", Role.ADMINISTRATOR), made(alone, "bob", Role.ADMINISTRATOR)
    other = partial(verb, alone, second, by="ada", at=NOON)
    with pytest.raises(NotAllowed, match="is the only administrator"):
        verb(during(alone, other), first, by="bob", at=NOON)
    assert alone.accounts.account("ada") == first


def test_what_is_erased_was_there_in_full_or_not_at_all(alone: Workspace) -> None:
    account = made(alone, "eve")
    alone.accounts.set_second_factor("eve", "sealed", ["code"])
    alone.accounts.set_identity("eve", "https://login.example.org 1")
    erased = erase(alone, account, by="m", at=NOON)
    assert erased == alone.accounts.account("eve") == replace(account, email="-eve", active=False)
    assert (alone.accounts.credentials("eve"), alone.accounts.identity("eve")) == (Credentials(), None)


# --- a new password shuts out whoever had the old one -----------------------------------------------------

NEW, LATER = "nine loud robins march off", "four green herons swim on"


def test_a_changed_password_ends_the_tokens_too(alone: Workspace) -> None:
    account, other = made(alone, "eve"), made(alone, "una")
    mine, elses = token_for(alone, account), token_for(alone, other)
    entry = enter(alone, account, at=NOON)
    with pytest.raises(SignInFailed):
        change_password(alone, account, entry.session, old="wrong", new=NEW, at=NOON)
    assert token_of(alone, mine, at=NOON)[0] == account
    change_password(alone, account, entry.session, old=GOOD, new=NEW, at=NOON)
    with pytest.raises(NotSignedIn):
        token_of(alone, mine, at=NOON)
    assert token_of(alone, elses, at=NOON)[0] == other


def test_a_changed_password_does_not_undo_one_that_was_set_by_a_link_meanwhile(alone: Workspace) -> None:
    account = made(alone, "eve")
    entry = enter(alone, account, at=NOON)
    link = invite_back(alone, account, by="m", at=NOON).secret
    by_link = partial(set_anew, alone, link, password=LATER, at=NOON)
    with pytest.raises(SignInFailed, match="type the present one again"):
        change_password(during(alone, by_link), account, entry.session, old=GOOD, new=NEW, at=NOON)
    assert fits(LATER, alone.accounts.credentials("eve").password)


def test_a_hash_made_better_at_the_door_does_not_undo_a_new_password(alone: Workspace) -> None:
    account = made(alone, "eve")
    alone.accounts.set_password("eve", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(GOOD))
    link = invite_back(alone, account, by="m", at=NOON).secret
    by_link = partial(set_anew, alone, link, password=NEW, at=NOON)
    once = iter([by_link])
    with pytest.raises(SignInFailed):
        sign_in(during(alone, lambda: [one() for one in once]), account.email, GOOD, at=NOON)
    assert fits(NEW, alone.accounts.credentials("eve").password)


def shut(ws: Workspace, account: Account, how: str) -> Callable[[], object]:
    """What ends every session of an account: a new password by a link, or that it is closed."""
    if how == "closed":
        return lambda: close(ws, account, by="m", at=NOON)
    link = invite_back(ws, account, by="m", at=NOON).secret
    return partial(set_anew, ws, link, password=NEW, at=NOON)


@pytest.mark.parametrize("how", ["password", "closed"])
def test_whoever_gives_the_old_password_while_it_is_set_anew_is_not_let_in(
    alone: Workspace, how: str
) -> None:
    """Reading the hash and comparing takes a while; the session is made by what holds when it is written."""
    account = made(alone, "eve")
    with pytest.raises(SignInFailed, match="sign in again"):
        sign_in(during(alone, shut(alone, account, how)), account.email, GOOD, at=NOON)
    assert alone.accounts.sessions("eve") == ()


@pytest.mark.parametrize("how", ["password", "closed"])
def test_a_session_that_was_ended_is_not_made_anew(alone: Workspace, how: str) -> None:
    account = made(alone, "eve")
    entry = enter(alone, account, at=NOON)
    with pytest.raises(SignInFailed, match="sign in again"):
        renew(during(alone, shut(alone, account, how)), account, entry.session, at=NOON)
    assert alone.accounts.sessions("eve") == ()


def test_a_code_does_not_open_where_the_password_was_set_anew_meanwhile(alone: Workspace) -> None:
    account = made(alone, "eve")
    secret = propose(account).secret
    enrol(alone, account, secret, pyotp.TOTP(secret).at(seconds(NOON)), at=NOON)
    account = replace(account, second_factor=True)
    waiting = sign_in(alone, account.email, GOOD, at=NOON).session
    later = moment(seconds(NOON) + 60)
    code = pyotp.TOTP(secret).at(seconds(later))
    with pytest.raises(SignInFailed, match="sign in again"):
        give_code(during(alone, shut(alone, account, "password")), waiting, code, at=later)
    assert alone.accounts.sessions("eve") == ()


@pytest.mark.parametrize("how", ["password", "closed"])
def test_no_token_is_made_by_a_session_that_was_ended_meanwhile(alone: Workspace, how: str) -> None:
    account = made(alone, "eve")
    session = enter(alone, account, at=NOON).session
    ending = during(alone, shut(alone, account, how))
    wanted = {"name": "n", "scopes": [Scope.READ], "days": 1, "by": "eve", "at": NOON}
    with pytest.raises(NotSignedIn, match="sign in again"):
        make_token(ending, account, session=session, **wanted)
    assert alone.accounts.tokens("eve") == ()


def token_for(ws: Workspace, account: Account) -> str:
    """The secret of a new token."""
    return make_token(ws, account, name="n", scopes=[Scope.READ], days=1, by=account.id, at=NOON).secret
