"""Accounts: who can sign in, and what an API token may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probatum.records.review import Person, Role


class Scope(StrEnum):
    """What an API token may be used for, whatever its owner may do (RFC 6749, section 3.3)."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    ADMINISTER = "administer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who can sign in. ``id`` never changes and is never given again; ``email`` may change.

    ``active`` is false once an administrator has closed the account: what it decided stands, nothing new can
    be done with it. ``second_factor`` says whether a TOTP application is enrolled.
    """

    id: str
    name: str
    email: str
    roles: tuple[Role, ...] = (Role.READER,)
    specialties: tuple[str, ...] = ()
    active: bool = True
    second_factor: bool = False

    @property
    def person(self) -> Person:
        """The person as they are written into a decision: with the roles and specialties of this moment."""
        return Person(id=self.id, name=self.name, roles=self.roles, specialties=self.specialties)
