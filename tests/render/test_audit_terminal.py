"""The terminal shows the tally, the faults and each claim, and nothing in a text can drive it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from rich.console import Console

from probatum.render.audit_contract import AuditForm
from probatum.render.audit_terminal import print_audit, watched_audit
from tests.render.audited import form


def printed(made: AuditForm, *, width: int = 100) -> str:
    out = io.StringIO()
    print_audit(Console(file=out, width=width, highlight=False), made)
    return out.getvalue()


def test_the_summary_comes_first_then_faults_then_claims() -> None:
    text = printed(form())
    reached = 0
    for words in (
        "answer.txt · 7 claims · 2026-01-02",
        "✗ Contradicted",
        "1. Dangling markers. The marker 3 leads to no reference. (line 11)",
        "Claim by claim",
        "1. – Not checkable",
        "→ It speaks of how the page itself was reviewed.",
        "4. ✗ Contradicted",
        "Immunosuppressants reduce relapse (HR 0.30) [1]",
        "→ The statement says “HR 0.30”; the passage says “HR 0.50”.",
        "The passage says: “We followed",
        "6. ∅ Not found here",
        "A program compared this text",
    ):
        reached = text.index(words, reached)


def test_a_narrow_terminal_is_kept_to() -> None:
    assert max(len(line) for line in printed(form(), width=50).splitlines()) <= 50


def test_no_control_character_passes() -> None:
    made = form()
    made["name"] = made["title"] = "\x1b[2Jwiped"
    made["claims"][1]["text"] = made["claims"][1]["stem"] = "\x1b]0;title\x07"
    made["structure"][0]["message"] = "\x9b31m"
    assert not {sign for sign in printed(made) if ord(sign) < 32 and sign != "\n"}
    assert "\x9b" not in printed(made)


@dataclass(frozen=True)
class HowFar:
    done: int
    of: int


def test_progress_is_shown_where_somebody_watches() -> None:
    seen, unseen = io.StringIO(), io.StringIO()
    with watched_audit(Console(file=seen, force_terminal=True)) as reached:
        reached(HowFar(3, 9))
    with watched_audit(Console(file=unseen)) as reached:
        reached(HowFar(3, 9))
    assert "3/9" in seen.getvalue()
    assert unseen.getvalue() == ""
