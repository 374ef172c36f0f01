"""Which passwords are taken, and that each fits its own hash and no other."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import assume, given
from hypothesis import strategies as st

from probatum.actions.people.passwords import LONGEST, SHORTEST, accepted, fits, kept, outdated
from probatum.errors import PasswordWeak

#: Whatever a form may send, halves of surrogate pairs too.
ANYTHING = st.text(st.characters(), max_size=LONGEST + 10)


def taken(password: str, known: tuple[str, ...] = ()) -> bool:
    """Whether a password may be used."""
    try:
        return accepted(password, known) == password
    except PasswordWeak:
        return False


@given(ANYTHING, ANYTHING)
def test_whatever_is_taken_fits_its_hash_and_nothing_else_does(password: str, other: str) -> None:
    held = kept(password)
    assert fits(password, held)
    if unicodedata.normalize("NFKC", password) != unicodedata.normalize("NFKC", other):
        assert not fits(other, held)
    if taken(password):
        assert SHORTEST <= len(password) <= LONGEST


@given(ANYTHING)
def test_where_there_is_no_account_nothing_fits(password: str) -> None:
    assert not fits(password, None)
    assert not fits(password, "no hash")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_typed_alike_fits_however_the_keyboard_writes_it(password: str) -> None:
    held = kept(password)
    assert fits(unicodedata.normalize("NFD", password), held)
    assert fits(password.replace(" ", "\u00a0"), held)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=20, max_size=60))
def test_only_what_others_would_try_first_is_refused(password: str) -> None:
    """Of many different characters nothing is asked: neither figures, nor signs, nor capitals."""
    assume(len({mark.casefold() for mark in password}) >= 16)
    assume(len(unicodedata.normalize("NFC", password)) <= LONGEST)
    assert taken(password)


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons wade home",
        "Øresund og Kattegat ved nat",
        "夜の港に七羽の鷺が静かに帰る",
        "семь тихих цапель идут домой",
        "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧",
        "v9$Kq!x7Lw2#",
        "tAg8uXw4Qz1Lp",
        "a" * 5 + " long sentence is as good as any " + "z" * 5,
        "x7" * 2 + "Herons wade home at seven" * 9,
    ],
)
def test_a_sentence_in_any_script_or_what_a_manager_makes_is_taken(password: str) -> None:
    assert accepted(password, ("ada.person@example.org", "Ada Person")) == password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abcabcabcabcabc",
        "abcdefghijklmnop",
        "zyxwvutsrqponmlk",
        "123456789012",
        "1.2.3.4.5.6.7.8.",
        "passwordpassword",
        "Password12345678",
        "P a s s w o r d 1 2 3 4",
        "............",
        "            ",
        "🦊" * 12,
        "\ufdfa",  # one character that a compatible form would make eighteen of
        "x" * (LONGEST + 1),
        "seven quiet herons wade home " * 20,
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordWeak):
        accepted(password)


@pytest.mark.parametrize(
    "password",
    ["ada.person@example.org", "Ada Person 1984", "AdaPerson!!!!", "probatum-probatum", "personexample99"],
)
def test_what_is_made_of_the_persons_own_name_or_address_is_refused(password: str) -> None:
    with pytest.raises(PasswordWeak):
        accepted(password, ("ada.person@example.org", "Ada Person"))


def test_the_same_password_is_kept_differently_each_time_and_never_as_it_is() -> None:
    one, other = kept("seven quiet herons"), kept("seven quiet herons")
    assert one != other
    assert one.startswith("$argon2id$")
    assert "herons" not in one


def test_a_hash_made_with_less_is_outdated() -> None:
    assert not outdated(kept("seven quiet herons"))
    assert outdated(PasswordHasher(time_cost=1, memory_cost=16, parallelism=2).hash("seven quiet herons"))
