"""The seam below the store: a database, and the two ways to talk with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from probatum.errors import TurnedAway


class Database(Protocol):
    """One SQL database, spoken to with SQLAlchemy Core. Safe for threads.

    What the database says is wrong comes out of both as errors of ours (``WorkspaceError`` and below).
    """

    @property
    def name(self) -> str:
        """What to call it in a message: a path or an address, never with a password."""
        ...

    @property
    def shared(self) -> bool:
        """Whether other machines can use it too."""
        ...

    def identity(self) -> str:
        """What tells it from every other database; empty for one that rests in the workspace."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one consistent snapshot, and is given back at the end. Writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """The connection of a transaction that is alone in writing, also among processes.

        Committed, and on the disk, when the block ends; rolled back where an error leaves it. What is read
        in it is what there is: nobody writes between. Not to be opened within another one. Raises
        ``WorkspaceReadOnly``, and ``WorkspaceBusy`` where another writer does not end.
        """
        ...

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock ``name`` among all who use the database, on whatever machine. ``WorkspaceBusy``.

        Where only this machine can use it, the workspace's own locks do, and this one does nothing.
        """
        ...

    def product(self) -> str:
        """Name and version of the database."""
        ...

    def ails(self) -> tuple[str, ...]:
        """What is wrong with how it is set up, in sentences; nothing where all is well. Quick."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...


_T = TypeVar("_T")

#: How often a transaction is begun that the database could not serve beside another one.
_TRIES = 3


def written(database: Database, work: Callable[[Connection], _T]) -> _T:
    """Do ``work`` in a transaction of ``database.writing``, again where it was turned away; gives its result.

    Raises ``WorkspaceBusy`` where it is turned away every time.
    """
    for _ in range(_TRIES - 1):
        try:
            with database.writing() as connection:
                return work(connection)
        except TurnedAway:
            continue
    with database.writing() as connection:
        return work(connection)
