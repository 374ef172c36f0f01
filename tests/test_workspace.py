"""Opening a workspace: what it is taken for, what is repaired, what is refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from probatum import workspace as module
from probatum.actions.ingest import ingest
from probatum.actions.starter import ensure_starter
from probatum.errors import (
    ExtraMissing,
    SettingsError,
    WorkspaceBusy,
    WorkspaceForeign,
    WorkspaceMissing,
    WorkspaceNewer,
    WorkspaceReadOnly,
)
from probatum.index.index import Query
from probatum.language.tokens import analyse
from probatum.settings import Entailment, Settings
from probatum.workspace import Workspace, open_workspace

RIS = """TY  - JOUR
TI  - {title}
AB  - {abstract}
AN  - {number}
AU  - Kim, M
PY  - 2020
DO  - 10.1000/{number}
ER  -
"""


def ris(path: Path, *titles: str) -> Path:
    """A RIS file of one record a title."""
    records = [
        RIS.format(title=title, abstract=f"We studied {title.lower()} in 65 adults.", number=number)
        for number, title in enumerate(titles, start=1)
    ]
    path.write_text("\n".join(records), encoding="utf-8")
    return path


def find(ws: Workspace, words: str, *, starter: bool = True) -> list[str]:
    """The sources that a search finds."""
    query = Query(text=words, terms=tuple(analyse(words)), filters=ws.filters(starter=starter))
    return [hit.source for hit in ws.index.search(query, limit=10)]


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A workspace that holds two works."""
    path = tmp_path / "ws"
    ws = open_workspace(path)
    ingest(ws, [ris(tmp_path / "a.ris", "Relapse of myositis", "Warfarin in atrial fibrillation")], by="test")
    ws.close()
    return path


def test_a_workspace_is_made_where_there_is_none(tmp_path: Path) -> None:
    """With its mark, and nothing to repair; opened again it is the same."""
    path = tmp_path / "deep" / "ws"
    for _ in range(2):
        ws = open_workspace(path)
        assert ws.repaired == ()
        ws.close()
    assert json.loads((path / "probatum.json").read_text()) == {"format": "probatum-workspace", "layout": 1}


def test_a_folder_with_settings_alone_becomes_a_workspace(tmp_path: Path) -> None:
    """And its settings hold."""
    (tmp_path / "probatum.toml").write_text("[search]\ndepth = 7\n")
    ws = open_workspace(tmp_path)
    assert ws.settings.search.depth == 7
    ws.close()


def test_a_workspace_that_may_not_be_made_is_missing(tmp_path: Path) -> None:
    """An empty folder is no workspace either."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(WorkspaceMissing, match="there is no workspace here; name one with --workspace"):
            open_workspace(path, create=False)
    assert not (tmp_path / "none").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written into it."""
    (tmp_path / "thesis.doc").write_text("Chapter 1")
    with pytest.raises(WorkspaceForeign, match=r"holds something else \(thesis.doc …\)"):
        open_workspace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    """It says so."""
    (tmp_path / "ws").write_text("x")
    with pytest.raises(WorkspaceForeign, match="a file, not a folder"):
        open_workspace(tmp_path / "ws")


@pytest.mark.parametrize(
    "mark", ["", "[]", "{}", '{"format": "x", "layout": 1}', '{"format": "probatum-workspace"}']
)
def test_a_spoilt_mark_is_foreign(held: Path, mark: str) -> None:
    """It may be another program's."""
    (held / "probatum.json").write_text(mark)
    with pytest.raises(WorkspaceForeign, match="not the mark of a workspace"):
        open_workspace(held)


def test_a_store_without_its_mark_says_which_file_is_lacking(held: Path) -> None:
    """A copy that left it out can be mended."""
    (held / "probatum.json").unlink()
    with pytest.raises(WorkspaceForeign, match=r"holds a store, but not probatum\.json"):
        open_workspace(held)


def test_a_copy_of_what_the_docs_name_opens_with_all_that_was_in_it(
    held: Path, tmp_path: Path, root: Path
) -> None:
    """The rest is made again, and what is there answers as before."""
    told = (root / "docs/workspace.md").read_text("utf-8").partition("**To keep a copy**")[2]
    names = re.findall(r"`([^`]+)`", told.partition("those that are there")[0])
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (one for name in names for one in held.glob(name.rstrip("/"))):
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, copy / path.name)
    assert not (copy / "index").exists()
    ws = open_workspace(copy)
    assert ws.repaired == ("The search index was missing and was rebuilt from the store: 2 sources.",)
    assert find(ws, "myositis relapse") == ["doi:10.1000/1"]
    files, _ = ws.store.blobs.held()
    assert files == sum(path.is_file() for path in (held / "files").rglob("*"))
    ws.close()


