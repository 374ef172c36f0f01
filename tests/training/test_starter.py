"""The starter library is made by a script that leaves out what a reader could not find again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson
import pytest


@pytest.fixture(scope="module")
def build(root: Path) -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("starter_build", root / "training/starter/build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _note(**changes: Any) -> dict[str, Any]:
    return {
        "id": "ex-1", "title": "A title", "authors": [], "journal": None, "year": None, "doi": None,
        "pmid": None, "pmcid": None, "url": None, "publication_type": "cohort", "abstract": None,
        "summary": "Said.",
        "key_facts": [{"statement": "A.", "figures": [], "locator": "abstract", "quote": None}],
        "population": None, "tags": ["seed-ref-1", "relapse"], "text_seen": "abstract",
        "retrieved_from": "https://mirror.example/1", "also_seen_at": [], **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        (_note(pmid="1"), True),
        (_note(doi="10.1/x"), True),
        (_note(), False),
        (_note(url="https://mirror.example/1"), False),
        (_note(url="https://someone.example/paper"), False),
        (_note(url="https://acrabstracts.org/?p=1"), True),
        (_note(pmid="1", title=None), False),
        (_note(pmid="1", title=None, id="myo-001"), True),
        (_note(pmid="1", title="A review (title not shown in excerpt)"), False),
        (_note(pmid="1", id="gca-010"), False),
    ],
)
def test_only_what_can_be_found_again_is_kept(build: ModuleType, note: dict[str, Any], kept: bool) -> None:
    assert (build.cleaned(note) is not None) == kept


def test_what_is_kept_is_clean(build: ModuleType) -> None:
    fact = {
        "statement": "A.",
        "figures": ["1"],
        "locator": "abstract, discovery.researcher.life",
        "quote": None,
    }
    assert build.cleaned(_note(pmid="1", key_facts=[fact])) == {
        "id": "ex-1", "title": "A title", "pmid": "1", "publication_type": "cohort", "summary": "Said.",
        "key_facts": [{"statement": "A.", "figures": ["1"], "locator": "abstract"}], "tags": ["relapse"],
        "text_seen": "abstract", "url": "https://pubmed.ncbi.nlm.nih.gov/1/",
    }  # fmt: skip


def test_a_grade_is_spelled_out(build: ModuleType) -> None:
    fact = {"statement": "Taper (strong).", "figures": ["6 weeks", "1, B, 100%"]}
    (kept,) = build.cleaned(_note(pmid="1", key_facts=[fact]))["key_facts"]
    assert kept["figures"] == ["6 weeks", "grade 1B", "100% agreement"]


def test_a_remark_on_what_others_claim_is_left_out(build: ModuleType) -> None:
    said = (
        "One fifth were well. This turns round a claim of 80% cure. "
        "None beat placebo, so the claim that it helps fails."
    )
    kept = build.cleaned(_note(pmid="1", summary=said))
    assert kept["summary"] == "One fifth were well. None beat placebo."


@pytest.mark.shared
def test_the_shipped_library_is_what_the_script_makes(build: ModuleType, shared: Path, root: Path) -> None:
    for topic in build.TOPICS:
        shipped = (root / f"src/probatum/starter/{topic}.jsonl").read_bytes()
        assert shipped == b"".join(build.build(shared / "evidence", topic))
        assert all(set(orjson.loads(line)).isdisjoint(build.DROPPED) for line in shipped.splitlines())
