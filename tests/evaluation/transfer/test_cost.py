from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from mirror.evaluation.transfer.cost import _parameters


def test_only_what_was_trained_is_a_parameter(tmp_path: Path) -> None:
    constants: dict[str, NDArray[np.generic]] = {
        "weight": np.zeros((4, 3, 3, 3), np.float32),
        "bias": np.zeros(4, np.float32),
        "places": np.zeros((1, 4, 8, 8), np.float32),
        "linear": np.zeros((4, 5), np.float16),
    }
    nodes = [
        helper.make_node("Conv", ["x", "weight", "bias"], ["a"]),
        helper.make_node("Conv", ["x", "weight", "bias"], ["b"]),
        helper.make_node("Add", ["a", "places"], ["c"]),
        helper.make_node("MatMul", ["c", "linear"], ["y"]),
    ]
    floats = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", floats, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("y", floats, None)],
        [numpy_helper.from_array(values, name) for name, values in constants.items()],
    )  # fmt: skip
    path = tmp_path / "a.onnx"
    onnx.save(helper.make_model(graph), path)
    # Each once, however often it is used.
    assert _parameters(path) == 4 * 27 + 4 + 20
