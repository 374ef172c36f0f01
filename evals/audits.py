"""``python -m evals audits``: does an audit of a text agree with one that people made by hand?

The hand-made audit is JSON lines: ``{n, claim, kind, verdict, reason, flags}``, verdicts as ours ("not
found" or "not_found"). A clinical or editorial item is met by the audited claim that has its words. A
structural item is met by what the audit says of that place, else by the structure finding that speaks of it.
"partly" and "overstated" are neighbours: they agree.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.figures import interval
from probatum.actions.audit import audit
from probatum.actions.ingest import ingest
from probatum.actions.starter import ensure_starter
from probatum.language.content import keys, shared
from probatum.records.audit import Audit
from probatum.workspace import open_workspace

#: From this mean share of their words on, both ways, an audited claim is the item's.
SAME = 0.75
#: From this share on, a structure finding speaks of what a structural item says.
SPEAKS = 0.3
_NEIGHBOURS = {"overstated": "partly"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One item of the hand-made audit and what ours says of it (empty where it says nothing)."""

    n: int
    kind: str
    wanted: str
    got: str

    @property
    def agrees(self) -> bool:
        """Whether the two verdicts are the same, or neighbours."""
        return _NEIGHBOURS.get(self.wanted, self.wanted) == _NEIGHBOURS.get(self.got, self.got)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--text", required=True, type=Path, help="the text to audit")
    parser.add_argument("--audit", required=True, type=Path, help="the audit that people made of it")
    parser.add_argument("--corpus", nargs="*", default=[], type=Path, help="works beside the starter library")
    parser.add_argument("--each", action="store_true", help="give every item too")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Audit ``args.text`` and compare; gives the figures by name."""
    items = [json.loads(line) for line in args.audit.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        ws = open_workspace(Path(folder) / "ws")
        try:
            ensure_starter(ws)
            if args.corpus:
                ingest(ws, args.corpus, by="evals")
            began = time.perf_counter()
            made = audit(ws, args.text.read_bytes(), name=args.text.name)
            seconds = time.perf_counter() - began
        finally:
            ws.close()
    met = list(compared(made, items[: args.limit]))
    figures: dict[str, object] = {
        "items": len(met),
        "agreement": sum(one.agrees for one in met) / len(met) if met else 0.0,
        "agreement_interval": interval([float(one.agrees) for one in met]),
        "by_kind": {kind: _share(met, kind) for kind in sorted({one.kind for one in met})},
        "confusion": dict(sorted(Counter(f"{one.wanted} → {one.got or 'nothing'}" for one in met).items())),
        "claims": len(made.claims),
        "structure": dict(sorted(Counter(one.check for one in made.structure).items())),
        "seconds": round(seconds, 2),
    }
    if args.each:
        figures["each"] = {str(one.n): f"{one.wanted} → {one.got or 'nothing'}" for one in met}
    return figures


def _share(met: Sequence[Met], kind: str) -> str:
    of = [one for one in met if one.kind == kind]
    return f"{sum(one.agrees for one in of)}/{len(of)}"


def compared(made: Audit, items: Sequence[dict[str, Any]]) -> Iterator[Met]:
    """Each item beside what the audit says of it."""
    for item in items:
        wanted = str(item["verdict"]).replace(" ", "_")
        got = _of_claim(made, str(item["claim"]))
        if not got and item.get("kind") == "structural":
            got = _of_structure(made, item)
        yield Met(n=int(item["n"]), kind=str(item.get("kind", "clinical")), wanted=wanted, got=got)


def _of_claim(made: Audit, claim: str) -> str:
    """The verdict on the audited claim that has the words of ``claim``."""
    ranked = [
        (shared(one.claim.text, keys(claim)) + shared(claim, keys(one.claim.text)), place)
        for place, one in enumerate(made.claims)
    ]
    both, place = max(ranked, default=(0.0, 0))
    return made.claims[place].verdict.outcome.value if both >= 2 * SAME else ""


def _of_structure(made: Audit, item: dict[str, Any]) -> str:
    """The outcome of the structure finding that speaks most of what the item says."""
    said = " ".join([str(item["claim"]), str(item.get("reason", "")), *map(str, item.get("flags", []))])
    spoken = [
        (shared(one.message, keys(said)), -place, one.outcome.value)
        for place, one in enumerate(made.structure)
    ]
    share, _, outcome = max(spoken, default=(0.0, 0, ""))
    return outcome if share >= SPEAKS else ""
