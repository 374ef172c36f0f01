"""Take shipped weights back from int8, to go on training from them.

python training/entailer/again.py BASE FOLDER WEIGHTS.pt

``BASE`` is the torch folder of ``base.py``, ``FOLDER`` holds the shipped ``model.onnx``; ``WEIGHTS.pt`` is
what ``train.py --from`` reads. What both say of one pair is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import onnxruntime
import torch
from base import weights_of
from tokenizers import Tokenizer
from train import encoded, loaded, tensors

_PAIR = {"claim": "Aspirin reduced stroke.", "text": "Fewer had a stroke on aspirin than on placebo."}


def main() -> None:
    """Write the weights; print how alike the logits are."""
    base, shipped, out = map(Path, sys.argv[1:4])
    model = loaded(base)
    held = weights_of(onnx.load(shipped / "model.onnx").graph)
    state = {name: torch.tensor(held[name.removeprefix("bert.")].copy()) for name in model.state_dict()}
    model.load_state_dict(state)
    torch.save(model.state_dict(), out)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    given = tensors(encoded(tokenizer, [dict(_PAIR)]))
    with torch.no_grad():
        ours = model.eval()(**given)
    session = onnxruntime.InferenceSession(str(shipped / "model.onnx"))
    theirs = session.run(None, {name: values.numpy() for name, values in given.items()})[0]
    print({"shipped": theirs.ravel().tolist(), "again": ours.ravel().tolist()})


if __name__ == "__main__":
    main()
