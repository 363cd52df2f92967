"""Makes the transfer model that tests run: the contract of the real one, and a film that is known.

    python -m tests.models.make_transfer        (needs the extra `train`)

`tests.known_transfer` computes the same in NumPy.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from mirror.core.zones import ZONES, zones
from tests.known_transfer import COVERED_FROM, LINER, SIZE

FACE = {"picture": [1, SIZE, SIZE, 3], "visibility": [1, SIZE, SIZE]}
CODE = {"pigment": [1, 9, SIZE, SIZE], "features": [1, 16, SIZE // 4, SIZE // 4]}
LIVE = {"shading": [1, 128, 128, 8], "strengths": [1, len(ZONES)]}
FILM = {"film": [1, SIZE, SIZE, 8], "bare": [1, SIZE, SIZE]}
TENSORS = {
    "encoder": ({**FACE, "skin": [1, 3]}, {**CODE, "liner": [1, 2, 8]}),
    "generator": ({**FACE, **CODE, **LIVE}, FILM),
}


class _Drawing:
    """A graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def number(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def indices(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, to: str | None = None, **settings: Any) -> str:
        name = to or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **settings))
        return name

    def part(self, tensor: str, axis: int, first: int, end: int) -> str:
        where = (self.indices(first), self.indices(end), self.indices(axis))
        return self.add("Slice", tensor, *where)

    def model(self, name: str) -> bytes:
        inputs, outputs = (
            [helper.make_tensor_value_info(key, onnx.TensorProto.FLOAT, shape)
             for key, shape in side.items()]
            for side in TENSORS[name]
        )  # fmt: skip
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opset = [helper.make_opsetid("", 18)]
        made = helper.make_model(graph, opset_imports=opset, ir_version=10, producer_name="mirror")
        onnx.checker.check_model(made, full_check=True)
        return bytes(made.SerializeToString(deterministic=True))


def encoder() -> bytes:
    """Cover is half of what is seen, the shade half of the picture, the features as bright as skin."""
    to = _Drawing()
    seen = to.add("Unsqueeze", "visibility", to.indices(1))
    shade = to.add("Mul", to.add("Transpose", "picture", perm=[0, 3, 1, 2]), to.number(0.5))
    half, quarter = to.add("Mul", seen, to.number(0.5)), to.add("Mul", seen, to.number(0.25))
    to.add("Concat", half, shade, quarter, quarter, quarter, half, quarter, axis=1, to="pigment")
    small = to.add("AveragePool", seen, kernel_shape=[4, 4], strides=[4, 4])
    small = to.add("Mul", small, to.add("ReduceMean", "skin"))
    to.add("Tile", small, to.indices(1, 16, 1, 1), to="features")
    to.add("Identity", to.constant(np.array([LINER], np.float32)), to="liner")
    return to.model("encoder")


def generator() -> bytes:
    """The pigment as it is, where it is worn and the skin is bare."""
    to = _Drawing()
    green = to.add("Squeeze", to.part("picture", 3, 1, 2), to.indices(3))
    free = to.add(
        "Where", to.add("Less", green, to.number(COVERED_FROM)), to.number(1.0), to.number(0.0)
    )
    bare = to.add("Mul", "visibility", free, to="bare")
    parts = to.constant(np.array(zones(SIZE // 4))[np.newaxis])
    weighed = to.add("Mul", parts, to.add("Unsqueeze", "strengths", to.indices(2, 3)))
    small = to.add("ReduceSum", weighed, to.indices(1), keepdims=1)
    share = to.add(
        "Resize", small, "", to.constant(np.array([1, 1, 4, 4], np.float32)), mode="nearest",
        coordinate_transformation_mode="asymmetric", nearest_mode="floor",
    )  # fmt: skip
    worn = to.add("Mul", share, to.add("Unsqueeze", bare, to.indices(1)))
    worn = to.add("Mul", worn, to.part("pigment", 1, 0, 1))
    taken = to.add("Mul", worn, to.part("pigment", 1, 4, 8))
    transmittance = to.add("Sub", to.number(1.0), taken)
    returned = to.add("Mul", worn, to.part("pigment", 1, 1, 4))
    shine = to.add("Mul", worn, to.part("pigment", 1, 8, 9))
    shine = to.add("Mul", shine, to.add("ReduceMean", "features"))
    shine = to.add("Mul", shine, to.add("ReduceMean", to.part("shading", 3, 0, 3)))
    film = to.add("Concat", transmittance, returned, shine, axis=1)
    to.add("Transpose", film, perm=[0, 2, 3, 1], to="film")
    return to.model("generator")


def manifest(files: dict[str, bytes]) -> str:
    """The `model.toml` of both graphs, for every provider."""
    lines = [
        'name = "transfer"',
        'title = "A transfer network whose film is known, for tests"',
        'licence = "Apache-2.0"',
        'source = "tests/models/make_transfer.py"',
    ]
    for name, content in files.items():
        lines += ["", f"[graphs.{name}]"]
        for side, tensors in zip(("inputs", "outputs"), TENSORS[name], strict=True):
            rows = [
                f'  {{ name = "{key}", dtype = "float32", shape = {shape} }},'
                for key, shape in tensors.items()
            ]
            lines += [f"{side} = [", *rows, "]"]
        lines += [
            "",
            f"[[graphs.{name}.files]]",
            f'path = "{name}.onnx"',
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"',
            'precision = "fp32"',
            'providers = ["CPUExecutionProvider", "CUDAExecutionProvider"]',
        ]
    return "\n".join(lines) + "\n"


def write(root: Path) -> None:
    """Writes the model's folder below `root`."""
    folder = root / "transfer"
    folder.mkdir(exist_ok=True)
    files = {"encoder": encoder(), "generator": generator()}
    for name, content in files.items():
        (folder / f"{name}.onnx").write_bytes(content)
    (folder / "model.toml").write_text(manifest(files), "utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent)
