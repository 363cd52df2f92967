from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mirror.cli import kiosk, main
from mirror.errors import KioskError
from mirror.kiosk.pin import PinLock, Tries, matches
from mirror.kiosk.settings import KioskSettings, load_kiosk_settings
from mirror.settings_file import load_settings, save_settings
from mirror.ui.app import Parts
from mirror.ui.kiosk.kiosk_app import RESTART, KioskPlaces

GOOD = "8306"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of this account, which are those of nobody."""
    path = tmp_path / "config" / "kiosk.json"
    monkeypatch.setattr("mirror.config.kiosk_settings_path", lambda: path)
    monkeypatch.setattr("mirror.config.kiosk_tries_path", lambda: tmp_path / "tries.json")
    return path


def _answers(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return answers[len(asked) - 1]

    monkeypatch.setattr(kiosk, "_ask_unseen", ask)
    return asked


def test_the_pin_is_asked_for_twice_and_only_its_hash_is_kept(
    settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save_settings(settings, KioskSettings(idle_s=60))
    asked = _answers(monkeypatch, GOOD, GOOD)
    assert main(["kiosk", "--set-pin"]) == 0
    assert len(asked) == 2
    kept = load_kiosk_settings(settings).settings
    assert kept.idle_s == 60, "the rest is as it was"
    assert kept.staff_pin is not None
    assert matches(GOOD, kept.staff_pin)
    assert GOOD not in capsys.readouterr().out


def test_a_new_pin_forgets_wrong_tries_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = tmp_path / "tries.json"
    save_settings(tries, Tries(9))
    _answers(monkeypatch, GOOD, GOOD)
    assert main(["kiosk", "--set-pin"]) == 0
    assert load_settings(tries, Tries).settings.wrong == 0
    assert PinLock(tries, "kept").wait_s == 0


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("1234",), "in a row"),
        (("0000",), "different digits"),
        (("83",), "4 to 12"),
        ((GOOD, "8307"), "not the same"),
    ],
)
def test_what_is_no_pin_changes_nothing(
    settings: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answers: tuple[str, ...],
    said: str,
) -> None:
    asked = _answers(monkeypatch, *answers)
    assert main(["kiosk", "--set-pin"]) == 1
    assert said in capsys.readouterr().err
    assert len(asked) == len(answers)
    assert not settings.exists()


def test_without_a_terminal_nothing_is_typed_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass
    import warnings

    def echo(prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return GOOD

    monkeypatch.setattr(getpass, "getpass", echo)
    with pytest.raises(KioskError, match="terminal"):
        kiosk._ask_unseen("PIN: ")


def test_broken_settings_are_set_aside_and_said_so(
    settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.parent.mkdir()
    settings.write_text("{")
    _answers(monkeypatch, GOOD, GOOD)
    assert main(["kiosk", "--set-pin"]) == 0
    assert "kiosk.broken-1.json" in capsys.readouterr().err
    assert load_kiosk_settings(settings).settings.staff_pin is not None


def test_other_settings_can_be_named(
    tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(monkeypatch, GOOD, GOOD)
    other = tmp_path / "other.json"
    assert main(["kiosk", "--set-pin", "--settings", str(other)]) == 0
    assert other.exists()
    assert not settings.exists()


@pytest.mark.parametrize(
    "arguments", [["--set-pin", "--check"], ["--set-pin", "counts"], ["--check", "counts"]]
)
def test_one_thing_at_a_time(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["kiosk", *arguments])
    assert ended.value.code == 2
    assert "usage: mirror kiosk" in capsys.readouterr().err


class _Launched:
    """What the kiosk was started with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.calls: list[dict[str, Any]] = []
        monkeypatch.setattr("mirror.config.kiosk_counts_path", lambda: tmp_path / "counts.db")
        monkeypatch.setattr("mirror.ui.launch.launch_kiosk", self._launch)

    def _launch(
        self, parts: Parts, settings: KioskSettings, places: KioskPlaces, **others: object
    ) -> int:
        self.calls.append({"parts": parts, "settings": settings, "places": places, **others})
        return RESTART


def test_without_options_the_kiosk_starts_and_its_exit_code_is_passed_on(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(settings, KioskSettings(idle_s=60))
    launched = _Launched(monkeypatch, tmp_path)
    assert main(["kiosk"]) == RESTART
    (call,) = launched.calls
    assert call["settings"].idle_s == 60
    assert (call["spec"], call["full_screen"]) == (None, True)
    assert call["places"].tries == tmp_path / "tries.json"
    assert call["places"].counts == tmp_path / "counts.db"
    assert call["parts"].open_saved is None, "nobody's looks are kept"


def test_the_kiosk_can_be_tried_in_a_window_with_another_camera(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched = _Launched(monkeypatch, tmp_path)
    main(["kiosk", "--in-window", "--source", "demo-2"])
    (call,) = launched.calls
    assert (call["spec"], call["full_screen"]) == ("demo-2", False)


def test_settings_that_are_broken_are_told_and_count_nothing(
    settings: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_text("{", "utf-8")
    launched = _Launched(monkeypatch, tmp_path)
    main(["kiosk"])
    assert capsys.readouterr().err.startswith("mirror: ")
    assert not launched.calls[0]["settings"].counts
