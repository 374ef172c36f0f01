"""What a page names is there: settings, variables, commands, and the finding of each example of a check."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
import typer

from probatum.cli import app
from probatum.review.policy import read_policy
from probatum.settings import ELSEWHERE, describe, read_settings
from tests.verify.cited import cite

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / name for name in ("README.md", "CONTRIBUTING.md")), *(ROOT / "docs").rglob("*.md")])
KEYS = {key for key, _, _, _ in describe()}
SECTIONS = {key.partition(".")[0] for key in KEYS if "." in key}
#: Files that are called like a setting.
FILES = {"mail.lock", "store.of", "store.sqlite3"}
_SPAN = re.compile(r"`([^`\n]+)`")
_EXAMPLE = re.compile(r"^\| \[(\w+)\].*\| “([^|]*)” where it says “([^|]*)” \|$", re.MULTILINE)
EXAMPLES = _EXAMPLE.findall((ROOT / "docs/checks/README.md").read_text("utf-8"))


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_settings_and_variables_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    variables = set(re.findall(r"\bPROBATUM_[A-Z_]+\b", text))
    assert variables - {variable for _, variable, _, _ in describe()} - ELSEWHERE == set()
    keys = {one for one in _SPAN.findall(text) if re.fullmatch(rf"(?:{'|'.join(SECTIONS)})\.[a-z_]+", one)}
    assert keys - KEYS - FILES == set()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_commands_that_a_page_names_are_there(page: Path) -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    named = re.findall(
        r"^(?:\$ )?probatum ([a-z]\S*)", "\n".join(_SPAN.findall(page.read_text("utf-8"))), re.MULTILINE
    )
    shown = re.findall(r"^\$ probatum ([a-z]\S*)", page.read_text("utf-8"), re.MULTILINE)
    assert {*named, *shown} - known == set()


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "policy.md"], ids=_name)
def test_the_settings_files_that_a_page_shows_can_be_used(page: Path, tmp_path: Path) -> None:
    for block in re.findall(r"^```toml\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        (tmp_path / "probatum.toml").write_text(block, "utf-8")
        read_settings(tmp_path / "probatum.toml")


def test_the_policy_that_is_shown_can_be_used() -> None:
    (block,) = re.findall(
        r"^```toml\n(.*?)^```", (ROOT / "docs/policy.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [one.approvals for one in read_policy(block).needed] == [2]


@pytest.mark.parametrize(("check", "said", "stands"), EXAMPLES, ids=lambda one: one.split()[0])
def test_a_check_finds_what_its_example_shows(check: str, said: str, stands: str) -> None:
    found = getattr(importlib.import_module(f"probatum.verify.{check}"), check)
    assert len(list(found(said, [cite(stands)]))) == 1


def test_most_checks_have_an_example() -> None:
    assert len(EXAMPLES) == 18
