"""``python -m evals audience``: put into other words for other readers, does a statement keep every fact?

Statements are those of the starter library as an article states them, or those that people marked as borne
out in a file of claims. Each is worded for each audience as an article's would be: compared, judged, and
left as it is where nothing passes. What is then shown is looked at again by rules of this file, which share
no code with the comparison that let it through; and errors are planted in it, each of which the comparison
has to refuse.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from itertools import islice
from pathlib import Path

from evals.claims import items_of
from evals.figures import interval
from evals.mutations import Pair, starter_pairs
from evals.planting import plant_each
from probatum.actions.adapt import Bench, explained
from probatum.actions.ask import SHOWN, verdicts_on
from probatum.actions.starter import ensure_starter
from probatum.compose.audience import FURTHEST
from probatum.compose.bind import SPEAKS, STUDY_WORDS
from probatum.language.models import NoEntailer
from probatum.language.readability import Count, fkgl, smog, together
from probatum.records.adapted import Adapted, Piece, PieceKind
from probatum.records.article import Audience
from probatum.records.claim import Citation, Claim
from probatum.records.evidence import Found
from probatum.records.passage import Passage
from probatum.verify.invariance import invariance
from probatum.workspace import Workspace, checks_with, open_workspace

#: Words that must not be lost; those that stand in the statement are dropped, one at a time.
WARNINGS = frozenset(
    """
    contraindicated avoid avoided caution warning warnings severe serious fatal death deaths died irreversible
    urgent urgently toxicity bleeding stop stopped risk harm must monitor monitoring pregnancy
    """.split()  # noqa: SIM905 - a list to be read by people
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement of an article, the passages that it cites, and what else is held of the work."""

    claim: Claim
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A statement as one audience is shown it, and the words it stands in."""

    stated: Stated
    adapted: Adapted
    context: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--claims", type=Path, help="claims with the documents that bear them out")
    parser.add_argument("--corpus", type=Path, help="the documents of the claims")
    parser.add_argument("--audience", choices=[one.value for one in FURTHEST], help="only for these readers")
    parser.add_argument("--rules-only", action="store_true", help="judged by every check but entailment")
    parser.add_argument("--seed", type=int, default=0, help="choose other places for the errors")
    parser.add_argument(
        "--misses", type=Path, help="write what was not refused, or lost a fact, as JSON Lines"
    )


def run(args: argparse.Namespace) -> dict[str, object]:
    """Word, compare and plant; gives the figures by name. Raises ``FormUnknown`` and ``OSError``."""
    chosen = [Audience(args.audience)] if args.audience else list(FURTHEST)
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as folder:
        ws = open_workspace(Path(folder) / "workspace")
        try:
            ensure_starter(ws)
            if args.rules_only:
                ws = replace(ws, entailer=NoEntailer(), checks=checks_with(None))
            listed = of_claims(args.claims, args.corpus) if args.claims else of_starter(ws)
            shown = list(_shown(ws, islice(listed, args.limit)))
            told: dict[str, object] = {
                "entailer": ws.entailer.name,
                "statements": len(shown),
            }
            missed: list[Mapping[str, object]] = []
            for audience in chosen:
                worded = [_worded(ws, stated, bench, audience) for stated, bench in shown]
                told[audience.value] = figures(worded, missed, seed=args.seed)
        finally:
            ws.close()
    if args.misses is not None:
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in missed)
        args.misses.write_text("".join(lines), encoding="utf-8")
    return told


# --- statements ---------------------------------------------------------------------------------------------


def of_starter(ws: Workspace) -> Iterator[Stated]:
    """Each key fact of the starter library as an article states it: the study and its people before it."""
    for pair in starter_pairs(ws):
        yield _stated(pair)


def _stated(pair: Pair) -> Stated:
    source = pair.source
    head = STUDY_WORDS.get(source.design, "Work")
    cited = [next(one for one in pair.passages if one.text == pair.statement)]
    if source.design in SPEAKS:
        head = f"{head} of the {source.issuer}" if source.issuer else head
    elif source.population:
        head = f"{head} ({source.population.rstrip('. ')})"
        cited += [one for one in pair.passages if one.text.rstrip(". ") == source.population.rstrip(". ")]
    citations = tuple(Citation.of(one, 0, len(one.text)) for one in dict.fromkeys(cited))
    claim = Claim(text=f"{head}: {pair.statement}", citations=citations)
    return Stated(claim=claim, found=_found(pair.passages, pair))


def _found(passages: Sequence[Passage], pair: Pair) -> tuple[Found, ...]:
    return tuple(Found(source=pair.source, passage=passage, score=0.0) for passage in passages)


def of_claims(claims: Path, corpus: Path | None) -> Iterator[Stated]:
    """Each statement of a file that people marked as borne out, with the passages that bear it out."""
    for item in items_of(claims, corpus):
        if item.gold == "SUPPORT" and item.cited:
            found = tuple(Found(source=one.source, passage=one.passage, score=0.0) for one in item.cited)
            citations = tuple(one.citation for one in item.cited)
            yield Stated(claim=Claim(text=item.statement, citations=citations), found=found)


def _shown(ws: Workspace, listed: Iterable[Stated]) -> Iterator[tuple[Stated, Bench]]:
    """Those statements that an article would show, each with what its wordings are tried against."""
    for stated in listed:
        claim = stated.claim
        verdicts = verdicts_on(ws, ws.entailer, [claim], {}, stated.found)
        if verdicts[claim.id].outcome in SHOWN:
            known = " ".join(one.passage.text for one in stated.found)
            bench = Bench(ws=ws, answer="", verdicts=verdicts, context=known, found=stated.found)
            yield stated, bench


def _worded(ws: Workspace, stated: Stated, bench: Bench, audience: Audience) -> Worded:
    del ws
    (adapted,) = explained(bench, [stated.claim], audience, FURTHEST[audience])
    return Worded(stated=stated, adapted=adapted, context=bench.context)


# --- looked at again, by rules of this file -----------------------------------------------------------------

_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_NAMED = "\x03"
_NAME = re.compile(r"(?<=[\w,)] )[A-Z](?=[a-z])")
_MARKED = re.compile(r"\x03?[^\W\d_]+")
_FRAMES = ("who was studied", "what it covers", "where", "it found", "it says", "in figures", "its rating")


def losses(adapted: Adapted) -> list[str]:
    """What a plain look finds changed: a number, a word, or a number that explains and has no ground.

    The numbers of the statement must be those of the original, each as often and in its order; so must its
    words be, but for pairs of ``plain.txt``, read here anew, and the frames of sentences. A number in an
    explanation must stand in the original, be a rounded percentage of it, or belong to a fixed explanation.
    """
    told = []
    if _NUMBER.findall(adapted.said) != _NUMBER.findall(adapted.original):
        told.append("numbers")
    if _plainly(adapted.said) != _plainly(adapted.original):
        told.append("words")
    numbers = {float(one.replace(",", "").replace("·", ".")) for one in _NUMBER.findall(adapted.original)}
    allowed = numbers | {int(one + 0.5) for one in numbers} | {1.0, 100.0}
    glossed = " ".join(piece.text for piece in adapted.pieces if piece.kind is PieceKind.GLOSS)
    if any(float(one.replace(",", "").replace("·", ".")) not in allowed for one in _NUMBER.findall(glossed)):
        told.append("explained number")
    return told


def _plainly(text: str) -> list[str]:
    """The words in order, in small letters, with the pairs of the list made one and the frames left out.

    A word with a capital within a sentence is a name, of which no pair is made.
    """
    marked = _NAME.sub(lambda name: f"{_NAMED}{name[0]}", text)
    words = f" {' '.join(_MARKED.findall(marked.lower()))} "
    for frame in _FRAMES:
        words = words.replace(f" {frame} ", " ")
    for technical, plain in _pairs():
        words = words.replace(f" {technical} ", f" {plain} ")
    return words.replace(_NAMED, "").split()


def _pairs() -> list[tuple[str, str]]:
    lines = resources.files("probatum.language").joinpath("plain.txt").read_text("utf-8").splitlines()
    split = [line.split(" = ") for line in lines if " = " in line and not line.startswith("#")]
    pairs = [(_bare(one), _bare(other)) for one, other in split]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))


def _bare(words: str) -> str:
    return " ".join(_LETTERS.findall(words.lower()))


# --- planted ------------------------------------------------------------------------------------------------


def planted(worded: Worded, *, seed: int = 0) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Wordings with one error each, by kind: those of ``evals.planting``, and what only a rewording can
    do."""
    said = worded.adapted.said
    for one in plant_each(said, worded.adapted.original, seed=seed):
        yield one.kind.value, (Piece(text=one.text),)
    chosen = random.Random(f"{seed}|{said}")
    for kind, texts in _dropped(said).items():
        if texts:
            yield kind, (Piece(text=chosen.choice(texts)),)
    yield from _glosses(worded.adapted.pieces, chosen)


