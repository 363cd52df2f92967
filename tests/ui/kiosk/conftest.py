from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mirror.kiosk import session_folder
from mirror.kiosk.settings import KioskSettings
from tests.ui.kiosk.shop import Shop


@pytest.fixture(autouse=True)
def only_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps to folders and addresses of the test alone, and lets questions listen at once."""
    here = tmp_path / "visits"
    here.mkdir()
    monkeypatch.setattr(session_folder, "places", lambda: [here])
    monkeypatch.setattr("mirror.ui.kiosk.give_along.lan_address", lambda: IPv4Address("127.0.0.1"))
    monkeypatch.setattr("mirror.ui.kiosk.kiosk_window._DEAF_MS", 0)


@pytest.fixture
def settings() -> KioskSettings:
    """Those of most tests."""
    return KioskSettings(hand_off=True)


@pytest.fixture
def shop(qtbot: QtBot, tmp_path: Path, settings: KioskSettings) -> Iterator[Shop]:
    """A kiosk that is in its attract loop."""
    shop = Shop(qtbot, tmp_path, settings)
    qtbot.addWidget(shop.kiosk.window)
    shop.begin()
    yield shop
    shop.kiosk.close()
