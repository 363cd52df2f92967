"""What the transfer network would gain and lose in 8-bit integers, on the faces of the built-in demos.

    python -m models.measure.int8 [MODELS_FOLDER]        (needs what `start.py --train` installs)

Convolutions alone, calibrated on the same faces; both forms take turns on one thread of the CPU.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quant_pre_process,
    quantize_static,
)

from mirror.config import models_root
from mirror.core.types import Floats
from mirror.inference.manifest import load_manifest
from mirror.inference.transfer import MODEL
from mirror.training.samples import samples

RUNS = 60
Feeds = dict[str, Floats]


class _Reader(CalibrationDataReader):  # type: ignore[misc]
    """Hands the feeds over, one after the other."""

    def __init__(self, feeds: list[Feeds]) -> None:
        self._left: Iterator[Feeds] = iter(feeds)

    def get_next(self) -> Feeds | None:
        """The next one, or None."""
        return next(self._left, None)


def main(root: Path) -> None:
    """Prints a Markdown row a graph."""
    size = load_manifest(root, MODEL).graphs["encoder"].inputs[0].shape[1]
    pairs = samples(size)
    references = [
        {
            "picture": face.picture[None],
            "visibility": face.visibility[None],
            "skin": face.skin[None],
        }
        for face, _ in pairs
    ]
    encoder = _session(root / MODEL / "encoder.onnx")
    lives = []
    for reference, (_, live) in zip(references, pairs, strict=True):
        pigment, features = encoder.run(["pigment", "features"], reference)
        lives.append(
            {
                "picture": live.picture[None],
                "visibility": live.visibility[None],
                "shading": live.shading[None],
                "pigment": pigment,
                "features": features,
                "strengths": np.ones((1, 4), np.float32),
            }
        )
    print("| graph | fp32, ms | int8, ms | fp32, MB | int8, MB | output | off by, at most | mean |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, output, feeds in (("encoder", "pigment", references), ("generator", "film", lives)):
        print(_row(root / MODEL / f"{name}.onnx", output, feeds), flush=True)


def _row(path: Path, output: str, feeds: list[Feeds]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        prepared, made = Path(folder) / "prepared.onnx", Path(folder) / "int8.onnx"
        quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(made),
            _Reader(feeds),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            op_types_to_quantize=["Conv"],
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        sessions = [_session(path), _session(made)]
        bytes_ = [file.stat().st_size / 1e6 for file in (path, made)]
        whole, coarse = (
            np.stack([session.run([output], feed)[0] for feed in feeds]) for session in sessions
        )
        taken: list[list[float]] = [[], []]
        for _ in range(RUNS):
            for session, times in zip(sessions, taken, strict=True):
                begin = time.perf_counter()
                session.run([output], feeds[0])
                times.append(time.perf_counter() - begin)
    ms = [1000 * float(np.median(times)) for times in taken]
    off = np.abs(whole - coarse)
    return (
        f"| {path.stem} | {ms[0]:.2f} | {ms[1]:.2f} | {bytes_[0]:.2f} | {bytes_[1]:.2f} | {output} | "
        f"{off.max():.4f} | {off.mean():.5f} |"
    )


def _session(path: Path) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else models_root())
