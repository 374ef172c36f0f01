"""Sign in by the word of an OpenID provider, and tie an account to what the provider calls its owner."""

from __future__ import annotations

from probatum.actions.people.invite import checked_email, named
from probatum.actions.people.roles import change_roles
from probatum.actions.people.secrets import new_id
from probatum.actions.people.sign_in import Entry, enter
from probatum.actions.people.told import tell
from probatum.errors import AccountTaken, NotAllowed, NotVouched, ReasonMissing
from probatum.records.account import Account, Vouched
from probatum.records.review import Role
from probatum.workspace import Workspace

#: What the trail calls the provider, where it gives roles.
PROVIDER = "oidc"


def sign_in_vouched(ws: Workspace, vouched: Vouched, *, agent: str = "", at: str) -> Entry:
    """Sign in whom a provider vouches for: by issuer and subject, by the address only where settings allow.

    A second factor that is enrolled here is asked for too. Raises ``NotVouched`` where nobody is meant.
    """
    account = (
        ws.accounts.by_identity(vouched.identity) or _recognised(ws, vouched, at) or _new(ws, vouched, at)
    )
    if not account.active:
        raise NotVouched("the account is closed; ask an administrator")
    account = _with_roles(ws, account, vouched, at)
    return enter(ws, account, agent=agent, at=at, whole=not account.second_factor)


def tie(ws: Workspace, account: Account, vouched: Vouched, *, at: str) -> None:
    """Let an account sign in by the word of the provider from now on. Raises ``AccountTaken``."""
    other = ws.accounts.by_identity(vouched.identity)
    if other is not None and other.id != account.id:
        raise AccountTaken("another account is tied to this sign-in already; ask an administrator")
    ws.accounts.set_identity(account.id, vouched.identity)
    tell(ws, "tied to a provider", account.id, by=account.id, at=at)


def untie(ws: Workspace, account: Account, *, at: str) -> None:
    """Let an account sign in here alone. Raises ``NotAllowed`` where it then could not sign in at all."""
    if ws.accounts.credentials(account.id).password is None:
        raise NotAllowed("without a password you could not sign in any more; ask an administrator for a link")
    ws.accounts.set_identity(account.id, None)
    tell(ws, "untied from a provider", account.id, by=account.id, at=at)


def _recognised(ws: Workspace, vouched: Vouched, at: str) -> Account | None:
    """The account with the address, where the provider verified it and the house trusts that; it is tied."""
    found = ws.accounts.by_email(vouched.email) if vouched.email and vouched.verified else None
    if found is None or not found.active or not ws.settings.oidc.link_verified:
        return None
    tie(ws, found, vouched, at=at)
    return found


def _new(ws: Workspace, vouched: Vouched, at: str) -> Account:
    if not ws.settings.oidc.allow_new:
        raise NotVouched(
            "nobody here is tied to this sign-in; sign in by password and tie it on your account page, or "
            "ask an administrator for an invitation"
        )
    id_ = new_id("p")
    # An address that nobody verified could be another's, who would then not get in.
    address = _address(vouched) or f"-{id_}"
    if ws.accounts.by_email(address) is not None:
        raise NotVouched(
            "this e-mail address has an account already; sign in by password and tie it on your account page"
        )
    made = Account(id=id_, name=_name(vouched), email=address, roles=_roles(ws, vouched))
    ws.accounts.add(made, identity=vouched.identity)
    tell(ws, "joined by a provider", made.id, by=made.id, at=at, name=made.name, roles=", ".join(made.roles))
    return made


def _address(vouched: Vouched) -> str:
    try:
        return checked_email(vouched.email) if vouched.verified else ""
    except ReasonMissing:
        return ""


def _name(vouched: Vouched) -> str:
    try:
        return named(vouched.name) or "Nameless"
    except ReasonMissing:
        return "Nameless"


def _roles(ws: Workspace, vouched: Vouched) -> tuple[Role, ...]:
    given = {Role(role) for group, role in ws.settings.oidc.roles.items() if group in vouched.groups}
    return tuple(role for role in Role if role in given) or (Role.READER,)


def _with_roles(ws: Workspace, account: Account, vouched: Vouched, at: str) -> Account:
    """With the roles that the provider gives, where the house lets it give them."""
    roles = _roles(ws, vouched)
    if not ws.settings.oidc.roles or roles == account.roles:
        return account
    try:
        return change_roles(ws, account, roles=roles, by=PROVIDER, at=at)
    except NotAllowed:  # the only administrator: the house would be shut to all
        return account
