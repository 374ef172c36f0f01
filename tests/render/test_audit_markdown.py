"""Markdown holds the whole audit, and nothing of the text or of a source can become markup."""

from __future__ import annotations

from markdown_it import MarkdownIt

from probatum.render.audit_markdown import audit_markdown
from tests.render.audited import form


def test_the_audit_in_order() -> None:
    text = audit_markdown(form())
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Audit of Invented \\<b\\>myositis\\</b\\> &amp; its relapses",
        "## How the text is built",
        "## Claim by claim",
        "### 1. – Not checkable",
        "### 2. ✓ Supported",
        "### 3. ▲ Overstated",
        "### 4. ✗ Contradicted",
        "### 5. ◐ Partly supported",
        "### 6. ∅ Not found here",
        "### 7. – Not checkable",
    ]
    for wanted in (
        "| ✗ Contradicted | 1 | A passage that is held says otherwise. |",
        "1. **Dangling markers.** The marker 3 leads to no reference. (“\\[3\\]”)",
        "> Immunosuppressants reduce relapse (**HR 0.30**) \\[1\\]",
        "- The statement says “HR 0.30”; the passage says “HR 0.50”.",
        "(**HR 0.50**, 95% CI",
        "J Invented Med 2024; cohort study) <https://doi.org/10.1000/cohort.1>",
        "house note on: randomised trial; Under an expression of concern",
        "> Relapses, in short: … Relapse was seen in **about a third** of patients",
    ):
        assert wanted in text


def test_html_in_a_text_stays_words() -> None:
    html = MarkdownIt("commonmark").enable("table").render(audit_markdown(form()))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;myositis" in html
