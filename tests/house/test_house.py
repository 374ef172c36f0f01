"""The house: what is in the wheel, what the lock files say, under which licences the dependencies come."""

from __future__ import annotations

import re
import subprocess
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

#: Licences under which a dependency may be used at run time: permissive, or (MPL) file by file.
_PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Zlib|Unlicense|HPND|0BSD|"
    r"Public Domain)\b",
    re.IGNORECASE,
)
_COPYLEFT = re.compile(r"\b(?:A|L)?GPL|GNU (?:Affero|Lesser|General)", re.IGNORECASE)
_PLACES = re.compile(
    r"(?<![\w.])/(?:work|root|opt|home/\w+|tmp/bash)\b|pypi\.org/simple|pythonhosted\.org|extra-index-url|file:///opt"
)


def _tracked(root: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [root / name for name in listed.stdout.split("\0") if name]


def test_the_wheel_holds_everything_that_runs(root: Path, tmp_path: Path) -> None:
    """Modules, templates, migrations, starter, vocabularies, weights: all that is tracked below src."""
    (wheel,) = WheelBuilder(str(root)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    source = root / "src"
    wanted = {
        str(path.relative_to(source)) for path in _tracked(root) if source in path.parents and path.is_file()
    }
    assert wanted - inside == set()
    assert {name for name in inside if name.endswith("entry_points.txt")}
    assert "evals/__main__.py" in inside


def test_the_starter_library_is_in_the_wheel_with_its_licence_note(root: Path) -> None:
    names = {path.name for path in (root / "src/probatum/starter").iterdir()}
    assert names >= {
        "README.md",
        "af_anticoagulation.jsonl",
        "gca_pmr.jsonl",
        "myositis.jsonl",
        "t2d_ckd_hf.jsonl",
    }


@pytest.mark.parametrize(
    ("lock", "extra"), [("requirements.lock", "dense"), ("requirements-dev.lock", "dev")]
)
def test_the_lock_has_every_dependency_with_hashes_and_no_address(root: Path, lock: str, extra: str) -> None:
    text = (root / lock).read_text("utf-8")
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"][extra]]
    names = {Requirement(line).name.lower() for line in wanted} - {"probatum"}
    assert names - locked == set()
    assert "://" not in text
    assert len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")


#: What is offered under several licences at one's choice, and the one that is taken (docs/decisions/0005).
_CHOSEN = {"pyphen": "Mozilla Public License"}


def test_what_runs_comes_under_permissive_licences(root: Path) -> None:
    text = (root / "requirements.lock").read_text("utf-8")
    doubtful = {}
    for name in sorted(set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))):
        try:
            known = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # for another platform
            continue
        said = [known.get("License-Expression") or "", (known.get("License") or "")[:300]]
        said += [line for line in known.get_all("Classifier") or [] if line.startswith("License ::")]
        stated = " ".join(said)
        if _CHOSEN.get(name, "nothing is chosen") in stated:
            continue
        if _COPYLEFT.search(stated) or not _PERMISSIVE.search(stated):
            doubtful[name] = stated.strip()
    assert doubtful == {}


def test_no_place_of_a_machine_or_registry_is_written_down(root: Path) -> None:
    found = {}
    for path in _tracked(root):
        if not path.is_file() or path.stat().st_size > 3_000_000 or path.name == Path(__file__).name:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        if "\0" not in text and (match := _PLACES.search(text)):
            found[str(path.relative_to(root))] = match[0]
    assert found == {}


@pytest.mark.parametrize("script", ["scripts/environment", "scripts/chromium", "scripts/lock", ".ci/run"])
def test_scripts_are_sound_and_can_be_run(root: Path, script: str) -> None:
    path = root / script
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(path)], capture_output=True).returncode == 0


def test_make_lists_what_it_can_do(root: Path) -> None:
    listed = subprocess.run(["make", "--no-print-directory"], cwd=root, capture_output=True, text=True).stdout
    assert {"run", "test", "lint", "format", "lock"} <= {line.split()[0] for line in listed.splitlines()}
