"""The public side: history, reports, corrections, policy, board; what a publisher needs to be believed."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from probatum.actions.adopt_policy import PolicyText
from probatum.actions.board_page import JOINING, Member, members
from probatum.actions.clock import now
from probatum.actions.history import compare, history
from probatum.actions.ledger import ledger
from probatum.actions.policy_page import policy_diff, policy_page, policy_versions
from probatum.actions.published import Catalogue, Listing
from probatum.actions.report import LONGEST_LINE, LONGEST_REPORT, erase_contact, files_of, follow, report
from probatum.actions.show import show
from probatum.actions.trail import export_trail
from probatum.errors import ReasonMissing
from probatum.records.account import Account
from probatum.records.article import Revision
from probatum.records.report import Report, ReportWords
from probatum.render.prose import safe_html
from probatum.review.permission import Permission
from probatum.review.policy_words import told
from probatum.web.identity import Reader, Visitor, requires, site, workspace_of
from probatum.web.sparing import spare
from probatum.web.view import PRIVATE, rendered, spoken

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

public_pages = APIRouter(default_response_class=Response, include_in_schema=False)

Reporter = Annotated[Visitor, Depends(requires(Permission.REPORT))]

#: The field that people do not see. A program that fills in whatever it finds fills it in.
HONEYPOT = "website"


def listing_of(request: Request) -> Listing:
    """Every article as it stands now."""
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue.listing(workspace_of(request))


def accounts_of(request: Request) -> tuple[Account, ...] | None:
    """The accounts of the installation; None where it has none."""
    return workspace_of(request).accounts.all() or None


# --- history ----------------------------------------------------------------------------------------------


@public_pages.get("/articles/{article}/history")
def history_page(request: Request, visitor: Reader, article: str) -> Response:  # noqa: ARG001
    """Every revision of an article, and what was decided on it."""
    return rendered(request, "history.html", {"history": history(workspace_of(request), article)})


@public_pages.get("/articles/{article}/diff")
def diff_page(request: Request, visitor: Reader, article: str, old: str = "", new: str = "") -> Response:  # noqa: ARG001
    """What changed between two revisions, statement by statement and word by word."""
    return rendered(
        request, "history_diff.html", {"compared": compare(workspace_of(request), article, old, new)}
    )


@public_pages.get("/articles/{article}/trail.json")
def trail_file(request: Request, visitor: Reader, article: str) -> Response:  # noqa: ARG001
    """The bundle with which a stranger verifies the trail."""
    spare(request, "trail")
    raw = export_trail(workspace_of(request), article)
    headers = {"Content-Disposition": 'attachment; filename="trail.json"', "Cache-Control": "no-cache"}
    return Response(raw, media_type="application/json", headers=headers)


# --- reports ----------------------------------------------------------------------------------------------


@public_pages.get("/articles/{article}/report")
def report_form(
    request: Request,
    visitor: Reporter,  # noqa: ARG001
    article: str,
    claim: str = "",
    revision: str | None = None,
) -> Response:
    """The form in which anybody says what is wrong."""
    return _report_form(request, article, revision or None, ReportWords(wrong=""), claim=claim)


@public_pages.post("/articles/{article}/report")
def report_error(
    request: Request,
    visitor: Reporter,
    article: str,
    wrong: Annotated[str, Form()] = "",
    right: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
    claim: Annotated[str, Form()] = "",
    revision: Annotated[str, Form()] = "",
    website: Annotated[str, Form()] = "",
) -> Response:
    """File a report, and lead to the page on which its reporter follows it."""
    words = ReportWords(wrong=wrong, right=right, source=source)
    fault = (
        f"The last field must stay empty; empty the field “{HONEYPOT}” and send it again." if website else ""
    )
    if not fault:
        try:
            _within(request, words)
            filed = report(
                workspace_of(request),
                article,
                words,
                at=now(),
                by=visitor.account.person if visitor.account else None,
                claim=claim,
                revision=revision or None,
                contact=contact,
            )
        except ReasonMissing as error:
            fault = error.sentence
        else:
            return RedirectResponse(f"/reports/{filed.secret}", 303)
    return _report_form(request, article, revision or None, words, claim=claim, contact=contact, fault=fault)


def _within(request: Request, words: ReportWords) -> None:
    """Count a report that says something; an empty form is no report."""
    if words.wrong.strip():
        spare(request, "report")


def _report_form(
    request: Request,
    article: str,
    revision: str | None,
    words: ReportWords,
    *,
    claim: str = "",
    contact: str = "",
    fault: str = "",
) -> Response:
    shown = show(workspace_of(request), article, revision)
    context = {
        "revision": shown.revision,
        "statements": _statements(shown.revision),
        "claim": claim,
        "words": words,
        "contact": contact,
        "fault": fault,
        "honeypot": HONEYPOT,
        "longest": LONGEST_REPORT,
        "longest_line": LONGEST_LINE,
    }
    return rendered(request, "report.html", context, 422 if fault else 200)


def _statements(revision: Revision) -> list[tuple[str, str]]:
    """The statements to choose from, each once, by id and words."""
    return list({claim.id: claim.text for claim in revision.claims}.items())


@public_pages.get("/reports/{secret}")
def followed_page(request: Request, visitor: Reporter, secret: str) -> Response:  # noqa: ARG001
    """What became of a report: only its reporter knows the address."""
    return _followed(request, follow(workspace_of(request), secret), secret)


@public_pages.post("/reports/{secret}/forget")
def forget_contact(request: Request, visitor: Reporter, secret: str) -> Response:  # noqa: ARG001
    """Erase the contact that the reporter left."""
    ws = workspace_of(request)
    erase_contact(ws, follow(ws, secret).id)
    return RedirectResponse(f"/reports/{quote(secret)}", 303)


def _followed(request: Request, found: Report, secret: str) -> Response:
    ws = workspace_of(request)
    revision = ws.store.revision(found.article, found.revision)
    kept = files_of(ws).read(found.id)
    context = {
        "report": found,
        "question": revision.question.text,
        "statement": dict(_statements(revision)).get(found.claim, ""),
        "secret": secret,
        "contact": kept.contact if kept else "",
    }
    page = rendered(request, "report_followed.html", context)
    page.headers["Cache-Control"] = "no-store"  # the address is the only key to it
    page.headers["X-Robots-Tag"] = "noindex"
    return page


# --- corrections ------------------------------------------------------------------------------------------


@public_pages.get("/corrections")
def corrections_page(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """The ledger of corrections, and the error rate."""
    return rendered(
        request, "corrections.html", {"ledger": ledger(workspace_of(request), listing_of(request))}
    )


@public_pages.get("/corrections.json")
def corrections_json(visitor: Reader) -> Response:  # noqa: ARG001
    """The ledger lives in the API; this is its short address."""
    return RedirectResponse("/api/v1/corrections", 307)


@public_pages.get("/corrections.atom")
def corrections_feed(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """The ledger as a feed (Atom, RFC 4287)."""
    context = {
        "ledger": ledger(workspace_of(request), listing_of(request)),
        "base": site(request),
        "fit": fit_for_xml,
    }
    page = rendered(request, "corrections.atom", context)
    page.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return page


def fit_for_xml(text: str) -> str:
    """``text`` without the characters that no XML document may hold (XML 1.0, section 2.2)."""
    return _UNFIT.sub(" ", text)


# --- policy and board -------------------------------------------------------------------------------------


@public_pages.get("/policy")
def policy_in_force(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """The editorial policy in force."""
    return _policy(request, "", "")


@public_pages.get("/policy/diff")
def policy_diff_page(request: Request, visitor: Reader, old: str = "", new: str = "") -> Response:  # noqa: ARG001
    """What changed between two versions of the policy's text."""
    before, after, pieces = policy_diff(workspace_of(request), old, new)
    return rendered(request, "policy_diff.html", {"old": before, "new": after, "pieces": pieces})


