"""Whose conversations a request may see: those of its account, and those of the browser or program.

Without an account a conversation belongs to whoever holds a secret: a browser keeps it in a cookie that no
script can read and that is forgotten when the browser is closed, a program sends it as ``X-Reader-Key``. Only
its hash is kept.
"""

from __future__ import annotations

from fastapi import Request, Response

from probatum.actions.people.secrets import hashed, secret
from probatum.actions.threads import account_owner, reader_owner
from probatum.web.identity import secure, visitor

#: What the browser holds. Over TLS with the prefix by which it is kept to this host (RFC 6265bis, 4.1.3).
COOKIE, COOKIE_OF_TLS = "probatum-reader", "__Host-probatum-reader"
HEADER = "x-reader-key"

#: A key of other than so many characters was not made here, and is nobody's.
_LONGEST = 100


def reader_cookie(request: Request) -> str:
    """What the reader's cookie is called."""
    return COOKIE_OF_TLS if secure(request) else COOKIE


def _key(request: Request) -> str:
    said = request.headers.get(HEADER, "") or request.cookies.get(reader_cookie(request), "")
    return said if 20 <= len(said) <= _LONGEST else ""


def owners_of(request: Request) -> tuple[str, ...]:
    """As whom the request may read conversations; the first is who begins one. Empty: nobody known."""
    account, key = visitor(request).account, _key(request)
    found = [account_owner(account.id)] if account else []
    return (*found, *([reader_owner(hashed(key))] if key else []))


def new_reader(request: Request) -> tuple[tuple[str, ...], str]:
    """The owners of a request that begins a conversation, and the secret to hand over where one is made."""
    held = owners_of(request)
    if held:
        return held, ""
    made = secret()
    return (reader_owner(hashed(made)),), made


def hand_key(request: Request, response: Response, key: str) -> Response:
    """Give the browser the secret of its reader, until it is closed."""
    if key:
        response.set_cookie(
            reader_cookie(request), key, path="/", secure=secure(request), httponly=True, samesite="lax"
        )
    return response
