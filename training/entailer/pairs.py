"""Make the pairs of claim and text from which the entailment model learns.

    python training/entailer/pairs.py DATA PAIRS.jsonl

``DATA`` is a folder with the sets named in ``README.md``, in their published form. Only training parts of
sets whose licence lets a model made from them be passed on are read. Each line of the output is
``{set, claim, text, label, weight, held}``: ``label`` is three shares (support, contradict, neither);
``held`` marks what is kept back to choose between models. The same data give the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import mutate
from reading import abstract_lines, free, held_back, lines_of, rows
from written import NEXT
from written import written as claims_written

from probatum.language.content import content, keys, shared
from probatum.language.plain import folded
from probatum.language.polarity import CueKind, polarity

SEED = 20
SUPPORT, CONTRADICT, NEITHER = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
_LABELS = {"SUPPORT": SUPPORT, "CONTRADICT": CONTRADICT, "NOT_ENOUGH_INFO": NEITHER}
#: "Cited inaccurately" is said of what the source contradicts, and of what it does not say or says less of.
INACCURATE = (0.0, 0.65, 0.35)
LONGEST = 900
#: So many trial articles give claims; the sentences of all are there to be taken for neighbours.
ARTICLES = 550


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A claim, a text, and how the text bears on it."""

    set: str
    claim: str
    text: str
    label: tuple[float, float, float]
    weight: float = 1.0
    held: bool = False


@lru_cache(maxsize=300_000)
def _keys(text: str) -> frozenset[str]:
    return keys(text)


def nearest(claim: str, texts: Sequence[str], most: int) -> list[int]:
    """The places of the texts that share most with the claim, best first."""
    ranked = sorted(range(len(texts)), key=lambda at: -shared(claim, _keys(texts[at])))
    return ranked[:most]


def window(claim: str, texts: Sequence[str], most: int = 3) -> str:
    """The texts that share most with the claim, in their order: what the check shows the model."""
    return " ".join(texts[at] for at in sorted(nearest(claim, texts, most)))[:LONGEST]


def around(lines: Sequence[str], places: Sequence[int]) -> str:
    """The sentences at ``places`` with the one before and the one after each."""
    there = {n for at in places for n in (at - 1, at, at + 1) if 0 <= n < len(lines)}
    return " ".join(lines[at] for at in sorted(there))[:LONGEST]


# --- SciFact -----------------------------------------------------------------------------------------------


