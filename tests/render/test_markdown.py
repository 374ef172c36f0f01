"""Markdown holds the whole article, and nothing in a source can become markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from probatum.render.markdown import escaped, to_markdown
from tests.render.myositis import gap_revision, revision


def test_the_article_in_order() -> None:
    text = to_markdown(revision())
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Can invented myositis relapse?",
        "## Bottom line",
        "## When it happens",
        "## What protects",
        "## Monitoring",
        "## Figures behind this answer",
        "## Certainty of the evidence",
        "## Where the sources disagree",
        "## References",
        "## 1 statement withheld",
        "## How this was found",
    ]
    assert "> **No person has reviewed this answer.**" in text
    assert "| relapse | HR 0.50, 0.29 to 0.86 (95% CI), P = 0.013, adjusted | \\[1\\] |" in text
    assert "\n1. Cohort study. Ash AB" in text


def test_a_gap_says_why_and_what_to_try() -> None:
    text = to_markdown(gap_revision())
    assert "## The evidence held does not answer this" in text
    assert "## Bottom line" not in text
    assert "Nothing held speaks of “zanthofibrate”." in text


def test_html_in_a_title_stays_words() -> None:
    html = MarkdownIt("commonmark").enable("table").render(to_markdown(revision()))
    assert "<b>invented" not in html
    assert "&lt;b&gt;invented&lt;/b&gt;" in html


@given(st.text(alphabet="ab *_`[]()<>#|~\\&-+.1\n!", max_size=40))
def test_escaped_words_come_back_as_they_went_in(text: str) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(f"x {escaped(text)} x")
    words = " ".join(text.split())
    plain = rendered.removeprefix("<p>").removesuffix("</p>\n")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    assert plain == f"x {words} x"
