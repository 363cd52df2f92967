from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.cli import main
from mirror.cli.window import _list_sources, _read_demo_face


@pytest.fixture(autouse=True)
def own_cache_and_signals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_real_mirror_starts_on_the_demo_and_ends_cleanly(
    qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--source", "demo", "--bench-start"]) == 0
    reached = json.loads(capsys.readouterr().out)
    assert list(reached) == ["window_s", "picture_s", "makeup_s"]
    assert 0 < reached["window_s"] <= reached["picture_s"] <= reached["makeup_s"]


def test_a_source_that_does_not_exist_ends_with_a_sentence(
    qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--source", "nonsense"]) == 1
    assert "There is no file and no camera “nonsense”" in capsys.readouterr().err


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
