from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from mirror.kiosk.pin import hashed
from mirror.kiosk.settings import KioskSettings, load_kiosk_settings
from mirror.settings_file import save_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.json"


def test_the_defaults_take_nobody_s_picture_out_of_the_shop(path: Path) -> None:
    settings = load_kiosk_settings(path).settings
    assert settings == KioskSettings()
    assert settings.idle_s == 45
    assert not settings.hand_off
    assert settings.staff_pin is None


def test_all_of_it_is_kept(path: Path) -> None:
    settings = KioskSettings(
        language="zh-Hans",
        idle_s=600,
        attract_looks=("soft-rose", "classic-red"),
        hand_off=True,
        hand_off_port=8080,
        counts=False,
        catalogue="shop.sqlite",
        staff_pin=hashed("8306"),
    )
    save_settings(path, settings)
    assert load_kiosk_settings(path).settings == settings
    assert "8306" not in path.read_text("utf-8").replace(settings.staff_pin or "", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"idle_s": 14},
        {"idle_s": 601},
        {"hand_off_port": 65536},
        {"hand_off_s": 0},
        {"language": "English!"},
        {"attract_looks": ["Soft Rose"]},
        {"staff_pin": "8306"},
        {"counts": "no"},
        {"schema": 2},
        {"idle": 45},
    ],
)
def test_what_is_out_of_range_is_set_aside_and_allows_nothing(
    path: Path, wrong: dict[str, object]
) -> None:
    path.write_bytes(msgspec.json.encode({"hand_off": True, "counts": True} | wrong))
    loaded = load_kiosk_settings(path)
    assert loaded.set_aside is not None
    assert loaded.notice is not None
    assert not loaded.settings.hand_off
    assert not loaded.settings.counts
    assert loaded.settings.staff_pin is None


def test_where_the_catalogue_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirror.config.catalogue_path", lambda: Path("own.sqlite"))
    assert KioskSettings().catalogue_file == Path("own.sqlite")
    assert KioskSettings(catalogue="shop.sqlite").catalogue_file == Path("shop.sqlite")
