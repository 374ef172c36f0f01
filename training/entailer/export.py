"""Write a trained model as int8 ONNX with its card.

python training/entailer/export.py BASE WEIGHTS.pt PAIRS.jsonl OUT

The temperature on the card is the one at which the shares of the held-back pairs are most likely (Guo et al.,
ICML 2017), measured on the exported model.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from train import LONGEST, SEED, Entailer, encoded, figures, loaded, tensors

NAME = "probatum-entailer-3"
#: So many held-back pairs are read to measure what the export costs.
MEASURED = 800


def export(model: Entailer, out: Path) -> None:
    """Write ``model.onnx``: int8 weights, per channel."""
    example = tuple(torch.ones(2, 8, dtype=torch.long) for _ in range(3))
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "pairs", 1: "tokens"} for name in names} | {"logits": {0: "pairs"}}
    full = out / "full.onnx"
    torch.onnx.export(
        model.eval(),
        example,
        full,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        input_names=names,
        output_names=["logits"],
    )
    quantize_dynamic(
        full, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    full.unlink()


def logits_of(path: Path, pairs: list[dict[str, object]]) -> torch.Tensor:
    """The logits of the exported model."""
    session = onnxruntime.InferenceSession(str(path))
    found = []
    for at in range(0, len(pairs), 16):
        given = {name: tensor.numpy() for name, tensor in tensors(pairs[at : at + 16]).items()}
        found.append(session.run(None, given)[0])
    return torch.tensor(np.concatenate(found))


def temperature(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """The divisor of the logits at which the labels are most likely."""
    grid = [0.5 + 0.05 * step for step in range(60)]
    losses = [-(labels * torch.log_softmax(logits / t, dim=-1)).sum(-1).mean().item() for t in grid]
    return round(grid[int(np.argmin(losses))], 2)


def main() -> None:
    """Export, and say what it cost."""
    parser = argparse.ArgumentParser()
    for name in ("base", "weights", "pairs", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = loaded(args.base, attention="eager")
    model.load_state_dict(torch.load(args.weights))
    export(model, args.out)
    with args.pairs.open(encoding="utf-8") as stream:
        held = [pair for pair in map(json.loads, stream) if pair["held"] and pair["set"] != "citations"]
    random.Random(SEED).shuffle(held)
    held = sorted(
        encoded(Tokenizer.from_file(str(args.base / "tokenizer.json")), held[:MEASURED]),
        key=lambda pair: len(pair["ids"]),
    )
    logits = logits_of(args.out / "model.onnx", held)
    divisor = temperature(logits, torch.tensor([pair["label"] for pair in held]))
    card = {"name": NAME, "tokens": LONGEST, "temperature": divisor}
    (args.out / "entailer.json").write_text(json.dumps(card) + "\n", "utf-8")
    shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    size = (args.out / "model.onnx").stat().st_size
    print(json.dumps(card | {"bytes": size, "int8": figures(logits, held)}))


if __name__ == "__main__":
    main()
