"""Every test that docs/security.md names as a proof is there."""

from __future__ import annotations

import re
from pathlib import Path

_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_proof_that_is_named_is_a_test(root: Path) -> None:
    named = _NAMED.findall((root / "docs/security.md").read_text("utf-8"))
    assert len(named) > 20
    lost = [
        f"{file}::{test}"
        for file, test in named
        if not (root / "tests" / file).is_file()
        or f"def {test}(" not in (root / "tests" / file).read_text("utf-8")
    ]
    assert lost == []
