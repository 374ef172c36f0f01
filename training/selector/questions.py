"""Make the pairs of question and text from which the selector learns whether the text answers.

    python training/selector/pairs.py DATA PAIRS.jsonl

``DATA`` is a folder with the sets named in ``README.md``, in their published form. Only training parts of
sets whose licence lets a model made from them be passed on are read, and nothing of BioASQ, HealthSearchQA,
Med-HALT or any set on which abstention is measured. Each line of the output is ``{set, question, text,
answers, weight, held}``. The same data give the same bytes.

What does not answer is made to look as if it did: the aim of the study instead of its finding, another
outcome of the same trial, another fact of the same disease, the nearest sentence of another abstract, and the
right sentence for a question about another thing.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "entailer"))

import mutate
from pairs import Near, finds
from reading import abstract_lines, free, rows

from probatum.language.content import keys, shared
from probatum.language.sentences import sentences

SEED = 20
LONGEST = 700
#: One in so many diseases, articles and documents is held back to choose between models.
HELD = 12
#: A text is shown with the title of its work as often as this.
TITLED = 0.5


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question, a text, and whether the text answers it."""

    set: str
    question: str
    text: str
    answers: bool
    weight: float = 1.0
    held: bool = False


def _held(name: object) -> bool:
    return int(sha256(f"selector {name}".encode()).hexdigest(), 16) % HELD == 0


def _split(text: str) -> list[str]:
    return [said for start, end in sentences(text) if len(said := " ".join(text[start:end].split())) > 24]


def _titled(title: str, text: str, chance: random.Random) -> str:
    """The text, under its title as often as not: what is read of a work that has one."""
    if title and chance.random() < TITLED:
        return f"{title.rstrip('.')}. {text}"[:LONGEST]
    return text[:LONGEST]


def _window(lines: Sequence[str], at: int, chance: random.Random) -> str:
    """A sentence alone, or with the one before or after it."""
    shape = chance.random()
    before = lines[max(0, at - 1) : at] if shape > 0.75 else []
    after = lines[at + 1 : at + 2] if shape < 0.25 else []
    return " ".join([*before, lines[at], *after])


# --- MedQuAD -----------------------------------------------------------------------------------------------

_WORDINGS = {
    "information": ("What is {f}?", "What is {f}?", "Describe {f}.", "What kind of condition is {f}?"),
    "symptoms": ("What are the symptoms of {f}?", "How does {f} present?", "Which signs does {f} have?",
                 "What is the clinical presentation of {f}?", "List the symptoms of {f}."),
    "treatment": ("How is {f} treated?", "What are the treatments for {f}?", "What is used to treat {f}?",
                  "Which therapies help in {f}?", "Can {f} be treated?"),
    "inheritance": ("How is {f} inherited?", "Is {f} inherited?", "What is the mode of inheritance of {f}?"),
    "frequency": ("How common is {f}?", "How many people are affected by {f}?",
                  "What is the prevalence of {f}?"),
    "genetic changes": ("Which gene is mutated in {f}?", "What genetic changes are related to {f}?",
                        "Mutations in which genes cause {f}?", "Is {f} a genetic disorder?"),
    "causes": ("What causes {f}?", "What is the cause of {f}?", "Why does {f} occur?"),
    "exams and tests": ("How is {f} diagnosed?", "Which tests diagnose {f}?"),
    "outlook": ("What is the prognosis of {f}?", "What is the outlook for {f}?", "Is {f} fatal?"),
    "susceptibility": ("Who is at risk of {f}?", "What are the risk factors for {f}?"),
    "prevention": ("How can {f} be prevented?", "What prevents {f}?"),
    "complications": ("What are the complications of {f}?",),
    "stages": ("What are the stages of {f}?",),
}  # fmt: skip

#: What a sentence must speak of to answer a question of the type by itself.
_TELLS = {
    "symptoms": r"symptom|sign|feature|characteri[sz]|include|present|pain|fever|weak|develop",
    "treatment": r"treat|therap|surg|medic|drug|manag|vaccin|dose|antibiotic|relie",
    "inheritance": r"inherit|autosomal|recessive|dominant|X-linked|sporadic|famil",
    "frequency": r"\d|rare|common|prevalence|incidence|unknown|affect",
    "genetic changes": r"mutation|gene\b|genes\b|chromosom|deletion|variant",
    "causes": r"caus|due to|result|trigger|infect|mutation|lead",
    "exams and tests": r"test|exam|diagnos|biops|blood|scan|imaging|x-ray|measure",
    "outlook": r"outlook|prognosis|surviv|recover|live|fatal|death|life|depend|vary|expect",
    "susceptibility": r"risk|likely|more common|older|people who|women|men\b|children",
    "prevention": r"prevent|avoid|reduc|lower|vaccin|protect|stop",
    "complications": r"complication|lead to|can cause|risk|result",
    "stages": r"stage",
}


