"""Fine-tune the encoder on pairs of question and passage, and export it as int8 ONNX.

    python training/encoder/train.py BASE PAIRS.jsonl OUT     (an environment of its own: requirements.txt)

``BASE`` is the folder of MiniLM-L6 as its package carries it. Contrastive learning with the other passages of
the batch and a BM25 hard negative as negatives (Henderson et al. 2017; Karpukhin et al., EMNLP 2020). The
embeddings and the first layers stay as they were: the pairs are few, and what the model knows of language is
to be kept. On the CPU, with one seed; the number of threads may change the last digits.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel, AutoTokenizer

SEED = 20
BATCH = 32
QUESTION_TOKENS = 48
PASSAGE_TOKENS = 144
RATE = 3e-5
TEMPERATURE = 0.05
FROZEN_LAYERS = 2
REPEATS = {"scifact": 2}
#: The run ends after so many steps (of 209 planned: the weights shipped had forty minutes).
STEPS = 130
#: The share of the tuned weights in those exported; the rest are the original's (Wortsman et al., CVPR 2022).
TUNED = 1.0


class Encoder(torch.nn.Module):
    """BERT with mean pooling and unit length."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors of shape ``(texts, 384)``."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        there = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * there).sum(1) / there.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(pooled, dim=-1)


def batches(pairs: list[dict[str, Any]], order: random.Random) -> list[list[dict[str, Any]]]:
    """Batches within one set, no two pairs of a batch about the same document or the same question."""
    by_set = defaultdict(list)
    for pair in pairs:
        by_set[pair["set"]] += [pair] * REPEATS.get(pair["set"], 1)
    made = []
    for _, held in sorted(by_set.items()):
        order.shuffle(held)
        open_batches: list[list[dict[str, Any]]] = []
        for pair in held:
            for batch in open_batches:
                if all(o["group"] != pair["group"] and o["question"] != pair["question"] for o in batch):
                    batch.append(pair)
                    break
            else:
                open_batches.append([pair])
            made += [batch for batch in open_batches if len(batch) == BATCH]
            open_batches = [batch for batch in open_batches if len(batch) < BATCH]
        made += [batch for batch in open_batches if len(batch) >= BATCH // 4]
    order.shuffle(made)
    return made


def loss_of(encoder: Encoder, tokenizer: Any, batch: list[dict[str, Any]]) -> torch.Tensor:
    """Cross-entropy of finding the passage of each question, and the question of each passage."""
    passages = [pair["passage"] for pair in batch]
    hard = [text for pair in batch for text in pair["negatives"] if pair["set"] == "scifact"]
    questions = encoder(**tokens(tokenizer, [pair["question"] for pair in batch], QUESTION_TOKENS))
    answers = encoder(**tokens(tokenizer, passages + hard, PASSAGE_TOKENS))
    scores = questions @ answers.T / TEMPERATURE
    right = torch.arange(len(batch))
    back = scores[:, : len(batch)].T
    cross = torch.nn.functional.cross_entropy
    return 0.7 * cross(scores, right) + 0.3 * cross(back, right)


def tokens(tokenizer: Any, texts: list[str], longest: int) -> dict[str, torch.Tensor]:
    """The texts as the model reads them."""
    made = tokenizer(texts, truncation=True, max_length=longest, padding=True, return_tensors="pt")
    return {name: made[name] for name in ("input_ids", "attention_mask")}


def train(base: Path, pairs: list[dict[str, Any]], out: Path) -> Encoder:
    """One pass over the pairs."""
    torch.manual_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(base)
    bert = AutoModel.from_pretrained(base, attn_implementation="sdpa", add_pooling_layer=False)
    encoder = Encoder(bert).train()
    for part in (bert.embeddings, *bert.encoder.layer[:FROZEN_LAYERS]):
        part.requires_grad_(False)
    learnt = [weight for weight in encoder.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    todo = batches(pairs, random.Random(SEED))
    warm = max(1, len(todo) // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (len(todo) - step) / (len(todo) - warm)))
    )
    began, mean = time.monotonic(), 0.0
    for step, batch in enumerate(todo, start=1):
        optimiser.zero_grad()
        loss = loss_of(encoder, tokenizer, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 1 else 0.95 * mean + 0.05 * loss.item()
        if step % 10 == 0 or step == len(todo):
            line = {"step": step, "of": len(todo), "loss": round(mean, 4)}
            print(json.dumps(line | {"seconds": round(time.monotonic() - began)}), flush=True)
            torch.save(encoder.bert.state_dict(), out / "tuned.pt")
        if step == STEPS:
            break
    return encoder


def export(base: Path, tuned: Path, out: Path, share: float = TUNED) -> None:
    """Write ``model.onnx`` (int8 weights, per channel) and ``tokenizer.json`` to ``out``."""
    bert = AutoModel.from_pretrained(base, attn_implementation="eager", add_pooling_layer=False)
    state, new = bert.state_dict(), torch.load(tuned)
    mixed = {
        n: (1 - share) * state[n] + share * new[n] if state[n].is_floating_point() else new[n] for n in new
    }
    bert.load_state_dict(mixed)
    encoder = Encoder(bert).eval()
    example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long))
    axes = {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}}
    names = {"input_names": list(axes), "output_names": ["embedding"]}
    axes["embedding"] = {0: "texts"}
    full = out / "full.onnx"
    torch.onnx.export(encoder, example, full, dynamic_axes=axes, opset_version=17, dynamo=False, **names)
    quantize_dynamic(
        full, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    full.unlink()
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Train and export."""
    base, source, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    pairs = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    train(base, pairs, out)
    export(base, out / "tuned.pt", out)


if __name__ == "__main__":
    main()
