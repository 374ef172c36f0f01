"""The pages on which people join, sign in, see to their account, and are administered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

import segno
from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from probatum.actions.clock import moment, now
from probatum.actions.people import roles as people
from probatum.actions.people.invite import invitation, invite, invite_back, withdraw
from probatum.actions.people.join import join, set_anew
from probatum.actions.people.second_factor import codes_left, disenrol, enrol, propose
from probatum.actions.people.sessions import sign_out, sign_out_elsewhere, sweep
from probatum.actions.people.sign_in import Entry, enter, give_code, renew, sign_in
from probatum.actions.people.tokens import make_token, revoke
from probatum.errors import AccessError, ProbatumError, ReasonMissing, TooOften
from probatum.language.interface import N_, filled
from probatum.records.account import Account, Scope
from probatum.records.review import Role
from probatum.review.permission import Permission
from probatum.web import identity
from probatum.web.identity import Administrator, Own, Visitor, requires, workspace_of
from probatum.web.view import rendered, spoken

people_pages = APIRouter(default_response_class=Response, include_in_schema=False)

_SignIn = Depends(requires(Permission.SIGN_IN))
Text = Annotated[str, Form()]

#: What a person may type wrong; the page says so and keeps what was typed.
_FAULTS = (AccessError, ReasonMissing, TooOften)

#: What is said above a page after something was done there.
DONE = {
    "name": N_("Name and address are kept."),
    "password": N_("The password is changed. You are signed out everywhere else."),
    "elsewhere": N_("You are signed out everywhere else."),
    "revoke": N_("The token is revoked."),
    "disenrol": N_("The second factor is taken away."),
    "roles": N_("Roles and specialties are kept."),
    "withdraw": N_("The link is withdrawn."),
    "close": N_("The account is closed."),
    "reopen": N_("The account is open again."),
    "erase": N_("The address is erased."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What was typed into an invitation, to be given back where it is refused."""

    name: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    specialties: str = ""


def _page(request: Request, template: str, status: int = 200, /, **context: Any) -> Response:
    # Neither the back button nor a shared machine shall show it again.
    return rendered(request, template, context, status, {"Cache-Control": "no-store"})


def _fault(request: Request, error: ProbatumError) -> str:
    said = spoken(request)(error.sentence)
    return f"{said[:1].upper()}{said[1:]}."


def _waiting(page: Response, error: ProbatumError) -> Response:
    """The page of a refusal, with how long to wait where that is what it says (RFC 6585, section 4)."""
    if isinstance(error, TooOften):
        page.status_code = 429
        page.headers["Retry-After"] = str(error.wait)
    return page


def _entered(request: Request, entry: Entry, to: str) -> Response:
    response = RedirectResponse(to, 303)
    identity.hand_over(request, response, entry.secret)
    return response


# --- signing in and out -----------------------------------------------------------------------------------


