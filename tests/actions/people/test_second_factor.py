"""One-time codes as the standard has them, each good once, and codes for whoever lost the application."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from probatum.actions.clock import moment, seconds
from probatum.actions.people.second_factor import (
    CODES,
    STEP,
    code_fits,
    codes_left,
    disenrol,
    enrol,
    propose,
)
from probatum.errors import NotAllowed, SignInFailed
from probatum.records.account import Account
from probatum.workspace import Workspace
from tests.actions.people.conftest import NOON, Somebody

#: RFC 6238, appendix B: the secret of its examples, and for a moment the last six of its eight figures.
SECRET = base64.b32encode(b"12345678901234567890").decode()
EXAMPLES = [
    (59, "287082"),
    (1_111_111_109, "081804"),
    (1_111_111_111, "050471"),
    (1_234_567_890, "005924"),
    (2_000_000_000, "279037"),
    (20_000_000_000, "353130"),
]


def enrolled(ws: Workspace, account: Account, at: int) -> tuple[str, ...]:
    """Enrol the secret of the examples at a moment, with the code of the step before."""
    return enrol(ws, account, SECRET, pyotp.TOTP(SECRET).at(at - STEP), at=moment(at))


@pytest.mark.parametrize(("at", "code"), EXAMPLES)
def test_the_codes_of_the_standard_are_taken_once_each(
    house: Workspace, somebody: Somebody, at: int, code: str
) -> None:
    account = somebody()
    enrolled(house, account, at)
    typed = f" {code[:3]} {code[3:]} "
    assert code_fits(house, account, typed, at=moment(at))
    assert not code_fits(house, account, typed, at=moment(at))
    assert not code_fits(house, account, code, at=moment(at + 1))


@checked(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.integers(-5, 5), st.integers(0, STEP - 1))
def test_a_code_is_taken_within_one_step_and_no_further(
    house: Workspace, somebody: Somebody, away: int, into: int
) -> None:
    account = somebody()
    begin = seconds(NOON) // STEP * STEP
    enrolled(house, account, begin - 10 * STEP)
    code = pyotp.TOTP(SECRET).at(begin)
    assert code_fits(house, account, code, at=moment(begin + away * STEP + into)) == (abs(away) <= 1)


def test_no_code_of_an_earlier_step_is_taken_after_a_later_one(house: Workspace, somebody: Somebody) -> None:
    account, now = somebody(), seconds(NOON)
    enrolled(house, account, now - 10 * STEP)
    codes = [pyotp.TOTP(SECRET).at(now + offset * STEP) for offset in (-1, 0, 1)]
    taken = [code_fits(house, account, codes[which], at=NOON) for which in (1, 0, 1, 2, 2)]
    assert taken == [True, False, False, True, False]


@pytest.mark.parametrize("number", range(5))
def test_of_many_who_send_one_code_at_once_one_is_let_in(
    house: Workspace, somebody: Somebody, number: int
) -> None:
    account = somebody()
    recovery = enrolled(house, account, seconds(NOON) - 10 * STEP)[number]
    for code in (pyotp.TOTP(SECRET).at(seconds(NOON)), recovery):
        together = Barrier(4)

        def send(_: int, code: str = code, together: Barrier = together) -> bool:
            together.wait()
            return code_fits(house, account, code, at=NOON)

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(send, range(4))) == [False, False, False, True]


def test_recovery_codes_are_good_once_however_they_are_typed(house: Workspace, somebody: Somebody) -> None:
    account, other = somebody(), somebody()
    codes = enrolled(house, account, seconds(NOON))
    assert (len(set(codes)), codes_left(house, account)) == (CODES, CODES)
    assert not code_fits(house, other, codes[0], at=NOON)
    assert code_fits(house, account, f" {codes[0].upper()} ", at=NOON)
    assert not code_fits(house, account, codes[0], at=NOON)
    assert codes_left(house, account) == CODES - 1
    assert not any(code.encode() in one.read_bytes() for code in codes for one in house.path.glob("store.*"))


@pytest.mark.parametrize("code", ["", "-", "000000", "12345", "1234567", "١٢٣٤٥٦", "\ud800", "x" * 10_000])
def test_nothing_else_is_a_code(house: Workspace, somebody: Somebody, code: str) -> None:
    account = somebody()
    enrolled(house, account, seconds(NOON))
    assert not code_fits(house, account, code, at=moment(seconds(NOON) + 300))
    assert codes_left(house, account) == CODES


@pytest.mark.parametrize("secret", ["", "A" * 15, "A" * 17, "0" * 16, "Å" * 16, "A" * 129, "\ud800" * 16])
def test_what_is_no_secret_is_not_enrolled_and_another_is_offered(
    house: Workspace, somebody: Somebody, secret: str
) -> None:
    account = somebody()
    with pytest.raises(SignInFailed):
        enrol(house, account, secret, "000000", at=NOON)
    assert propose(account, secret).secret != secret
    assert not house.accounts.credentials(account.id).totp


def test_one_is_enrolled_at_a_time_and_what_it_shares_is_sealed(house: Workspace, somebody: Somebody) -> None:
    account = somebody()
    offered = propose(account)
    assert propose(account, offered.secret) == offered
    with pytest.raises(SignInFailed):
        enrol(house, account, offered.secret, "000000", at=NOON)
    right = pyotp.TOTP(offered.secret).at(seconds(NOON))
    enrol(house, account, offered.secret, right, at=NOON)
    held = house.accounts.credentials(account.id).totp
    assert held is not None
    assert (offered.secret in held, house.sealed.open(held)) == (False, offered.secret)
    with pytest.raises(NotAllowed):
        enrolled(house, account, seconds(NOON))
    disenrol(house, account, by="test", at=NOON)
    assert not code_fits(house, account, right, at=moment(seconds(NOON) + STEP))
    enrolled(house, account, seconds(NOON))
