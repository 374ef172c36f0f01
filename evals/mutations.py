"""``python -m evals mutations``: plant one error in each true statement; is it caught, and by which check?

True statements are those that people marked as borne out (SUPPORT) in a file of claims or pairs, and with
``--starter`` the key facts of the starter library. Each is judged as it stands (the untouched twin), and once
with each kind of error that it has a place for (``evals.planting``), by the same ``judge`` and the checks of
the workspace. An error is caught where the verdict is not ``supported`` and a finding says something that no
finding on the twin said.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from evals.claims import items_of
from evals.figures import interval
from evals.planting import Kind, Planted, plant_each
from probatum.actions.grounds import PASSAGES
from probatum.actions.starter import ensure_starter
from probatum.language.entailment import RememberingEntailer, default_entailer
from probatum.language.reading import with_sentences
from probatum.records.claim import Citation
from probatum.records.passage import Passage, TextKind
from probatum.records.source import Source
from probatum.records.verdict import Finding, Outcome, Verdict
from probatum.sources.passages import passages
from probatum.verify.check import Check, Cited
from probatum.verify.facing import nearest
from probatum.verify.verdict import judge
from probatum.workspace import Workspace, checks_with, open_workspace

#: The kinds that must be caught nearly always (99 in 100); the others are to be caught 9 times in 10.
PLAIN = frozenset({Kind.NUMBER, Kind.UNIT, Kind.NEGATION, Kind.DIRECTION, Kind.DRUG})
#: Notes carry statements in this section.
_FACTS = "Key facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A true statement with the passages of the work that bears it out."""

    statement: str
    source: Source
    passages: tuple[Passage, ...]

    @property
    def known(self) -> str:
        """All that is held of the work: title, publisher and passages."""
        about = (self.source.title, self.source.issuer, self.source.journal, self.source.population)
        texts = dict.fromkeys([*(part for part in about if part), *(one.text for one in self.passages)])
        return "\n".join(texts)

    def cited(self, statement: str) -> tuple[Cited, ...]:
        """The passages nearest to ``statement``, each quoted at its nearest sentence, as in an audit."""
        near = sorted(
            ((nearest(statement, passage), passage) for passage in self.passages),
            key=lambda pair: (-pair[0].rank, pair[1].start),
        )
        return tuple(
            Cited(citation=Citation.of(passage, place.start, place.end), passage=passage, source=self.source)
            for place, passage in near[:PASSAGES]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One planted error (or, with None, the untouched twin) and the verdict on it.

    ``by`` names the checks that saw it: with a finding that the twin does not have; of a twin, with any.
    """

    pair: Pair
    planted: Planted | None
    verdict: Verdict
    by: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether the verdict tells of a fault that the twin does not have."""
        return self.verdict.outcome is not Outcome.SUPPORTED and bool(self.by)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--claims", type=Path, help="claims with the documents that bear them out")
    parser.add_argument("--corpus", type=Path, help="the documents of the claims")
    parser.add_argument("--pairs", type=Path, help="pairs of claim and evidence")
    parser.add_argument("--starter", action="store_true", help="the key facts of the starter library too")
    parser.add_argument("--rules-only", action="store_true", help="every check but entailment")
    parser.add_argument("--seed", type=int, default=0, help="choose other places for the errors")
    parser.add_argument("--misses", type=Path, help="write what was missed, and false alarms, as JSON Lines")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Plant and judge; gives the figures by name. Raises ``FormUnknown`` and ``OSError``."""
    pairs = list(_pairs(args))
    checks = checks_with(None if args.rules_only else RememberingEntailer(default_entailer()))
    began = time.perf_counter()
    tried = [one for pair in pairs for one in trials(pair, checks, seed=args.seed)]
    seconds = time.perf_counter() - began
    if args.misses is not None:
        _write_misses(args.misses, tried)
    ms = round(1000 * seconds / max(1, len(tried)), 2)
    return {"checks": [check.__name__ for check in checks]} | figures(tried) | {"ms_per_claim": ms}


def _pairs(args: argparse.Namespace) -> Iterator[Pair]:
    """At most ``args.limit`` true statements of the files, and as many of the starter library."""
    path = args.pairs or args.claims
    if path is None and not args.starter:
        raise SystemExit("name --pairs FILE, or --claims FILE and --corpus FILE, or --starter")
    if path is not None:
        yield from islice(_of_files(path, args.corpus), args.limit)
    if args.starter:
        with tempfile.TemporaryDirectory(prefix="probatum-evals-") as folder:
            ws = open_workspace(Path(folder) / "workspace")
            try:
                ensure_starter(ws)
                yield from islice(starter_pairs(ws), args.limit)
            finally:
                ws.close()


def _of_files(path: Path, corpus: Path | None) -> Iterator[Pair]:
    for item in items_of(path, corpus):
        if item.gold == "SUPPORT" and item.cited:
            held = tuple(one.passage for one in item.cited)
            yield Pair(statement=item.statement, source=item.cited[0].source, passages=held)


def starter_pairs(ws: Workspace) -> Iterator[Pair]:
    """Each key fact of the notes in ``ws`` with all the passages of its note."""
    for changed in ws.store.changed_since(0):
        source = ws.store.source(changed.source)
        for document in ws.store.documents(changed.source):
            if document.kind is TextKind.NOTE:
                held = tuple(with_sentences(one) for one in passages(source.id, document))
                for passage in held:
                    if passage.section.startswith(_FACTS):
                        yield Pair(statement=passage.text, source=source, passages=held)


def trials(pair: Pair, checks: Sequence[Check], *, seed: int = 0) -> Iterator[Tried]:
    """The untouched twin, then one error of every kind that the statement has a place for."""
    twin = judge(pair.statement, pair.cited(pair.statement), checks)
    own = dict.fromkeys(finding.check for finding in twin.findings)
    yield Tried(pair=pair, planted=None, verdict=twin, by=tuple(own))
    known = {_what(finding) for finding in twin.findings}
    for planted in plant_each(pair.statement, pair.known, seed=seed):
        verdict = judge(planted.text, pair.cited(planted.text), checks)
        by = dict.fromkeys(one.check for one in verdict.findings if _what(one) not in known)
        yield Tried(pair=pair, planted=planted, verdict=verdict, by=tuple(by))


def _what(finding: Finding) -> tuple[str, Outcome, str]:
    return finding.check, finding.outcome, finding.reason


# --- figures ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    """What became of the errors of one kind or group."""

    caught: list[float] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)

    def add(self, tried: Tried) -> None:
        self.caught.append(float(tried.seen))
        self.by.update(tried.by if tried.seen else ())

    def figures(self) -> dict[str, object]:
        return {
            "n": len(self.caught),
            "caught": _share(self.caught),
            "interval": interval(self.caught),
            "caught_by": dict(sorted(self.by.items(), key=lambda row: (-row[1], row[0]))),
        }


def _share(seen: Sequence[float]) -> float | None:
    return round(sum(seen) / len(seen), 4) if seen else None


def figures(tried: Iterable[Tried]) -> dict[str, object]:
    """The figures by name: caught for each kind and group, and the false alarms on the untouched twins."""
    kinds = {kind: _Tally() for kind in Kind}
    plain, others, twins = _Tally(), _Tally(), _Tally()
    for one in tried:
        if one.planted is None:
            twins.add(one)
            continue
        kinds[one.planted.kind].add(one)
        (plain if one.planted.kind in PLAIN else others).add(one)
    alarms = twins.figures()
    told = {kind.value: tally.figures() for kind, tally in kinds.items() if tally.caught}
    return {
        "statements": alarms["n"],
        "planted": len(plain.caught) + len(others.caught),
        "caught": {kind: row["caught"] for kind, row in told.items()},
        "false_alarms": alarms["caught"],
        "false_alarms_interval": alarms["interval"],
        "false_alarms_by": alarms["caught_by"],
        "plain_kinds": plain.figures(),
        "other_kinds": others.figures(),
        "by_kind": told,
    }


# --- for those who mend -------------------------------------------------------------------------------------


def _write_misses(path: Path, tried: Iterable[Tried]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for one in tried:
            if one.seen == (one.planted is None):
                stream.write(json.dumps(_told(one), ensure_ascii=False) + "\n")


def _told(one: Tried) -> Mapping[str, object]:
    """A miss or a false alarm with what the checks had before them."""
    planted = one.planted
    statement = planted.text if planted else one.pair.statement
    return {
        "kind": planted.kind.value if planted else "false alarm",
        "statement": statement,
        "was": planted.was if planted else "",
        "now": planted.now if planted else "",
        "true": one.pair.statement,
        "verdict": one.verdict.outcome.value,
        "findings": [_row(finding) for finding in one.verdict.findings],
        "nearest": [cited.citation.quote for cited in one.pair.cited(statement)],
        "title": one.pair.source.title,
        "known": one.pair.known,
    }


def _row(finding: Finding) -> dict[str, str]:
    return {"check": finding.check, "outcome": finding.outcome.value, "reason": finding.reason}
