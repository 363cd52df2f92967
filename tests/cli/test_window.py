from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.cli import main
from mirror.cli.window import _list_sources, _read_demo_face

ROOT = Path(__file__).parents[2]


def environment(cache: Path) -> dict[str, str]:
    return os.environ | {"XDG_CACHE_HOME": str(cache), "QT_QPA_PLATFORM": "offscreen"}


def run_mirror(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the window in a process of its own: an application's event loop runs once."""
    return subprocess.run(
        [sys.executable, "-m", "mirror", *arguments],
        cwd=ROOT,
        env=environment(cache),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_real_mirror_starts_on_the_demo_and_ends_cleanly(tmp_path: Path) -> None:
    ended = run_mirror(tmp_path, "--source", "demo", "--bench-start")
    assert (ended.returncode, ended.stderr) == (0, "")
    reached = json.loads(ended.stdout)
    assert list(reached) == ["window_s", "picture_s", "makeup_s"]
    assert 0 < reached["window_s"] <= reached["picture_s"] <= reached["makeup_s"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
def test_a_signal_ends_the_mirror_even_while_no_picture_comes(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mirror", "-v", "--source", "63"],
        cwd=ROOT,
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    ) as mirror:
        assert mirror.stderr is not None
        for _ in range(4):  # by then the window is at rest, and nothing wakes its event loop
            assert "no camera 63" in mirror.stderr.readline()
        mirror.send_signal(signal.SIGTERM)
        assert mirror.wait(timeout=60) == 0


def test_a_source_that_does_not_exist_ends_with_a_sentence(tmp_path: Path) -> None:
    ended = run_mirror(tmp_path, "--source", "nonsense")
    assert ended.returncode == 1
    assert ended.stderr.startswith("mirror: There is no file and no camera “nonsense”")
    assert ended.stderr.count("\n") == 1


def test_a_look_that_does_not_exist_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--look", "nonsense"]) == 1
    assert "There is no look named “nonsense”" in capsys.readouterr().err


def test_the_demos_are_always_among_the_sources() -> None:
    titles = {entry.spec: entry.title for entry in _list_sources()}
    assert titles["demo"] == "Built-in demo"


def test_the_face_for_the_thumbnails_is_a_picture_of_the_demo() -> None:
    assert _read_demo_face().shape == (720, 1280, 3)
