"""The pages of the commands show the help as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_pages_of_the_commands_are_current(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/command_pages", "--check"], cwd=root, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", ""), "run scripts/command_pages"
