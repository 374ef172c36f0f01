"""An audit as one file of HTML that needs nothing beside it: no script, no server, no address fetched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_page import audit_page
from probatum.web.translation import ENGLISH, Language
from probatum.web.view import templates


def audit_html(form: AuditForm, language: Language = ENGLISH) -> str:
    """The whole audit as one page, which filters and prints without a script. Pure but for our own files."""
    template = _templates(language).get_template("audit_file.html")
    return template.render(page=audit_page(form), style=_style())


@cache
def _templates(language: Language) -> Jinja2Templates:
    return templates(language)


@cache
def _style() -> Markup:
    static = files("probatum.web") / "static"
    ours = "\n".join((static / name).read_text("utf-8") for name in ("style.css", "audit.css"))
    return Markup(ours)  # noqa: S704 - our own files, not a word of anybody's text