def _dropped(said: str) -> Mapping[str, list[str]]:
    """A warning, a sentence or a people left out."""
    words = [match for match in re.finditer(r"[^\W\d_]+ ?", said) if match[0].strip().lower() in WARNINGS]
    stops = [match.end() for match in re.finditer(r"(?<=[a-z)\d])\. ", said)]
    cuts = list(zip([0, *stops], [*stops, len(said)], strict=True))
    return {
        "warning dropped": [said[: one.start()] + said[one.end() :] for one in words],
        "sentence dropped": [said[:start] + said[end:] for start, end in cuts] if len(cuts) > 1 else [],
    }


def _glosses(pieces: tuple[Piece, ...], chosen: random.Random) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """An explanation that is not the house's: another term's, another number, an absolute risk for a
    ratio."""
    places = [place for place, piece in enumerate(pieces) if piece.kind is PieceKind.GLOSS]
    if not places:
        return
    place = chosen.choice(places)
    for kind, text in (
        ("gloss of another", " (a medicine that cures it)"),
        ("absolute risk", " (50 fewer of 100 people)"),
    ):
        yield kind, (*pieces[:place], replace(pieces[place], text=text), *pieces[place + 1 :])


# --- figures ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    """What became of the errors of one kind: refused, and refused without the comparison word by word."""

    refused: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)


