"""The audits in hand: made one after another in the background, kept in memory for a while, then forgotten.

A text that somebody brings may be private. It is never written to the disk, its address cannot be guessed,
and it is gone an hour after it was last looked at, or when its reader says so.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from probatum.errors import AuditsFull, AuditStopped, NotHeld, ProbatumError
from probatum.language.interface import N_, filled
from probatum.render.audit_contract import AuditForm

#: An audit is kept for so long (seconds) after it was last looked at.
KEPT = 3_600.0
#: So many audits are kept; the one that was looked at longest ago goes first.
MOST_KEPT = 40
#: So many may be running or waiting.
MOST_WAITING = 8
#: So many are made at a time; the rest wait their turn.
AT_A_TIME = 2
#: An audit that takes longer than this (seconds) is stopped.
LONGEST = 1_800.0

_STOPPED = N_("This audit was stopped.")

#: Makes an audit; what it is given is to be called with claims done and claims in all.
Make = Callable[[Callable[[int, int], None]], AuditForm]


@dataclass(slots=True)
class Underway:
    """One audit: how far it is, then its document or what went wrong."""

    id: str
    name: str
    done: int = 0
    of: int = 0
    form: AuditForm | None = None
    fault: ProbatumError | None = None
    seen_at: float = 0.0
    forgotten: threading.Event = field(default_factory=threading.Event)
    future: Future[None] = field(default_factory=Future)

    @property
    def over(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return self.future.done()

    def await_end(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most so long; whether it has come."""
        wait([self.future], timeout=seconds)
        return self.over


class Audits:
    """The audits of one running application. Safe to call from any thread.

    The line is kept here, and the pool is given no more than it makes at a time: it would hold what waits in
    it, with the text that was brought, until its turn, even where it was forgotten long before.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic, kept: float = KEPT) -> None:
        self._now = now
        self._kept = kept
        self._lock = threading.Lock()
        self._held: dict[str, Underway] = {}
        self._line: dict[str, tuple[Underway, Make]] = {}
        self._running = 0
        self._pool = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="audit")

    def begin(self, make: Make, *, name: str) -> Underway:
        """Begin an audit, or put it in line. Raises ``AuditsFull`` where too many are in line already."""
        with self._lock:
            self._tidy()
            if self._running + len(self._line) >= MOST_WAITING:
                raise AuditsFull("Too many audits are being made just now. Wait a minute and send it again.")
            begun = Underway(id=secrets.token_urlsafe(18), name=name, seen_at=self._now())
            self._held[begun.id] = begun
            self._line[begun.id] = begun, make
            self._advance()
        return begun

    def find(self, audit: str) -> Underway:
        """An audit by its id. Raises ``NotHeld`` for one that is not, or no longer, in hand."""
        with self._lock:
            self._tidy()
            found = self._held.get(audit)
            if found is None:
                raise NotHeld(
                    "This audit is not kept any more: an audit is forgotten an hour after it was last looked "
                    "at, and when the server stops. Bring the text again."
                )
            found.seen_at = self._now()
        return found

    def forget(self, audit: str) -> None:
        """Stop an audit if it still runs, and forget it. One that is not in hand is forgotten already."""
        with self._lock:
            self._drop(audit)

    def close(self) -> None:
        """Stop everything and forget it."""
        for audit in list(self._held):
            self.forget(audit)
        self._pool.shutdown(wait=True)

    def _advance(self) -> None:
        """Give the pool what is next in line, if it has a hand free."""
        if self._line and self._running < AT_A_TIME:
            self._pool.submit(self._take, *self._line.pop(next(iter(self._line))))
            self._running += 1

    def _take(self, one: Underway, make: Make) -> None:
        """Make an audit, give its place to the next, and only then say that it is over."""
        unforeseen: BaseException | None = None
        try:
            self._run(one, make)
        except BaseException as fault:  # noqa: BLE001 - raised again where the audit is asked for
            unforeseen = fault
        with self._lock:
            self._running -= 1
            self._advance()
        if unforeseen is None:
            one.future.set_result(None)
        else:
            one.future.set_exception(unforeseen)

    def _run(self, one: Underway, make: Make) -> None:
        begun = self._now()

        def reached(done: int, of: int) -> None:
            one.done, one.of = done, of
            if one.forgotten.is_set():
                raise AuditStopped(_STOPPED)
            if self._now() - begun > LONGEST:
                raise AuditStopped(
                    filled(
                        "This audit took longer than {what} minutes and was stopped. Bring a part of the "
                        "text, or use: probatum audit FILE",
                        what=f"{LONGEST / 60:.0f}",
                    )
                )

        try:
            reached(0, 0)
            one.form = make(reached)
        except ProbatumError as fault:
            one.fault = fault

    def _tidy(self) -> None:
        """Forget what nobody has looked at for an hour, and the oldest where there are too many."""
        old = [one for one in self._held.values() if self._now() - one.seen_at > self._kept]
        over = sorted((one for one in self._held.values() if one.over), key=lambda one: one.seen_at)
        for one in (*old, *over[: max(0, len(self._held) - MOST_KEPT + 1)]):
            self._drop(one.id)

    def _drop(self, audit: str) -> None:
        """Forget an audit. One that runs stops at its next claim, one that waits is over at once."""
        found = self._held.pop(audit, None)
        if found is None:
            return
        found.forgotten.set()
        if self._line.pop(audit, None) is not None:
            found.fault = AuditStopped(_STOPPED)
            found.future.set_result(None)
