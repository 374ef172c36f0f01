"""Fine-tune a reranker to tell what answers a question from what is merely about it; export it as int8 ONNX.

    python training/selector/tune.py train BASE PAIRS.jsonl OUT --seconds 2400
    python training/selector/tune.py export BASE OUT/selector.pt PAIRS.jsonl OUT

``BASE`` is a torch folder of a BERT of MiniLM's size with the classifier of its reranker (``base.py`` of the
entailer makes it). On the CPU, with one seed; threads change the last digits, and where time cuts
the pass, the speed of the machine how much is seen.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "entailer"))

from export import export, temperature
from loop import SEED, batches, bert_of, descend, drawn, freeze, logits_of, precision, tensors

NAME = "probatum-selector-1"
#: What is shipped is so much of what was tuned, the rest is the reranker: the mean keeps what that knew of
#: questions unlike those here (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
TUNED = 0.5
LONGEST = 192
RATE = 4e-5
SMOOTHING = 0.03
FROZEN_LAYERS = 2
#: How often each set is seen in a pass (a share below 1 is drawn anew for the pass).
SHARES = {
    "medquad": 0.45, "trials": 1.6, "pubmedqa": 1.2, "covid_qa": 1.0, "kqa": 1.0, "scifact": 1.5,
    "conclusions": 0.35,
}  # fmt: skip


class Selector(torch.nn.Module):
    """BERT with one logit on its pooled first token: whether the text answers the question."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        self.head = torch.nn.Linear(bert.config.hidden_size, 1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits of shape ``(pairs, 1)``."""
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return self.head(out.pooler_output)


def loaded(base: Path) -> Selector:
    """The reranker."""
    model = Selector(bert_of(base))
    held = torch.load(base / "classifier.pt")
    with torch.no_grad():
        model.head.weight.copy_(torch.as_tensor(held["w"]))
        model.head.bias.copy_(torch.as_tensor(held["b"]))
    return model


def encoded(tokenizer: Tokenizer, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each pair with its tokens: the question whole, the text cut."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="longest_first")
    both = [(p["question"], p["text"]) for p in pairs]
    for pair, one in zip(pairs, tokenizer.encode_batch(both), strict=True):
        pair["ids"], pair["types"] = one.ids, one.type_ids
    return pairs


def loss_of(model: Selector, batch: list[dict[str, Any]], right: float, order: random.Random) -> torch.Tensor:
    """Binary cross-entropy, smoothed; what answers weighs ``right`` times what does not."""
    with precision():
        logits = model(**tensors(batch, order))
    answers = torch.tensor([float(pair["answers"]) for pair in batch])
    weight = torch.tensor([pair["weight"] for pair in batch]) * (1 + (right - 1) * answers)
    label = answers * (1 - SMOOTHING) + SMOOTHING / 2
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        logits.float().squeeze(-1), label, reduction="none"
    )
    return (each * weight).sum() / weight.sum()


def train(model: Selector, pairs: list[dict[str, Any]], out: Path, *, seconds: float) -> None:
    """One pass; it ends with its steps or its time. The rate falls with whichever is further."""
    order = random.Random(SEED)
    torch.manual_seed(SEED)
    model.train()
    freeze(model.bert, FROZEN_LAYERS)
    learnt = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    taken = drawn([pair for pair in pairs if not pair["held"]], SHARES, order)
    todo = batches(taken, order)
    share = sum(pair["answers"] for pair in taken) / len(taken)
    right = ((1 - share) / share) ** 0.5
    print(json.dumps({"steps": len(todo), "pairs": len(taken), "right": right,
                      "sets": Counter(pair["set"] for pair in taken)}), flush=True)  # fmt: skip
    print(json.dumps(measured(model, pairs)), flush=True)
    descend(
        model,
        todo,
        lambda batch: loss_of(model, batch, right, order),
        optimiser,
        seconds=seconds,
        measured=partial(measured, model, pairs),
        to=out / "selector.pt",
    )


def scores(model: Selector, pairs: list[dict[str, Any]]) -> list[float]:
    """The logit of each pair, in their order."""
    return logits_of(model, pairs).squeeze(-1).tolist()


def measured(model: Selector, pairs: list[dict[str, Any]], most: int = 300) -> dict[str, Any]:
    """What is held back, by set: how often what answers stands before what does not (area under ROC)."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for pair in pairs:
        if pair["held"] and len(held[pair["set"]]) < most:
            held[pair["set"]].append(pair)
    return {name: area(scores(model, of), of) for name, of in held.items()}


def area(found: list[float], pairs: list[dict[str, Any]]) -> float:
    """The area under the ROC curve."""
    right = np.array([s for s, p in zip(found, pairs, strict=True) if p["answers"]])
    wrong = np.array([s for s, p in zip(found, pairs, strict=True) if not p["answers"]])
    return round(float(np.mean(right[:, None] > wrong[None, :])), 3)


def blended(model: Selector, tuned: dict[str, torch.Tensor]) -> Selector:
    """The mean, weight by weight, of the reranker in ``model`` and what became of it."""
    before = model.state_dict()
    model.load_state_dict({k: (1 - TUNED) * before[k] + TUNED * tuned[k] for k in before})
    return model


def exported(args: argparse.Namespace) -> None:
    """Write ``model.onnx`` and its card; say what int8 cost."""
    model = blended(loaded(args.base), torch.load(args.weights))
    export(model, args.out)
    held = encoded(Tokenizer.from_file(str(args.base / "tokenizer.json")), read(args.pairs))
    held = [pair for pair in held if pair["held"]]
    random.Random(SEED).shuffle(held)
    held = held[:800]
    session = onnxruntime.InferenceSession(str(args.out / "model.onnx"))
    found = [session.run(None, {k: v.numpy() for k, v in tensors([pair]).items()})[0][0, 0] for pair in held]
    logits = torch.tensor([[float(one), 0.0] for one in found])
    labels = torch.tensor([[float(pair["answers"]), 1.0 - pair["answers"]] for pair in held])
    card = {"name": NAME, "tokens": LONGEST, "temperature": temperature(logits, labels)}
    (args.out / "selector.json").write_text(json.dumps(card) + "\n", "utf-8")
    size = (args.out / "model.onnx").stat().st_size
    both = {"int8": area(found, held), "before": area(scores(model, held), held)}
    print(json.dumps(card | {"bytes": size} | both))


def read(path: Path) -> list[dict[str, Any]]:
    """The pairs of a file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def main() -> None:
    """Train, or export."""
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("train", "export"):
        one = verbs.add_parser(verb)
        for name in ("base", *(("weights",) if verb == "export" else ()), "pairs", "out"):
            one.add_argument(name, type=Path)
        if verb == "train":
            one.add_argument("--seconds", type=float, default=2_400.0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.verb == "export":
        exported(args)
        return
    torch.set_num_threads(2)
    model = loaded(args.base)
    pairs = encoded(Tokenizer.from_file(str(args.base / "tokenizer.json")), read(args.pairs))
    train(model, pairs, args.out, seconds=args.seconds)


if __name__ == "__main__":
    main()
