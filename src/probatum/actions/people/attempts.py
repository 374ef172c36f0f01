"""How often signing in may fail: each failure more makes the next try wait longer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from probatum.actions.clock import seconds
from probatum.actions.people.secrets import hashed
from probatum.errors import TooOften
from probatum.language.interface import filled
from probatum.records.account import Account
from probatum.store.accounts import folded
from probatum.workspace import Workspace

#: So many failures in a row are free, for an account and for an address (behind which many may sit).
FREE_OF_ACCOUNT, FREE_OF_ADDRESS = 5, 30

#: The longest wait, and after how long without a failure all are forgotten (seconds). With these an account
#: is tried under a hundred times a day (NIST SP 800-63B, 5.2.2, allows a hundred in a row).
LONGEST, FORGOTTEN = 15 * 60, 24 * 3600


def keys_of(email: str, address: str) -> tuple[tuple[str, int], ...]:
    """Under what failures are counted, of an account and of a client's address; with how many are free."""
    return (
        (hashed(f"account {folded(email)}"), FREE_OF_ACCOUNT),
        *(((hashed(f"address {address}"), FREE_OF_ADDRESS),) if address else ()),
    )


def wait_after(failures: int, free: int) -> int:
    """How long (seconds) after the last of so many failures the next try is refused: 2, 4, 8 and so on."""
    over = failures - free
    return 0 if over < 0 else min(LONGEST, 2 ** min(over + 1, 20))


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A try that was let through; it counts as failed until it is known to be right.

    ``counted`` has the keys with the failures before it; ``last_free`` says whether the account has to wait
    from now on, should it be wrong.
    """

    counted: tuple[tuple[str, int, int], ...]
    last_free: bool


def admit(ws: Workspace, email: str, address: str, *, at: str) -> Try:
    """Let a try through and count it; one that comes too early is refused (``TooOften``)."""
    now = seconds(at)
    counted: list[tuple[str, int, int]] = []
    last_free = False
    for key, free in keys_of(email, address):
        failures, last, left = ws.accounts.tried(
            key, now, wait=partial(wait_after, free=free), forgotten_before=now - FORGOTTEN
        )
        if left:
            passed(ws, Try(counted=tuple(counted), last_free=False))  # it was no try
            raise TooOften(
                filled("signing in failed too often; wait {what} and try again", what=_words(left)), wait=left
            )
        counted.append((key, failures, last))
        last_free = last_free or (free == FREE_OF_ACCOUNT and failures + 1 == free)
    return Try(counted=tuple(counted), last_free=last_free)


def passed(ws: Workspace, tried: Try) -> None:
    """The try was right, or none at all: it does not count."""
    for key, failures, last in tried.counted:
        ws.accounts.taken_back(key, failures, last)


def clear(ws: Workspace, account: Account) -> None:
    """Forget the failures of an account, once it is signed in; those of the client's address stay."""
    ws.accounts.cleared(keys_of(account.email, "")[0][0])


def _words(left: int) -> str:
    return f"{left} s" if left < 90 else f"{round(left / 60)} min"
