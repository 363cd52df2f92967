from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_PROBE = """
import dataclasses, json
from mirror.ui.screens import probe_screens
plug_in, screens = probe_screens()
print(json.dumps([plug_in, [dataclasses.asdict(screen) for screen in screens]]))
"""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_sizes_are_physical_whatever_the_scale(scale: float) -> None:
    chosen = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{scale:g}"}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **chosen},
    )
    plug_in, (screen,) = json.loads(done.stdout)
    assert plug_in == "offscreen"
    assert (screen["width"], screen["height"]) == (800, 800)
    assert screen["scale"] == scale
    assert screen["refresh_hz"] > 0
