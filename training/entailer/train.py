"""Fine-tune a cross-encoder on pairs of claim and text, and export it as int8 ONNX.

    python training/entailer/train.py BASE PAIRS.jsonl OUT     (an environment of its own: requirements.txt)

``BASE`` is a torch folder of a BERT of MiniLM's size (``base.py`` makes one). Stages: first all pairs,
most of them made by rule from free abstracts; then those that people labelled, with a part of the others so
that nothing is unlearnt; then both, with more planted errors; then all with claims in plain words and claims
written for this training; a fifth is made ready for more of these (``pairs.py --next``) and not in the
shipped weights. On the CPU, with one seed; threads change the last digits, and where time cuts a stage, the
speed of the machine how much is seen.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parents[1]))

from loop import SEED, batches, bert_of, descend, drawn, freeze, logits_of, precision, tensors

LONGEST = 224
RATE = {1: 6e-5, 2: 3e-5, 3: 7e-5, 4: 5e-5, 5: 5e-5}
#: How often each set is seen in a pass of a stage (a share below 1 is drawn anew for the pass).
SHARES = {
    1: {"scifact": 0.7, "scifact_turned": 1.0, "trials": 0.6, "pubmedqa": 1.0, "citations": 0.4, "kqa": 0.6,
        "itself": 0.4, "conclusions": 0.7, "neighbours": 0.4},
    2: {"scifact": 2.0, "scifact_turned": 1.0, "trials": 0.25, "pubmedqa": 0.6, "citations": 0.4, "kqa": 0.3,
        "itself": 0.08, "conclusions": 0.1, "neighbours": 0.1},
    3: {"scifact": 1.5, "scifact_turned": 2.0, "trials": 0.35, "pubmedqa": 0.7, "citations": 0.3, "kqa": 0.4,
        "itself": 0.5, "conclusions": 0.5, "neighbours": 0.15},
    4: {"scifact": 1.5, "scifact_turned": 1.0, "trials": 0.25, "pubmedqa": 0.4, "citations": 0.6, "kqa": 0.4,
        "itself": 0.25, "conclusions": 0.3, "neighbours": 0.1, "plainly": 0.3, "written": 1.0},
    5: {"scifact": 1.2, "scifact_turned": 0.5, "trials": 0.1, "pubmedqa": 0.3, "citations": 0.4, "kqa": 0.35,
        "itself": 0.06, "conclusions": 0.1, "neighbours": 0.05, "plainly": 0.1, "written": 0.65},
}  # fmt: skip
SMOOTHING = 0.04
#: The embeddings and so many layers stay as they are in a stage.
FROZEN_LAYERS = {1: 1, 2: 3, 3: 2, 4: 2, 5: 3}


class Entailer(torch.nn.Module):
    """BERT with three logits on its pooled first token."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        self.head = torch.nn.Linear(bert.config.hidden_size, 3)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits of shape ``(pairs, 3)``: support, contradict, neither."""
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return self.head(out.pooler_output)


def loaded(base: Path, attention: str | None = None) -> Entailer:
    """The model on its base."""
    return Entailer(bert_of(base, attention))


