from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.cli import main
from mirror.cli.window import _list_sources, _read_demo_face


def _mirror(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Runs the window in a process of its own: once a Qt application has ended, its process can
    run no event loop any more, and other tests need theirs."""
    return subprocess.run(
        [sys.executable, "-m", "mirror", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        check=False,
    )


def test_the_real_mirror_starts_on_the_demo_and_ends_cleanly(tmp_path: Path) -> None:
    done = _mirror("--source", "demo", "--bench-start", cache=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    reached = json.loads(done.stdout)
    assert list(reached) == ["window_s", "picture_s", "makeup_s"]
    assert 0 < reached["window_s"] <= reached["picture_s"] <= reached["makeup_s"]


def test_a_source_that_does_not_exist_ends_with_a_sentence(tmp_path: Path) -> None:
    done = _mirror("--source", "nonsense", cache=tmp_path)
    assert done.returncode == 1
    assert "There is no file and no camera “nonsense”" in done.stderr


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
