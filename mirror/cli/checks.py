"""What `mirror doctor` looks at, one function a part of the machine.

Each runs in a process of its own (`python -m mirror.cli.checks NAME`), because what is wrong with
a machine may as well crash or hang: a camera's driver, Qt without a display, a broken library.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mirror import __version__
from mirror.cli.machine import cpu_model
from mirror.config import assets_root, data_root, models_root
from mirror.errors import MirrorError

if TYPE_CHECKING:
    from mirror.capture.cameras import CameraInfo

# What is imported to see whether a package works, by the name under which it is installed.
_MODULES = {
    "argon2-cffi": "argon2",
    "cryptography": "cryptography",
    "av": "av",
    "coloraide": "coloraide",
    "ifaddr": "ifaddr",
    "msgspec": "msgspec",
    "numba": "numba",
    "numpy": "numpy",
    "opencv-python-headless": "cv2",
    "pillow": "PIL.Image",
    "platformdirs": "platformdirs",
    "PySide6-Essentials": "mirror.ui.screens",
    "python-calamine": "python_calamine",
    "segno": "segno",
    "tqdm": "tqdm",
}
_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")
_LITTLE_SPACE = 500e6


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        facts: For the reader, as JSON can hold them.
        problems: Sentences on what keeps the mirror from running.
        notes: Sentences on what is not as good as it could be.
    """

    facts: Mapping[str, object]
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()


def check_program() -> Finding:
    """Versions of the program, Python and the system, and the processor."""
    return Finding(
        {
            "mirror": __version__,
            "folder": str(data_root()),
            "python": f"{platform.python_version()} ({sys.executable})",
            "system": platform.platform(),
            "processor": f"{cpu_model()}, {os.cpu_count()} cores",
        }
    )


def check_packages() -> Finding:
    """The packages that the program needs: their versions, and whether they can be imported."""
    facts, problems = {}, []
    for package, module in {**_MODULES, _runtime(): "mirror.inference.session"}.items():
        try:
            facts[package] = importlib.metadata.version(package)
            importlib.import_module(module)
        except importlib.metadata.PackageNotFoundError:
            problems.append(f"The package {package} is not installed; install the mirror again.")
        except (ImportError, OSError) as error:
            problems.append(
                f"The package {package} cannot be loaded ({_first_line(error)}); install the "
                "mirror again, with the system libraries that it asks for."
            )
    return Finding(facts, problems)


def _runtime() -> str:
    installed = [name for name in _RUNTIMES if any(importlib.metadata.distributions(name=name))]
    return installed[0] if installed else _RUNTIMES[-1]


def check_models(root: Path | None = None) -> Finding:
    """The models: files against their hashes, and the execution provider that each one got."""
    from mirror.inference.manifest import MODELS, OPTIONAL_MODELS, load_manifest, read_verified
    from mirror.inference.session import GraphSession

    root = root or models_root()
    facts: dict[str, object] = {}
    problems: list[str] = []
    notes: list[str] = []
    reasons: list[str | None] = []
    for name in (*MODELS, *OPTIONAL_MODELS):
        try:
            manifest = load_manifest(root, name)
            files = [file.path for file in manifest.files if read_verified(root, manifest, file)]
            sessions = [GraphSession(root, manifest, graph) for graph in manifest.graphs]
        except MirrorError as error:
            if name in MODELS:
                problems.append(str(error))
            else:
                notes.append(f"No look can be taken from a photo. {error}")
            continue
        for session in sessions:
            session.warm_up()
        ran_on = dict.fromkeys(f"{one.provider}, {one.file.precision}" for one in sessions)
        facts[name] = {"runs on": "; ".join(ran_on), "verified": files}
        reasons.extend(one.why_no_gpu for one in sessions)
        for session in sessions:
            session.close()
    notes += [f"No GPU is used: {why}." for why in dict.fromkeys(reasons) if why]
    return Finding(facts, problems, notes)


def check_looks() -> Finding:
    """The looks that come with the program."""
    from mirror.makeup.look import load_look, shipped_looks

    shipped = shipped_looks()
    problems = []
    if not shipped:
        problems.append(f"There is no look in {assets_root()}; install the mirror again.")
    for path in shipped.values():
        try:
            load_look(path)
        except MirrorError as error:
            problems.append(str(error))
    return Finding({"shipped": len(shipped)}, problems)


def check_cameras(survey: Callable[[], Sequence[CameraInfo]] | None = None) -> Finding:
    """The cameras with the modes they answer. None is needed: the demo plays without."""
    from mirror.capture.cameras import Cameras

    found = (survey or Cameras().survey)()
    facts = {
        camera.name: [
            f"{mode.width}x{mode.height}, {mode.fps:g} fps, {mode.fourcc or 'format unknown'}"
            for mode in camera.modes
        ]
        for camera in found
    }
    notes = [camera.trouble for camera in found if camera.trouble]
    if not found:
        notes.append("No camera was found; plug one in, or the mirror plays its demo.")
    return Finding(facts, notes=notes)


def check_screen(environment: Mapping[str, str] = os.environ) -> Finding:
    """The screens, as Qt sees them."""
    if sys.platform == "linux" and not any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        why = "neither DISPLAY nor WAYLAND_DISPLAY is set"
        return Finding({}, [f"There is no screen here ({why}); start it in a desktop session."])
    from mirror.ui.screens import probe_screens

    plug_in, screens = probe_screens()
    facts: dict[str, object] = {"qt platform": plug_in}
    for screen in screens:
        size = f"{screen.width}x{screen.height}"
        facts[screen.name or "screen"] = (
            f"{size} pixels, scale {screen.scale:g}, {screen.refresh_hz:g} Hz"
        )
    problem = [] if screens else ["Qt finds no screen; connect one and start again."]
    return Finding(facts, problem)


def check_disk() -> Finding:
    """Room where the mirror keeps what it makes."""
    from platformdirs import user_cache_path

    folder = user_cache_path("mirror")
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    notes = []
    if free < _LITTLE_SPACE:
        notes.append(f"Only {free / 1e6:.0f} MB are free at {folder}; make some room.")
    return Finding({"free": f"{free / 1e9:.1f} GB at {folder}"}, notes=notes)


CHECKS: Mapping[str, Callable[[], Finding]] = {
    "program": check_program,
    "packages": check_packages,
    "models": check_models,
    "looks": check_looks,
    "cameras": check_cameras,
    "screen": check_screen,
    "disk": check_disk,
}


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


if __name__ == "__main__":
    print(json.dumps(asdict(CHECKS[sys.argv[1]]())))
