"""The claims that were written for the training, and the passages that they are about."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def written(root: Path) -> ModuleType:
    """The module of the recipe, which is no part of any package."""
    folder = root / "training" / "entailer"
    sys.path.insert(0, str(folder))  # it reads its neighbour
    spec = importlib.util.spec_from_file_location("entailer_written", folder / "written.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    sys.path.remove(str(folder))
    return module


@pytest.fixture(scope="module", params=["CLAIMS", "NEXT"])
def file(written: ModuleType, request: pytest.FixtureRequest) -> Path:
    """One of the files of claims."""
    held: Path = getattr(written, request.param)
    return held


@pytest.fixture(scope="module")
def told(file: Path) -> list[dict[str, Any]]:
    """The rows of the file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_no_passage_and_no_claim_stands_in_both_files(written: ModuleType) -> None:
    one, other = (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for file in (written.CLAIMS, written.NEXT)
    )
    passages = [{(row["passage"], row["digest"]) for row in rows} for rows in (one, other)]
    claims = [{told["claim"] for row in rows for told in row["claims"]} for rows in (one, other)]
    assert (passages[0] & passages[1], claims[0] & claims[1]) == (set(), set())


def test_each_passage_stands_once_and_each_claim_once(told: list[dict[str, Any]]) -> None:
    names = Counter((row["passage"], row["digest"]) for row in told)
    claims = Counter(one["claim"] for row in told for one in row["claims"])
    assert [name for name, times in names.items() if times > 1] == []
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_a_denial_does_not_give_the_label_away(told: list[dict[str, Any]]) -> None:
    denied, of = Counter[str](), Counter[str]()
    for row in told:
        for one in row["claims"]:
            of[one["label"]] += 1
            words = set(one["claim"].lower().split())
            denied[one["label"]] += bool({"no", "not", "never", "without"} & words)
    shares = {label: denied[label] / of[label] for label in of}
    assert max(shares.values()) - min(shares.values()) < 0.1


def test_the_published_sets_hold_every_passage_as_it_was(
    written: ModuleType, file: Path, told: list[dict[str, Any]], shared: Path
) -> None:
    found = list(written.written(shared / "data", file))
    assert [one.claim for one in found] == [one["claim"] for row in told for one in row["claims"]]
    assert all(0 <= at < len(one.lines) for one in found for at in one.sentences)


def test_a_passage_that_reads_otherwise_is_told(
    written: ModuleType, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"passage": "pubmedqa:1", "digest": "0" * 12, "claims": []}
    (tmp_path / "claims.jsonl").write_text(json.dumps(row), "utf-8")
    monkeypatch.setattr(written, "CLAIMS", tmp_path / "claims.jsonl")
    with pytest.raises(written.PassageChanged, match=r"pubmedqa:1 reads otherwise than in claims\.jsonl"):
        list(written.written(shared / "data"))
