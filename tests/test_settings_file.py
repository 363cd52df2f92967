from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Annotated

import msgspec
import pytest

from mirror.errors import SettingsError
from mirror.settings_file import load_settings, save_settings


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    seconds: Annotated[int, msgspec.Meta(ge=15, le=600)] = 45
    names: tuple[str, ...] = ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def _names(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


def test_without_a_file_the_defaults_hold_and_none_is_made(path: Path) -> None:
    loaded = load_settings(path, Settings)
    assert loaded.settings == Settings()
    assert loaded.notice is None
    assert loaded.set_aside is None
    assert not path.parent.exists()


def test_what_is_saved_is_read_again(path: Path) -> None:
    save_settings(path, Settings(60, ("a", "人")))
    save_settings(path, Settings(61, ("a", "人")))
    assert load_settings(path, Settings).settings == Settings(61, ("a", "人"))
    assert "人" in path.read_text("utf-8"), "a person can read it"
    assert _names(path) == {"settings.json"}


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_other_accounts_cannot_read_it(path: Path) -> None:
    save_settings(path, Settings())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "truncated"),
        (b'{"seconds": 45', "truncated"),
        (b'{"seconds": 14}', ">= 15"),
        (b'{"secnods": 45}', "secnods"),
        (b'{"names": ["\xff"]}', "utf-8"),
        (b"[]", "object"),
        (b"\0" * 100, "malformed"),
        (b'{"names": ' + b"[" * 100_000, "expected"),
        (b" " * 1_000_001, "too large"),
    ],
)
def test_a_broken_file_is_set_aside_and_said_so(path: Path, content: bytes, said: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    loaded = load_settings(path, Settings)
    assert loaded.settings == Settings()
    assert loaded.set_aside == path.with_name("settings.broken-1.json")
    assert loaded.set_aside.read_bytes() == content
    assert loaded.notice is not None
    assert said in loaded.notice.lower()
    assert "settings.broken-1.json" in loaded.notice
    assert _names(path) == {"settings.broken-1.json"}


def test_a_second_broken_file_does_not_take_the_place_of_the_first(path: Path) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(f"broken {number}")
        load_settings(path, Settings)
    assert path.with_name("settings.broken-1.json").read_text() == "broken 1"
    assert path.with_name("settings.broken-2.json").read_text() == "broken 2"


def test_what_cannot_be_read_is_no_broken_file(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path, Settings)
    assert path.is_dir()


def test_settings_that_break_their_type_are_not_written(path: Path) -> None:
    save_settings(path, Settings())
    with pytest.raises(ValueError, match="600"):
        save_settings(path, Settings(601))
    assert load_settings(path, Settings).settings == Settings()


def test_a_write_that_fails_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(path, Settings(60))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        save_settings(path, Settings(61))
    assert load_settings(path, Settings).settings == Settings(60)
    assert _names(path) == {"settings.json"}


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be written"):
        save_settings(tmp_path / "file" / "settings.json", Settings())
