"""The bench counts what was caught, by whom, and what was called wrong that is true."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.mutations import Pair, figures, run, trials
from evals.planting import Kind
from probatum.records.passage import Document, Part, TextKind, passage_at
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome
from probatum.verify.check import Cited

TEXT = "Apixaban is safe. The rate was 1.6% in adults."


def _pair(statement: str, text: str = TEXT) -> Pair:
    document = Document(text=text, kind=TextKind.ABSTRACT, parts=(Part(start=0, end=len(text)),))
    passage = passage_at("s", document, 0, len(text))
    return Pair(statement=statement, source=Source(id="s", title="A trial"), passages=(passage,))


def other_words(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """Sees a denial in the statement that the passage lacks."""
    if " not " in statement and " not " not in cited[0].passage.text:
        yield Finding(check="other_words", outcome=Outcome.CONTRADICTED, reason="denied")


def grumble(statement: str, cited: Sequence[Cited]) -> Iterator[Finding]:
    """Complains of every statement alike."""
    del statement, cited
    yield Finding(check="grumble", outcome=Outcome.PARTLY, reason="always")


def test_an_error_is_caught_by_the_check_that_saw_what_the_twin_does_not_have() -> None:
    tried = list(trials(_pair("Apixaban is safe."), (other_words, grumble)))
    seen = {one.planted.kind if one.planted else None: (one.seen, one.by) for one in tried}
    assert seen[None] == (True, ("grumble",))  # a false alarm
    assert seen[Kind.NEGATION] == (True, ("other_words",))
    assert seen[Kind.DRUG] == (False, ())


def test_figures_are_counted_by_kind_and_group() -> None:
    told = figures(trials(_pair("Apixaban is safe."), (other_words,)))
    row = {"n": 1, "caught": 1.0, "interval": None, "caught_by": {"other_words": 1}}
    assert told["by_kind"] == {
        "negation": row,
        "direction": row | {"caught": 0.0, "caught_by": {}},
        "drug": row | {"caught": 0.0, "caught_by": {}},
        "attribution": row | {"caught": 0.0, "caught_by": {}},
    }
    assert told["caught"] == {"negation": 1.0, "direction": 0.0, "drug": 0.0, "attribution": 0.0}
    assert (told["statements"], told["planted"], told["false_alarms"]) == (1, 4, 0.0)
    assert told["plain_kinds"] == {
        "n": 3,
        "caught": 0.3333,
        "interval": (0.0, 1.0),
        "caught_by": {"other_words": 1},
    }


def _args(folder: Path, **options: object) -> Namespace:
    chosen: dict[str, object] = {
        "claims": None, "corpus": None, "pairs": None, "starter": False, "rules_only": True, "seed": 0,
        "misses": folder / "misses.jsonl", "limit": None,
    }  # fmt: skip
    return Namespace(**chosen | options)


def test_pairs_and_claims_that_are_borne_out_are_tried_by_the_checks_of_the_product(tmp_path: Path) -> None:
    rows = [
        {"claim": "The rate was 1.6%.", "evidence": TEXT, "label": "SUPPORT"},
        {"claim": "The rate was 9%.", "evidence": TEXT, "label": "CONTRADICT"},
    ]
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("\n".join(map(json.dumps, rows)))
    told = run(_args(tmp_path, pairs=pairs))
    assert (told["statements"], told["false_alarms"]) == (1, 0.0)
    assert told["by_kind"]["number"]["caught_by"] == {"numbers": 1}  # type: ignore[index]
    corpus, claims = tmp_path / "corpus.jsonl", tmp_path / "claims.jsonl"
    corpus.write_text(json.dumps({"doc_id": 7, "title": "A trial", "abstract": TEXT.split(". ")}))
    claims.write_text(
        json.dumps(
            {"id": 1, "claim": "The rate was 1.6%.", "label": "SUPPORT", "cited_doc_ids": [7],
             "evidence": [{"doc_id": 7, "sentences": [1], "label": "SUPPORT"}]}
        )
    )  # fmt: skip
    again = run(_args(tmp_path, claims=claims, corpus=corpus))
    assert again["caught"] == told["caught"]


def test_misses_are_written_for_those_who_mend(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"claim": "The rate was 1.6%.", "evidence": TEXT, "label": "SUPPORT"}))
    told = run(_args(tmp_path, pairs=pairs))
    missed = [json.loads(line) for line in (tmp_path / "misses.jsonl").read_text("utf-8").splitlines()]
    caught = told["caught"]
    assert isinstance(caught, dict)
    assert [row["kind"] for row in missed] == [kind for kind, share in caught.items() if share == 0.0]


def test_the_starter_library_is_tried_fact_by_fact(tmp_path: Path) -> None:
    told = run(_args(tmp_path, starter=True, limit=12))
    assert told["statements"] == 12
    assert told["planted"]
