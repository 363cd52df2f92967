from __future__ import annotations

import pytest

from mirror.kiosk.settings import KioskSettings
from mirror.ui.languages import LANGUAGES
from mirror.ui.launch import _language


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (None, ""),
        ("en", "en"),
        ("en-GB", "en"),
        ("zh-CN", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("xx", ""),
    ],
)
def test_the_kiosk_speaks_what_the_shop_wants_if_it_can(wanted: str | None, spoken: str) -> None:
    assert _language(KioskSettings(language=wanted)) == spoken
    assert spoken == "" or spoken in LANGUAGES