def figures(
    worded: Sequence[Worded], missed: list[Mapping[str, object]], *, seed: int = 0
) -> dict[str, object]:
    """The figures of one audience by name; what was missed is added to ``missed``."""
    lost = [_lost(one, missed) for one in worded]
    changed = [one for one in worded if one.adapted.changed]
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for one in changed:
        for kind, pieces in planted(one, seed=seed):
            _refused(one, kind, pieces, tallies[kind], missed)
    every = [seen for tally in tallies.values() for seen in tally.refused]
    fell = [float(bool(one.adapted.fell_back)) for one in worded]
    before = together(one.adapted.original for one in worded)
    after = together(one.adapted.text for one in worded)
    return {
        "shown": len(worded),
        "changed": _share([float(one.adapted.changed) for one in worded]),
        "said_otherwise": _share([float(one.adapted.said != one.adapted.original) for one in worded]),
        "fell_back": _share(fell),
        "fell_back_interval": interval(fell),
        "keep_every_fact": _share([float(not one) for one in lost]),
        "lost": dict(Counter(name for one in lost for name in one)),
        "planted": len(every),
        "refused": _share(every),
        "refused_interval": interval(every),
        "refused_by_readings": _share([seen for tally in tallies.values() for seen in tally.read]),
        "by_kind": {
            kind: {
                "n": len(tally.refused),
                "refused": _share(tally.refused),
                "by_readings": _share(tally.read),
                "seen_by": dict(tally.by.most_common()),
            }
            for kind, tally in sorted(tallies.items())
        },
        "grade_before": _grades(before),
        "grade_after": _grades(after),
    }


def _grades(count: Count) -> dict[str, float | None]:
    graded = {"fkgl": fkgl(count), "smog": smog(count)}
    return {name: None if value is None else round(value, 2) for name, value in graded.items()}


def _share(seen: Sequence[float]) -> float | None:
    return round(sum(seen) / len(seen), 4) if seen else None


def _lost(one: Worded, missed: list[Mapping[str, object]]) -> list[str]:
    told = losses(one.adapted)
    if told:
        missed.append({"lost": told, "shown": one.adapted.text, "original": one.adapted.original})
    return told


def _refused(
    one: Worded, kind: str, pieces: tuple[Piece, ...], tally: _Tally, missed: list[Mapping[str, object]]
) -> None:
    found = invariance(one.adapted.original, pieces, one.context)
    tally.refused.append(float(bool(found)))
    tally.read.append(float(any(finding.check != "wording" for finding in found)))
    tally.by.update(dict.fromkeys((finding.check for finding in found), 1))
    if not found:
        text = "".join(piece.text for piece in pieces)
        missed.append(
            {"kind": kind, "planted": text, "shown": one.adapted.text, "original": one.adapted.original}
        )
