from __future__ import annotations

import pytest

from mirror.kiosk.settings import KioskSettings
from mirror.ui.languages import LANGUAGES
from mirror.ui.launch import _language


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (None, ""),
        ("en", "en"),
        ("en-GB", "en"),
        ("zh", "zh_CN"),
        ("zh-CN", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("fr", ""),
        ("eng", ""),
    ],
)
def test_a_shop_has_its_language_or_the_systems(wanted: str | None, key: str) -> None:
    found = _language(KioskSettings(language=wanted))
    assert found == key
    assert found == "" or found in LANGUAGES


def test_each_language_of_the_window_can_be_a_shops() -> None:
    assert [_language(KioskSettings(language=key.replace("_", "-"))) for key in LANGUAGES] == list(
        LANGUAGES
    )
