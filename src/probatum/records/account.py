"""Accounts: who can sign in, where they are signed in, and what a token may be used for."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """How an account proves who it is: nothing of it leaves the server.

    ``password`` is an Argon2id hash (RFC 9106), ``totp`` a sealed secret (RFC 6238), ``totp_step`` the last
    time step of which a code was taken, ``recovery`` the hashes of the codes that are left.
    """

    password: str | None = None
    totp: str | None = None
    totp_step: int = 0
    recovery: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """One place where an account is signed in; ``key`` is the hash of what the browser holds.

    ``made`` and ``seen`` are seconds since 1970 (UTC). ``whole`` is false while the second factor is still
    to be given: such a session opens no door.
    """

    key: str
    account: str
    csrf: str
    made: int
    seen: int
    whole: bool = True
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token for programs, without the token itself. Times are seconds since 1970; ``used`` may be 0."""

    id: str
    account: str
    name: str
    scopes: tuple[Scope, ...]
    made: int
    expires: int
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that makes an account; where ``account`` names one, the link gives it a new password.

    Times are seconds since 1970 (UTC).
    """

    id: str
    email: str = ""
    name: str = ""
    roles: tuple[Role, ...] = (Role.READER,)
    specialties: tuple[str, ...] = ()
    account: str | None = None
    made: int
    expires: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom an OpenID provider vouches for. ``identity`` is its issuer and what it calls the person, for ever.

    ``verified`` says whether the provider saw that ``email`` is theirs; ``groups`` may give roles.
    """

    identity: str
    name: str = ""
    email: str = ""
    verified: bool = False
    groups: tuple[str, ...] = ()
