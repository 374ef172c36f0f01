"""How often somebody may do what costs others something. Kept in memory, for one process."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil
from threading import Lock

from fastapi import Request

from probatum.errors import TooOften
from probatum.language.interface import filled
from probatum.settings import Limits
from probatum.web.identity import address, visitor

#: Of so many addresses it is remembered when they came; the one that came longest ago is forgotten first.
_MOST_ADDRESSES = 10_000


class Sparing:
    """Lets ``most`` through in any ``seconds``, for each address; ``what`` says what came too often.

    With 0 it lets all through.
    """

    def __init__(
        self, most: int, seconds: float, what: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._what = what
        self._clock = clock
        self._came: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def admit(self, address: str) -> None:
        """Count one more from ``address``. Raises ``TooOften``, and then counts nothing."""
        if not self._most:
            return
        now = self._clock()
        with self._lock:
            came = self._came.setdefault(address, deque())
            self._came.move_to_end(address)
            while came and now - came[0] > self._seconds:
                came.popleft()
            if len(came) >= self._most:
                wait = self._seconds - (now - came[0])
                raise TooOften(
                    filled(
                        "{what} {most} times from your address; wait {what_2} min and repeat",
                        what=self._what,
                        most=self._most,
                        what_2=max(1, round(wait / 60)),
                    ),
                    wait=ceil(wait),
                )
            came.append(now)
            while len(self._came) > _MOST_ADDRESSES:
                self._came.popitem(last=False)


def sparings(limits: Limits) -> dict[str, Sparing]:
    """What nobody may do too often."""
    return {
        "ask": Sparing(limits.asks, 60, "questions have been asked"),
        "audit": Sparing(limits.audits, 600, "texts have been brought"),
        "report": Sparing(10, 3600, "errors have been reported"),
        "pdf": Sparing(60, 600, "PDFs have been asked for"),
        "trail": Sparing(30, 600, "trails have been asked for"),
    }


def spare(request: Request, name: str) -> None:
    """Count one more of what may not be done too often. Raises ``TooOften``.

    Whoever is signed in counts for themselves: behind one address there may be a whole hospital.
    """
    sparing: Sparing = request.app.state.sparing[name]
    account = visitor(request).account
    sparing.admit(account.id if account else address(request))