@people_pages.get("/sign-in", dependencies=[_SignIn])
def ask_to_sign_in(request: Request, next_: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form to sign in."""
    return sign_in_page(request, next_=identity.local(next_))


def sign_in_page(
    request: Request, *, next_: str, email: str = "", fault: ProbatumError | None = None, status: int = 200
) -> Response:
    """The form to sign in; where something was refused, with why."""
    ws = workspace_of(request)
    page = _page(
        request,
        "people_sign_in.html",
        status,
        next=next_,
        email=email,
        fault=_fault(request, fault) if fault else "",
        nobody=not ws.accounts.all(),
        provider=identity.provider_name(request),
    )
    return _waiting(page, fault) if fault else page


@people_pages.post("/sign-in", dependencies=[_SignIn])
def do_sign_in(
    request: Request,
    email: Text = "",
    password: Text = "",
    next_: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Sign in by password; a second factor is asked for on a page of its own."""
    ws, at = workspace_of(request), now()
    agent, address = request.headers.get("user-agent", ""), identity.address(request)
    try:
        entry = sign_in(ws, email, password, address=address, agent=agent, at=at)
    except _FAULTS as error:
        to = identity.local(next_)
        return sign_in_page(request, next_=to, email=email, fault=error, status=401)
    sweep(ws, at=at)
    to = identity.local(next_)
    return _entered(request, entry, to if entry.session.whole else f"/sign-in/code?next={quote(to)}")


@people_pages.get("/sign-in/code", dependencies=[_SignIn])
def ask_for_code(request: Request, next_: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form for the second factor."""
    if identity.pending(request) is None:
        return RedirectResponse("/sign-in", 303)
    return _page(request, "people_code.html", next=identity.local(next_), fault="")


@people_pages.post("/sign-in/code", dependencies=[_SignIn])
def do_give_code(
    request: Request, code: Text = "", next_: Annotated[str, Form(alias="next")] = "/"
) -> Response:
    """Give the second factor."""
    waiting = identity.pending(request)
    if waiting is None:
        return RedirectResponse("/sign-in", 303)
    try:
        entry = give_code(workspace_of(request), waiting, code, address=identity.address(request), at=now())
    except _FAULTS as error:
        page = _page(
            request, "people_code.html", 401, next=identity.local(next_), fault=_fault(request, error)
        )
        return _waiting(page, error)
    return _entered(request, entry, identity.local(next_))


@people_pages.post("/sign-out")
def do_sign_out(request: Request, visitor: Own) -> Response:
    """End this session."""
    if visitor.session is not None:
        sign_out(workspace_of(request), visitor.session)
    response = RedirectResponse("/", 303)
    identity.take_back(request, response)
    return response


# --- joining ----------------------------------------------------------------------------------------------


@people_pages.get("/join/{link}", dependencies=[_SignIn])
def ask_to_join(request: Request, link: str) -> Response:
    """The form of an invitation, or of a link for a new password."""
    found = invitation(workspace_of(request), link, at=now())
    return _page(request, "people_join.html", invitation=found, name=found.name, email=found.email, fault="")


@people_pages.post("/join/{link}", dependencies=[_SignIn])
def do_join(request: Request, link: str, password: Text = "", name: Text = "", email: Text = "") -> Response:
    """Make the account, or set the new password, and sign in."""
    ws, at = workspace_of(request), now()
    found = invitation(ws, link, at=at)
    try:
        if found.account:
            account = set_anew(ws, link, password=password, at=at)
        else:
            account = join(ws, link, email=email, name=name, password=password, at=at)
    except _FAULTS as error:
        return _page(
            request,
            "people_join.html",
            422,
            invitation=found,
            name=name,
            email=email,
            fault=_fault(request, error),
        )
    if account.second_factor:  # a link alone does not stand for the second factor
        return RedirectResponse("/sign-in", 303)
    entry = enter(ws, account, agent=request.headers.get("user-agent", ""), at=at)
    return _entered(request, entry, "/account")


# --- one's own account ------------------------------------------------------------------------------------


@people_pages.get("/account")
def see_account(request: Request, visitor: Own, done: str = "") -> Response:
    """One's own account; ``done`` is what was just done to it."""
    return account_page(request, visitor, done=done)


def account_page(
    request: Request,
    visitor: Visitor,
    *,
    fault: ProbatumError | None = None,
    about: str = "",
    typed: tuple[str, str] | None = None,
    done: str = "",
) -> Response:
    """The page of one's own account; where something was refused, with why, beside what it is about."""
    ws, account = workspace_of(request), visitor.signed_in
    page = _page(
        request,
        "people_account.html",
        422 if fault else 200,
        account=account,
        typed=typed or (account.name, account.email),
        sessions=[(one, moment(one.seen)) for one in ws.accounts.sessions(account.id) if one.whole],
        tokens=[(one, moment(one.expires)) for one in ws.accounts.tokens(account.id)],
        scopes=list(Scope),
        codes=codes_left(ws, account) if account.second_factor else 0,
        password=ws.accounts.credentials(account.id).password is not None,
        provider=identity.provider_name(request),
        tied=ws.accounts.identity(account.id) is not None,
        fault=_fault(request, fault) if fault else "",
        about=about,
        told=DONE.get(done, ""),
    )
    return _waiting(page, fault) if fault else page


@people_pages.post("/account/name")
def do_rename(
    request: Request, visitor: Own, name: Text = "", email: Text = "", password: Text = ""
) -> Response:
    """Change one's name and address."""
    ws, account = workspace_of(request), visitor.signed_in
    try:
        people.rename(ws, account, name=name, email=email, password=password, at=now())
    except _FAULTS as error:
        return account_page(request, visitor, fault=error, about="name", typed=(name, email))
    return RedirectResponse("/account?done=name", 303)


@people_pages.post("/account/password")
def do_change_password(request: Request, visitor: Own, old: Text = "", new: Text = "") -> Response:
    """Change one's password. This session gets a new secret, all others end."""
    ws, account, at = workspace_of(request), visitor.signed_in, now()
    if visitor.session is None:
        raise ReasonMissing("a password is changed on the account page; sign in there")
    try:
        people.change_password(ws, account, visitor.session, old=old, new=new, at=at)
    except _FAULTS as error:
        return account_page(request, visitor, fault=error, about="password")
    return _entered(request, renew(ws, account, visitor.session, at=at), "/account?done=password")


@people_pages.post("/account/sessions/end")
def do_sign_out_elsewhere(request: Request, visitor: Own) -> Response:
    """End all one's other sessions."""
    if visitor.session is not None:
        sign_out_elsewhere(workspace_of(request), visitor.session)
    return RedirectResponse("/account?done=elsewhere", 303)


@people_pages.get("/account/second-factor")
def ask_to_enrol(request: Request, visitor: Own) -> Response:
    """The secret for an application, as a picture and in letters."""
    account = visitor.signed_in
    return RedirectResponse("/account", 303) if account.second_factor else _enrol_page(request, account)


def _enrol_page(
    request: Request, account: Account, secret: str = "", fault: ProbatumError | None = None
) -> Response:
    offered = propose(account, secret)
    picture = segno.make(offered.address, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff")
    page = _page(
        request,
        "people_second_factor.html",
        422 if fault else 200,
        secret=offered.secret,
        picture=Markup(picture),  # noqa: S704 - made of the address alone, by segno
        password=workspace_of(request).accounts.credentials(account.id).password is not None,
        fault=_fault(request, fault) if fault else "",
    )
    return _waiting(page, fault) if fault else page


@people_pages.post("/account/second-factor")
def do_enrol(
    request: Request, visitor: Own, secret: Text = "", code: Text = "", password: Text = ""
) -> Response:
    """Take in the second factor; the recovery codes are shown this once."""
    ws, account, at = workspace_of(request), visitor.signed_in, now()
    if visitor.session is None:
        raise ReasonMissing("a second factor is enrolled on the account page; sign in there")
    try:
        people.confirm(ws, account, password, at=at)
        codes = enrol(ws, account, secret, code, at=at)
    except _FAULTS as error:
        return _enrol_page(request, account, secret, error)
    entry = renew(ws, account, visitor.session, at=at)
    request.state.visitor = Visitor(account=account, session=entry.session)  # whose forms the page is to have
    shown = _page(request, "people_once.html", what="codes", secrets=codes, link="")
    identity.hand_over(request, shown, entry.secret)
    return shown


@people_pages.post("/account/second-factor/remove")
def do_disenrol(request: Request, visitor: Own, password: Text = "") -> Response:
    """Take one's second factor away; the password is asked for."""
    ws, account = workspace_of(request), visitor.signed_in
    try:
        people.confirm(ws, account, password, at=now())
    except _FAULTS as error:
        return account_page(request, visitor, fault=error, about="second-factor")
    disenrol(ws, account, by=account.id, at=now())
    return RedirectResponse("/account?done=disenrol", 303)


@people_pages.post("/account/tokens")
def do_make_token(
    request: Request,
    visitor: Own,
    name: Text = "",
    scopes: Annotated[list[Scope] | None, Form()] = None,
    days: Annotated[int, Form()] = 90,
) -> Response:
    """Make a token; it is shown this once."""
    ws, account = workspace_of(request), visitor.signed_in
    try:
        made = make_token(
            ws,
            account,
            name=name,
            scopes=scopes or [],
            days=days,
            by=account.id,
            at=now(),
            session=visitor.session,
        )
    except _FAULTS as error:
        return account_page(request, visitor, fault=error, about="tokens")
    return _page(request, "people_once.html", what="token", secrets=[made.secret], link="")


@people_pages.post("/account/tokens/{token}/revoke")
def do_revoke(request: Request, visitor: Own, token: str) -> Response:
    """Make one of one's tokens useless."""
    account = visitor.signed_in
    revoke(workspace_of(request), account, token, by=account.id, at=now())
    return RedirectResponse("/account?done=revoke", 303)


# --- administration ---------------------------------------------------------------------------------------


@people_pages.get("/people")
def see_people(request: Request, visitor: Administrator, done: str = "") -> Response:
    """Everybody who has an account, and the open invitations; ``done`` is what was just done."""
    return _people_page(request, visitor, told=DONE.get(done, ""))


def _people_page(
    request: Request, visitor: Visitor, fault: str = "", told: str = "", typed: _Typed | None = None
) -> Response:
    ws = workspace_of(request)
    return _page(
        request,
        "people_people.html",
        422 if fault else 200,
        people=ws.accounts.all(),
        invitations=[(one, moment(one.expires)) for one in ws.accounts.invitations()],
        roles=list(Role),
        me=visitor.signed_in,
        fault=fault,
        told=told,
        typed=typed or _Typed(),
    )


@people_pages.post("/people/invite")
def do_invite(
    request: Request,
    visitor: Administrator,
    email: Text = "",
    name: Text = "",
    roles: Annotated[list[Role] | None, Form()] = None,
    specialties: Text = "",
) -> Response:
    """Make an invitation; its link is shown this once."""
    try:
        made = invite(
            workspace_of(request),
            email=email,
            name=name,
            roles=roles or [Role.READER],
            specialties=specialties.split(","),
            by=visitor.name,
            at=now(),
        )
    except _FAULTS as error:
        typed = _Typed(name=name, email=email, roles=tuple(roles or ()), specialties=specialties)
        return _people_page(request, visitor, _fault(request, error), typed=typed)
    return _link_page(request, made.secret)


def _link_page(request: Request, secret: str) -> Response:
    link = f"{identity.site(request)}/join/{secret}"
    return _page(request, "people_once.html", what="link", secrets=[link], link=link)


@people_pages.post("/people/invitations/{invitation_id}/withdraw")
def do_withdraw(request: Request, visitor: Administrator, invitation_id: str) -> Response:
    """Make a link useless."""
    withdraw(workspace_of(request), invitation_id, by=visitor.name, at=now())
    return RedirectResponse("/people?done=withdraw", 303)


@people_pages.post("/people/{account}/roles")
def do_change_roles(
    request: Request,
    visitor: Administrator,
    account: str,
    roles: Annotated[list[Role] | None, Form()] = None,
    specialties: Text = "",
) -> Response:
    """Give somebody other roles and specialties."""
    ws = workspace_of(request)
    found = people.account_named(ws, account)
    people.change_roles(
        ws, found, roles=roles or [], specialties=specialties.split(","), by=visitor.name, at=now()
    )
    return RedirectResponse("/people?done=roles", 303)


@people_pages.post("/people/{account}/{verb}")
def do_to_account(request: Request, visitor: Administrator, account: str, verb: str) -> Response:
    """Close an account, open it again, take its second factor away, erase its address, or make a link."""
    ws, at = workspace_of(request), now()
    found = people.account_named(ws, account)
    if verb == "link":
        return _link_page(request, invite_back(ws, found, by=visitor.name, at=at).secret)
    verbs = {"close": people.close, "reopen": people.reopen, "erase": people.erase, "disenrol": disenrol}
    if verb not in verbs:
        raise ReasonMissing(
            filled(
                "{verb} is nothing that is done to an account; use the page of people", verb=repr(verb[:40])
            )
        )
    verbs[verb](ws, found, by=visitor.name, at=at)
    return RedirectResponse(f"/people?done={verb}", 303)
