"""Markdown that somebody wrote, as HTML that can do nothing."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = frozenset(
    {
        "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
        "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SCHEMES = frozenset({"http", "https", "mailto"})


def safe_html(markdown: str) -> str:
    """Markdown (CommonMark with tables) as HTML: headings one level lower, HTML in it shown as written.

    What comes out is cleaned once more: no script, style, image or form, and links only to the web and to
    addresses of mail.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = [_lowered(token) for token in reader.parse(markdown)]
    html = reader.renderer.render(tokens, reader.options, {})
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes=set(_SCHEMES),
        link_rel="noreferrer noopener",
    )


def _lowered(token: Token) -> Token:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, int(token.tag[1:]) + 1)}"
    return token
