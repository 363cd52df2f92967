"""Converts MediaPipe's face models to the ONNX files that the mirror ships.

    python models/convert/convert.py --landmarker-task face_landmarker.task

Run it in the environment of `requirements.txt` (Python 3.11 or 3.12). The detector and the
attention model are taken from the installed mediapipe wheel. Each converted graph is run beside
MediaPipe's own TFLite runtime on the same pictures, and the largest difference is printed; a
difference above the limit ends the run with an error and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import mediapipe
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tflite_reference import TfliteReference
from tflite_source import Source
from tflite_to_onnx import Form, Translation, feed_pixels

if TYPE_CHECKING:
    from collections.abc import Callable

    import onnx

MODELS = Path(__file__).resolve().parent.parent
WHEEL = Path(mediapipe.__file__).parent / "modules"
CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
TOLERANCE = {"boxes": 2e-3, "scores": 2e-3, "landmarks": 2e-2, "presence": 1e-3}
"""Largest allowed difference to TFLite: logits and crop pixels (of 128, 192 or 256)."""

Outputs = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Conversion:
    """What one model becomes.

    Attributes:
        folder: The model's folder under `models/`, and its name.
        title: One line for people.
        source: Where the TFLite file comes from.
        size: Side of the square input picture in pixels.
        mean: Subtracted from the pixels before the division.
        scale: The divisor.
        cut: How the runtime cuts the input picture, as lines of `[preprocessing]`.
        outputs: Names and shapes of the ONNX outputs.
        finish: Adds the nodes from the translated graph to those outputs.
        expected: The same outputs from the TFLite tensors, in the file's order.
        files: File names, the form of each and the execution providers that it is for.
    """

    folder: str
    title: str
    source: str
    size: int
    mean: float
    scale: float
    cut: dict[str, str | float]
    outputs: dict[str, tuple[int, ...]]
    finish: Callable[[Translation], None]
    expected: Callable[[list[NDArray[np.float32]]], Outputs]
    files: dict[str, tuple[Form, tuple[str, ...]]]


def _finish_detector(to: Translation) -> None:
    boxes, scores = to.source.outputs
    to.add("Identity", to.values[boxes], output="boxes")
    to.add("Identity", to.values[scores], output="scores")


def _expected_detections(tensors: list[NDArray[np.float32]]) -> Outputs:
    return {"boxes": tensors[0].reshape(1, 896, 16), "scores": tensors[1].reshape(1, 896, 1)}


def _finish_plain_landmarks(to: Translation) -> None:
    mesh, presence, _ = to.source.outputs
    shape = to.store(np.array([478, 3], np.int64))
    to.add("Reshape", to.values[mesh], shape, output="landmarks")
    logit = to.add("Reshape", to.values[presence], to.store(np.array([1], np.int64)))
    to.add("Sigmoid", logit, output="presence")


def _refinement(source: Source) -> tuple[NDArray[np.int64], list[list[int]]]:
    """Where each of the 478 points comes from, and the lid contours whose depth an iris takes.

    The refined parts follow the mesh in the order lips, left eye, right eye, left iris, right
    iris; the first three overwrite the mesh points that their crop was made around.
    """
    parts = [
        op.custom()["subset_idxs"]
        for op in source.operators
        if op.name == "Landmarks2TransformMatrix"
    ]
    origin = np.arange(478)
    start = 468
    for part in parts:
        origin[part] = np.arange(start, start + len(part))
        start += len(part)
    origin[468:] = np.arange(start, start + 10)
    lids = [part[:16] for part in parts[1:]]
    return origin, lids


def _finish_attention(to: Translation) -> None:
    """Merges the refined points into the mesh, as MediaPipe's refinement calculator does."""
    mesh, *parts, presence = to.source.outputs
    points = to.add("Reshape", to.values[mesh], to.store(np.array([468, 3], np.int64)))
    flat = to.store(np.array([-1, 2], np.int64))
    refined = [to.add("Reshape", to.values[part], flat) for part in parts]

    def columns(tensor: str, first: int, last: int) -> str:
        return to.add(
            "Slice", tensor, *(to.store(np.array([n], np.int64)) for n in (first, last, 1))
        )

    origin, lids = _refinement(to.source)
    xy = to.add("Concat", columns(points, 0, 2), *refined, axis=0)
    xy = to.add("Gather", xy, to.store(origin), axis=0)
    z = columns(points, 2, 3)
    depths = [z]
    for lid in lids:
        depth = to.add("ReduceMean", to.add("Gather", z, to.store(np.array(lid)), axis=0), axes=[0])
        depths.append(to.add("Expand", depth, to.store(np.array([5, 1], np.int64))))
    to.add("Concat", xy, to.add("Concat", *depths, axis=0), axis=1, output="landmarks")
    logit = to.add("Reshape", to.values[presence], to.store(np.array([1], np.int64)))
    to.add("Sigmoid", logit, output="presence")


