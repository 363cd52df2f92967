from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.cli import main
from mirror.cli.window import _first_worn, _list_sources, _read_demo_face
from mirror.pipeline.saved_looks import SavedLooks
from tests.photos import ENCODER, saved_look

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


def test_a_photo_that_does_not_exist_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--reference", "gone.jpg"]) == 1
    assert capsys.readouterr().err == "mirror: There is no picture gone.jpg; check the path.\n"


def test_a_look_and_a_photo_to_begin_with_are_a_wrong_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--look", "soft-rose", "--reference", "party.jpg"])
    assert stop.value.code == 2
    assert "not allowed with argument --look" in capsys.readouterr().err


def test_what_to_begin_with_is_a_look_a_saved_one_or_a_photo(
    saved_looks: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looks = SavedLooks(saved_looks, ENCODER)
    monkeypatch.setattr(SavedLooks, "of_this_person", lambda taken=(): looks)
    saved_look(saved_looks, "Party")
    shipped = _first_worn("classic-red", None)
    assert shipped.look is not None
    assert shipped.look.name == "classic-red"
    saved = _first_worn("party", None)
    assert saved.transferred is not None
    assert (saved.look, saved.saved_as, saved.transferred.title) == (None, "party", "Party")
    (tmp_path / "photo.jpg").touch()
    photo = _first_worn("soft-rose", tmp_path / "photo.jpg")
    assert (photo.look, photo.transferred, photo.photo) == (None, None, tmp_path / "photo.jpg")


def test_the_window_comes_before_what_takes_long_to_import() -> None:
    code = (
        "import sys\n"
        "import mirror.cli.window, mirror.ui.launch\n"
        "heavy = {'numba', 'onnxruntime', 'av', 'PIL'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_demos_are_always_among_the_sources() -> None:
    titles = {entry.spec: entry.title for entry in _list_sources()}
    assert titles["demo"] == "Built-in demo"


def test_the_face_for_the_thumbnails_is_a_picture_of_the_demo() -> None:
    assert _read_demo_face().shape == (720, 1280, 3)
