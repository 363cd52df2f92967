"""Reads a TFLite file: its operators in order, and its constants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import tflite
from flatbuffers import flexbuffers

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OPERATORS = {
    code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)
}


@dataclass(frozen=True)
class Operator:
    """One operator of the TFLite graph: its name, tensor indices and parsed options."""

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    raw: tflite.Operator

    def options(self, kind: type) -> object:
        """The built-in options, as the generated class `kind`."""
        table, parsed = self.raw.BuiltinOptions(), kind()
        parsed.Init(table.Bytes, table.Pos)
        return parsed

    def custom(self) -> dict:
        """The options of a custom operator."""
        return flexbuffers.Loads(bytes(self.raw.CustomOptionsAsNumpy()))


class Source:
    """A TFLite file: its operators in order, and its constants with half precision unpacked."""

    def __init__(self, content: bytes) -> None:
        model = tflite.Model.GetRootAs(content, 0)
        self._model, self._graph = model, model.Subgraphs(0)
        self.inputs = tuple(int(i) for i in self._graph.InputsAsNumpy())
        self.outputs = tuple(int(i) for i in self._graph.OutputsAsNumpy())
        self.operators: list[Operator] = []
        self._widened: dict[int, int] = {}
        for i in range(self._graph.OperatorsLength()):
            raw = self._graph.Operators(i)
            code = model.OperatorCodes(raw.OpcodeIndex())
            name = _OPERATORS[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
            if name == "CUSTOM":
                name = code.CustomCode().decode()
            inputs = tuple(int(j) for j in raw.InputsAsNumpy())
            outputs = tuple(int(j) for j in raw.OutputsAsNumpy())
            if name == "DEQUANTIZE":
                self._widened[outputs[0]] = inputs[0]
            else:
                self.operators.append(Operator(name, inputs, outputs, raw))

    def shape(self, tensor: int) -> tuple[int, ...]:
        """A tensor's shape, in TFLite's order (NHWC)."""
        raw = self._graph.Tensors(tensor)
        return tuple(int(n) for n in raw.ShapeAsNumpy()) if raw.ShapeLength() else ()

    def constant(self, tensor: int) -> NDArray | None:
        """A tensor's stored values, in the precision they are stored in; None if it is computed."""
        tensor = self._widened.get(tensor, tensor)
        raw = self._graph.Tensors(tensor)
        buffer = self._model.Buffers(raw.Buffer())
        if not buffer.DataLength():
            return None
        kind = tflite.TensorType
        types = {kind.FLOAT32: np.float32, kind.FLOAT16: np.float16, kind.INT32: np.int32}
        return buffer.DataAsNumpy().view(types[raw.Type()]).reshape(self.shape(tensor))
