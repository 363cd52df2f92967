"""The kiosk's units: systemd has nothing to say against them, and they keep what the README promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mirror.cli import COMMANDS

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "kiosk"
ALONE, IN_SESSION = "mirror-kiosk.service", "mirror-kiosk-session.service"
UNITS = (ALONE, IN_SESSION)


def _settings(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def _complaints(unit: str, name: str, folder: Path) -> str:
    """What `systemd-analyze verify` says about a unit, as if its programs were installed."""
    unit = re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", unit, flags=re.MULTILINE)
    (folder / name).write_text(unit, "utf-8")
    manager = "--user" if name == IN_SESSION else "--system"
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", manager, str(folder / name)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder)},
    )
    said = "".join(line for line in done.stderr.splitlines(keepends=True) if name in line)
    if done.returncode and not said:
        pytest.skip(f"systemd cannot judge units here: {done.stderr.strip()}")
    return said


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze"
)


@needs_systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    assert _complaints((FOLDER / name).read_text("utf-8"), name, tmp_path) == ""


@needs_systemd
@pytest.mark.parametrize("name", UNITS)
def test_what_systemd_does_not_know_is_found_out(name: str, tmp_path: Path) -> None:
    text = (FOLDER / name).read_text("utf-8").replace("Restart=always", "Restart=allways")
    assert "allways" in _complaints(text, name, tmp_path)


@pytest.mark.parametrize("name", UNITS)
def test_it_comes_back_soon_and_for_ever(name: str) -> None:
    settings = _settings(name)
    assert settings["Restart"] == ["always"]
    assert settings["StartLimitIntervalSec"] == ["0"]
    assert settings["RestartSec"] == ["1"]
    assert settings["Type"] == ["notify"]
    assert settings["WatchdogSec"] == ["10"]


@pytest.mark.parametrize("name", UNITS)
def test_it_runs_a_command_that_there_is(name: str) -> None:
    (command,) = _settings(name)["ExecStart"]
    assert command.endswith(" -P -m mirror kiosk")
    assert "kiosk" in {one.name for one in COMMANDS}


def test_the_one_that_is_alone_on_the_screen_reaches_the_local_network_only() -> None:
    settings = _settings(ALONE)
    assert settings["IPAddressDeny"] == ["any"]
    assert not {"any", "0.0.0.0/0"} & set(settings["IPAddressAllow"])
    assert settings["CapabilityBoundingSet"] == [""]
