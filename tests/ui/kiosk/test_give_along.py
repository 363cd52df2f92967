from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
import zxingcpp
from pytestqt.qtbot import QtBot

from mirror.kiosk.settings import KioskSettings
from tests.ui.kiosk.shop import CAMERA, Shop
from tests.ui.kiosk.test_take_along import pixels_of


def _ask(link: str, method: str) -> tuple[int, bytes]:
    parts = urlsplit(link)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    headers = {"Content-Length": "0"} if method == "POST" else {}
    connection.request(method, parts.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def _shown(shop: Shop) -> str:
    sheet = shop.kiosk.window.take_along
    assert sheet.isVisible()
    (code,) = zxingcpp.read_barcodes(pixels_of(sheet))
    return code.text


def test_the_code_leads_to_the_picture_once(shop: Shop) -> None:
    shop.enter()
    seen = shop.kiosk.window.stage.viewport.rendered
    assert seen is not None
    shop.touch(shop.kiosk.window.stage.toolbar.picture)
    link = _shown(shop)
    assert _ask(link, "GET")[0] == 200
    assert shop.kiosk.giving.holds, "looking uses nothing up"
    status, page = _ask(link, "POST")
    assert status == 200
    assert b"data:image/jpeg;base64," in page
    shop.until(shop.kiosk.window.take_along.isHidden, CAMERA)
    shop.until(lambda: not shop.kiosk.giving.holds, CAMERA)
    assert _ask(link, "POST")[0] == 404


def test_a_second_picture_takes_the_place_of_the_first_one(qtbot: QtBot, shop: Shop) -> None:
    shop.enter()
    shop.touch(shop.kiosk.window.stage.toolbar.picture)
    first = _shown(shop)
    shop.kiosk.window.take_along.hide()
    shop.touch(shop.kiosk.window.stage.toolbar.picture)
    second = _shown(shop)
    qtbot.wait(1)  # has what came from the server's thread arrive
    assert shop.kiosk.window.take_along.isVisible()
    assert first != second
    assert _ask(first, "GET")[0] == 404
    assert _ask(second, "GET")[0] == 200


def test_who_is_done_takes_the_link_back(shop: Shop) -> None:
    shop.enter()
    shop.touch(shop.kiosk.window.stage.toolbar.picture)
    link = _shown(shop)
    shop.touch(shop.kiosk.window.take_along.done)
    assert not shop.kiosk.giving.holds
    assert _ask(link, "GET")[0] == 404


def test_the_link_ends_with_the_visit(shop: Shop) -> None:
    shop.enter()
    shop.touch(shop.kiosk.window.stage.toolbar.picture)
    link = _shown(shop)
    shop.leave()
    assert _ask(link, "GET")[0] == 404


def test_the_picture_is_mirrored_as_it_was_seen(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.enter()
    server = shop.kiosk.giving.server
    assert server is not None
    given: list[bytes] = []
    offer = server.offer

    def keep(picture: bytes) -> str:
        given.append(picture)
        return offer(picture)

    monkeypatch.setattr(server, "offer", keep)
    half = np.zeros((64, 64, 3), np.uint8)
    half[:, :32] = 255
    rendered = shop.kiosk.window.stage.viewport.rendered
    assert rendered is not None
    from dataclasses import replace

    shop.kiosk.giving.offer(replace(rendered, pixels=half))
    picture = cv2.imdecode(np.frombuffer(given[0], np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert (int(picture[32, 8, 0]), int(picture[32, 56, 0])) == (0, 255)


class TestWithout:
    """Where the shop does not want it."""

    @pytest.fixture
    def settings(self) -> KioskSettings:
        return KioskSettings()

    def test_nothing_listens_and_no_button_is_there(self, shop: Shop) -> None:
        shop.enter()
        assert shop.kiosk.giving.server is None
        assert not shop.kiosk.window.stage.toolbar.picture.isVisible()
        shop.kiosk.giving.offer(shop.kiosk.window.stage.viewport.rendered)
        assert not shop.kiosk.giving.holds
