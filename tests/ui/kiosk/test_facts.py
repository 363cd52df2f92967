from __future__ import annotations

from mirror.kiosk.forgetting import Forgotten, Outcome
from mirror.ui.kiosk.facts import facts
from tests.ui.kiosk.shop import Shop


def test_the_staff_are_told_what_the_last_wipe_has_left(shop: Shop) -> None:
    kiosk = shop.kiosk
    timings = kiosk.window.stage.stats.timings()
    left = Forgotten((Outcome("thumbnails", ("thumbnails",)),))
    status = kiosk.engine.status
    assert facts(status, timings, kiosk.giving, left)["Last wipe"] == "thumbnails: thumbnails"
    assert facts(status, timings, kiosk.giving, Forgotten(()))["Last wipe"] == "clean"
    assert facts(status, timings, kiosk.giving, None)["Last wipe"] == "-"
    assert facts(status, timings, kiosk.giving, None)["Camera"] == "built-in demo"
    assert facts(status, timings, kiosk.giving, None)["Hand-off"] == "ready"
