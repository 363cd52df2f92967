"""Makes the network of bare skin that tests run: the contract of the real one, a known answer.

    python -m tests.models.make_bare_skin        (needs the extra `train`)

What is greener than `tests.known_transfer.COVERED_FROM` covers the skin.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from tests.known_transfer import COVERED_FROM, SIZE

_FLOAT = onnx.TensorProto.FLOAT


def graph() -> bytes:
    """Bare where green is below a limit; no matter how far it is seen."""
    constants: dict[str, NDArray[np.generic]] = {
        # Green, of every second texel.
        "first": np.array([0, 0, 1], np.int64),
        "end": np.array([SIZE, SIZE, 2], np.int64),
        "axes": np.array([1, 2, 3], np.int64),
        "steps": np.array([2, 2, 1], np.int64),
        "across": np.array([1, 2], np.int64),
        "axis": np.array([3], np.int64),
        "limit": np.array(COVERED_FROM, np.float32),
        "none": np.array(0, np.float32),
    }
    nodes = [
        helper.make_node("Slice", ["picture", "first", "end", "axes", "steps"], ["green"]),
        helper.make_node("Squeeze", ["green", "axis"], ["flat"]),
        helper.make_node("Less", ["flat", "limit"], ["free"]),
        helper.make_node("Cast", ["free"], ["share"], to=_FLOAT),
        helper.make_node("ReduceMax", ["visibility", "across"], ["most"], keepdims=1),
        helper.make_node("Mul", ["most", "none"], ["nothing"]),
        helper.make_node("Add", ["share", "nothing"], ["bare"]),
    ]
    shapes = {"picture": [1, SIZE, SIZE, 3], "visibility": [1, SIZE, SIZE]}
    inputs = [helper.make_tensor_value_info(name, _FLOAT, shape) for name, shape in shapes.items()]
    outputs = [helper.make_tensor_value_info("bare", _FLOAT, [1, SIZE // 2, SIZE // 2])]
    kept = [numpy_helper.from_array(values, name) for name, values in constants.items()]
    made = helper.make_model(
        helper.make_graph(nodes, "bare", inputs, outputs, kept),
        opset_imports=[helper.make_opsetid("", 18)], ir_version=10, producer_name="mirror",
    )  # fmt: skip
    onnx.checker.check_model(made, full_check=True)
    return bytes(made.SerializeToString(deterministic=True))


def write(root: Path) -> None:
    """Writes the model's folder below `root`."""
    folder = root / "bare" / "transfer"
    folder.mkdir(parents=True, exist_ok=True)
    content = graph()
    (folder / "bare.onnx").write_bytes(content)
    (folder / "model.toml").write_text(
        f"""name = "transfer"
title = "A network whose answer is known, for tests"
licence = "Apache-2.0"
source = "tests/models/make_bare_skin.py"

[graphs.bare]
inputs = [
  {{ name = "picture", dtype = "float32", shape = [1, {SIZE}, {SIZE}, 3] }},
  {{ name = "visibility", dtype = "float32", shape = [1, {SIZE}, {SIZE}] }},
]
outputs = [{{ name = "bare", dtype = "float32", shape = [1, {SIZE // 2}, {SIZE // 2}] }}]

[[graphs.bare.files]]
path = "bare.onnx"
sha256 = "{hashlib.sha256(content).hexdigest()}"
precision = "fp32"
providers = ["CPUExecutionProvider", "CUDAExecutionProvider"]
""",
        "utf-8",
    )


if __name__ == "__main__":
    write(Path(__file__).parent)
