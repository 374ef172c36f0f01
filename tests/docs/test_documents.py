"""Documents are tests: what can be used is documented, what is shown runs, what is linked is there."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

import probatum.verify
from evals.__main__ import suites
from probatum.cli import app
from probatum.settings import describe
from probatum.sources.formats import READERS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "src/probatum/starter/README.md")),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "changelog.d").glob("*.md"),
    ]
)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
#: Code is no link and no heading.
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} +(.*?) *$", re.MULTILINE)
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: Commands that install, serve without end, or need the published data: they are shown and not run here.
_NOT_RUN = re.compile(r"^(?:make|git|pip|uv|sudo|apt-get)\b|\bserve\b|\.\./shared|\bevals\b")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _pages_of(folder: str) -> set[str]:
    return {page.stem for page in (ROOT / "docs" / folder).glob("*.md")} - {"README"}


def test_every_command_has_a_page_that_names_its_options() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert _pages_of("commands") == set(commands)
    common = (ROOT / "docs/cli.md").read_text("utf-8")
    for name, command in commands.items():
        text = (ROOT / f"docs/commands/{name}.md").read_text("utf-8") + common
        options = {
            option for parameter in command.params for option in parameter.opts if option.startswith("--")
        }
        assert {option for option in options - {"--help"} if option not in text} == set(), name


def test_every_setting_is_documented_with_its_variable() -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    told = [(key, variable) for key, variable, _, _ in describe()]
    assert told
    assert [row for row in told if f"`{row[0]}`" not in text or f"`{row[1]}`" not in text] == []


def test_every_check_has_a_page() -> None:
    rooms = {module.name for module in pkgutil.iter_modules(probatum.verify.__path__)}
    checks = {name for name in rooms if _is_check(importlib.import_module(f"probatum.verify.{name}"), name)}
    assert checks
    assert checks <= _pages_of("checks")


def _is_check(module: ModuleType, name: str) -> bool:
    """Whether a module holds a check under its own name: a function of a statement and what it cites."""
    found = getattr(module, name, None)
    if found is None or not callable(found):
        return False
    return list(inspect.signature(found).parameters) == ["statement", "cited"]


def test_every_format_has_a_page() -> None:
    assert set(READERS) == _pages_of("formats")


def test_every_evaluation_has_a_page() -> None:
    assert set(suites()) == _pages_of("evals")


def _targets(page: Path) -> list[tuple[str, Path, str]]:
    """The links of a page to files here: as written, the file (a folder stands for its index), the anchor."""
    found = []
    for target in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))):
        if not re.match(r"https?://|mailto:", target):
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            index = file / "README.md"
            found.append((target, index if index.is_file() else file, anchor))
    return found


def _anchors(page: Path) -> list[str]:
    """What the headings of a page are called in addresses, as GitHub makes them."""
    headings = _HEADING.findall(_BLOCK.sub("", page.read_text("utf-8")))
    words = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings)
    return [re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in words]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_resolve(page: Path) -> None:
    for target, file, anchor in _targets(page):
        assert file.exists(), f"{_name(page)} links to {target}"
        assert not anchor or anchor in _anchors(file), (
            f"{_name(page)} links to {target}, which has no such heading"
        )


def test_the_index_leads_to_every_page() -> None:
    """To be found a page must be linked; what the command line's examples read is no page."""
    wanted = {page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "examples"}
    found: set[Path] = set()
    ahead = [ROOT / "docs/index.md"]
    while ahead:
        page = ahead.pop()
        if page in wanted - found:
            found.add(page)
            ahead += [file for _, file, _ in _targets(page)]
    assert sorted(map(_name, wanted - found)) == []


@pytest.mark.parametrize(
    "folder", ["checks", "checks/structure", "commands", "decisions", "evals", "formats"]
)
def test_the_index_of_a_folder_has_one_line_for_each_page(folder: str) -> None:
    index = ROOT / "docs" / folder / "README.md"
    named = re.findall(r"^\| \[[^\]]+\]\(([^)/]+)\.md\) \|", index.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(_pages_of(folder))


def test_each_change_is_told_in_one_line() -> None:
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        if fragment.name != "README.md":
            lines = fragment.read_text("utf-8").splitlines()
            assert len(lines) == 1, fragment.name
            assert lines[0].endswith("."), fragment.name


def _shown(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines of output shown below it."""
    commands: list[tuple[str, list[str]]] = []
    for block in _CONSOLE.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif commands and line.strip():
                commands[-1][1].append(line.strip())
    return commands


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if _shown(page)], ids=_name)
def test_what_is_shown_runs_and_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    """The commands of a page run in turn beside the examples; ``…`` stands for what is left out."""
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    env = {
        **os.environ,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for command, expected in _shown(page):
        if _NOT_RUN.search(command):
            continue
        done = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode in {0, 1}, f"{command}: {done.stderr}"
        printed = {line.strip() for line in (done.stdout + done.stderr).splitlines()}
        assert [line for line in expected if "…" not in line and line not in printed] == [], command
