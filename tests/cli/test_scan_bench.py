from __future__ import annotations

import pytest

from mirror.cli import scan_bench


def test_products_held_before_the_camera_are_worn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_bench, "_TIMES", 2)
    figures = scan_bench.measure()
    assert figures["scans"] == 2
    times = figures["milliseconds"]
    assert isinstance(times, dict)
    assert 0 < times["found"]["median"] < times["worn"]["median"]
