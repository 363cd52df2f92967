from __future__ import annotations

from ipaddress import IPv4Address
from pathlib import Path

import pytest

from mirror.catalogue.demo import demo_file
from mirror.catalogue.importer import Wishes, import_file
from mirror.catalogue.store import Catalogue
from mirror.cli import doctor, kiosk_check, main
from mirror.cli.checks import Finding
from mirror.errors import KioskError
from mirror.kiosk.pin import hashed
from mirror.kiosk.settings import KioskSettings
from mirror.settings_file import save_settings


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirror.config.kiosk_settings_path", lambda: tmp_path / "kiosk.json")
    monkeypatch.setattr("mirror.config.catalogue_path", lambda: tmp_path / "catalogue.sqlite")


def test_a_kiosk_that_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Catalogue(tmp_path / "shop.sqlite") as catalogue:
        import_file(catalogue, demo_file(), Wishes())
    settings = KioskSettings(
        staff_pin=hashed("8306"), catalogue=str(tmp_path / "shop.sqlite"), hand_off=True
    )
    save_settings(tmp_path / "kiosk.json", settings)
    camera = Finding({"Webcam (0)": ["1280x720, 30 fps, MJPG"]})
    monkeypatch.setattr(doctor, "examine", lambda _: camera)
    monkeypatch.setattr("mirror.kiosk.lan.lan_address", lambda: IPv4Address("127.0.0.1"))
    assert main(["kiosk", "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("ready ") for line in lines)
    said = "\n".join(lines)
    for words in (
        "kiosk.json",
        "PIN: it is set",
        "926 items",
        "Webcam (0)",
        "at 127.0.0.1, any port",
    ):
        assert words in said


def test_one_of_which_nothing_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kiosk.json").write_text("{")
    monkeypatch.setattr(doctor, "examine", lambda _: Finding({}, notes=["No camera was found."]))
    assert main(["kiosk", "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    missing = [line for line in lines if line.startswith("NOT READY")]
    assert [line.split("  ", 1)[1].split(":")[0] for line in missing] == [
        "settings",
        "staff PIN",
        "catalogue",
        "camera",
    ]


def test_a_hand_off_without_a_network_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> IPv4Address:
        raise KioskError("This machine is in no local network.")

    monkeypatch.setattr("mirror.kiosk.lan.lan_address", none)
    assert kiosk_check.check_hand_off(KioskSettings()).ready, "nobody wants it"
    found = kiosk_check.check_hand_off(KioskSettings(hand_off=True))
    assert not found.ready
    assert "no local network" in found.sentence


def test_a_port_of_the_hand_off_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from mirror.kiosk.hand_off import HandOff

    here = IPv4Address("127.0.0.1")
    monkeypatch.setattr("mirror.kiosk.lan.lan_address", lambda: here)
    with HandOff(here) as other:
        settings = KioskSettings(hand_off=True, hand_off_port=other.port)
        assert not kiosk_check.check_hand_off(settings).ready
    found = kiosk_check.check_hand_off(settings)
    assert found.ready
    assert f"port {settings.hand_off_port}" in found.sentence


def test_a_catalogue_without_items_is_not_ready(tmp_path: Path) -> None:
    with Catalogue(tmp_path / "catalogue.sqlite"):
        pass
    assert not kiosk_check.check_catalogue(KioskSettings()).ready


def test_a_camera_that_does_not_answer_is_not_ready() -> None:
    dead = Finding({"Webcam (0)": []}, notes=["Webcam (0) cannot be opened."])
    found = kiosk_check.check_camera(KioskSettings(), lambda _: dead)
    assert not found.ready
    assert "cannot be opened" in found.sentence


def test_settings_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kiosk.json").mkdir()
    assert main(["kiosk", "--check"]) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_this_machine_has_room_for_a_visit_s_files() -> None:
    assert kiosk_check.check_files(KioskSettings()).ready
