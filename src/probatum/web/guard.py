"""What every request and response must keep to: sizes, origins, and headers that bind the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from probatum.language.interface import N_, filled
from probatum.web.typed import number_in

#: The largest request body (bytes) that anything here needs is a question, but where a text is brought.
LARGEST_BODY: Final = 256 * 1024

#: Nothing from elsewhere, nothing inline: a script or style that got into a page from a source's text
#: would not run (CSP Level 3, W3C).
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: What a browser says of a request that this site's own pages, its address bar or a program made.
_OWN_SITES = frozenset({"same-origin", "none"})


def own_site(request: Request) -> None:
    """Refuse, with 403, what a page of another site sends in its reader's name (Fetch Metadata, W3C)."""
    if request.method in ("GET", "HEAD"):
        return
    headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin", "")
    if site is not None:
        own = site in _OWN_SITES
    else:
        own = not origin or origin.partition("://")[2] == headers.get("host", "")
    if not own:
        raise HTTPException(
            403, N_("This was sent from another site. Open Probatum itself and ask from there.")
        )


class Guard:
    """ASGI middleware: counts what is sent in, up to ``largest`` bytes, and sets the security headers.

    ``larger`` are the paths to which more may be sent, each with how much.
    """

    def __init__(
        self, app: ASGIApp, *, largest: int = LARGEST_BODY, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._largest = largest
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request. A body that is too large ends in a 413 where it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        counted = self._counted(scope["path"], Headers(scope=scope), receive)
        await self._app(scope, counted, _with_headers(send))

    def _counted(self, path: str, headers: Headers, receive: Receive) -> Receive:
        largest = self._larger.get(path, self._largest)
        declared = number_in(headers.get("content-length", "0"), digits=15)
        # What was declared may be small enough; what really comes is counted.
        read = largest + 1 if declared is None or declared > largest else 0

        async def counted() -> Message:
            nonlocal read
            if read <= largest:
                message = await receive()
                read += len(message.get("body", b""))
                if read <= largest:
                    return message
            raise HTTPException(413, _too_large(largest, to_audit=path in self._larger))

        return counted


def _too_large(largest: int, *, to_audit: bool) -> str:
    if to_audit:
        return filled(
            "What was brought is larger than {most} kB. Bring a part of it, or audit it on the command line "
            "with: probatum audit FILE",
            most=format(largest // 1_000, ","),
        )
    return filled(
        "What was sent is larger than {most} KiB. Ask a shorter question; read files in with: "
        "probatum ingest PATH",
        most=largest // 1024,
    )


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