def _sigmoid(logit: NDArray[np.float32]) -> NDArray[np.float32]:
    return 1 / (1 + np.exp(-logit.reshape(1)))


def _expected_attention(source: Source) -> Callable[[list[NDArray[np.float32]]], Outputs]:
    origin, lids = _refinement(source)

    def expected(tensors: list[NDArray[np.float32]]) -> Outputs:
        mesh, *parts, presence = tensors
        mesh = mesh.reshape(468, 3)
        xy = np.concatenate([mesh[:, :2], *(part.reshape(-1, 2) for part in parts)])[origin]
        z = np.concatenate([mesh[:, 2], *(np.full(5, mesh[lid, 2].mean()) for lid in lids)])
        return {"landmarks": np.column_stack([xy, z]), "presence": _sigmoid(presence)}

    return expected


def _landmark_model(
    folder: str,
    title: str,
    source: str,
    size: int,
    finish: Callable[[Translation], None],
    expected: Callable[[list[NDArray[np.float32]]], Outputs],
) -> Conversion:
    return Conversion(
        folder=folder,
        title=title,
        source=source,
        size=size,
        mean=0.0,
        scale=255.0,
        cut={"outside": "repeated", "resampling": "area", "margin": 1.5},
        outputs={"landmarks": (478, 3), "presence": (1,)},
        finish=finish,
        expected=expected,
        files={"cpu.onnx": ("cpu", (CPU,)), "prelu.onnx": ("prelu", (CUDA,))},
    )


def _conversions(task: Path | None) -> list[tuple[bytes, Conversion]]:
    """The TFLite files, and what each becomes; the 256 px model only where its bundle is given."""
    detector = "face_detection/face_detection_short_range.tflite"
    attention = "face_landmark/face_landmark_with_attention.tflite"
    content = (WHEEL / attention).read_bytes()
    found = [
        (
            (WHEEL / detector).read_bytes(),
            Conversion(
                folder="face_detector",
                title="BlazeFace short range: boxes and six key points of faces",
                source=f"mediapipe {mediapipe.__version__}, modules/{detector}",
                size=128,
                mean=127.5,
                scale=127.5,
                cut={"outside": "black", "resampling": "bilinear"},
                outputs={"boxes": (1, 896, 16), "scores": (1, 896, 1)},
                finish=_finish_detector,
                expected=_expected_detections,
                files={"model.onnx": ("cpu", (CPU, CUDA))},  # it has no PRelu
            ),
        ),
        (
            content,
            _landmark_model(
                "face_landmarks",
                "Face mesh with attention: 478 landmarks with refined lips, eyes and irises",
                f"mediapipe {mediapipe.__version__}, modules/{attention}",
                192,
                _finish_attention,
                _expected_attention(Source(content)),
            ),
        ),
    ]
    if task is not None:
        plain = _landmark_model(
            "face_landmarks_256",
            "Face landmarker at 256 px: 478 landmarks",
            f"{task.name}, face_landmarks_detector.tflite",
            256,
            _finish_plain_landmarks,
            lambda tensors: {
                "landmarks": tensors[0].reshape(478, 3),
                "presence": _sigmoid(tensors[1]),
            },
        )
        found.append((zipfile.ZipFile(task).read("face_landmarks_detector.tflite"), plain))
    return found


def _pictures(size: int) -> list[NDArray[np.uint8]]:
    """A face-like blob, noise and a gradient: uint8 [size, size, 3], BGR."""
    random = np.random.default_rng(0)
    y, x = np.mgrid[:size, :size] / size - 0.5
    face = np.full((size, size, 3), 60.0)
    face[(x / 0.3) ** 2 + (y / 0.4) ** 2 < 1] = (140, 165, 215)
    for cx in (-0.13, 0.13):
        face[((x - cx) / 0.06) ** 2 + ((y + 0.1) / 0.025) ** 2 < 1] = (40, 50, 60)
    face[(x / 0.1) ** 2 + ((y - 0.2) / 0.035) ** 2 < 1] = (80, 80, 190)
    face += random.normal(0, 3, face.shape)
    noise = random.integers(0, 256, (size, size, 3))
    gradient = (x[..., None] + 0.5) * np.array([255, 200, 150])
    return [np.clip(p, 0, 255).astype(np.uint8) for p in (face, noise, gradient)]


