"""Places on pages are measured by what PDFium reads in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from tests.sources.test_pdf import made


def test_sentences_are_placed_and_the_words_in_their_boxes_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    lines = ["Relapse was seen in 65 of 105 adults who were", "followed. It came early in most of them."]
    path.write_bytes(made([[(60, 700 - 12 * number, 10, line) for number, line in enumerate(lines)]]))
    assert main(["placing", "--json", "--corpus", str(path)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures.pop("p50_ms") >= 0
    assert figures == {
        "files": 1,
        "quotes": 2,
        "placed": 1.0,
        "placed_rightly": 1.0,
        "over_several_lines": 1,
        "placed_rightly_over_several_lines": 1.0,
    }
