"""For whom a page is worded: as the address says, else as the browser remembers; nobody needs an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query, Request, Response

from probatum.records.article import Audience
from probatum.render.contract import ArticleForm
from probatum.web.identity import secure

#: The cookie that remembers the choice, and for how long (seconds). It holds the choice and nothing else.
COOKIE, A_YEAR = "probatum_for", 365 * 24 * 3600

#: What an address says of the reader: one of the audiences.
For = Annotated[str, Query(alias="for", description="For whom the page is worded; it is remembered.")]


def audience_of(request: Request, said: str = "") -> Audience:
    """The audience that the address names (``said``), else the one remembered, else clinicians."""
    for name in (said, request.cookies.get(COOKIE, "")):
        known = named(name)
        if known is not None:
            return known
    return Audience.CLINICIAN


def named(name: str) -> Audience | None:
    """The audience of this name; None for any other word."""
    return next((one for one in Audience if one.value == name), None)


def remember(request: Request, response: Response, said: str) -> Response:
    """``response``, with the choice remembered where the address makes one; its caches are told of it."""
    known = named(said)
    if known is not None:
        response.set_cookie(
            COOKIE,
            known.value,
            max_age=A_YEAR,
            path="/",
            secure=secure(request),
            httponly=True,
            samesite="lax",
        )
    response.headers["Vary"] = "Cookie"
    return response


def page_order(form: ArticleForm) -> Sequence[str]:
    """The parts of an article's page in order; figures and certainty stand in one part, the pictures."""
    order = form["reader"]["order"] if form["reader"] else ["sections", "figures", "disagreements"]
    return list(dict.fromkeys("pictures" if part in ("figures", "certainty") else part for part in order))
