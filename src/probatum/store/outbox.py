"""Messages that wait to be sent: once kept, none is lost, and none is made twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, func, insert, select, update

from probatum.records.decode import from_plain
from probatum.records.event import Event
from probatum.records.message import Message
from probatum.store.engine import Database, written
from probatum.store.tables import events, outbox, trail_read

#: What reads the trail for messages is called so.
READER = "mail"

#: So many events are read at a time, and so many messages sent.
CHUNK = 500

WAITING, SENT, GIVEN_UP = "waiting", "sent", "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that waits: how often it was tried, and when it came (seconds since 1970, UTC)."""

    message: Message
    tries: int
    made: int


class Outbox:
    """The messages of one workspace, in the database of its store. Every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> None:
        """Begin with what happens from now on, where the trail was never read: nobody is told old news."""

        def work(connection: Connection) -> None:
            if connection.execute(_READ).scalar() is None:
                last = connection.execute(select(func.max(events.c.number))).scalar() or 0
                connection.execute(insert(trail_read).values(reader=READER, number=last))

        written(self._database, work)

    def unread(self) -> Sequence[tuple[int, Event]]:
        """The next events that were not read yet, oldest first, each with its number."""
        with self._database.reading() as connection:
            after = connection.execute(_READ).scalar() or 0
            rows = connection.execute(
                select(events.c.number, events.c.body)
                .where(events.c.number > after)
                .order_by(events.c.number)
                .limit(CHUNK)
            ).all()
        return [(row.number, from_plain(Event, orjson.loads(row.body))) for row in rows]

    def keep(self, messages: Iterable[Message], *, at: int, read: int | None = None) -> int:
        """Keep messages, and that the trail was read up to the event ``read``; gives how many are new."""
        listed = {one.key: one for one in messages}

        def work(connection: Connection) -> int:
            held = select(outbox.c.key).where(outbox.c.key.in_(list(listed)))
            known = set(connection.execute(held).scalars())
            new = [one for key, one in listed.items() if key not in known]
            for one in new:
                connection.execute(insert(outbox).values(**_row(one, at)))
            if read is not None:
                mine = trail_read.c.reader == READER
                connection.execute(update(trail_read).where(mine).values(number=read))
            return len(new)

        return written(self._database, work)

    def due(self, at: int) -> Sequence[Waiting]:
        """The messages that are to be tried now, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(outbox)
                .where(outbox.c.state == WAITING, outbox.c.due <= at)
                .order_by(outbox.c.made, outbox.c.key)
                .limit(CHUNK)
            ).all()
        return [
            Waiting(
                message=Message(key=row.key, account=row.account, subject=row.subject, body=row.body),
                tries=row.tries,
                made=row.made,
            )
            for row in rows
        ]

    def sent(self, key: str) -> None:
        """Note that a message was sent; what it said is not kept any longer."""
        self._note(key, state=SENT, body="", problem="")

    def failed(self, key: str, problem: str, *, tries: int, due: int) -> None:
        """Note that a message could not be sent, and when it is tried again."""
        self._note(key, tries=tries, due=due, problem=problem[:500])

    def give_up(self, key: str, problem: str) -> None:
        """Note that a message is not tried any more."""
        self._note(key, state=GIVEN_UP, problem=problem[:500])

    def states(self) -> dict[str, int]:
        """How many messages there are in each state."""
        with self._database.reading() as connection:
            rows = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state)).all()
        return dict(sorted((row[0], row[1]) for row in rows))

    def _note(self, key: str, **values: object) -> None:
        written(
            self._database,
            lambda connection: connection.execute(update(outbox).where(outbox.c.key == key).values(**values)),
        )


_READ = select(trail_read.c.number).where(trail_read.c.reader == READER)


def _row(message: Message, at: int) -> dict[str, object]:
    return {
        "key": message.key,
        "account": message.account,
        "subject": message.subject,
        "body": message.body,
        "state": WAITING,
        "tries": 0,
        "made": at,
        "due": at,
        "problem": "",
    }
