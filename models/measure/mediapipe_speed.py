"""Times a tracked 720p frame in mediapipe's FaceMesh and in the mirror, in turns.

    python models/measure/mediapipe_speed.py --mirror-python .venv/bin/python [--json FILE]

Run it in the environment of `models/convert/requirements.txt`, from the checkout's root. Both
programs follow the face of the shipped demo clip, a batch of frames each in turn, pinned to the
same processor cores, so that whatever else the machine does hits both. The time is that of the
whole step from the decoded BGR frame to 478 landmarks: FaceMesh with refinement and the colour
conversion it needs, `FaceTracker.update` (one thread) without and with smoothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
CLIP = ROOT / "assets/demo/demo_face.mp4"
BATCH, BATCHES, WARM_UP = 4, 150, 4


def demo_frames() -> list[np.ndarray]:
    """The decoded clip."""
    capture = cv2.VideoCapture(str(CLIP))
    frames = []
    while (read := capture.read())[0]:
        frames.append(read[1])
    return frames


class MediapipeSteps:
    """FaceMesh in video mode."""

    def __init__(self) -> None:
        from mediapipe.python.solutions.face_mesh import FaceMesh

        self._mesh = FaceMesh(refine_landmarks=True)

    def __call__(self, frame: np.ndarray, _: int) -> None:
        """Follows one frame."""
        assert self._mesh.process(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)).multi_face_landmarks


class MirrorSteps:
    """The mirror's tracker."""

    def __init__(self, *, smoothing: bool) -> None:
        from mirror.config import models_root
        from mirror.core.timing import StageClock
        from mirror.core.types import Frame
        from mirror.inference.tracker import FaceTracker

        self._frame, self._clock = Frame, StageClock()
        self._tracker = FaceTracker(models_root(), smoothing=smoothing)

    def __call__(self, frame: np.ndarray, number: int) -> None:
        """Follows one frame."""
        assert self._tracker.update(
            self._frame(frame, number, (number + 1) * 33_333_333), self._clock
        )


def serve(kind: str) -> None:
    """A worker: for every line on stdin, times one batch and answers with its milliseconds."""
    step = MediapipeSteps() if kind == "mediapipe" else MirrorSteps(smoothing=kind == "smoothed")
    frames = demo_frames()
    number = 0
    for _ in sys.stdin:
        spent = []
        for _ in range(BATCH):
            frame = frames[number % len(frames)]
            start = time.perf_counter()
            step(frame, number)
            spent.append(1e3 * (time.perf_counter() - start))
            number += 1
        print(json.dumps(spent), flush=True)


def side_by_side(mirror_python: str, cores: int) -> dict:
    """Medians of all three on the first `cores` cores, and their ratios to mediapipe's."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    pythons = {"mediapipe": sys.executable, "mirror": mirror_python, "smoothed": mirror_python}
    workers = {}
    for kind, python in pythons.items():
        command = [python, str(Path(__file__)), "--serve", kind]
        workers[kind] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    spent: dict[str, list[float]] = {kind: [] for kind in workers}
    for batch in range(WARM_UP + BATCHES):
        for kind, worker in workers.items():
            worker.stdin.write("\n")
            worker.stdin.flush()
            answer = json.loads(worker.stdout.readline())
            if batch >= WARM_UP:
                spent[kind] += answer
    for worker in workers.values():
        worker.stdin.close()
        worker.wait()
    medians = {kind: float(np.median(values)) for kind, values in spent.items()}
    return {
        "cores": cores,
        "frames": BATCH * BATCHES,
        "median_ms": medians,
        "p95_ms": {kind: float(np.percentile(values, 95)) for kind, values in spent.items()},
        "ratio": {kind: medians[kind] / medians["mediapipe"] for kind in ("mirror", "smoothed")},
    }


def main() -> None:
    """Measures on one core, then on all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--mirror-python", default=".venv/bin/python", help="the mirror's interpreter"
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--serve", choices=("mediapipe", "mirror", "smoothed"), help=argparse.SUPPRESS
    )
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    everything = os.sched_getaffinity(0)
    measured = []
    for cores in sorted({1, min(2, len(everything))}):
        os.sched_setaffinity(0, everything)
        measured.append(side_by_side(str(Path(arguments.mirror_python).absolute()), cores))
        print(json.dumps(measured[-1], indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
