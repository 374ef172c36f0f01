"""Where people rest: accounts, sessions, tokens, invitations, failed sign-ins. Secrets only as hashes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, Row, Table, and_, delete, insert, or_, select, update

from probatum.errors import AccountTaken
from probatum.records.account import Account, Credentials, Invitation, Scope, SignedIn, Token
from probatum.records.review import Role
from probatum.store.columns import writable
from probatum.store.engine import Database, written
from probatum.store.tables import accounts, attempts, invitations, sessions, tokens

#: What of an account is changed.
Part = Literal["name", "email", "roles", "specialties", "active"]
_PARTS: tuple[Part, ...] = ("name", "email", "roles", "specialties", "active")

#: Sees every account by its id, as it is when a change is made; refuses the change by raising an error.
Condition = Callable[[Mapping[str, Account]], None]


class Accounts:
    """The people of one workspace, in the database of its store. Every change is one transaction.

    Keys of sessions, tokens and invitations are hashes of secrets that are known only to whoever holds them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- accounts -----------------------------------------------------------------------------------------

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return tuple(_held(connection).values())

    def account(self, account: str) -> Account | None:
        """An account by its id; None where there is none."""
        row = self._one(accounts, accounts.c.id == account) if writable(account) else None
        return _account(row) if row is not None else None

    def by_email(self, email: str) -> Account | None:
        """An account by its address, as :func:`folded` writes it."""
        row = self._one(accounts, accounts.c.email == folded(email))
        return _account(row) if row is not None else None

    def by_identity(self, identity: str) -> Account | None:
        """The account that an OpenID provider calls ``identity``."""
        row = self._one(accounts, accounts.c.identity == identity)
        return _account(row) if row is not None else None

    def identity(self, account: str) -> str | None:
        """What an OpenID provider calls the account; None where it is tied to none."""
        row = self._one(accounts, accounts.c.id == account)
        return row.identity if row is not None else None

    def credentials(self, account: str) -> Credentials:
        """How an account proves who it is; nothing where there is no such account."""
        row = self._one(accounts, accounts.c.id == account)
        if row is None:
            return Credentials()
        return Credentials(
            password=row.password,
            totp=row.totp,
            totp_step=row.totp_step,
            recovery=tuple(orjson.loads(row.recovery)),
        )

    def add(self, account: Account, *, password: str | None = None, identity: str | None = None) -> None:
        """Keep a new account. Raises ``AccountTaken`` where its address has one already."""

        def work(connection: Connection) -> None:
            _free(connection, account)
            row = {**_row(account), "totp_step": 0, "recovery": "[]"}
            connection.execute(insert(accounts).values(**row, password=password, identity=identity))

        written(self._database, work)

    def change(
        self, account: Account, only: Collection[Part], *, provided: Condition | None = None
    ) -> Account:
        """Keep what an account is called, its address, roles, specialties, and whether it is open.

        Of these ``only`` what is named: ``account`` was read before, and what others changed since is to
        stay. ``provided`` looks in the same transaction: what it finds is so until the change is made. Gives
        the account as it is then. Raises ``AccountTaken`` where another account has the address. A closed
        account is signed out.
        """

        def work(connection: Connection) -> Account:
            if provided is not None:
                provided(_held(connection))
            if "email" in only:
                _free(connection, account)
            row = _row(account)
            return _changed(connection, account.id, {part: row[part] for part in _PARTS if part in only})

        return written(self._database, work)

    def erase(self, account: str, *, provided: Condition | None = None) -> Account:
        """Close an account and keep of it no address, password, second factor or provider.

        ``provided`` looks in the same transaction. Gives the account as it is then.
        """
        bare = {"password": None, "totp": None, "totp_step": 0, "recovery": "[]", "identity": None}

        def work(connection: Connection) -> Account:
            if provided is not None:
                provided(_held(connection))
            return _changed(connection, account, {**bare, "email": f"-{account}", "active": False})

        return written(self._database, work)

    def set_password(self, account: str, password: str, *, was: str | None = None) -> None:
        """Keep another hash of the password; where ``was`` is given, only in the place of that one."""
        which = accounts.c.id == account
        self._update(
            accounts, which if was is None else and_(which, accounts.c.password == was), password=password
        )

    def renew_password(
        self, account: str, password: str, *, was: str | None = None, but: str | None = None
    ) -> bool:
        """Keep the hash of a new password, and end every token and every session (``but`` one).

        Whoever got in by the old password is to be out, by whatever door. False, and all is as before, where
        the account is closed, or its hash is no longer what it ``was``: somebody else set one meanwhile.
        """
        which = [accounts.c.id == account, accounts.c.active.is_(True)]
        if was is not None:
            which.append(accounts.c.password == was)

        def work(connection: Connection) -> bool:
            done = connection.execute(update(accounts).where(*which).values(password=password))
            if done.rowcount == 1:
                _shut_out(connection, account, but=but)
            return done.rowcount == 1

        return written(self._database, work)

    def set_identity(self, account: str, identity: str | None) -> None:
        """Keep by what name an OpenID provider knows the account."""
        self._update(accounts, accounts.c.id == account, identity=identity)

    def set_second_factor(self, account: str, totp: str | None, recovery: Sequence[str] = ()) -> None:
        """Keep a sealed TOTP secret and the hashes of recovery codes; None takes the second factor away."""
        codes = orjson.dumps(list(recovery)).decode()
        self._update(accounts, accounts.c.id == account, totp=totp, totp_step=0, recovery=codes)

    def take_step(self, account: str, step: int) -> bool:
        """Mark a time step's code as used; False where it, or a later one, has been used (RFC 6238, 5.2)."""

        def work(connection: Connection) -> bool:
            done = connection.execute(
                update(accounts)
                .where(accounts.c.id == account, accounts.c.totp_step < step)
                .values(totp_step=step)
            )
            return done.rowcount == 1

        return written(self._database, work)

    def take_recovery(self, account: str, code: str) -> bool:
        """Use up a recovery code, by its hash; False where there is no such code left."""

        def work(connection: Connection) -> bool:
            held = connection.execute(select(accounts.c.recovery).where(accounts.c.id == account)).scalar()
            codes = orjson.loads(held or "[]")
            if code not in codes:
                return False
            left = orjson.dumps([one for one in codes if one != code]).decode()
            connection.execute(update(accounts).where(accounts.c.id == account).values(recovery=left))
            return True

        return written(self._database, work)

    # --- sessions -----------------------------------------------------------------------------------------

    def sign_in(self, session: SignedIn, *, instead_of: str | None = None, was: str | None = None) -> bool:
        """Keep a session, in the place of another one where a session is made anew.

        False, and none is kept, where what opened the door does so no more: the account is closed, its hash
        of the password is no longer what it ``was``, or the other session was ended.
        """

        def work(connection: Connection) -> bool:
            if not _stands(connection, session.account, session=instead_of, password=was):
                return False
            connection.execute(delete(sessions).where(sessions.c.key == instead_of))
            values = {name: getattr(session, name) for name in SignedIn.__slots__}
            connection.execute(insert(sessions).values(**values))
            return True

        return written(self._database, work)

    def session(self, key: str) -> SignedIn | None:
        """A session by the hash of what the browser holds."""
        row = self._one(sessions, sessions.c.key == key)
        return _session(row) if row is not None else None

    def sessions(self, account: str) -> tuple[SignedIn, ...]:
        """Where an account is signed in, latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(sessions).where(sessions.c.account == account).order_by(sessions.c.seen.desc())
            ).all()
        return tuple(map(_session, rows))

    def seen(self, key: str, at: int) -> None:
        """Note that a session was used."""
        self._update(sessions, sessions.c.key == key, seen=at)

    def sign_out(self, account: str, *, key: str | None = None, but: str | None = None) -> None:
        """End one session of an account, else all of them, else all ``but`` one."""
        which = [sessions.c.account == account]
        if key is not None:
            which.append(sessions.c.key == key)
        if but is not None:
            which.append(sessions.c.key != but)
        written(self._database, lambda connection: connection.execute(delete(sessions).where(*which)))

    def forget(self, *, made_before: int, seen_before: int) -> None:
        """Remove the sessions that are over."""
        over = or_(sessions.c.made < made_before, sessions.c.seen < seen_before)
        written(self._database, lambda connection: connection.execute(delete(sessions).where(over)))

    # --- tokens -------------------------------------------------------------------------------------------

    def add_token(self, key: str, token: Token, *, session: str | None = None) -> bool:
        """Keep a token by its hash; False where its account is closed, or the ``session`` that asks ended."""
        values = {name: getattr(token, name) for name in Token.__slots__}
        values["scopes"] = orjson.dumps(token.scopes).decode()

        def work(connection: Connection) -> bool:
            stands = _stands(connection, token.account, session=session)
            if stands:
                connection.execute(insert(tokens).values(key=key, **values))
            return stands

        return written(self._database, work)

    def token(self, key: str) -> Token | None:
        """A token by its hash."""
        row = self._one(tokens, tokens.c.key == key)
        return _token(row) if row is not None else None

    def tokens(self, account: str) -> tuple[Token, ...]:
        """The tokens of an account, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(tokens).where(tokens.c.account == account).order_by(tokens.c.made.desc(), tokens.c.id)
            ).all()
        return tuple(map(_token, rows))

    def used(self, token: str, at: int) -> None:
        """Note that a token was used."""
        self._update(tokens, tokens.c.id == token, used=at)

    def revoke(self, account: str, token: str) -> bool:
        """Remove a token of an account; False where it has none such."""

        def work(connection: Connection) -> bool:
            done = connection.execute(delete(tokens).where(tokens.c.account == account, tokens.c.id == token))
            return done.rowcount == 1

        return written(self._database, work)

    # --- invitations --------------------------------------------------------------------------------------

    def invite(self, key: str, invitation: Invitation) -> None:
        """Keep an invitation by the hash of its link, in the place of one to the same address or account."""
        values = {name: getattr(invitation, name) for name in Invitation.__slots__}
        values["roles"] = orjson.dumps(invitation.roles).decode()
        values["specialties"] = orjson.dumps(invitation.specialties).decode()

        def work(connection: Connection) -> None:
            if invitation.email:
                connection.execute(delete(invitations).where(invitations.c.email == invitation.email))
            if invitation.account:
                connection.execute(delete(invitations).where(invitations.c.account == invitation.account))
            connection.execute(insert(invitations).values(key=key, **values))

        written(self._database, work)

    def invitation(self, key: str) -> Invitation | None:
        """An invitation by the hash of its link."""
        row = self._one(invitations, invitations.c.key == key)
        return _invitation(row) if row is not None else None

    def invitations(self) -> tuple[Invitation, ...]:
        """Every open invitation, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(invitations).order_by(invitations.c.made, invitations.c.id)
            ).all()
        return tuple(map(_invitation, rows))

    def take_invitation(self, key: str) -> Invitation | None:
        """Use up an invitation: of two who come at once only one gets it."""

        def work(connection: Connection) -> Invitation | None:
            row = connection.execute(select(invitations).where(invitations.c.key == key)).one_or_none()
            connection.execute(delete(invitations).where(invitations.c.key == key))
            return _invitation(row) if row is not None else None

        return written(self._database, work)

    def withdraw(self, invitation: str) -> bool:
        """Remove an invitation by its id; False where there is none such."""

        def work(connection: Connection) -> bool:
            return connection.execute(delete(invitations).where(invitations.c.id == invitation)).rowcount == 1

        return written(self._database, work)

    # --- failed sign-ins ----------------------------------------------------------------------------------

    def failures(self, key: str) -> tuple[int, int]:
        """How often in a row it failed under ``key``, and when last (seconds since 1970)."""
        row = self._one(attempts, attempts.c.key == key)
        return (row.failures, row.last) if row is not None else (0, 0)

    def tried(
        self, key: str, at: int, *, wait: Callable[[int], int], forgotten_before: int
    ) -> tuple[int, int, int]:
        """Count a try as failed, until it is known to be right.

        Gives the failures in a row before it, when the last of them was, and how long is left to wait: a try
        that comes earlier than ``wait`` seconds after so many failures is not counted. Looking and counting
        are one transaction: of many who try at once no more are let through than one after the other.
        """

        def work(connection: Connection) -> tuple[int, int, int]:
            row = connection.execute(select(attempts).where(attempts.c.key == key)).one_or_none()
            held = row if row is not None and row.last >= forgotten_before else None
            failures, last = (held.failures, held.last) if held is not None else (0, 0)
            left = max(0, last + wait(failures) - at)
            if not left:
                old = attempts.c.last < forgotten_before
                connection.execute(delete(attempts).where(or_(attempts.c.key == key, old)))
                connection.execute(insert(attempts).values(key=key, failures=failures + 1, last=at))
            return failures, last, left

        return written(self._database, work)

    def taken_back(self, key: str, failures: int, last: int) -> None:
        """A try that was counted after so many ``failures``, of which the last was at ``last``, was right.

        All is as before it; where others have tried since, it stays counted.
        """
        which = (attempts.c.key == key, attempts.c.failures == failures + 1)

        def work(connection: Connection) -> None:
            if failures:
                values = {"failures": failures, "last": last}
                connection.execute(update(attempts).where(*which).values(**values))
            else:
                connection.execute(delete(attempts).where(*which))

        written(self._database, work)

    def cleared(self, key: str) -> None:
        """Forget the failures under ``key``."""
        written(
            self._database,
            lambda connection: connection.execute(delete(attempts).where(attempts.c.key == key)),
        )

    # ------------------------------------------------------------------------------------------------------

    def _one(self, table: Table, which: Any) -> Row[Any] | None:
        with self._database.reading() as connection:
            return connection.execute(select(table).where(which)).one_or_none()

    def _update(self, table: Table, which: Any, **values: Any) -> None:
        written(
            self._database, lambda connection: connection.execute(update(table).where(which).values(**values))
        )


def folded(email: str) -> str:
    """An address as it is compared: without spaces around it, in small letters, and such as can be kept."""
    return email.strip().casefold().encode("utf-8", "replace").decode()


def _free(connection: Connection, account: Account) -> None:
    taken = connection.execute(
        select(accounts.c.id).where(accounts.c.email == account.email, accounts.c.id != account.id)
    ).scalar()
    if taken is not None:
        raise AccountTaken("this e-mail address has an account already; sign in, or use another address")


def _held(connection: Connection) -> dict[str, Account]:
    """Every account by its id, in the order of their names."""
    rows = connection.execute(select(accounts).order_by(accounts.c.name, accounts.c.id)).all()
    return {row.id: _account(row) for row in rows}


def _changed(connection: Connection, account: str, values: Mapping[str, Any]) -> Account:
    """The account with these columns changed and no other; one that is closed by it is signed out."""
    which = accounts.c.id == account
    if values:
        connection.execute(update(accounts).where(which).values(**values))
    if values.get("active") is False:
        _shut_out(connection, account)
    return _account(connection.execute(select(accounts).where(which)).one())


def _stands(
    connection: Connection, account: str, *, session: str | None = None, password: str | None = None
) -> bool:
    """Whether an account is open, still has this session, and this hash of its password."""
    which = [accounts.c.id == account, accounts.c.active.is_(True)]
    if password is not None:
        which.append(accounts.c.password == password)
    if session is not None:
        held = select(sessions.c.key).where(sessions.c.key == session, sessions.c.account == account)
        which.append(held.exists())
    return connection.execute(select(accounts.c.id).where(*which)).scalar() is not None


def _shut_out(connection: Connection, account: str, *, but: str | None = None) -> None:
    """End every token of an account, and every session ``but`` one."""
    which = [sessions.c.account == account, *([sessions.c.key != but] if but is not None else [])]
    connection.execute(delete(sessions).where(*which))
    connection.execute(delete(tokens).where(tokens.c.account == account))


def _row(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email,
        "name": account.name,
        "roles": orjson.dumps(account.roles).decode(),
        "specialties": orjson.dumps(account.specialties).decode(),
        "active": account.active,
    }


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=_roles(row.roles),
        specialties=tuple(orjson.loads(row.specialties)),
        active=bool(row.active),
        second_factor=row.totp is not None,
    )


def _roles(written_as: str) -> tuple[Role, ...]:
    return tuple(Role(one) for one in orjson.loads(written_as))


def _session(row: Row[Any]) -> SignedIn:
    return SignedIn(**{name: getattr(row, name) for name in SignedIn.__slots__})


def _token(row: Row[Any]) -> Token:
    values = {name: getattr(row, name) for name in Token.__slots__}
    return Token(**{**values, "scopes": tuple(Scope(one) for one in orjson.loads(row.scopes))})


def _invitation(row: Row[Any]) -> Invitation:
    values = {name: getattr(row, name) for name in Invitation.__slots__}
    return Invitation(
        **{**values, "roles": _roles(row.roles), "specialties": tuple(orjson.loads(row.specialties))}
    )
