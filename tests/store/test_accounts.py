"""People rest in every kind of store alike: by hash, one transaction a change, of two one wins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from probatum.errors import AccountTaken, NotAllowed
from probatum.records.account import Account, Credentials, Invitation, Scope, SignedIn, Token
from probatum.records.review import Role
from probatum.store.accounts import Accounts
from probatum.store.sql import SqlStore

ADA = Account(
    id="p-1", name="Ä. Person", email="ada@example.org", roles=(Role.REVIEWER,), specialties=("neurology",)
)
BOB = Account(id="p-2", name="B. Person", email="bob@example.org")

TOKEN = Token(id="t-1", account="p-1", name="n", scopes=(Scope.READ,), made=1, expires=9)


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
        people.change(replace(BOB, email=ADA.email), {"email"})
    assert people.all() == (BOB, ADA)


def test_a_change_writes_what_is_named_and_leaves_the_rest_as_it_is(people: Accounts) -> None:
    people.change(replace(ADA, active=False), {"active"})
    old = replace(ADA, name="A. New", email="new@example.org", roles=(), specialties=())  # it was open then
    assert people.change(old, {"name"}) == replace(ADA, name="A. New", active=False)
    assert people.change(old, {"email"}).email == "new@example.org"
    assert people.change(old, {"roles", "specialties"}) == replace(old, active=False)
    assert people.change(ADA, {"active"}) == people.account("p-1") == old


def test_an_address_that_is_not_changed_is_in_nobodys_way(people: Accounts) -> None:
    people.change(replace(BOB, email="b@example.org"), {"email"})
    people.change(replace(ADA, email=BOB.email), {"email"})
    assert people.change(replace(BOB, name="B. New"), {"name"}).email == "b@example.org"


def test_a_condition_sees_everybody_as_they_are_and_refuses_the_whole_change(people: Accounts) -> None:
    seen: list[object] = []

    def refused(held: Mapping[str, Account]) -> None:
        seen.append(dict(held))
        raise NotAllowed("not this one")

    people.sign_in(signed_in("s"))
    people.change(replace(BOB, name="B. New"), {"name"})
    for change in (
        lambda: people.change(replace(ADA, active=False), {"active"}, provided=refused),
        lambda: people.erase("p-1", provided=refused),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert seen == [{"p-1": ADA, "p-2": replace(BOB, name="B. New")}] * 2
    assert (people.account("p-1"), people.session("s")) == (ADA, signed_in("s"))
    assert people.credentials("p-1") == Credentials(password="hash")


def test_of_many_who_close_one_another_at_once_one_stays_open(people: Accounts) -> None:
    for number in range(8):
        people.add(Account(id=f"a-{number}", name="A", email=f"a{number}@example.org"))
    ids = iter(range(8))

    def not_the_last(held: Mapping[str, Account]) -> None:
        if sum(one.active for one in held.values() if one.id.startswith("a-")) == 1:
            raise AccountTaken("the last one")

    def close() -> None:
        account = people.account(f"a-{next(ids)}")
        assert account is not None
        people.change(replace(account, active=False), {"active"}, provided=not_the_last)

    given = at_once(close)
    assert (given.count(None), given.count(AccountTaken)) == (7, 1)


def test_of_what_is_erased_the_name_stays(people: Accounts) -> None:
    people.set_second_factor("p-1", "sealed", ["one"])
    people.sign_in(signed_in("s"))
    people.add_token("k", TOKEN)
    assert people.erase("p-1") == people.account("p-1") == replace(ADA, email="-p-1", active=False)
    assert (people.credentials("p-1"), people.identity("p-1")) == (Credentials(), None)
    assert (people.session("s"), people.token("k"), people.account("p-2")) == (None, None, BOB)


def test_a_new_password_ends_the_tokens_and_the_sessions_but_one(people: Accounts) -> None:
    for key in ("s", "t"):
        people.sign_in(signed_in(key))
    people.sign_in(signed_in("u", account=BOB))
    people.add_token("k", TOKEN)
    people.add_token("l", replace(TOKEN, id="t-2", account="p-2"))
    assert people.renew_password("p-1", "new", was="hash", but="t")
    assert people.credentials("p-1").password == "new"
    assert [people.session(key) is not None for key in ("s", "t", "u")] == [False, True, True]
    assert (people.tokens("p-1"), len(people.tokens("p-2"))) == ((), 1)
    assert people.renew_password("p-1", "newer")
    assert people.sessions("p-1") == ()


def test_a_new_password_is_for_an_open_account_and_in_the_place_of_the_one_that_was(people: Accounts) -> None:
    people.sign_in(signed_in("s"))
    people.add_token("k", TOKEN)
    assert not people.renew_password("p-1", "new", was="another")
    people.set_password("p-1", "new", was="another")
    assert (people.session("s"), people.token("k")) == (signed_in("s"), TOKEN)
    assert people.credentials("p-1").password == "hash"
    people.change(replace(ADA, active=False), {"active"})
    assert not people.renew_password("p-1", "new", was="hash")
    assert people.credentials("p-1").password == "hash"
    people.set_password("p-1", "better", was="hash")
    assert people.credentials("p-1").password == "better"


def test_of_many_who_take_an_address_at_once_one_gets_it(people: Accounts) -> None:
    ids = iter(range(3, 99))
    given = at_once(lambda: people.add(Account(id=f"p-{next(ids)}", name="C", email="c@example.org")))
    assert (given.count(None), given.count(AccountTaken)) == (1, 7)


def test_a_closed_account_is_signed_out_and_has_no_tokens(people: Accounts) -> None:
    people.sign_in(signed_in("s"))
    people.sign_in(signed_in("t", account=BOB))
    people.add_token("k", Token(id="t-1", account="p-1", name="n", scopes=(Scope.READ,), made=1, expires=9))
    people.change(replace(ADA, active=False), {"active"})
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
