"""Translates the few TFLite operators of MediaPipe's face models into ONNX.

The face models are small convolutional networks, so a translation by hand stays short and gives
exactly the graph that ONNX Runtime likes: NCHW without a single transpose between layers, weights
kept in the half precision they are shipped in (widened once, when a session is made), and the
activation in the form that the execution provider runs fastest. MediaPipe's three custom operators
(the attention model's crops of the lips and eyes) become standard ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tflite_source import Operator, Source

Form = Literal["cpu", "prelu"]
"""How a PRelu is written.

ONNX Runtime's CPU provider keeps convolutions in a blocked layout that PRelu falls out of, so for
it `prelu(x) = x + (1-a) * relu(-x)` is written with two 1x1 depthwise convolutions, into which it
fuses the rectifier and the sum; every other provider has a fast PRelu of its own.
"""

OPSET = 17


@dataclass
class Translation:
    """An ONNX graph under construction, and the names of the tensors translated so far.

    Attributes:
        source: What is translated.
        form: How PRelu is written.
        values: ONNX names by TFLite tensor index; four-dimensional ones are NCHW.
    """

    source: Source
    form: Form
    values: dict[int, str] = field(default_factory=dict)
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)
    _count: int = 0

    def name(self, stem: str) -> str:
        """A name that is not taken yet."""
        self._count += 1
        return f"{stem}_{self._count}"

    def store(self, array: NDArray, stem: str = "constant") -> str:
        """Adds a constant; half precision is stored as such and cast to float32."""
        array = np.ascontiguousarray(array)
        stored = self.name(stem)
        self.initializers.append(numpy_helper.from_array(array, stored))
        return (
            self.add("Cast", stored, to=TensorProto.FLOAT) if array.dtype == np.float16 else stored
        )

    def add(self, kind: str, *inputs: str, output: str | None = None, **attributes: object) -> str:
        """Adds a node with one output and gives that output's name."""
        output = output or self.name(kind.lower())
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def translate(self) -> None:
        """Translates every operator; an unknown one raises KeyError."""
        for operator in self.source.operators:
            output = _TRANSLATORS[operator.name](self, operator)
            self.values[operator.outputs[0]] = output

    def model(self, outputs: dict[str, tuple[int, ...]], size: int, about: str) -> onnx.ModelProto:
        """The finished and checked model with the input `image` and these float32 outputs."""
        graph = helper.make_graph(
            self.nodes,
            "graph",
            [helper.make_tensor_value_info("image", TensorProto.UINT8, (1, size, size, 3))],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in outputs.items()],
            self.initializers,
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=8, doc_string=about)
        model.producer_name = "mirror"
        onnx.checker.check_model(model, full_check=True)
        return model


def feed_pixels(to: Translation, mean: float, scale: float) -> None:
    """Makes the graph take the crop as it is: `image` uint8 [1, S, S, 3] in BGR.

    The network sees `(rgb - mean) / scale`. The channel order and the scale go into the first
    convolution's weights; the mean cannot, because the network pads its input with zeros.
    """
    first = to.source.operators[0]
    planes = to.add("Transpose", "image", perm=[0, 3, 1, 2])
    pixels = to.add("Cast", planes, to=TensorProto.FLOAT)
    if mean:
        pixels = to.add("Sub", pixels, to.store(np.float32(mean)))
    to.values[first.inputs[0]] = pixels
    weights = to.source.constant(first.inputs[1])
    bgr = weights.astype(np.float32)[..., ::-1] / np.float32(scale)
    to.values[first.inputs[1]] = to.store(bgr.transpose(0, 3, 1, 2), "weights")


