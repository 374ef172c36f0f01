"""Invitations and links: each is good once, for whom it is meant, until it is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from probatum.actions.clock import moment, seconds
from probatum.actions.people.invite import DAY, WEEK, invitation, invite, invite_back, withdraw
from probatum.actions.people.join import join, set_anew
from probatum.actions.people.roles import close
from probatum.actions.people.sessions import session_of
from probatum.actions.people.sign_in import enter, sign_in
from probatum.actions.people.tokens import make_token, token_of
from probatum.errors import (
    AccountTaken,
    LinkSpent,
    NotHeld,
    NotSignedIn,
    PasswordWeak,
    ReasonMissing,
    SignInFailed,
)
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.workspace import Workspace
from tests.actions.people.conftest import GOOD, NOON, Somebody

NEW = "nine loud robins march off"


def after(passed: int) -> str:
    """So many seconds after noon."""
    return moment(seconds(NOON) + passed)


def test_an_invitation_makes_the_account_that_it_names(house: Workspace) -> None:
    made = invite(
        house,
        email=" Ada@Example.ORG ",
        name="Ada  Byron",
        roles=[Role.REVIEWER, Role.AUTHOR, Role.REVIEWER],
        specialties=["Rheumatology ", "", "rheumatology"],
        by="test",
        at=NOON,
    )
    account = join(house, made.secret, email="other@example.org", name="", password=GOOD, at=NOON)
    assert account == Account(
        id=account.id,
        name="Ada Byron",
        email="ada@example.org",
        roles=(Role.REVIEWER, Role.AUTHOR),
        specialties=("rheumatology",),
    )
    assert sign_in(house, "ADA@example.org", GOOD, at=NOON).account == account
    with pytest.raises(LinkSpent):
        join(house, made.secret, email="x@example.org", name="X", password=GOOD, at=NOON)


@pytest.mark.parametrize("number", range(5))
def test_of_several_who_come_with_one_link_at_once_one_joins(house: Workspace, number: int) -> None:
    link = invite(house, by="test", at=NOON).secret
    together = Barrier(4)

    def come(who: int) -> str:
        together.wait()
        try:
            return join(
                house, link, email=f"c{number}.{who}@example.org", name=f"C {who}", password=GOOD, at=NOON
            ).email
        except LinkSpent:
            return ""

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(come, range(4)))
    joined = [one.email for one in house.accounts.all() if one.email.startswith(f"c{number}.")]
    assert joined == [email for email in came if email]
    assert len(joined) == 1


@pytest.mark.parametrize("number", range(5))
def test_of_two_who_want_one_address_at_once_one_gets_it_and_the_other_is_told(
    house: Workspace, number: int
) -> None:
    links = [invite(house, by="test", at=NOON).secret for _ in range(2)]
    together = Barrier(2)

    def come(link: str) -> bool:
        together.wait()
        try:
            join(house, link, email=f"same{number}@example.org", name="S", password=GOOD, at=NOON)
        except AccountTaken:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, links)) == [False, True]


def test_a_link_is_good_to_its_last_second(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    for made, long in (
        (invite(house, by="test", at=NOON), WEEK),
        (invite_back(house, account, by="test", at=NOON), DAY),
    ):
        assert invitation(house, made.secret, at=after(long - 1)) == made.invitation
        with pytest.raises(LinkSpent):
            invitation(house, made.secret, at=after(long))


def test_a_later_link_to_the_same_address_or_account_takes_the_place_of_the_earlier(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    pairs = [
        [invite(house, email="twice@example.org", by="test", at=NOON) for _ in range(2)],
        [invite_back(house, account, by="test", at=NOON) for _ in range(2)],
    ]
    for earlier, later in pairs:
        with pytest.raises(LinkSpent):
            invitation(house, earlier.secret, at=NOON)
        assert invitation(house, later.secret, at=NOON) == later.invitation
        withdraw(house, later.invitation.id, by="test", at=NOON)
        with pytest.raises(LinkSpent):
            invitation(house, later.secret, at=NOON)
        with pytest.raises(NotHeld):
            withdraw(house, later.invitation.id, by="test", at=NOON)


def test_what_is_refused_leaves_the_link_good(house: Workspace, somebody: Somebody) -> None:
    taken = somebody()
    link = invite(house, by="test", at=NOON).secret
    right = {"email": "free@example.org", "name": "F", "password": GOOD}
    for wrong, refusal in (
        ({"password": "short"}, PasswordWeak),
        ({"name": " "}, ReasonMissing),
        ({"name": "x" * 200}, ReasonMissing),
        ({"email": "no address"}, ReasonMissing),
        ({"email": "nul\x00@example.org"}, ReasonMissing),
        ({"email": "half\ud800@example.org"}, ReasonMissing),
        ({"email": taken.email.upper()}, AccountTaken),
    ):
        with pytest.raises(refusal):
            join(house, link, **{**right, **wrong}, at=NOON)
    assert join(house, link, **right, at=NOON).email == "free@example.org"


def test_who_has_an_account_is_not_invited_again(house: Workspace, somebody: Somebody) -> None:
    with pytest.raises(AccountTaken):
        invite(house, email=somebody().email, by="test", at=NOON)


def test_a_link_for_a_new_password_sets_it_once_and_signs_out_everywhere(
    house: Workspace, somebody: Somebody
) -> None:
    account = somebody()
    entry = enter(house, account, at=NOON)
    link = invite_back(house, account, by="test", at=NOON).secret
    with pytest.raises(LinkSpent):
        join(house, link, email="x@example.org", name="X", password=NEW, at=NOON)
    with pytest.raises(PasswordWeak):
        set_anew(house, link, password="short", at=NOON)
    assert session_of(house, entry.secret, at=NOON) is not None
    assert set_anew(house, link, password=NEW, at=NOON) == account
    assert session_of(house, entry.secret, at=NOON) is None
    with pytest.raises(SignInFailed):
        sign_in(house, account.email, GOOD, at=NOON)
    assert sign_in(house, account.email, NEW, at=NOON).account == account
    with pytest.raises(LinkSpent):
        set_anew(house, link, password=GOOD, at=NOON)


def test_a_link_opens_no_account_that_was_closed_meanwhile(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    link = invite_back(house, account, by="test", at=NOON).secret
    close(house, account, by="test", at=NOON)
    with pytest.raises(LinkSpent):
        set_anew(house, link, password=NEW, at=NOON)


def test_a_link_for_a_new_password_ends_the_tokens_too(house: Workspace, somebody: Somebody) -> None:
    account, other = somebody(), somebody()
    mine, elses = (
        make_token(house, one, name="n", scopes=[Scope.READ], days=1, by=one.id, at=NOON).secret
        for one in (account, other)
    )
    link = invite_back(house, account, by="test", at=NOON).secret
    with pytest.raises(PasswordWeak):
        set_anew(house, link, password="short", at=NOON)
    assert token_of(house, mine, at=NOON)[0] == account
    set_anew(house, link, password=NEW, at=NOON)
    with pytest.raises(NotSignedIn):
        token_of(house, mine, at=NOON)
    assert token_of(house, elses, at=NOON)[0] == other


def test_an_invitation_sets_no_password(house: Workspace) -> None:
    with pytest.raises(LinkSpent):
        set_anew(house, invite(house, by="test", at=NOON).secret, password=NEW, at=NOON)