def _convert(content: bytes, conversion: Conversion, form: Form) -> onnx.ModelProto:
    source = Source(content)
    to = Translation(source, form)
    feed_pixels(to, conversion.mean, conversion.scale)
    to.translate()
    conversion.finish(to)
    about = f"Converted from {hashlib.sha256(content).hexdigest()}, {form} form."
    return to.model(conversion.outputs, conversion.size, about)


def _differences(
    model: bytes, conversion: Conversion, reference: TfliteReference
) -> dict[str, float]:
    """The largest absolute difference to TFLite for each output, over all test pictures."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    worst = dict.fromkeys(conversion.outputs, 0.0)
    for picture in _pictures(conversion.size):
        rgb = (picture[..., ::-1].astype(np.float32) - conversion.mean) / conversion.scale
        expected = conversion.expected(reference.run(rgb))
        actual = dict(
            zip(
                conversion.outputs,
                session.run(list(conversion.outputs), {"image": picture[None]}),
                strict=True,
            )
        )
        for name in worst:
            worst[name] = max(worst[name], float(np.abs(actual[name] - expected[name]).max()))
    return worst


def _manifest(conversion: Conversion, hashes: dict[str, str]) -> str:
    """The model's `model.toml`."""

    def line(key: str, value: object) -> str:
        return f"{key} = {json.dumps(value)}"  # these JSON values are TOML values too

    lines = [
        line("name", conversion.folder),
        line("title", conversion.title),
        line("licence", "Apache-2.0"),
    ]
    lines.append(line("source", conversion.source))
    lines += ["", "[preprocessing]", line("size", conversion.size), line("colour", "BGR")]
    lines += [line(key, value) for key, value in conversion.cut.items()]
    shape = (1, conversion.size, conversion.size, 3)
    graph = f"graphs.{conversion.folder}"
    tensors = [("inputs", "image", "uint8", shape)]
    tensors += [("outputs", name, "float32", shape) for name, shape in conversion.outputs.items()]
    for side, name, dtype, shape in tensors:
        lines += ["", f"[[{graph}.{side}]]"]
        lines += [line("name", name), line("dtype", dtype), line("shape", shape)]
    for path, sha256 in hashes.items():
        lines += ["", f"[[{graph}.files]]", line("path", path), line("sha256", sha256)]
        lines += [line("precision", "fp32"), line("providers", conversion.files[path][1])]
    return "\n".join(lines) + "\n"


def _convert_all(content: bytes, conversion: Conversion, folder: Path) -> bool:
    """Writes a model's files and manifest; False, and nothing written, where one is too far off."""
    reference = TfliteReference(content, conversion.mean, conversion.scale, conversion.size)
    models = {}
    for path, (form, _) in conversion.files.items():
        models[path] = _convert(content, conversion, form).SerializeToString(deterministic=True)
        worst = _differences(models[path], conversion, reference)
        shown = ", ".join(f"{output} {value:.2g}" for output, value in worst.items())
        megabytes = len(models[path]) / 1e6
        print(
            f"{conversion.folder}/{path}: {megabytes:.2f} MB, largest difference to TFLite: {shown}"
        )
        if any(value > TOLERANCE[output] for output, value in worst.items()):
            print(f"{conversion.folder}: too far from TFLite, not written", file=sys.stderr)
            return False
    folder.mkdir(parents=True, exist_ok=True)
    for path, model in models.items():
        (folder / path).write_bytes(model)
    hashes = {path: hashlib.sha256(model).hexdigest() for path, model in models.items()}
    (folder / "model.toml").write_text(_manifest(conversion, hashes))
    return True


def main() -> int:
    """Converts everything; the exit status is 1 where a difference is above its limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--landmarker-task", type=Path, help="face_landmarker.task: also convert its 256 px model"
    )
    parser.add_argument(
        "--out", type=Path, default=MODELS, help="where the model folders are (default: models/)"
    )
    arguments = parser.parse_args()
    conversions = _conversions(arguments.landmarker_task)
    written = [_convert_all(content, c, arguments.out / c.folder) for content, c in conversions]
    return 0 if all(written) else 1


if __name__ == "__main__":
    raise SystemExit(main())
