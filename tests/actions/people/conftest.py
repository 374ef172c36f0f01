"""A house with people in it, and passwords that are quickly hashed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from argon2 import PasswordHasher

from probatum.actions.people import passwords
from probatum.records.account import Account
from probatum.records.review import Role
from probatum.settings import Dense, Settings
from probatum.workspace import Workspace, open_workspace

GOOD = "seven quiet herons wade home"

#: When it is.
NOON = "2026-03-01T12:00:00Z"


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Argon2id with as little as it takes: what is tested is not how long it takes."""
    kept, passwords._HASHER = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobodys.cache_clear()
    yield
    passwords._HASHER = kept
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that all these tests share; each has people of its own in it."""
    settings = Settings(dense=Dense(enabled=False))
    opened = open_workspace(tmp_path_factory.mktemp("people") / "house", settings=settings, starter=False)
    yield opened
    opened.close()


Somebody = Callable[..., Account]

_numbers = count(1)


@pytest.fixture
def somebody(house: Workspace) -> Somebody:
    """Makes an account with these roles and a password."""

    def made(*roles: Role, password: str | None = GOOD) -> Account:
        number = next(_numbers)
        account = Account(
            id=f"p-{number}",
            name=f"Person {number}",
            email=f"person{number}@example.org",
            roles=roles or (Role.READER,),
        )
        house.accounts.add(account, password=passwords.kept(password) if password else None)
        return account

    return made
