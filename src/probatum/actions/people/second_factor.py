"""The second factor: codes from an application (TOTP, RFC 6238), and recovery codes for whoever lost it."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass

import pyotp

from probatum.actions.clock import seconds
from probatum.actions.people.secrets import hashed, recovery_code
from probatum.actions.people.told import tell
from probatum.errors import NotAllowed, SignInFailed
from probatum.records.account import Account
from probatum.workspace import Workspace

#: Seconds that a code lasts, and how many codes before and after are taken as well (RFC 6238, 5.2).
STEP, AROUND = 30, 1

CODES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What an application is to be told: the secret (base 32) and the address that holds it all."""

    secret: str
    address: str


def propose(account: Account, secret: str = "") -> Enrolment:
    """A new secret, or ``secret`` again where it is one, for an application to take in. Nothing is kept."""
    chosen = secret if _base32(secret) else pyotp.random_base32()
    address = pyotp.TOTP(chosen).provisioning_uri(name=account.email or account.id, issuer_name="Probatum")
    return Enrolment(secret=chosen, address=address)


def enrol(ws: Workspace, account: Account, secret: str, code: str, *, at: str) -> tuple[str, ...]:
    """Take in a second factor, once a code shows that the application has it; gives the recovery codes.

    Raises ``SignInFailed`` where the code is not right, and ``NotAllowed`` where one is enrolled: that
    one is taken away first.
    """
    if ws.accounts.credentials(account.id).totp is not None:
        raise NotAllowed("a second factor is enrolled already; take it away first, then enrol another one")
    if not _base32(secret) or _step_of(secret, code, seconds(at)) is None:
        raise SignInFailed("the code is not right; check the clock of your device and type the code it shows")
    codes = tuple(recovery_code() for _ in range(CODES))
    ws.accounts.set_second_factor(account.id, ws.sealed.seal(secret), [hashed(one) for one in codes])
    ws.accounts.take_step(account.id, _step_of(secret, code, seconds(at)) or 0)
    tell(ws, "second factor enrolled", account.id, by=account.id, at=at)
    return codes


def disenrol(ws: Workspace, account: Account, *, by: str, at: str) -> None:
    """Take the second factor away, with its recovery codes."""
    ws.accounts.set_second_factor(account.id, None)
    tell(ws, "second factor removed", account.id, by=by, at=at)


def code_fits(ws: Workspace, account: Account, code: str, *, at: str) -> bool:
    """Whether a code of the application, or a recovery code, is right; it is used up."""
    held = ws.accounts.credentials(account.id).totp
    if held is None:
        return False
    typed = "".join(code.split())
    if typed.isdecimal():
        step = _step_of(ws.sealed.open(held), typed, seconds(at))
        return step is not None and ws.accounts.take_step(account.id, step)
    if ws.accounts.take_recovery(account.id, hashed(typed.lower())):
        tell(ws, "recovery code used", account.id, by=account.id, at=at)
        return True
    return False


def codes_left(ws: Workspace, account: Account) -> int:
    """How many recovery codes have not been used."""
    return len(ws.accounts.credentials(account.id).recovery)


def _step_of(secret: str, code: str, now: int) -> int | None:
    """The time step whose code this is, among those that are taken at ``now``."""
    typed = "".join(code.split())
    if not typed.isdecimal():
        return None
    totp = pyotp.TOTP(secret, interval=STEP)
    near = [now // STEP + offset for offset in range(-AROUND, AROUND + 1)]
    right = [step for step in near if hmac.compare_digest(totp.at(step * STEP).encode(), typed.encode())]
    return right[0] if right else None


def _base32(secret: str) -> bool:
    """Whether it is a secret of 80 to 640 bits as applications write it (RFC 4648, 6, without padding)."""
    if not (16 <= len(secret) <= 128 and secret.isascii()):
        return False
    try:
        base64.b32decode(secret + "=" * (-len(secret) % 8))
    except binascii.Error:
        return False
    return True