def scifact(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Claims against the abstracts that they cite (claims CC BY 4.0, abstracts ODC-By 1.0)."""
    corpus = {row["doc_id"]: row["abstract"] for row in rows(data / "scifact/corpus.jsonl.gz")}
    for row in rows(data / "scifact/claims_train.jsonl.gz"):
        held = held_back(min(row["cited_doc_ids"]))
        for cited in row["cited_doc_ids"]:
            evidence = [one for one in row["evidence"] if one["doc_id"] == cited]
            yield from _scifact(row["claim"], corpus[cited], evidence, held=held, chance=chance)


def _scifact(
    claim: str, abstract: list[str], evidence: list[dict[str, Any]], *, held: bool, chance: random.Random
) -> Iterator[Pair]:
    label = _LABELS[evidence[0]["label"]] if evidence else NEITHER
    rationale = {at for one in evidence for at in one["sentences"]}
    texts = [" ".join(abstract[at] for at in one["sentences"])[:LONGEST] for one in evidence]
    for one in evidence:
        if chance.random() < 0.5:
            texts.append(around(abstract, one["sentences"]))
    near = nearest(claim, abstract, 4)
    if rationale & set(near[:3]) or not evidence:
        texts.append(window(claim, abstract))
    if not evidence:
        texts += [abstract[at] for at in near]
    for text in dict.fromkeys(texts):
        yield Pair(set="scifact", claim=claim, text=text, label=label, held=held)
    for at in [at for at in near if at not in rationale][: 2 if evidence else 0]:
        yield Pair(set="scifact", claim=claim, text=abstract[at], label=NEITHER, weight=0.5, held=held)
    if evidence and not held:
        yield from _turned(claim, texts[0], label, chance)


def _turned(
    claim: str, text: str, label: tuple[float, float, float], chance: random.Random
) -> Iterator[Pair]:
    """The claim with one error, and in other words; the text with the same error; both."""
    twin = mutate.reworded(claim, chance)
    if twin != claim:
        yield Pair(set="scifact", claim=twin, text=text, label=label)
    if label == SUPPORT:
        wrong = {one(claim, chance) for one in (mutate.direction, mutate.negation)} - {None, claim}
        for changed in sorted(str(one) for one in wrong):
            yield Pair(set="scifact_turned", claim=changed, text=text, label=CONTRADICT)
    elif changed := mutate.affirmed(claim):
        yield Pair(set="scifact_turned", claim=changed, text=text, label=SUPPORT, weight=0.7)


# --- Evidence Inference ------------------------------------------------------------------------------------

_SAYS = {
    "increased": (
        "{i} increases {o} compared with {c}.", "{O} was higher with {i} than with {c}.",
        "Compared to {c}, {i} led to higher {o}.", "{i} raised {o}.",
        "{O} was significantly increased by {i}.",
        "{c} resulted in lower {o} than {i}.", "There was an increase in {o} with {i} versus {c}.",
    ),
    "decreased": (
        "{i} decreases {o} compared with {c}.", "{O} was lower with {i} than with {c}.",
        "Compared to {c}, {i} led to lower {o}.", "{i} reduced {o}.", "{O} was significantly reduced by {i}.",
        "{c} resulted in higher {o} than {i}.", "There was a reduction in {o} with {i} versus {c}.",
    ),
    "no difference": (
        "{i} made no difference to {o} compared with {c}.", "{O} did not differ between {i} and {c}.",
        "{i} had no significant effect on {o}.",
        "There was no significant difference in {o} between {i} and {c}.",
        "{O} was similar with {i} and {c}.", "{i} is not associated with a change in {o}.",
    ),
}  # fmt: skip


def _said(kind: str, row: dict[str, Any], chance: random.Random) -> str:
    i, c, o = (" ".join(row[name].split()) for name in ("intervention", "comparator", "outcome"))
    text = chance.choice(_SAYS[kind]).format(
        i=i, c=c, o=o[:1].lower() + o[1:] if o[1:2].islower() else o, O=o[:1].upper() + o[1:]
    )
    return text[:1].upper() + text[1:]


def trials(data: Path, chance: random.Random) -> Iterator[Pair]:
    """What a trial reports of an outcome (prompts MIT, articles CC BY)."""
    articles = {r["pmcid"]: r for r in rows(data / "evidence_inference/articles.jsonl.gz") if free(r)}
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "evidence_inference/prompts_labelled.jsonl.gz"):
        if row["pmcid"] in articles:
            of[row["pmcid"]].append(row)
    for asked in of.values():
        for row in asked:
            held = row["split"] == "validation"
            found = _evidence(row, articles[row["pmcid"]]["text"])
            if found:
                yield from _trial(row, found, held=held, chance=chance)
                yield from _other_outcome(
                    row, asked, articles[row["pmcid"]]["text"], held=held, chance=chance
                )


def _evidence(row: dict[str, Any], text: str) -> list[str]:
    """The sentences that answer a prompt, each with at most a sentence before it."""
    found = []
    for one in row["annotations"]:
        said = " ".join(one["evidence"].split())
        if one["evidence_valid"] and one["label"] == row["label"] and len(said) > 30:
            found.append(said[:LONGEST])
            before = max(text.rfind(". ", 0, max(0, one["start"] - 3)), text.rfind("\n", 0, one["start"] - 1))
            lead = " ".join(text[before + 1 : one["start"]].split()).strip(". ")
            if 20 < len(lead) < 300:
                found.append(f"{lead}. {said}"[:LONGEST])
    return list(dict.fromkeys(found))


def _trial(row: dict[str, Any], found: list[str], *, held: bool, chance: random.Random) -> Iterator[Pair]:
    for said in found[:1] if held else found[:3]:
        for kind in _SAYS:
            label = SUPPORT if kind == row["label"] else CONTRADICT
            weight = 1.0 if label == SUPPORT else 0.7
            for _ in range(1 if held or label == CONTRADICT else 2):
                claim = _said(kind, row, chance)
                yield Pair(set="trials", claim=claim, text=said, label=label, weight=weight, held=held)


def _other_outcome(
    row: dict[str, Any], asked: list[dict[str, Any]], text: str, *, held: bool, chance: random.Random
) -> Iterator[Pair]:
    """The prompt's claim against what the same article says of another outcome."""
    own = _keys(row["outcome"])
    for other in asked:
        if (
            other["outcome"].lower() == row["outcome"].lower()
            or len(own & _keys(other["outcome"])) > len(own) / 3
        ):
            continue
        far = [said for said in _evidence(other, text)[:1] if not (own and own <= _keys(said))]
        for said in far:
            claim = _said(chance.choice(list(_SAYS)), row, chance)
            yield Pair(set="trials", claim=claim, text=said, label=NEITHER, held=held)
        if far:
            return


# --- PubMedQA ----------------------------------------------------------------------------------------------

_QUESTION = re.compile(
    r"^(?:.{0,90}[:.] )?(?P<aux>is|are|was|were|does|do|did|can|could|should|will|has|have) (?P<rest>.+?)\?$",
    re.I,
)
_PREDICATE = re.compile(
    r"\b(?:associated|related|linked|correlated|affected|influenced|increased|reduced|decreased|impaired|"
    r"altered|effective|safe|useful|necessary|better|superior|more|less|feasible|an? (?:\w+ ){0,3}(?:risk|"
    r"predictor|marker|factor|cause|alternative|indicator)|predictive|sufficient|beneficial|important|"
    r"different|justified|worthwhile|valid|reliable|accurate|needed|required|related|dependent|independent)\b"
)


def statement_of(question: str, *, yes: bool) -> str | None:
    """A yes-or-no question as a statement that says yes, or one that says no; None where no rule can."""
    match = _QUESTION.match(" ".join(question.split()))
    if match is None:
        return None
    aux, rest = match["aux"].lower(), match["rest"]
    if aux in ("does", "do", "did"):
        verb = mutate._VERB.search(rest)
        if verb is None or verb[2] or verb.start() < 4:
            return None
        said = _inflected(aux, verb[1]) if yes else f"{aux} not {verb[1]}"
        return _capital(f"{rest[: verb.start()]}{said}{rest[verb.end() :]}.")
    place = _PREDICATE.search(rest) if aux in ("is", "are", "was", "were") else mutate._VERB.search(rest)
    if place is None or place.start() < 4 or rest.lower().startswith("there "):
        return None
    return _capital(f"{rest[: place.start()]}{aux}{'' if yes else ' not'} {rest[place.start() :]}.")


def _inflected(aux: str, verb: str) -> str:
    if aux == "do":
        return verb
    return verb + "s" if aux == "does" else mutate._past(verb)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def pubmedqa(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Questions turned into statements, against the conclusion and the results of their abstracts (MIT)."""
    for row in rows(data / "pubmedqa/questions_train_dev.jsonl.gz"):
        yes, no = (statement_of(row["question"], yes=one) for one in (True, False))
        results = [
            text for text, of in zip(row["contexts"], row["context_labels"], strict=True) if "RESULT" in of
        ]
        texts = [row["long_answer"][:LONGEST]]
        lines = [said for text in results for said in lines_of(text)]
        if yes and len(lines) > 1:
            texts.append(window(yes, lines))
        for text in texts:
            for said, agrees in ((yes, "yes"), (no, "no")):
                if said and row["final_decision"] != "maybe":
                    label = SUPPORT if row["final_decision"] == agrees else CONTRADICT
                    yield Pair(set="pubmedqa", claim=said, text=text, label=label)
        yield from _conclusion(row, lines, chance)


def _conclusion(row: dict[str, Any], lines: list[str], chance: random.Random) -> Iterator[Pair]:
    for said in lines_of(row["long_answer"])[:2]:
        claim = mutate.bare(said)
        if lines and 30 < len(claim) < 220 and shared(claim, _keys(" ".join(lines))) > 0.45:
            yield Pair(set="pubmedqa", claim=claim, text=window(claim, lines), label=SUPPORT, weight=0.6)
            if wrong := mutate.contradicted(claim, chance):
                yield Pair(
                    set="pubmedqa", claim=wrong, text=window(claim, lines), label=CONTRADICT, weight=0.6
                )


# --- Citation Integrity, K-QA ------------------------------------------------------------------------------


def citation_integrity(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Sentences that cite a paper, and what it says (MIT)."""
    corpus = {r["doc_id"]: r["sentences"] for r in rows(data / "citation_integrity/corpus.jsonl.gz")}
    for row in rows(data / "citation_integrity/claims_train.jsonl.gz"):
        claim = " ".join(re.sub(r"[\[(]?\s*<\|[a-z_]+\|>[\d, –-]*\s*[\])]?", "", row["claim"]).split())[:500]
        cited, held = row["cited_doc_ids"][0], held_back(row["cited_doc_ids"][0])
        label = INACCURATE if row["label"] == "CONTRADICT" else _LABELS[row["label"]]
        weight = {"SUPPORT": 0.4, "CONTRADICT": 0.7}.get(row["label"], 0.7)
        yield Pair(
            set="citations",
            claim=claim,
            text=window(claim, corpus[cited], 3),
            label=label,
            weight=weight,
            held=held,
        )
        if row["evidence"] and not held:
            text = " ".join(corpus[cited][at] for at in row["evidence"][0]["sentences"])[:LONGEST]
            yield Pair(set="citations", claim=claim, text=text, label=label, weight=weight)
            if row["label"] == "SUPPORT" and (wrong := mutate.contradicted(claim, chance)):
                yield Pair(set="citations", claim=wrong, text=text, label=CONTRADICT, weight=0.5)


def kqa(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Facts of physicians' answers (MIT); none of the questions on which physicians judged models."""
    measured = {row["question"] for row in rows(data / "kqa/nli_physician.jsonl.gz")}
    answers = [r for r in rows(data / "kqa/questions_with_answers.jsonl.gz") if r["question"] not in measured]
    for row in answers:
        lines = lines_of(row["answer"])
        for fact in [*row["must_have"], *row["nice_to_have"]]:
            text = window(fact, lines)
            yield Pair(set="kqa", claim=fact, text=text, label=SUPPORT)
            if wrong := mutate.contradicted(fact, chance):
                yield Pair(set="kqa", claim=wrong, text=text, label=CONTRADICT)
            other = chance.choice(answers)
            if other is not row:
                far = window(fact, lines_of(other["answer"]))
                yield Pair(set="kqa", claim=fact, text=far, label=NEITHER)
            if len(lines) > 3:
                least = min(lines, key=lambda line: shared(fact, _keys(line)))
                if shared(fact, _keys(least)) < 0.3:
                    yield Pair(set="kqa", claim=fact, text=least, label=NEITHER)


# --- Abstracts by themselves -------------------------------------------------------------------------------


class Near:
    """Sentences of many abstracts, found by the rare keys that they share with a claim."""

    def __init__(self, abstracts: Sequence[list[str]]) -> None:
        self.lines = [(at, line) for at, lines in enumerate(abstracts) for line in lines]
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for number, (_, line) in enumerate(self.lines):
            for key in _keys(line):
                self.by_key[key].append(number)

    def of(self, claim: str, own: int, *, most: int) -> list[str]:
        """Sentences of other abstracts than ``own``, those that share most first."""
        score: Counter[int] = Counter()
        for key in _keys(claim):
            places = self.by_key.get(key, ())
            if len(places) < 3_000:
                for number in places:
                    score[number] += log(len(self.lines) / len(places))
        ranked = sorted(score.items(), key=lambda row: (-row[1], row[0]))[: most * 6]
        found = [self.lines[number][1] for number, _ in ranked if self.lines[number][0] != own]
        return [line for line in found if shared(claim, _keys(line)) < 0.8][:most]


_FINDS = frozenset({CueKind.INCREASE, CueKind.DECREASE, CueKind.BETTER, CueKind.WORSE, CueKind.NO_DIFFERENCE,
                    CueKind.FINDING, CueKind.CAUSAL, CueKind.ASSOCIATION, CueKind.SIGNIFICANT})  # fmt: skip


def finds(line: str) -> bool:
    """Whether a sentence states a finding that can be turned into its opposite."""
    return 40 < len(line) < 320 and any(cue.kind in _FINDS for cue in polarity(line).cues)


def abstracts(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Sentences of free abstracts (SciFact's corpus ODC-By, trials CC BY) against their own abstracts."""
    held_out = {d for r in rows(data / "scifact/claims_train.jsonl.gz") for d in r["cited_doc_ids"] if
                held_back(min(r["cited_doc_ids"]))}  # fmt: skip
    dev = {d for r in rows(data / "scifact/claims_dev_open.jsonl.gz") for d in r["cited_doc_ids"]}
    texts = [(r["title"] or "", r["abstract"], True) for r in rows(data / "scifact/corpus.jsonl.gz")
             if r["doc_id"] not in held_out | dev]  # fmt: skip
    trial = [
        r for r in rows(data / "evidence_inference/articles.jsonl.gz") if free(r) and r["split"] == "train"
    ]
    texts += [(r["title"] or "", abstract_lines(r), at < ARTICLES) for at, r in enumerate(trial)]
    texts = [(title, lines, used) for title, lines, used in texts if len(lines) > 3]
    near = Near([lines for _, lines, _ in texts])
    for own, (title, lines, used) in enumerate(texts):
        if used:
            yield from _abstract(own, title, lines, near, chance)


def _abstract(own: int, title: str, lines: list[str], near: Near, chance: random.Random) -> Iterator[Pair]:
    last = len(lines) - 1
    candidates = [at for at, line in enumerate(lines) if at > last // 3 and finds(line)]
    if not candidates:
        return
    picked = chance.choice(candidates)
    yield from _of_itself(lines[picked], lines, picked, chance)
    concluding = [at for at in candidates if at >= last - 1 and at != picked]
    for at in concluding[-1:]:
        yield from _of_results(mutate.bare(lines[at]), lines[:at], own, near, chance)
    if finds(title) and re.search(r"\b(?:is|are|was|were|[a-z]{3,}(?:s|ed)) (?!of\b|in\b)", title):
        yield from _of_results(title.rstrip(".") + ".", lines, own, near, chance)
    claim = mutate.bare(lines[picked])
    for line in near.of(claim, own, most=1):
        yield Pair(set="neighbours", claim=claim, text=line, label=NEITHER)


def _of_itself(line: str, lines: list[str], at: int, chance: random.Random) -> Iterator[Pair]:
    """A sentence, bare and reworded, against itself among its neighbours; and one error on either side."""
    before, after = lines[max(0, at - 1) : at], lines[at + 1 : at + 2]
    shape = chance.random()
    before, after = (before if shape > 0.6 else [], after if shape < 0.25 or shape > 0.85 else [])
    claim = mutate.bare(line)
    place = lambda said: " ".join([*before, said, *after])[:LONGEST]  # noqa: E731
    wrong_claim = mutate.contradicted(claim, chance)
    seed = chance.random()
    wrong_line = mutate.contradicted(line, random.Random(seed))
    made = [(mutate.reworded(claim, chance), line, SUPPORT)]
    if wrong_claim:
        made.append((mutate.reworded(wrong_claim, chance), line, CONTRADICT))
    if wrong_line and wrong_line != line and mutate.bare(wrong_line) != claim:
        made.append((mutate.reworded(claim, chance), wrong_line, CONTRADICT))
        made.append((mutate.reworded(mutate.bare(wrong_line), chance), wrong_line, SUPPORT))
    if len(made) == 4:
        made = chance.sample(made, 3)
    for said, text, label in made:
        yield Pair(set="itself", claim=said, text=place(text), label=label)
    yield from _other_thing(claim, line, lines, at, place, chance)


def _other_thing(
    claim: str, line: str, lines: list[str], at: int, place: Any, chance: random.Random
) -> Iterator[Pair]:
    """The claim about another group, or about another thing of the same abstract: not said."""
    if changed := mutate.population(claim, chance):
        yield Pair(set="itself", claim=changed, text=place(line), label=(0.0, 0.4, 0.6), weight=0.7)
    own = [claim[t.start : t.end] for t in content(claim) if t.weight == 1.0]
    rest = " ".join(lines[:at] + lines[at + 1 :])
    others = [rest[t.start : t.end] for t in content(rest) if t.weight == 1.0 and t.key not in _keys(line)]
    others = [term for term in others if term[0].islower() == (own[0][0].islower() if own else True)]
    if chance.random() < 0.5 and (changed := mutate.swapped(claim, others, own, chance)):
        yield Pair(set="itself", claim=changed, text=place(line), label=NEITHER, weight=0.7)


def _of_results(claim: str, lines: list[str], own: int, near: Near, chance: random.Random) -> Iterator[Pair]:
    """What the authors conclude, against the sentences of the abstract that share most with it."""
    if not 35 < len(claim) < 260 or not lines:
        return
    best = nearest(claim, lines, 3)
    if shared(claim, _keys(" ".join(lines[at] for at in best))) < 0.5:
        return
    text = window(claim, lines)
    yield Pair(set="conclusions", claim=claim, text=text, label=SUPPORT)
    if wrong := mutate.contradicted(claim, chance):
        yield Pair(set="conclusions", claim=wrong, text=text, label=CONTRADICT)
    for line in near.of(claim, own, most=1):
        yield Pair(set="conclusions", claim=claim, text=line, label=NEITHER)


# --- Written for this training -----------------------------------------------------------------------------


def written(data: Path, chance: random.Random, file: Path | None = None) -> Iterator[Pair]:
    """Claims written about passages of free sets, against what decides them and what comes nearest."""
    for one in claims_written(data, file):
        label, held = _LABELS[one.label], held_back(one.passage)
        texts = list(_told(one.claim, one.lines, one.sentences, decided=label != NEITHER, chance=chance))
        for text in dict.fromkeys(texts[:1] if held else texts):
            yield Pair(set="written", claim=one.claim, text=text, label=label, held=held)
        if label != NEITHER and not held:
            far = [at for at in nearest(one.claim, one.lines, 6) if at not in one.sentences][-2:]
            silent = one.lines[chance.choice(far)]
            yield Pair(set="written", claim=one.claim, text=silent, label=NEITHER, weight=0.3)


def _told(
    claim: str, lines: Sequence[str], places: Sequence[int], *, decided: bool, chance: random.Random
) -> Iterator[str]:
    """Those that share most, the sentences told of, these among their neighbours; for an open claim also the
    nearest alone."""
    near = nearest(claim, lines, 3)
    if not decided or set(places) <= set(near):
        yield window(claim, lines)
    yield " ".join(lines[at] for at in sorted(places))[:LONGEST]
    if chance.random() < 0.5:
        yield around(lines, places)
    if not decided:
        yield lines[near[0]]


def plainly(pair: Pair) -> Iterator[Pair]:
    """The pair with the claim in plain words, where it has any: those who ask seldom use the trade's."""
    said = folded(pair.claim)
    if said.lower() != pair.claim.lower() and pair.set != "neighbours" and not pair.held:
        yield replace(pair, set="plainly", claim=said)


def written_next(data: Path, chance: random.Random) -> Iterator[Pair]:
    """The same of the claims that no shipped weights have learnt from yet."""
    return written(data, chance, NEXT)


def made(data: Path, *, also_next: bool = False) -> Iterator[Pair]:
    """All pairs, each claim and text with plain blanks, and those in plain words after their own."""
    more = [written_next] if also_next else []
    for reading in (scifact, trials, pubmedqa, citation_integrity, kqa, abstracts, written, *more):
        seen: set[tuple[str, str]] = set()
        for pair in reading(data, random.Random(f"{SEED} {reading.__name__}")):
            if pair.claim and pair.text and (pair.claim, pair.text) not in seen:
                seen.add((pair.claim, pair.text))
                yield pair
                yield from plainly(pair)


def main() -> None:
    """Write the pairs; print how many of each set and label there are."""
    data, out, *more = sys.argv[1:]
    counts: Counter[str] = Counter()
    with Path(out).open("w", encoding="utf-8") as stream:
        for pair in made(Path(data), also_next="--next" in more):
            name = ("support", "contradict", "neither")[max(range(3), key=pair.label.__getitem__)]
            counts[f"{pair.set}{' held' if pair.held else ''} {name}"] += 1
            stream.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
    print(json.dumps({"pairs": counts, "all": sum(counts.values())}, indent=1))


if __name__ == "__main__":
    main()
