"""What the training of the entailer and of the selector share: batches of pairs, and the way through them.

Both fine-tune a BERT of MiniLM's size on the CPU, in bfloat16 where that is fast, on pairs of texts that are
encoded already (``ids``, ``types``) and belong to a ``set``.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from transformers import BertConfig, BertModel

SEED = 20
#: Tokens of a batch, padding counted.
BATCH_TOKENS = 4_096
#: Lengths are rounded up to a multiple of this.
STEP = 32
MASKED = 0.04
#: So many steps the rate rises, and of it so much is left at the end.
WARMING, LEAST = 60, 0.02
#: After so many steps the mean loss is told, and after so many what is held back is measured.
TOLD, MEASURED = 50, 300

_PROCESSOR = Path("/proc/cpuinfo")
#: A processor without bfloat16 emulates it, and was then twenty times slower than in full precision.
BFLOAT16 = _PROCESSOR.exists() and "avx512_bf16" in _PROCESSOR.read_text()

Pair = dict[str, Any]


def bert_of(base: Path, attention: str | None = None) -> BertModel:
    """The BERT of a folder, without dropout: on the CPU that costs more time than all the rest.

    ``attention`` is the way in which it is reckoned, the faster one here where none is named; ``eager`` is
    the one that is exported.
    """
    config = BertConfig.from_pretrained(base, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0)
    attention = attention or ("eager" if BFLOAT16 else "sdpa")
    config._attn_implementation = attention
    return BertModel.from_pretrained(base, config=config, attn_implementation=attention)


def precision() -> torch.autocast:
    """In which the model is run: bfloat16 where the processor has it."""
    return torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT16)


def drawn(pairs: list[Pair], shares: dict[str, float], order: random.Random) -> list[Pair]:
    """The pairs of one pass."""
    taken = []
    for pair in pairs:
        share = shares.get(pair["set"], 0.0)
        taken += [pair] * (int(share) + (order.random() < share - int(share)))
    return taken


def width_of(tokens: int) -> int:
    """A length rounded up, so that few shapes occur: each new one costs the CPU's kernels a preparation."""
    return -(-tokens // STEP) * STEP


def batches(taken: list[Pair], order: random.Random) -> list[list[Pair]]:
    """Batches of about the same length, in any order."""
    by_width: dict[int, list[Pair]] = {}
    for pair in taken:
        by_width.setdefault(width_of(len(pair["ids"])), []).append(pair)
    made = []
    for width, held in sorted(by_width.items()):
        order.shuffle(held)
        size = BATCH_TOKENS // width
        made += [held[at : at + size] for at in range(0, len(held), size)]
    order.shuffle(made)
    return made


def tensors(batch: list[Pair], order: random.Random | None = None) -> dict[str, torch.Tensor]:
    """What the model reads; with ``order`` some tokens are masked."""
    width = width_of(max(len(pair["ids"]) for pair in batch))
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    types, there = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, pair in enumerate(batch):
        tokens = pair["ids"]
        if order is not None:
            tokens = [103 if token > 999 and order.random() < MASKED else token for token in tokens]
        ids[row, : len(tokens)] = torch.tensor(tokens)
        types[row, : len(tokens)] = torch.tensor(pair["types"])
        there[row, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": there, "token_type_ids": types}


def freeze(bert: Any, layers: int) -> None:
    """Leave the embeddings and the first ``layers`` layers as they are."""
    for part in (bert.embeddings, *bert.encoder.layer[:layers]):
        part.requires_grad_(False)


def descend(
    model: torch.nn.Module,
    todo: list[list[Pair]],
    loss_of: Callable[[list[Pair]], torch.Tensor],
    optimiser: torch.optim.Optimizer,
    *,
    seconds: float,
    measured: Callable[[], dict[str, Any]],
    to: Path,
) -> None:
    """Go through the batches once and keep the weights in ``to``; it ends with the batches or with the time.

    The rate of each group of the optimiser falls with whichever is further.
    """
    rates = [group["lr"] for group in optimiser.param_groups]
    began, mean = time.monotonic(), 0.0
    for step, batch in enumerate(todo, start=1):
        done = max(step / len(todo), (time.monotonic() - began) / seconds)
        if done > 1.0 and step < len(todo):
            break
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(step / WARMING, max(LEAST, 1.0 - done))
        loss = _step(loss_of(batch), optimiser)
        mean = loss if step == 1 else 0.98 * mean + 0.02 * loss
        if step % TOLD == 0 or step == len(todo):
            line = {"step": step, "of": len(todo), "loss": round(mean, 4)}
            print(json.dumps(line | {"seconds": round(time.monotonic() - began)}), flush=True)
        if step % MEASURED == 0:
            _keep(model, measured, to)
    _keep(model, measured, to)


def _step(loss: torch.Tensor, optimiser: torch.optim.Optimizer) -> float:
    optimiser.zero_grad()
    loss.backward()
    learnt = [weight for group in optimiser.param_groups for weight in group["params"]]
    torch.nn.utils.clip_grad_norm_(learnt, 1.0)
    optimiser.step()
    return loss.item()


def _keep(model: torch.nn.Module, measured: Callable[[], dict[str, Any]], to: Path) -> None:
    torch.save(model.state_dict(), to)
    print(json.dumps(measured()), flush=True)


@torch.no_grad()
def logits_of(model: torch.nn.Module, pairs: list[Pair]) -> torch.Tensor:
    """The logits of all pairs, in their order; read by length, so that little is padded."""
    model.eval()
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at]["ids"]))
    found: list[torch.Tensor] = [torch.empty(0)] * len(pairs)
    for at in range(0, len(order), 32):
        rows = order[at : at + 32]
        with precision():
            logits = model(**tensors([pairs[row] for row in rows])).float()
        for row, logit in zip(rows, logits, strict=True):
            found[row] = logit
    model.train()
    return torch.stack(found)
