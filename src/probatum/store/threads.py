"""Where conversations rest: beside the trail, each its owner's alone, and gone when they are deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from probatum.errors import ThreadFull
from probatum.language.interface import filled
from probatum.records.decode import from_plain
from probatum.records.thread import Thread, Turn
from probatum.store.columns import writable
from probatum.store.engine import Database, written
from probatum.store.tables import threads

#: Owners that are no account begin with this; theirs are deleted when they have not been used for long.
READER = "reader:"


class Threads:
    """The conversations of one workspace, in the database of its store. Every change is one transaction.

    A conversation is read, changed and deleted by naming one of its owners: to anybody else it is not there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, thread: Thread, *, at: int, most: int) -> None:
        """Keep a new conversation. Raises ``ThreadFull`` where its owner has ``most`` already."""

        def work(connection: Connection) -> None:
            held = connection.execute(
                select(func.count()).select_from(threads).where(threads.c.owner == thread.owner)
            ).scalar_one()
            if held >= most:
                raise ThreadFull(
                    filled(
                        "{held} conversations are kept for you and no more can be; delete one, and begin "
                        "again",
                        held=held,
                    )
                )
            row = {"id": thread.id, "owner": thread.owner, "made": at, "used": at}
            connection.execute(insert(threads).values(**row, body=orjson.dumps(thread)))

        written(self._database, work)

    def add(
        self, thread: str, owners: Sequence[str], turn: Turn, *, at: int, most: int, after: int | None = None
    ) -> Thread | None:
        """Add a question to a conversation; gives it as it then is, None where the owners have none such.

        What was sent twice is added once: where the question number ``after`` + 1 is the same already.
        Raises ``ThreadFull`` where it has ``most`` questions.
        """

        def work(connection: Connection) -> Thread | None:
            row = connection.execute(_owned(thread, owners)).one_or_none()
            if row is None:
                return None
            held = _thread(row)
            if after is not None and [one.asked for one in held.turns[after : after + 1]] == [turn.asked]:
                return held
            if len(held.turns) >= most:
                raise ThreadFull(
                    filled(
                        "this conversation has {most} questions and takes no more; begin another", most=most
                    )
                )
            longer = Thread(id=held.id, owner=held.owner, made=held.made, turns=(*held.turns, turn))
            connection.execute(
                update(threads).where(threads.c.id == held.id).values(used=at, body=orjson.dumps(longer))
            )
            return longer

        return written(self._database, work)

    def read(self, thread: str, owners: Sequence[str]) -> Thread | None:
        """A conversation of one of these owners; None where they have none such."""
        if not writable(thread):
            return None
        with self._database.reading() as connection:
            row = connection.execute(_owned(thread, owners)).one_or_none()
        return _thread(row) if row is not None else None

    def of(self, owners: Sequence[str]) -> tuple[Thread, ...]:
        """Every conversation of these owners, the one used last first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(threads)
                .where(threads.c.owner.in_(list(owners)))
                .order_by(threads.c.used.desc(), threads.c.id)
            ).all()
        return tuple(map(_thread, rows))

    def delete(self, thread: str, owners: Sequence[str]) -> bool:
        """Delete a conversation for good; False where these owners have none such."""
        if not writable(thread):
            return False
        which = (threads.c.id == thread, threads.c.owner.in_(list(owners)))
        return written(
            self._database,
            lambda connection: connection.execute(delete(threads).where(*which)).rowcount == 1,
        )

    def delete_all(self, owners: Iterable[str]) -> int:
        """Delete every conversation of these owners for good; gives how many there were."""
        whose = threads.c.owner.in_(list(owners))
        return written(
            self._database, lambda connection: connection.execute(delete(threads).where(whose)).rowcount
        )

    def forget(self, *, used_before: int) -> int:
        """Delete what readers without an account have not used since; gives how many there were."""
        old = (threads.c.owner.startswith(READER, autoescape=True), threads.c.used < used_before)
        return written(
            self._database, lambda connection: connection.execute(delete(threads).where(*old)).rowcount
        )


def _owned(thread: str, owners: Sequence[str]) -> Any:
    return select(threads).where(threads.c.id == thread, threads.c.owner.in_(list(owners)))


def _thread(row: Row[Any]) -> Thread:
    return from_plain(Thread, orjson.loads(row.body))
