"""Runs a TFLite model in MediaPipe's own runtime and hands out its raw output tensors."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import mediapipe as mp
import numpy as np
import tflite

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRAPH = """
input_stream: "image"
{outputs}
node {{
  calculator: "TfLiteCustomOpResolverCalculator"
  output_side_packet: "OP_RESOLVER:op_resolver"
  options {{ [mediapipe.TfLiteCustomOpResolverCalculatorOptions.ext] {{ use_gpu: false }} }}
}}
node {{
  calculator: "ImageToTensorCalculator"
  input_stream: "IMAGE:image"
  output_stream: "TENSORS:pixels"
  options {{
    [mediapipe.ImageToTensorCalculatorOptions.ext] {{
      output_tensor_width: {size}
      output_tensor_height: {size}
      output_tensor_float_range {{ min: {low} max: {high} }}
    }}
  }}
}}
node {{
  calculator: "InferenceCalculatorCpu"
  input_stream: "TENSORS:pixels"
  input_side_packet: "OP_RESOLVER:op_resolver"
  output_stream: "TENSORS:tensors"
  options {{
    [mediapipe.InferenceCalculatorOptions.ext] {{ model_path: "{path}" delegate {{ xnnpack {{}} }} }}
  }}
}}
node {{
  calculator: "SplitTensorVectorCalculator"
  input_stream: "tensors"
{splits}
  options {{ [mediapipe.SplitVectorCalculatorOptions.ext] {{ {ranges} }} }}
}}
"""

_FLOATS = """
node {{
  calculator: "TensorsToFloatsCalculator"
  input_stream: "TENSORS:tensor_{i}"
  output_stream: "FLOATS:values_{i}"
}}
"""


class TfliteReference:
    """One model in MediaPipe's TFLite runtime, custom operators included."""

    def __init__(self, content: bytes, mean: float, scale: float, size: int) -> None:
        graph = tflite.Model.GetRootAs(content, 0).Subgraphs(0)
        self._count = graph.OutputsLength()
        self._mean, self._scale = mean, scale
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "model.tflite"
        path.write_bytes(content)
        each = range(self._count)
        config = _GRAPH.format(
            outputs="\n".join(f'output_stream: "values_{i}"' for i in each),
            splits="\n".join(f'  output_stream: "tensor_{i}"' for i in each),
            ranges=" ".join(f"ranges {{ begin: {i} end: {i + 1} }}" for i in each),
            path=path,
            size=size,
            low=(0 - mean) / scale,
            high=(255 - mean) / scale,
        ) + "".join(_FLOATS.format(i=i) for i in each)
        self._graph = mp.CalculatorGraph(graph_config=config)
        self._values: dict[int, list[float]] = {}
        for i in each:
            self._graph.observe_output_stream(f"values_{i}", self._keep(i))
        self._graph.start_run()
        self._time = 0

    def _keep(self, i: int):
        def keep(_: str, packet: mp.Packet) -> None:
            self._values[i] = mp.packet_getter.get_float_list(packet)

        return keep

    def run(self, rgb: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The output tensors, flat, in the file's order, for one normalised RGB picture."""
        pixels = np.rint(rgb * self._scale + self._mean).astype(np.uint8)
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(pixels))
        self._time += 1
        self._graph.add_packet_to_input_stream(
            "image", mp.packet_creator.create_image(image).at(self._time)
        )
        self._graph.wait_until_idle()
        return [np.array(self._values[i], np.float32) for i in range(self._count)]
