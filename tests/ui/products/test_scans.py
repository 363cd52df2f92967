from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mirror.core.types import Frame
from mirror.ui.products.scans import Scans

EAN = "2110001000102"


@pytest.fixture
def scans(qapp: object) -> Iterator[Scans]:
    owner = QObject()
    scans = Scans(owner)
    yield scans
    scans.close()
    scans.close()


def packet(seq: int) -> Frame:
    code = zxingcpp.create_barcode(EAN, zxingcpp.BarcodeFormat.EAN13)
    printed = np.array(zxingcpp.write_barcode_to_image(code, scale=3), np.uint8)
    pixels = np.full((480, 640, 3), 128, np.uint8)
    height, width = printed.shape
    pixels[40 : 40 + height, 60 : 60 + width] = cv2.cvtColor(printed, cv2.COLOR_GRAY2BGR)
    return Frame(pixels, seq, seq * 200_000_000)


def test_a_code_before_the_camera_is_told_once(scans: Scans, qtbot: QtBot) -> None:
    found: list[str] = []
    scans.found.connect(found.append)
    scans.offer(packet(0))  # not before it is started
    scans.start()
    seq = 1

    def told() -> bool:
        nonlocal seq
        scans.offer(packet(seq))
        seq += 1
        return bool(found)

    qtbot.waitUntil(told, timeout=10_000)
    assert found == [EAN]


def test_a_typed_code_is_told_in_the_same_way(scans: Scans) -> None:
    found: list[str] = []
    scans.found.connect(found.append)
    scans.keys.scanned.emit(EAN)
    assert found == [EAN]
