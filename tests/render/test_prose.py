"""Markdown that somebody wrote comes out as HTML that can do nothing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from probatum.render.prose import safe_html


def test_headings_lists_links_and_tables_are_kept_and_all_else_is_words() -> None:
    html = safe_html(
        '# Policy\n\nRead [this](https://example.org "here"), *please*.\n\n- one\n- two\n\n'
        "<script>alert(1)</script>\n\n[no](javascript:alert(1)) ![no](https://example.org/i.png)\n"
    )
    assert "<h2>Policy</h2>" in html
    assert '<a href="https://example.org" title="here" rel="noreferrer noopener">this</a>' in html
    assert "<li>one</li>" in html
    assert "&lt;script&gt;" in html
    assert re.search(r"<script|<img|javascript:[^)]*\"|style=", html) is None


@given(st.text(alphabet=st.sampled_from("<>\"'/=()[]!#*`\n ajavscriptonerrorhtps:&;"), max_size=120))
def test_no_text_becomes_anything_that_acts(text: str) -> None:
    html = safe_html(text)
    tags = re.findall(r"<\s*/?\s*([a-z0-9]+)", html)
    assert set(tags) <= {
        "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
        "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }  # fmt: skip
    assert re.findall(r'href="(?!https?:|mailto:|[^":]*")', html) == []
