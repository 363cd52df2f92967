from __future__ import annotations

import pytest

from mirror.kiosk.forgetting import forget
from mirror.ui.kiosk.forgetting import wipers
from tests.ui.kiosk.shop import CRIMSON, Shop


def test_each_part_is_asked_whether_it_has_let_go(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = shop.kiosk
    shop.enter()
    kiosk.dresser.wear_look(CRIMSON)
    kiosk.thumbnails._own = True
    kiosk.giving.offer(kiosk.window.stage.viewport.rendered)
    held = wipers(kiosk.window, kiosk.dresser, kiosk.thumbnails, kiosk.engine, kiosk.giving)
    holding = [one.name for one in held if one.left()]
    assert holding == [
        "pictures on the screen",
        "what was worn",
        "thumbnails",
        "the picture to take along",
    ]
    assert forget(held).clean
    monkeypatch.setattr(kiosk.dresser, "forget", lambda: None)
    held = wipers(kiosk.window, kiosk.dresser, kiosk.thumbnails, kiosk.engine, kiosk.giving)
    kiosk.dresser.wear_look(CRIMSON)
    told = forget(held)
    assert not told.clean
    assert [one.name for one in told.outcomes if one.left] == ["what was worn"]
