"""The seam below the store: a database, and the two ways to talk with it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Database(Protocol):
    """One SQL database, spoken to with SQLAlchemy Core. Safe for threads.

    What the database says is wrong comes out of both as errors of ours (``WorkspaceError`` and below).
    """

    @property
    def name(self) -> str:
        """What to call it in a message: a path or an address, never with a password."""
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

    def close(self) -> None:
        """Let go of every connection."""
        ...