@public_pages.get("/policy/{version}")
def policy_then(request: Request, visitor: Reader, version: str, rules: str = "") -> Response:  # noqa: ARG001
    """The policy as it was, for ever at this address."""
    return _policy(request, version, rules)


def _policy(request: Request, version: str, rules: str) -> Response:
    ws = workspace_of(request)
    edition = policy_page(ws, version, rules)
    versions: tuple[PolicyText, ...] = policy_versions(ws)
    context = {
        "edition": edition,
        "html": safe_html(edition.text.text),
        "rules": told(edition.rules, spoken(request)),
        "versions": versions,
    }
    return rendered(request, "policy.html", context)


@public_pages.get("/board")
def board_page(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """Who may review and decide, and what they have disclosed."""
    found: tuple[Member, ...] = members(workspace_of(request), accounts_of(request))
    return rendered(request, "board.html", {"members": found, "joining": JOINING})


# --- for programs that look around ------------------------------------------------------------------------


@public_pages.get("/robots.txt")
def robots(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """What a crawler may fetch: what is published, and the pages about it."""
    base = site(request)
    lines = [
        "User-agent: *",
        *(
            f"Disallow: {path}"
            for path in ("/api/", "/ask", "/audit", "/desk", "/reports/", "/threads", "/articles/*/report")
        ),
        f"Sitemap: {base}/sitemap.xml",
    ]
    return PlainTextResponse("\n".join(lines) + "\n")


@public_pages.get("/health")
def health(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """For a proxy or a monitor: says "well" where the store can be read; else its error is told (503)."""
    _ = workspace_of(request).store.position
    return PlainTextResponse("well\n", headers=PRIVATE)


@public_pages.get("/sitemap.xml")
def sitemap(request: Request, visitor: Reader) -> Response:  # noqa: ARG001
    """The published articles and nothing else (sitemaps.org, protocol 0.9)."""
    context = {
        "articles": [one for one in listing_of(request).articles if one.out],
        "base": site(request),
    }
    page = rendered(request, "sitemap.xml", context)
    page.headers["Content-Type"] = "application/xml; charset=utf-8"
    return page