def test_a_newer_layout_is_left_to_a_newer_probatum(held: Path) -> None:
    """The message says which."""
    (held / "probatum.json").write_text('{"format": "probatum-workspace", "layout": 2}')
    with pytest.raises(WorkspaceNewer, match="layout 2, we know 1"):
        open_workspace(held)


def test_settings_that_are_not_known_stop_the_opening(held: Path) -> None:
    """Before anything is touched."""
    (held / "probatum.toml").write_text("[serach]\ndepth = 7\n")
    with pytest.raises(SettingsError, match="did you mean"):
        open_workspace(held)


def test_a_missing_index_is_rebuilt_and_it_says_so(held: Path) -> None:
    """The search finds what it found."""
    shutil.rmtree(held / "index")
    ws = open_workspace(held)
    assert ws.repaired == ("The search index was missing and was rebuilt from the store: 2 sources.",)
    assert find(ws, "myositis relapse") == ["doi:10.1000/1"]
    ws.close()


@pytest.mark.parametrize("spoil", ["meta.json", "probatum-index.json"])
def test_a_broken_index_is_rebuilt_and_it_says_so(held: Path, spoil: str) -> None:
    """Whichever of its files is spoilt."""
    (held / "index" / spoil).write_text("not json")
    ws = open_workspace(held)
    assert len(ws.repaired) == 1
    assert "was rebuilt from the store: 2 sources." in ws.repaired[0]
    assert find(ws, "myositis relapse") == ["doi:10.1000/1"]
    ws.close()


def test_an_index_of_another_analysis_is_rebuilt(held: Path) -> None:
    """Its tokens are not ours."""
    state = held / "index" / "probatum-index.json"
    state.write_text(state.read_text().replace("probatum-analysis-", "other-analysis-"))
    ws = open_workspace(held)
    assert ws.repaired == (
        "The search index could not be read, or was made by another version, and was rebuilt from the store: "
        "2 sources.",
    )
    ws.close()


def test_an_index_behind_the_store_catches_up(held: Path, tmp_path: Path) -> None:
    """As after a kill between the two."""
    shutil.copytree(held / "index", tmp_path / "before")
    ws = open_workspace(held)
    ingest(ws, [ris(tmp_path / "b.ris", "Relapse of myositis", "B", "Giant cell arteritis")], by="test")
    ws.close()
    shutil.rmtree(held / "index")
    shutil.copytree(tmp_path / "before", held / "index")
    ws = open_workspace(held)
    assert len(ws.repaired) == 1
    assert ws.repaired[0].endswith("had been stored (an ingest was cut short) and has caught up.")
    assert find(ws, "giant cell arteritis") == ["doi:10.1000/3"]
    ws.close()


def test_a_missing_store_is_said(held: Path) -> None:
    """Nothing is found that is not held."""
    for path in held.glob("store.sqlite3*"):
        path.unlink()
    ws = open_workspace(held)
    assert ws.repaired[0] == (
        "The store was missing; an empty one was made. Put back a copy if you have one."
    )
    assert find(ws, "myositis") == []
    ws.close()


def test_one_process_ingests_at_a_time(held: Path) -> None:
    """The second is told who does; it may still be opened and searched."""
    ws = open_workspace(held)
    with ws.writing():
        code = (
            "import sys; from pathlib import Path\n"
            "from probatum.workspace import open_workspace\n"
            "from probatum.errors import WorkspaceBusy\n"
            "ws = open_workspace(Path(sys.argv[1]))\n"
            "try:\n    ws.writing().__enter__()\nexcept WorkspaceBusy as busy:\n    print(busy)\n"
            "print(len(ws.index)); ws.close()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(held)], capture_output=True, text=True, check=True
        )
    assert done.stdout == (
        f"{held}: another process (number {os.getpid()}) writes to it; wait for it and repeat\n2\n"
    )
    ws.close()


