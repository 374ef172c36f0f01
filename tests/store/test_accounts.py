"""People rest in every kind of store alike: by hash, one transaction a change, of two one wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from probatum.errors import AccountTaken
from probatum.records.account import Account, Credentials, Invitation, Scope, SignedIn, Token
from probatum.records.review import Role
from probatum.store.accounts import Accounts
from probatum.store.sql import SqlStore

ADA = Account(
    id="p-1", name="Ä. Person", email="ada@example.org", roles=(Role.REVIEWER,), specialties=("neurology",)
)
BOB = Account(id="p-2", name="B. Person", email="bob@example.org")


@pytest.fixture
def people(any_store: SqlStore) -> Accounts:
    """Where two people rest."""
    held = Accounts(any_store.database)
    held.add(ADA, password="hash", identity="https://login.example.org 1")
    held.add(BOB)
    return held


def signed_in(key: str, *, made: int = 100, account: Account = ADA) -> SignedIn:
    return SignedIn(key=key, account=account.id, csrf="c", made=made, seen=made)


def at_once(work: Callable[[], object], times: int = 8) -> list[object]:
    """What ``work`` gives to so many who do it at the same moment; an error stands for itself."""
    given: list[object] = []
    start = threading.Barrier(times)

    def one() -> None:
        start.wait()
        try:
            given.append(work())
        except AccountTaken as refused:
            given.append(type(refused))

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_an_account_is_found_by_id_address_and_provider(people: Accounts) -> None:
    assert people.account("p-1") == people.by_email(" ADA@example.org ") == ADA
    assert people.by_identity("https://login.example.org 1") == ADA
    assert (people.account("p-9"), people.by_email("x@example.org"), people.by_identity("")) == (None,) * 3
    assert people.all() == (BOB, ADA)
    assert people.credentials("p-1") == Credentials(password="hash")
    assert people.credentials("p-9") == Credentials()


def test_an_address_belongs_to_one_account(people: Accounts) -> None:
    with pytest.raises(AccountTaken):
        people.add(replace(BOB, id="p-3"))
    with pytest.raises(AccountTaken):
        people.change(replace(BOB, email=ADA.email))
    assert people.all() == (BOB, ADA)


def test_of_many_who_take_an_address_at_once_one_gets_it(people: Accounts) -> None:
    ids = iter(range(3, 99))
    given = at_once(lambda: people.add(Account(id=f"p-{next(ids)}", name="C", email="c@example.org")))
    assert (given.count(None), given.count(AccountTaken)) == (1, 7)


def test_a_closed_account_is_signed_out_and_has_no_tokens(people: Accounts) -> None:
    people.sign_in(signed_in("s"))
    people.sign_in(signed_in("t", account=BOB))
    people.add_token("k", Token(id="t-1", account="p-1", name="n", scopes=(Scope.READ,), made=1, expires=9))
    people.change(replace(ADA, active=False))
    assert (people.session("s"), people.token("k"), people.sessions("p-1")) == (None, None, ())
    assert people.session("t") == signed_in("t", account=BOB)


def test_a_session_is_replaced_seen_and_ended(people: Accounts) -> None:
    for key in ("a", "b", "c"):
        people.sign_in(signed_in(key))
    people.sign_in(signed_in("d", made=200), instead_of="a")
    people.seen("b", 300)
    assert [one.key for one in people.sessions("p-1")] == ["b", "d", "c"]
    people.sign_out("p-1", but="d")
    assert [one.key for one in people.sessions("p-1")] == ["d"]
    people.sign_out("p-2", key="d")  # not theirs
    people.forget(made_before=150, seen_before=150)
    assert people.session("d") == signed_in("d", made=200)
    people.forget(made_before=201, seen_before=0)
    assert people.session("d") is None


def test_a_code_of_the_application_is_taken_once_also_by_many_at_once(people: Accounts) -> None:
    people.set_second_factor("p-1", "sealed", ["one", "two"])
    assert people.account("p-1") == replace(ADA, second_factor=True)
    assert sorted(map(bool, at_once(lambda: people.take_step("p-1", 7)))) == [False] * 7 + [True]
    assert (people.take_step("p-1", 6), people.take_step("p-1", 8)) == (False, True)
    assert sorted(map(bool, at_once(lambda: people.take_recovery("p-1", "one")))) == [False] * 7 + [True]
    assert people.credentials("p-1").recovery == ("two",)


def test_an_invitation_is_taken_once_also_by_many_at_once(people: Accounts) -> None:
    made = Invitation(id="i-1", name="C", roles=(Role.EDITOR,), specialties=("x",), made=1, expires=9)
    people.invite("k", made)
    assert people.invitation("k") == made
    taken = at_once(lambda: people.take_invitation("k"))
    assert (taken.count(made), taken.count(None)) == (1, 7)
    assert people.invitations() == ()


def test_a_later_invitation_takes_the_place_of_one_to_the_same_address_or_account(people: Accounts) -> None:
    first = Invitation(id="i-1", email="c@example.org", made=1, expires=9)
    link = Invitation(id="i-2", account="p-1", made=2, expires=9)
    people.invite("a", first)
    people.invite("b", link)
    people.invite("c", replace(first, id="i-3", made=3))
    people.invite("d", replace(link, id="i-4", made=4))
    assert [one.id for one in people.invitations()] == ["i-3", "i-4"]
    assert (people.withdraw("i-3"), people.withdraw("i-3")) == (True, False)


def test_a_token_is_found_by_its_hash_used_and_revoked_by_its_owner(people: Accounts) -> None:
    token = Token(
        id="t-1", account="p-1", name="n", scopes=(Scope.READ, Scope.REVIEW), made=5_000_000_000, expires=9
    )
    people.add_token("k", token)
    people.used("t-1", 6_000_000_000)
    assert people.token("k") == replace(token, used=6_000_000_000)
    assert (people.revoke("p-2", "t-1"), people.revoke("p-1", "t-1")) == (False, True)
    assert people.tokens("p-1") == ()


def test_tries_are_counted_until_they_are_right_and_early_ones_are_not_let_through(people: Accounts) -> None:
    def tried(at: int) -> tuple[int, int, int]:
        return people.tried(
            "k", at, wait=lambda failures: 60 if failures >= 2 else 0, forgotten_before=at - 900
        )

    assert [tried(100), tried(101)] == [(0, 0, 0), (1, 100, 0)]
    assert (tried(102), people.failures("k")) == ((2, 101, 59), (2, 101))
    assert tried(161) == (2, 101, 0)
    people.taken_back("k", 2, 101)
    assert people.failures("k") == (2, 101)
    people.taken_back("k", 0, 0)  # another has tried since: it stays counted
    assert people.failures("k") == (2, 101)
    assert tried(1_100) == (0, 0, 0)
    people.cleared("k")
    assert people.failures("k") == (0, 0)


def test_of_many_tries_at_once_no_more_are_let_through_than_are_free(people: Accounts) -> None:
    def tried() -> int:
        return people.tried("k", 100, wait=lambda failures: 60 if failures >= 5 else 0, forgotten_before=0)[2]

    assert sorted(map(int, map(str, at_once(tried, 12)))) == [0] * 5 + [60] * 7
