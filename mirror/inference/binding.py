"""Runs a graph on memory that is laid out once.

What stays the same from run to run is handed over once and then lies on the device; what changes is
copied there, and on the CPU not even that.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort

from mirror.inference.acceleration import CPU, DEVICES

if TYPE_CHECKING:
    from mirror.core.types import Floats
    from mirror.inference.session import GraphSession

_FIRST_DEVICE = 0


class BoundGraph:
    """A graph of float32 tensors with its inputs and outputs bound; belongs to one thread.

    Where the session goes over to another provider, everything is bound anew, and nothing has to be
    handed over again.

    Args:
        session: The graph, opened; freed by `close`.
    """

    def __init__(self, session: GraphSession) -> None:
        self.session = session
        inputs, outputs = session.graph.inputs, session.graph.outputs
        self._shapes = {tensor.name: tensor.shape for tensor in inputs}
        self._given: dict[str, Floats] = {
            tensor.name: np.zeros(tensor.shape, np.float32) for tensor in inputs
        }
        self._outputs: dict[str, Floats] = {
            tensor.name: np.empty(tensor.shape, np.float32) for tensor in outputs
        }
        self._bound_to: Any = None
        self._binding: Any = None
        self._on_device: dict[str, Any] = {}

    def put(self, name: str, array: Floats) -> None:
        """Hands over one input, for this run and those that follow.

        Args:
            name: The tensor's.
            array: Of the tensor's shape, float32, C-contiguous. It is read now or in the next run:
                it must not change in between.

        Raises:
            ValueError: The array is another one than the manifest says.
        """
        if array.shape != self._shapes[name] or array.dtype != np.float32:
            msg = f"{name} is {self._shapes[name]} float32, not {tuple(array.shape)} {array.dtype}"
            raise ValueError(msg)
        self._given[name] = array = np.ascontiguousarray(array)
        if self._binding is not None:
            self._hand_over(name, array)

    def run(self) -> Mapping[str, Floats]:
        """Runs the graph on what was put in; an input that never was is zero.

        A run whose outputs are not finite counts as one that has failed.

        Returns:
            The outputs by name, float32. The arrays are the same ones each time: the next run
            overwrites them.
        """
        self.session.run(self._run)
        return self._outputs

    def close(self) -> None:
        """Frees the session; nothing is run any more."""
        self._bound_to = self._binding = None
        self._on_device = {}
        self.session.close()

    def _run(self, session: Any) -> None:
        if session is not self._bound_to:
            self._bind(session)
        self._binding.synchronize_inputs()
        session.run_with_iobinding(self._binding)
        self._binding.synchronize_outputs()
        # A half-precision graph can overflow; what it then made must not be painted on a face.
        if not all(isfinite(np.vdot(array, array)) for array in self._outputs.values()):
            raise FloatingPointError("the outputs are not finite")

    def _bind(self, session: Any) -> None:
        device = DEVICES[self.session.provider]
        self._binding = session.io_binding()
        self._on_device = {}
        if self.session.provider != CPU:
            self._on_device = {
                name: ort.OrtValue.ortvalue_from_shape_and_type(
                    list(shape), np.float32, device, _FIRST_DEVICE
                )
                for name, shape in self._shapes.items()
            }
            for name, value in self._on_device.items():
                self._binding.bind_ortvalue_input(name, value)
        for name, array in self._given.items():
            self._hand_over(name, array)
        for name, array in self._outputs.items():
            # Bound to the CPU's memory on every provider: ONNX Runtime copies them there itself.
            self._binding.bind_ortvalue_output(name, ort.OrtValue.ortvalue_from_numpy(array))
        self._bound_to = session

    def _hand_over(self, name: str, array: Floats) -> None:
        if name in self._on_device:
            self._on_device[name].update_inplace(array)
        else:
            self._binding.bind_ortvalue_input(name, ort.OrtValue.ortvalue_from_numpy(array))
