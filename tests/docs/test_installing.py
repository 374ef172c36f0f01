"""What `make run` installs is what the README says, and it does not fail for want of Pango."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from probatum.actions.examine import EXTRAS

ROOT = Path(__file__).resolve().parents[2]

#: What the pages name where it is missing: search by meaning, PDF, AMA and Vancouver, the pooled diamond.
OFFERED = {"citations", "dense", "pdf", "pooling"}

#: All that the script may use beside what a test puts there.
TOOLS = ("bash", "dirname", "grep", "timeout")


def _extras() -> dict[str, list[str]]:
    made: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    return made


def test_the_pages_have_all_that_they_offer() -> None:
    assert {extra for one in _extras()["pages"] for extra in Requirement(one).extras} == OFFERED


def test_the_lock_of_make_run_holds_every_package_of_the_pages() -> None:
    locked = set(
        re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    )
    wanted = {canonicalize_name(Requirement(one).name) for extra in OFFERED for one in _extras()[extra]}
    assert wanted - locked == set()


def test_the_doctor_knows_what_every_extra_brings() -> None:
    ours = {name: ones for name, ones in _extras().items() if name not in {"pages", "evals", "dev"}}
    assert {
        name: tuple(sorted(Requirement(one).name for one in ones)) for name, ones in sorted(ours.items())
    } == EXTRAS


def test_make_run_installs_them_and_the_readme_says_so() -> None:
    assert "run) lock=requirements.lock; extras=pages ;;" in (ROOT / "scripts/environment").read_text("utf-8")
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert "`make run` installs all that the pages offer (the extra `pages`:" in readme


@pytest.mark.parametrize("stubs", [{}, {"apt-get": "exit 1", "id": "echo 1000"}], ids=["no apt", "not root"])
def test_without_pango_its_script_says_what_to_install_and_goes_on(
    tmp_path: Path, stubs: dict[str, str]
) -> None:
    done = _pango(tmp_path, {"ldconfig": "exit 0", **stubs})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("probatum: articles cannot be taken along as PDF yet, all else works: ")
    assert "install it with: sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0" in done.stdout


def test_where_root_cannot_have_pango_its_script_says_so_and_goes_on(tmp_path: Path) -> None:
    done = _pango(tmp_path, {"ldconfig": "exit 0", "apt-get": "exit 100", "id": "echo 0"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "probatum: installing Pango, for articles as PDF (once)"
    assert done.stdout.splitlines()[1].startswith("probatum: articles cannot be taken along as PDF yet")


def test_where_pango_is_there_its_script_says_nothing(tmp_path: Path) -> None:
    done = _pango(tmp_path, {"ldconfig": "echo 'libpangoft2-1.0.so.0 => /lib/libpangoft2-1.0.so.0'"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _pango(folder: Path, stubs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The script in a checkout without .venv, on a machine that has the stubs and little else."""
    path = folder / "bin"
    path.mkdir()
    for name in TOOLS:
        (path / name).symlink_to(shutil.which(name) or name)
    for name, does in stubs.items():
        (path / name).write_text(f"#!{path / 'bash'}\n{does}\n")
        (path / name).chmod(0o755)
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/pango", folder / "scripts/pango")
    return subprocess.run(
        [path / "bash", folder / "scripts/pango"],
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
