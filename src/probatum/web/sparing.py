"""How often one address may do what costs others something. Kept in memory, for one process."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from math import ceil
from threading import Lock

from probatum.errors import TooOften

#: Of so many addresses it is remembered when they came; the one that came longest ago is forgotten first.
_MOST_ADDRESSES = 10_000


class Sparing:
    """Lets ``most`` through in any ``seconds``, for each address; ``what`` says what came too often."""

    def __init__(self, most: int, seconds: float, what: str) -> None:
        self._most = most
        self._seconds = seconds
        self._what = what
        self._came: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def admit(self, address: str) -> None:
        """Count one more from ``address``. Raises ``TooOften``, and then counts nothing."""
        now = time.monotonic()
        with self._lock:
            came = self._came.setdefault(address, deque())
            self._came.move_to_end(address)
            while came and now - came[0] > self._seconds:
                came.popleft()
            if len(came) >= self._most:
                wait = self._seconds - (now - came[0])
                raise TooOften(
                    f"{self._what} {self._most} times from your address; wait {max(1, round(wait / 60))} min "
                    "and repeat",
                    wait=ceil(wait),
                )
            came.append(now)
            while len(self._came) > _MOST_ADDRESSES:
                self._came.popitem(last=False)