def medquad(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Questions that NIH and CDC pages answer (CC BY 4.0), against the other answers of the same page."""
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "medquad/qa.jsonl.gz"):
        if row["qtype"] in _WORDINGS and row["focus"] and len(row["answer"]) > 60:
            pages[row["focus"]].append(row)
    names = sorted(pages)
    by_type: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for row in pages[name]:
            by_type[row["qtype"]].append(name)
    for at, name in enumerate(names):
        others = names[max(0, at - 3) : at] + names[at + 1 : at + 4]
        picked = pages[name] if len(pages[name]) < 3 else chance.sample(pages[name], 3)
        for row in picked:
            for pair in _page(name, row, pages, [*others, chance.choice(by_type[row["qtype"]])], chance):
                if pair.weight == 1.0 or chance.random() < pair.weight:
                    yield pair


def _page(
    name: str,
    row: dict[str, Any],
    pages: dict[str, list[dict[str, Any]]],
    others: Sequence[str],
    chance: random.Random,
) -> Iterator[Pair]:
    kind = row["qtype"]
    question = chance.choice(_WORDINGS[kind]).format(f=_plain_focus(name))
    made = partial(Pair, set="medquad", question=question, held=_held(name))
    right = _telling(kind, row["answer"], name, chance)
    if right is None:
        return
    yield made(text=_titled(name, right, chance), answers=True)
    wrong = [one for one in pages[name] if one["qtype"] != kind]
    for one in chance.sample(wrong, min(2, len(wrong))):
        lines = [line for line in _split(one["answer"])[:8] if not _could_tell(kind, line)]
        if lines:
            text = _titled(name, _window(lines, chance.randrange(len(lines)), chance), chance)
            if name.lower() not in text.lower() and chance.random() < 0.7:
                text = f"{name}. {text}"[:LONGEST]
            yield made(text=text, answers=False)
    other = chance.choice(others)
    if other != name and not (keys(other) <= keys(name) or keys(name) <= keys(other)):
        same = [one for one in pages[other] if one["qtype"] == kind]
        said = same and _telling(kind, same[0]["answer"], other, chance)
        if said and not keys(name) <= keys(said):
            yield made(text=said, answers=False)
        asked = chance.choice(_WORDINGS[kind]).format(f=_plain_focus(other))
        if not keys(other) <= keys(right):
            yield Pair(set="medquad", question=asked, text=right, answers=False, held=_held(name))


def _plain_focus(name: str) -> str:
    focus = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return focus if re.search(r"[A-Z]{2}|\d|'", focus) else focus[:1].lower() + focus[1:]


def _could_tell(kind: str, line: str) -> bool:
    pattern = _TELLS.get(kind)
    return pattern is None or re.search(pattern, line, re.IGNORECASE) is not None


def _telling(kind: str, answer: str, name: str, chance: random.Random) -> str | None:
    """A sentence or two of the answer that answer alone, naming what they are about."""
    lines = _split(answer)[:10]
    if kind == "information":
        lines = [line for line in lines if re.search(r"\b(?:is|are|refers to|occurs)\b", line)][:1]
    telling = [at for at, line in enumerate(lines) if _could_tell(kind, line) and len(line) < 450]
    if not telling:
        return None
    text = _window(lines, telling[0] if chance.random() < 0.6 else chance.choice(telling), chance)
    if not keys(name) & keys(text):
        text = f"{name}. {text}"
    return text[:LONGEST]


# --- Evidence Inference ------------------------------------------------------------------------------------

_ASKS = (
    "Does {i} affect {o} compared with {c}?", "What is the effect of {i} on {o}?", "Does {i} improve {o}?",
    "Is {i} better than {c} for {o}?", "Does {i} reduce {o}?", "Does {i} increase {o}?",
    "How does {i} compare with {c} for {o}?", "Can {i} change {o}?", "Is {i} effective for {o}?",
    "Does {i} influence {o}?", "What does {i} do to {o}?", "Is {o} different with {i} and {c}?",
)  # fmt: skip


def trials(data: Path, chance: random.Random) -> Iterator[Pair]:
    """What a trial was asked of an outcome, against what it says of it and of others (MIT; CC BY)."""
    articles = {r["pmcid"]: r for r in rows(data / "evidence_inference/articles.jsonl.gz") if free(r)}
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "evidence_inference/prompts_labelled.jsonl.gz"):
        if row["pmcid"] in articles and row["split"] != "test":
            of[row["pmcid"]].append(row)
    everywhere = [row for asked in of.values() for row in asked]
    for name, asked in of.items():
        article = articles[name]
        lines = abstract_lines(article)
        for row in asked if len(asked) < 5 else chance.sample(asked, 5):
            yield from _prompt(row, asked, article, lines, everywhere, chance)


def _prompt(
    row: dict[str, Any],
    asked: Sequence[dict[str, Any]],
    article: dict[str, Any],
    lines: Sequence[str],
    everywhere: Sequence[dict[str, Any]],
    chance: random.Random,
) -> Iterator[Pair]:
    found = _evidence(row)
    if not found:
        return
    title = article["title"] or ""
    question = _asked(row, chance)
    made = partial(Pair, set="trials", held=_held(row["pmcid"]))
    right = chance.choice(found)
    yield made(question=question, text=_titled(title, right, chance), answers=True)
    own = keys(row["outcome"])
    for other in chance.sample(list(asked), len(asked)):
        if len(own & keys(other["outcome"])) <= len(own) / 3:
            far = [said for said in _evidence(other) if not (own & keys(said))]
            if far:
                text = _titled(title, chance.choice(far), chance)
                yield made(question=question, text=text, answers=False)
                break
    aims = [line for line in lines if _AIM.search(line)]
    if aims:
        yield made(question=question, text=_titled(title, chance.choice(aims), chance), answers=False)
    yield from _another_thing(row, right, made, everywhere, chance)


def _another_thing(
    row: dict[str, Any],
    right: str,
    made: partial[Pair],
    everywhere: Sequence[dict[str, Any]],
    chance: random.Random,
) -> Iterator[Pair]:
    """The question about another treatment, or another outcome: the sentence is of neither."""
    other = chance.choice(everywhere)
    part = chance.choice(("intervention", "outcome"))
    if keys(other[part]) and not keys(other[part]) & keys(right):
        asked = _asked({**row, part: other[part]}, chance)
        yield made(question=asked, text=right, answers=False)


_AIM = re.compile(
    r"\b(?:aim|aimed|objective|purpose|"
    r"to (?:determine|investigate|assess|evaluate|examine|compare|test|explore)|whether|hypothesi[sz]ed?|"
    r"were randomi[sz]ed|was measured|were measured|is unknown|remains unclear)\b",
    re.IGNORECASE,
)  # fmt: skip


def _asked(row: dict[str, Any], chance: random.Random) -> str:
    i, c, o = (" ".join(row[name].split()) for name in ("intervention", "comparator", "outcome"))
    text = chance.choice(_ASKS).format(i=_low(i), c=_low(c), o=_low(o))
    return text[:1].upper() + text[1:]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _evidence(row: dict[str, Any]) -> list[str]:
    said = [
        " ".join(one["evidence"].split())
        for one in row["annotations"]
        if one["evidence_valid"] and one["label"] == row["label"]
    ]
    return [one[:LONGEST] for one in dict.fromkeys(said) if len(one) > 30]


# --- PubMedQA, COVID-QA, K-QA ------------------------------------------------------------------------------


def pubmedqa(data: Path, _: random.Random) -> Iterator[Pair]:
    """Questions of articles against conclusion, background and the nearest of other abstracts (MIT)."""
    listed = list(rows(data / "pubmedqa/questions_train_dev.jsonl.gz"))
    texts = [[line for text in row["contexts"] for line in _split(text)] for row in listed]
    near = Near([[*lines, *_split(row["long_answer"])] for lines, row in zip(texts, listed, strict=True)])
    for own, row in enumerate(listed):
        question, said = row["question"], _split(row["long_answer"])
        made = partial(Pair, set="pubmedqa", question=question, held=_held(row["pmid"]))
        for line in said[:2]:
            if shared(question, keys(line)) > 0.3:
                yield made(text=line[:LONGEST], answers=True)
        for text, label in zip(row["contexts"], row["context_labels"], strict=True):
            lines = _split(text)
            if lines and "RESULT" not in label and "CONCLU" not in label:
                best = max(lines, key=lambda line: shared(question, keys(line)))
                yield made(text=best[:LONGEST], answers=False)
        for line in near.of(question, own, most=2):
            yield made(text=line[:LONGEST], answers=False)


def covid_qa(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Questions of experts against the sentence of an article that answers, and others (Apache 2.0)."""
    documents = {row["doc_id"]: row for row in rows(data / "covid_qa/documents.jsonl.gz")}
    for row in rows(data / "covid_qa/questions.jsonl.gz"):
        text = documents[row["doc_id"]]["text"]
        spans = list(sentences(text))
        made = partial(Pair, set="covid_qa", question=row["question"], held=_held(row["doc_id"]))
        start = row["answers"][0]["start"]
        end = start + len(row["answers"][0]["text"].rstrip())
        hit = [at for at, (s, e) in enumerate(spans) if s < end and e > start]
        if not hit or len(hit) > 3:
            continue
        right = " ".join(text[spans[hit[0]][0] : spans[hit[-1]][1]].split())
        if 24 < len(right) < LONGEST:
            yield made(text=right, answers=True)
        rest = [
            " ".join(text[s:e].split())
            for at, (s, e) in enumerate(spans)
            if at not in range(hit[0] - 1, hit[-1] + 2)
        ]
        said = row["answers"][0]["text"].strip().lower()[:60]
        rest = [one for one in rest if 40 < len(one) < 500 and said not in one.lower()]
        rest.sort(key=lambda one: -shared(row["question"], keys(one)))
        for one in [*rest[2:4], *chance.sample(rest[4:30], min(1, len(rest[4:30])))]:
            yield made(text=one, answers=False, weight=0.7)


def kqa(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Patients' questions against the facts that a physician's answer must have (MIT)."""
    listed = list(rows(data / "kqa/questions_with_answers.jsonl.gz"))
    facts = [fact for row in listed for fact in row["must_have"]]
    for row in listed:
        made = partial(Pair, set="kqa", question=row["question"], held=_held(row["id"]))
        for fact in row["must_have"][:3]:
            yield made(text=fact, answers=True)
        own = set(row["must_have"]) | set(row["nice_to_have"])
        far = sorted((f for f in facts if f not in own), key=lambda f: -shared(row["question"], keys(f)))
        for fact in [*far[:2], chance.choice(far)]:
            yield made(text=fact, answers=False)


# --- SciFact, and abstracts by themselves ------------------------------------------------------------------

_BE = re.compile(
    r"^(?P<who>[^,;:()]{3,90}?) (?P<aux>is|are|was|were|can|may|could|should|has|have|will) "
    r"(?P<rest>[a-z].+)$"
)
_DOES = re.compile(
    rf"^(?P<who>[^,;:()]{{3,90}}?) {mutate._VERB.pattern.replace('(s|d|ed)?', '(?P<form>s|d|ed)')} "
    r"(?P<rest>.+)$"
)


def question_of(statement: str) -> str | None:
    """A statement as the yes-or-no question that it answers; None where no rule can."""
    said = statement.rstrip(". ")
    be, does = _BE.match(said), _DOES.match(said)
    if does is not None and (be is None or does.end("who") < be.end("who")):
        aux = "Does" if does["form"] == "s" else "Did"
        return f"{aux} {_low(does['who'])} {does[2]} {does['rest']}?"
    if be is None or be["rest"].startswith("not "):
        return None
    return f"{be['aux'].capitalize()} {_low(be['who'])} {be['rest']}?"


def scifact(data: Path, chance: random.Random) -> Iterator[Pair]:
    """Claims asked about, against what settles them (claims CC BY 4.0, abstracts ODC-By 1.0)."""
    corpus = {row["doc_id"]: row for row in rows(data / "scifact/corpus.jsonl.gz")}
    for row in rows(data / "scifact/claims_train.jsonl.gz"):
        question = question_of(row["claim"])
        if question is None:
            continue
        for cited in row["cited_doc_ids"]:
            abstract, title = corpus[cited]["abstract"], corpus[cited]["title"] or ""
            made = partial(Pair, set="scifact", question=question, held=_held(min(row["cited_doc_ids"])))
            settle = {at for one in row["evidence"] if one["doc_id"] == cited for at in one["sentences"]}
            for one in [one for one in row["evidence"] if one["doc_id"] == cited][:2]:
                right = " ".join(abstract[at] for at in one["sentences"][:2])
                yield made(text=_titled(title, right, chance), answers=True)
            rest = [at for at in range(len(abstract)) if at not in settle and not {at - 1, at + 1} & settle]
            rest.sort(key=lambda at: -shared(question, keys(abstract[at])))
            for at in rest[: 1 if settle else 3]:
                text = abstract[at] if settle else _titled(title, abstract[at], chance)
                yield made(text=text, answers=False)


def conclusions(data: Path, chance: random.Random) -> Iterator[Pair]:
    """What authors conclude, asked of their abstract's conclusion, aim and results, and of other abstracts.

    The abstracts of SciFact's corpus (ODC-By 1.0) that no open claim cites, and of free trials (CC BY).
    """
    dev = {d for r in rows(data / "scifact/claims_dev_open.jsonl.gz") for d in r["cited_doc_ids"]}
    corpus = [row for row in rows(data / "scifact/corpus.jsonl.gz") if row["doc_id"] not in dev]
    texts = [(str(row["doc_id"]), row["title"] or "", row["abstract"]) for row in corpus]
    texts += [(r["pmcid"], r["title"] or "", abstract_lines(r))
              for r in rows(data / "evidence_inference/articles.jsonl.gz")
              if free(r) and r["split"] == "train"]  # fmt: skip
    texts = [one for one in texts if len(one[2]) > 3]
    near = Near([lines for _, _, lines in texts])
    statements: list[str] = []
    for own, (name, title, lines) in enumerate(texts):
        yield from _concluded(own, name, title, lines, near, statements, chance)


def _concluded(
    own: int,
    name: str,
    title: str,
    lines: Sequence[str],
    near: Near,
    earlier: list[str],
    chance: random.Random,
) -> Iterator[Pair]:
    finding = [at for at in range(len(lines) // 3, len(lines)) if finds(lines[at])]
    asked = [(at, question) for at in finding if (question := question_of(mutate.bare(lines[at])))]
    made = partial(Pair, set="conclusions", held=_held(name))
    if finds(title) and (question := question_of(title)):
        best = max(finding, key=lambda at: shared(question, keys(lines[at])), default=None)
        if best is not None and shared(question, keys(lines[best])) > 0.6:
            yield made(question=question, text=lines[best][:LONGEST], answers=True)
    for at, question in chance.sample(asked, min(2, len(asked))):
        if len(question) > 220:
            continue
        shown = mutate.reworded(question, chance)
        text = _titled(title, mutate.reworded(_window(lines, at, chance), chance, 0.3), chance)
        yield made(question=shown, text=text, answers=True, weight=0.7)
        aims = [line for line in lines[: len(lines) // 2 + 1] if _AIM.search(line) and not finds(line)]
        if aims:
            aim = max(aims, key=lambda line: shared(question, keys(line)))
            yield made(question=shown, text=_titled(title, aim, chance), answers=False)
        for line in near.of(question, own, most=2):
            if shared(question, keys(line)) < 0.6:
                yield made(question=shown, text=line[:LONGEST], answers=False)
        yield from _swapped(shown, lines[at], earlier, made, chance)
        earlier.append(question)


def _swapped(
    question: str, right: str, earlier: Sequence[str], made: partial[Pair], chance: random.Random
) -> Iterator[Pair]:
    """The question about another thing: one telling word of it taken from another question."""
    if not earlier or chance.random() < 0.4:
        return
    own = [w for w in re.findall(r"[A-Za-z][\w-]{4,}", question)[1:] if keys(w) & keys(right)]
    others = [
        w for w in re.findall(r"[A-Za-z][\w-]{4,}", chance.choice(earlier))[1:] if not keys(w) & keys(right)
    ]
    rare = sorted((w for w in own if w[0].isupper() or w[1:].lower() != w[1:]), key=len) or own
    other = [w for w in others if w[0].isupper() or any(c.isdigit() for c in w)] or others
    if own and other:
        changed = question.replace(chance.choice(rare), chance.choice(other))
        if changed != question:
            yield made(question=changed, text=right[:LONGEST], answers=False)


def made(data: Path) -> Iterator[Pair]:
    """All pairs, each question and text once."""
    for reading in (medquad, trials, pubmedqa, covid_qa, kqa, scifact, conclusions):
        seen: set[tuple[str, str]] = set()
        for pair in reading(data, random.Random(f"{SEED} {reading.__name__}")):
            if pair.question and pair.text and (pair.question, pair.text) not in seen:
                seen.add((pair.question, pair.text))
                yield pair


def main() -> None:
    """Write the pairs; print how many of each set answer and do not."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    counts: Counter[str] = Counter()
    with out.open("w", encoding="utf-8") as stream:
        for pair in made(data):
            counts[f"{pair.set}{' held' if pair.held else ''} {'answers' if pair.answers else 'not'}"] += 1
            stream.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
    print(json.dumps({"pairs": counts, "all": sum(counts.values())}, indent=1))


if __name__ == "__main__":
    main()