def encoded(tokenizer: Tokenizer, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each pair with its tokens: the claim whole, the text cut."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="longest_first")
    for pair, one in zip(
        pairs, tokenizer.encode_batch([(p["claim"], p["text"]) for p in pairs]), strict=True
    ):
        pair["ids"], pair["types"] = one.ids, one.type_ids
    return pairs


def class_weights(taken: list[dict[str, Any]]) -> torch.Tensor:
    """The square root of how rare each label is, so that none is drowned."""
    mass = torch.zeros(3)
    for pair in taken:
        mass += torch.tensor(pair["label"]) * pair["weight"]
    weights = (mass.sum() / (3 * mass)).sqrt()
    return weights / weights.mean()


def train(
    model: Entailer, pairs: list[dict[str, Any]], out: Path, *, stage: int, seconds: float, passes: float
) -> None:
    """One stage; it ends with its steps or its time. The rate falls with whichever is further."""
    order = random.Random(SEED + stage)
    torch.manual_seed(SEED)
    model.train()
    freeze(model.bert, FROZEN_LAYERS[stage])
    learnt = [(n, w) for n, w in model.named_parameters() if w.requires_grad]
    body = [weight for name, weight in learnt if not name.startswith("head")]
    head = [weight for name, weight in learnt if name.startswith("head")]
    fast = RATE[stage] * (10 if stage == 1 else 1)
    groups = [{"params": body, "lr": RATE[stage]}, {"params": head, "lr": fast}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    training = [pair for pair in pairs if not pair["held"]]
    todo: list[list[dict[str, Any]]] = []
    for number in range(int(passes + 0.999)):
        share = min(1.0, passes - number)
        taken = drawn(training, {name: s * share for name, s in SHARES[stage].items()}, order)
        todo += batches(taken, order)
    weights = class_weights(taken)
    print(
        json.dumps(
            {
                "stage": stage,
                "steps": len(todo),
                "pairs": sum(map(len, todo)),
                "class_weights": weights.tolist(),
                "sets": Counter(p["set"] for p in taken),
            }
        ),
        flush=True,
    )
    descend(
        model,
        todo,
        lambda batch: loss_of(model, batch, weights, order),
        optimiser,
        seconds=seconds,
        measured=partial(measured, model, pairs),
        to=out / f"stage{stage}.pt",
    )


def loss_of(
    model: Entailer, batch: list[dict[str, Any]], weights: torch.Tensor, order: random.Random
) -> torch.Tensor:
    """Cross-entropy with the labels as shares, smoothed, each pair by its weight and its label's."""
    with precision():
        logits = model(**tensors(batch, order))
    label = torch.tensor([pair["label"] for pair in batch]) * (1 - SMOOTHING) + SMOOTHING / 3
    each = -(label * weights * torch.log_softmax(logits.float(), dim=-1)).sum(-1)
    weight = torch.tensor([pair["weight"] for pair in batch])
    return (each * weight).sum() / weight.sum()


def scores(model: Entailer, pairs: list[dict[str, Any]]) -> torch.Tensor:
    """Log shares of all pairs, in their order."""
    return torch.log_softmax(logits_of(model, pairs), dim=-1)


def measured(model: Entailer, pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Accuracy and F1 of each label on what is held back, by set."""
    held: dict[str, list[dict[str, Any]]] = {}
    for pair in pairs:
        if pair["held"] and len(held.setdefault(pair["set"], [])) < 250:
            held[pair["set"]].append(pair)
    return {name: figures(scores(model, of), of) for name, of in held.items()}


def figures(found: torch.Tensor, pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Accuracy, F1 of support, contradict and neither."""
    said = found.argmax(-1).tolist()
    true = [max(range(3), key=pair["label"].__getitem__) for pair in pairs]
    hit = Counter(t for t, s in zip(true, said, strict=True) if t == s)
    of, by = Counter(true), Counter(said)
    f1 = [round(2 * hit[k] / (of[k] + by[k]), 3) if of[k] + by[k] else None for k in range(3)]
    return {"accuracy": round(sum(hit.values()) / len(pairs), 3), "f1": f1, "n": len(pairs)}


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("base", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--stage", type=int, action="append", default=[])
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    parser.add_argument("--seconds", type=float, action="append", default=[], help="time of each stage")
    parser.add_argument("--passes", type=float, action="append", default=[])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    model = loaded(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    with args.pairs.open(encoding="utf-8") as stream:
        pairs = [json.loads(line) for line in stream]
    pairs = encoded(Tokenizer.from_file(str(args.base / "tokenizer.json")), pairs)
    for at, stage in enumerate(args.stage or [1, 2, 3]):
        seconds = args.seconds[at] if at < len(args.seconds) else 3_600.0
        passes = args.passes[at] if at < len(args.passes) else 1.0
        train(model, pairs, args.out, stage=stage, seconds=seconds, passes=passes)


if __name__ == "__main__":
    main()
