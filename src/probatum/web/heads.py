"""What answers GET answers HEAD: the same status and headers, and no content (RFC 9110, 9.3.2).

Link checkers of libraries and publishers ask so; FastAPI's own routes refuse it.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """ASGI middleware: a HEAD request is read as GET, and what would be sent after its headers is not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        begun = False

        async def headers_alone(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                await send(message)
                await send({"type": "http.response.body", "body": b""})

        async def until_begun() -> Message:
            """Once the headers are out nobody listens: so a stream ends, and does not go on unread."""
            return {"type": "http.disconnect"} if begun else await receive()

        await self._app({**scope, "method": "GET"}, until_begun, headers_alone)
