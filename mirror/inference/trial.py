"""Runs a graph that has no manifest yet: what was just exported is compared before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import onnxruntime as ort

from mirror.inference.acceleration import CPU

if TYPE_CHECKING:
    from mirror.core.types import Floats

_ERRORS_ONLY = 3  # onnxruntime's numbering: 0 verbose .. 4 fatal


class Trial:
    """A graph on the CPU, of one thread; for no use beyond trying it.

    Args:
        content: The ONNX file.
    """

    def __init__(self, content: bytes) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._session = ort.InferenceSession(content, options, providers=[CPU])

    def run(self, feeds: Mapping[str, Floats]) -> dict[str, Floats]:
        """The outputs by name, float32, owned by the caller.

        Args:
            feeds: The inputs by name, float32, C-contiguous.
        """
        names = [tensor.name for tensor in self._session.get_outputs()]
        return dict(zip(names, self._session.run(names, dict(feeds)), strict=True))
