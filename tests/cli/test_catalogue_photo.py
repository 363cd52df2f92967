from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from coloraide import Color

from mirror.cli import main
from mirror.core.types import Pixels
from mirror.evaluation.swatch import Scene, render

RED = "#a8283c"
EAN = "4006381333931"


@pytest.fixture(autouse=True)
def no_shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this account's own catalogue."""
    monkeypatch.setattr("mirror.config.catalogue_path", lambda: tmp_path / "none.db")


def saved(folder: Path, pixels: Pixels) -> str:
    path = folder / "photo.png"
    cv2.imwrite(str(path), pixels)
    return str(path)


def test_a_swatch_is_told_as_a_shade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = saved(tmp_path, render(RED, Scene()))
    assert main(["catalogue", "shade", photo, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert Color(found["shade"]).delta_e(Color(RED), method="2000") < 1.5
    assert found["nearest"] == []
    assert main(["catalogue", "shade", photo]) == 0
    assert found["shade"] in capsys.readouterr().out


def test_the_shops_nearest_shades_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = tmp_path / "shop.db"
    assert main(["catalogue", "import", "--demo", "--catalogue", str(shop)]) == 0
    capsys.readouterr()
    photo = saved(tmp_path, render(RED, Scene()))
    assert main(["catalogue", "shade", photo, "--catalogue", str(shop), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    distances = [one["distance"] for one in found["nearest"]]
    assert len(distances) == 3
    assert distances == sorted(distances)
    assert distances[0] < 8


@pytest.mark.parametrize(
    ("paper", "words"),
    [("white", "CIELAB"), ("96/0", "CIELAB"), ("20/0/0", "use white paper")],
)
def test_a_paper_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str, words: str
) -> None:
    photo = saved(tmp_path, render(RED, Scene()))
    assert main(["catalogue", "shade", photo, "--paper", paper]) == 1
    assert words in capsys.readouterr().err


def test_a_photo_that_is_none_is_told_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dark = saved(tmp_path, np.full((300, 400, 3), 30, np.uint8))
    assert main(["catalogue", "shade", dark]) == 1
    assert "too dark" in capsys.readouterr().err


def test_a_barcode_is_read_off_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = zxingcpp.create_barcode(EAN, zxingcpp.BarcodeFormat.EAN13)
    printed = np.array(zxingcpp.write_barcode_to_image(code, scale=3), np.uint8)
    pixels = np.full((400, 600, 3), 200, np.uint8)
    height, width = printed.shape[:2]
    pixels[100 : 100 + height, 80 : 80 + width] = printed.reshape(height, width, -1)
    assert main(["catalogue", "scan", saved(tmp_path, pixels)]) == 0
    assert EAN in capsys.readouterr().out


def test_a_picture_without_one_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = saved(tmp_path, np.full((200, 200, 3), 128, np.uint8))
    assert main(["catalogue", "scan", empty]) == 1
    assert "no barcode" in capsys.readouterr().out