def test_the_lock_ends_with_its_holder(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken and given back, also after an error."""
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    ws = open_workspace(held)
    with pytest.raises(ZeroDivisionError), ws.writing():
        raise ZeroDivisionError
    with ws.writing(), pytest.raises(WorkspaceBusy), ws.writing():
        pass
    ws.close()


def test_a_workspace_that_is_only_read(held: Path, tmp_path: Path) -> None:
    """It is searched, from its index or without one, and nothing in it changes."""
    before = {path: path.stat().st_mtime_ns for path in held.rglob("*")}
    ws = open_workspace(held, read_only=True)
    assert find(ws, "myositis relapse") == ["doi:10.1000/1"]
    assert ws.store.source("doi:10.1000/1").title == "Relapse of myositis"
    with pytest.raises(WorkspaceReadOnly, match="opened for reading only"):
        ingest(ws, [tmp_path / "a.ris"], by="test")
    assert ensure_starter(ws) is None
    ws.close()
    assert {path: path.stat().st_mtime_ns for path in held.rglob("*")} == before
    with pytest.raises(WorkspaceMissing):
        open_workspace(tmp_path / "none", read_only=True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs to become another user")
def test_a_folder_that_cannot_be_written(held: Path, tmp_path: Path) -> None:
    """For another user it is read-only: an opening for writing says so, one for reading works."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from probatum.workspace import open_workspace\n"
        "from probatum.errors import WorkspaceReadOnly\n"
        "from probatum.language.vocabulary import Vocabulary\n"
        "Vocabulary.shipped()  # the other user may not be able to import more\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "path = Path(sys.argv[1])\n"
        "try:\n    open_workspace(path)\nexcept WorkspaceReadOnly as error:\n    print(error)\n"
        "new = path.parent / 'new'\n"
        "try:\n    open_workspace(new)\nexcept WorkspaceReadOnly as error:\n    print(error)\n"
        "ws = open_workspace(path, read_only=True); print(len(ws.index)); ws.close()\n"
    )
    for folder in (held, *held.parents):
        if folder.stat().st_uid == 0 and Path(tmp_path.anchor) / "tmp" in folder.parents:
            folder.chmod(0o755)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    scratch.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", code, str(held)], capture_output=True, text=True, env={"TMPDIR": str(scratch)}
    )
    assert done.stderr == ""
    first, second, third = done.stdout.splitlines()
    assert first.startswith(str(held))
    assert "cannot be" in first
    assert second == f"{held.parent / 'new'}: cannot be written; change its permissions or choose another"
    assert third == "2"


def test_the_starter_library_is_loaded_once(tmp_path: Path) -> None:
    """And can be left out of a search, or of a workspace's every search."""
    ws = open_workspace(tmp_path / "ws")
    first = ensure_starter(ws)
    assert first is not None
    assert first.read == first.new + first.updated
    position = ws.store.position
    assert ensure_starter(ws) is None
    assert ws.store.position == position
    ingest(ws, [ris(tmp_path / "a.ris", "Relapse of polymyositis")], by="test")
    assert len(find(ws, "polymyositis relapse")) > 1
    assert find(ws, "polymyositis relapse", starter=False) == ["doi:10.1000/1"]
    ws.close()
    without = open_workspace(tmp_path / "ws", starter=False)
    assert find(without, "polymyositis relapse") == ["doi:10.1000/1"]
    assert ensure_starter(without) is None
    without.close()


def test_a_workspace_without_the_starter_library_has_none(tmp_path: Path) -> None:
    """Nothing is loaded."""
    ws = open_workspace(tmp_path / "ws", starter=False)
    assert ensure_starter(ws) is None
    assert len(ws.index) == 0
    ws.close()


def test_the_model_is_the_one_that_the_settings_name(tmp_path: Path) -> None:
    """``none`` leaves the checks by rule alone; a folder without a model is told."""
    without = open_workspace(tmp_path / "ws", settings=Settings(entailment=Entailment(model="none")))
    names = [check.__name__ for check in without.checks]
    without.close()
    assert (without.entailer.name, "entailment" in names, "coverage" in names) == ("none", False, True)
    off = Settings(entailment=Entailment(enabled=False, model=str(tmp_path)))
    switched_off = open_workspace(tmp_path / "ws", settings=off)
    switched_off.close()
    assert switched_off.entailer.name == "none"
    with pytest.raises(ExtraMissing, match="holds no entailer"):
        open_workspace(tmp_path / "ws", settings=Settings(entailment=Entailment(model=str(tmp_path))))


def test_the_shipped_model_is_used_where_it_can_be(tmp_path: Path) -> None:
    """Its check stands in the place of the one that compares words."""
    pytest.importorskip("onnxruntime")
    ws = open_workspace(tmp_path / "ws")
    ws.close()
    names = [check.__name__ for check in ws.checks]
    assert (ws.entailer.name, names[-1], "coverage" in names) == ("probatum-entailer-3", "entailment", False)