def _same_padding(
    size: tuple[int, int], kernel: tuple[int, int], stride: tuple[int, int]
) -> list[int]:
    """TensorFlow's SAME padding as ONNX pads: top, left, bottom, right."""
    totals = [
        max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(size, kernel, stride, strict=True)
    ]
    return [totals[0] // 2, totals[1] // 2, totals[0] - totals[0] // 2, totals[1] - totals[1] // 2]


def _convolution(to: Translation, op: Operator) -> str:
    depthwise = op.name == "DEPTHWISE_CONV_2D"
    options = op.options(tflite.DepthwiseConv2DOptions if depthwise else tflite.Conv2DOptions)
    if options.FusedActivationFunction() or options.DilationHFactor() != 1:
        raise ValueError(f"{op.name}: a fused activation or a dilation is not translated")
    weights, bias = to.source.constant(op.inputs[1]), to.source.constant(op.inputs[2])
    # TFLite keeps a depthwise kernel as 1, h, w, channels and a full one as out, h, w, in.
    kernel = weights.transpose(3, 0, 1, 2) if depthwise else weights.transpose(0, 3, 1, 2)
    height, width = kernel.shape[2:]
    stride = (options.StrideH(), options.StrideW())
    same = options.Padding() == tflite.Padding.SAME
    pads = (
        _same_padding(to.source.shape(op.inputs[0])[1:3], (height, width), stride)
        if same
        else [0] * 4
    )
    return to.add(
        "Conv",
        to.values[op.inputs[0]],
        to.values.get(op.inputs[1]) or to.store(kernel, "weights"),
        to.store(bias, "bias"),
        kernel_shape=[height, width],
        strides=list(stride),
        pads=pads,
        group=kernel.shape[0] if depthwise else 1,
    )


def _prelu(to: Translation, op: Operator) -> str:
    x, slope = to.values[op.inputs[0]], to.source.constant(op.inputs[1]).reshape(-1)
    if to.form == "prelu":
        return to.add("PRelu", x, to.store(slope.reshape(-1, 1, 1), "slope"))

    def scaled(tensor: str, factors: NDArray) -> str:
        weights = to.store(factors.astype(np.float32).reshape(-1, 1, 1, 1), "factors")
        return to.add("Conv", tensor, weights, kernel_shape=[1, 1], group=factors.size)

    slope = slope.astype(np.float32)
    negative = to.add("Relu", scaled(x, np.full_like(slope, -1)))
    return to.add("Add", x, scaled(negative, 1 - slope))


def _pad(to: Translation, op: Operator) -> str:
    before, after = to.source.constant(op.inputs[1]).T
    if before.any() or after[:3].any():
        raise ValueError("only channels are padded at the end")
    channels = to.source.shape(op.inputs[0])[3]
    if to.form == "cpu":
        # Pad leaves the blocked layout; a 1x1 convolution that copies the channels stays in it.
        copy = np.eye(channels + after[3], channels, dtype=np.float32)[:, :, None, None]
        return to.add("Conv", to.values[op.inputs[0]], to.store(copy, "copy"), kernel_shape=[1, 1])
    pads = np.array([0, 0, 0, 0, 0, after[3], 0, 0], np.int64)
    return to.add("Pad", to.values[op.inputs[0]], to.store(pads, "pads"))


def _max_pool(to: Translation, op: Operator) -> str:
    options = op.options(tflite.Pool2DOptions)
    kernel = (options.FilterHeight(), options.FilterWidth())
    stride = (options.StrideH(), options.StrideW())
    same = options.Padding() == tflite.Padding.SAME
    pads = _same_padding(to.source.shape(op.inputs[0])[1:3], kernel, stride) if same else [0] * 4
    return to.add(
        "MaxPool", to.values[op.inputs[0]], kernel_shape=kernel, strides=stride, pads=pads
    )


def _reshape(to: Translation, op: Operator) -> str:
    x, shape = to.values[op.inputs[0]], to.source.shape(op.inputs[0])
    if len(shape) == 4 and shape[1:3] != (1, 1):
        x = to.add("Transpose", x, perm=[0, 2, 3, 1])
    target = np.array(to.source.shape(op.outputs[0]), np.int64)
    return to.add("Reshape", x, to.store(target, "shape"))


def _binary(kind: str):
    def translate(to: Translation, op: Operator) -> str:
        operands = []
        for tensor in op.inputs:
            constant = None if tensor in to.values else to.source.constant(tensor)
            operands.append(to.values[tensor] if constant is None else to.store(constant))
        return to.add(kind, *operands)

    return translate


def _unary(kind: str):
    return lambda to, op: to.add(kind, to.values[op.inputs[0]])


def _concatenation(to: Translation, op: Operator) -> str:
    return to.add("Concat", *(to.values[i] for i in op.inputs), axis=1)


def _same(to: Translation, op: Operator) -> str:
    if to.source.shape(op.inputs[0]) != to.source.shape(op.outputs[0]):
        raise ValueError("only a slice that takes everything is translated")
    return to.values[op.inputs[0]]


def _crop_matrix(to: Translation, op: Operator) -> str:
    """Landmarks2TransformMatrix: from a 16x16 crop around some landmarks to the feature map.

    The box of the landmarks in a frame turned so that the line from the left to the right corner
    is level, widened by a scale. Matrix [4, 4], of which only the two first rows are more than the
    identity's. Written from MediaPipe's landmarks_to_transform_matrix.cc (version 2).
    """
    options = op.custom()
    points = to.values[op.inputs[0]]
    xy = to.add("Slice", points, *(to.store(np.array([n], np.int64)) for n in (0, 2, 2)))

    def pick(indices: list[int]) -> str:
        return to.add("Gather", xy, to.store(np.array(indices, np.int64)), axis=1)

    def split(tensor: str) -> tuple[str, str]:
        halves = [to.name("x"), to.name("y")]
        to.nodes.append(helper.make_node("Split", [tensor], halves, axis=-1))
        return halves[0], halves[1]

    corners = (pick([options["left_rotation_idx"]]), pick([options["right_rotation_idx"]]))
    along = to.add("Sub", corners[1], corners[0])
    length = to.add("ReduceL2", along, axes=[2], keepdims=1)
    cos, sin = split(to.add("Div", along, length))
    if options["target_rotation_radians"]:
        raise ValueError("a target rotation is not translated")

    def stack(*rows: tuple[str, ...]) -> str:
        joined = [to.add("Concat", *row, axis=2) for row in rows]
        return to.add("Concat", *joined, axis=1)

    turn = stack((cos, sin), (to.add("Neg", sin), cos))  # to the level frame: [1, 2, 2]
    back = to.add("Transpose", turn, perm=[0, 2, 1])
    level = to.add("MatMul", pick(options["subset_idxs"]), back)
    low = to.add("ReduceMin", level, axes=[1], keepdims=1)
    high = to.add("ReduceMax", level, axes=[1], keepdims=1)
    middle = to.add("Mul", to.add("Add", low, high), to.store(np.float32([[[0.5]]])))
    centre = to.add("MatMul", back, to.add("Transpose", middle, perm=[0, 2, 1]))  # [1, 2, 1]
    size = np.float32([options["output_width"], options["output_height"]])
    scale = np.float32([options["scale_x"], options["scale_y"]])
    step = to.add("Mul", to.add("Sub", high, low), to.store((scale / size)[None, None]))
    linear = to.add("Mul", back, step)
    origin = to.add("MatMul", linear, to.store((-size / 2)[None, :, None]))
    shift = to.add("Add", centre, origin)
    zeros = to.store(np.zeros((1, 2, 1), np.float32))
    rows = to.add("Concat", linear, zeros, shift, axis=2)
    rest = to.store(np.eye(4, dtype=np.float32)[None, 2:])
    return to.add("Concat", rows, rest, axis=1)


def _affine_rows(to: Translation, matrix: str) -> tuple[str, str]:
    """The linear part, transposed for row vectors [1, 2, 2], and the shift [1, 1, 2]."""

    def block(starts: tuple[int, int], ends: tuple[int, int]) -> str:
        bounds = (to.store(np.array(b, np.int64)) for b in (starts, ends, (1, 2)))
        part = to.add("Slice", matrix, *bounds)
        return to.add("Transpose", part, perm=[0, 2, 1])

    return block((0, 0), (2, 2)), block((0, 3), (2, 4))


def _bilinear_crop(to: Translation, op: Operator) -> str:
    """TransformTensorBilinear (version 2): samples the feature map, pixel centres at +0.5.

    A sample whose centre lies outside the outermost pixel centres is zero as a whole, where
    GridSample would blend with zeros, hence the mask.
    """
    _, height, width, _ = to.source.shape(op.inputs[0])
    _, rows, columns, _ = to.source.shape(op.outputs[0])
    linear, shift = _affine_rows(to, to.values[op.inputs[1]])
    y, x = np.mgrid[:rows, :columns].astype(np.float32) + 0.5
    centres = to.store(np.stack([x, y], axis=-1).reshape(1, rows * columns, 2))
    at = to.add("Add", to.add("MatMul", centres, linear), shift)
    half = np.float32([width / 2, height / 2])
    grid = to.add("Sub", to.add("Div", at, to.store(half)), to.store(np.float32(1)))
    shape = to.store(np.array([1, rows, columns, 2], np.int64))
    grid = to.add("Reshape", grid, shape)
    sampled = to.add(
        "GridSample",
        to.values[op.inputs[0]],
        grid,
        mode="bilinear",
        padding_mode="zeros",
        align_corners=0,
    )
    reach = to.add("Abs", grid)
    limit = to.store((1 - 0.5 / half).astype(np.float32))
    outside = to.add("ReduceMax", to.add("Sub", reach, limit), axes=[3], keepdims=0)
    inside = to.add("LessOrEqual", outside, to.store(np.float32(0)))
    mask = to.add(
        "Unsqueeze", to.add("Cast", inside, to=TensorProto.FLOAT), to.store(np.array([1], np.int64))
    )
    return to.add("Mul", sampled, mask)


def _move_landmarks(to: Translation, op: Operator) -> str:
    """TransformLandmarks (version 2): points [1, N, 2] through the two first rows of a matrix."""
    linear, shift = _affine_rows(to, to.values[op.inputs[1]])
    return to.add("Add", to.add("MatMul", to.values[op.inputs[0]], linear), shift)


_TRANSLATORS = {
    "ADD": _binary("Add"),
    "CONCATENATION": _concatenation,
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _convolution,
    "LOGISTIC": _unary("Sigmoid"),
    "Landmarks2TransformMatrix": _crop_matrix,
    "MAX_POOL_2D": _max_pool,
    "MUL": _binary("Mul"),
    "PAD": _pad,
    "PRELU": _prelu,
    "RELU": _unary("Relu"),
    "RESHAPE": _reshape,
    "STRIDED_SLICE": _same,
    "TransformLandmarks": _move_landmarks,
    "TransformTensorBilinear": _bilinear_crop,
}
