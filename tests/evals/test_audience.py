"""The bench looks again at what is shown by rules of its own, and plants errors that must be refused."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from evals.audience import Stated, Worded, figures, losses, planted, run
from probatum.compose.audience import ALL, Seen, reworded
from probatum.records.adapted import Adapted, Piece, PieceKind
from probatum.records.claim import Citation, Claim

TEXT = (
    "Cohort study (53 adults with gout): colchicine was associated with fewer severe flares "
    "(HR 0.50, P = 0.013)."
)


def adapted(*pieces: Piece) -> Adapted:
    return Adapted(claim="c", original=TEXT, pieces=pieces or reworded(TEXT, ALL, seen=Seen()))


def worded(one: Adapted) -> Worded:
    citation = Citation(source="s", passage="d:0-1", quote="q", start=0, end=1)
    return Worded(
        stated=Stated(claim=Claim(text=TEXT, citations=(citation,)), found=()), adapted=one, context=""
    )


def test_what_the_house_makes_loses_nothing() -> None:
    assert adapted().changed
    assert losses(adapted()) == []


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("0.50", "0.05", ["numbers", "explained number"]),
        ("fewer", "more", ["words"]),
        ("Colchicine", "Aspirin", ["words"]),
        ("In figures: ", "In short: ", ["words"]),
    ],
)
def test_what_is_lost_is_seen_without_the_comparison(was: str, now: str, lost: list[str]) -> None:
    changed = [
        Piece(text=piece.text.replace(was, now), kind=piece.kind, of=piece.of) for piece in adapted().pieces
    ]
    found = losses(adapted(*changed))
    assert found[0] == lost[0]
    assert set(found) <= set(lost)


def test_a_name_that_was_put_plainly_is_seen() -> None:
    original = "Guideline of the Invented Heart Association: ask."
    changed = Piece(text=original.replace("Association", "Link"))
    assert losses(Adapted(claim="c", original=original, pieces=(changed,))) == ["words"]


def test_a_number_that_explains_must_have_a_ground() -> None:
    glossed = (Piece(text=TEXT), Piece(text=" (or 7 of 100)", kind=PieceKind.GLOSS, of="0.50"))
    assert losses(adapted(*glossed)) == ["explained number"]


def test_errors_of_many_kinds_are_planted_and_all_refused() -> None:
    one = worded(adapted())
    kinds = {kind for kind, _ in planted(one)}
    assert kinds >= {"number", "direction", "drug", "warning dropped", "sentence dropped", "absolute risk"}
    told = figures([one], [])
    assert (told["keep_every_fact"], told["refused"], told["planted"]) == (1.0, 1.0, len(list(planted(one))))


def test_the_same_seed_plants_the_same_errors() -> None:
    one = worded(adapted())
    assert list(planted(one, seed=3)) == list(planted(one, seed=3))


def test_it_runs_over_the_starter_library_and_over_a_file_of_claims(tmp_path: Path) -> None:
    misses = tmp_path / "misses.jsonl"
    plain = {"audience": None, "seed": 0, "limit": 3, "misses": misses, "rules_only": True}
    told = run(Namespace(claims=None, corpus=None, **plain))
    assert told["statements"] == 3
    assert misses.read_text() == ""
    corpus, claims = tmp_path / "corpus.jsonl", tmp_path / "claims.jsonl"
    document = {
        "doc_id": 1,
        "title": "T",
        "abstract": ["Renal bleeding was associated with death in 12% of patients."],
    }
    claim = {
        "id": 1,
        "claim": "Renal bleeding was associated with death in 12% of patients.",
        "label": "SUPPORT",
        "cited_doc_ids": [1],
        "evidence": [{"doc_id": 1, "sentences": [0], "label": "SUPPORT"}],
    }
    corpus.write_text(json.dumps(document))
    claims.write_text(json.dumps(claim))
    told = run(Namespace(claims=claims, corpus=corpus, **{**plain, "audience": "patient"}))
    assert told["statements"] == 1
    assert "student" not in told
    assert isinstance(told["patient"], dict)
    assert told["patient"]["keep_every_fact"] == 1.0
