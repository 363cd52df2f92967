from __future__ import annotations

import base64
import hashlib
import re

import pytest

from mirror.kiosk.hand_off_page import (
    CONTENT_SECURITY_POLICY,
    door_page,
    language_of,
    media_type_of,
    nothing_page,
    picture_page,
)

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de,zh-Hant-TW;q=0.5,en;q=0.4", "zh"),
        ("fr-CH, fr;q=0.9, *;q=0.5", "en"),
        ("zh;q=0", "en"),
        ("zh;q=nonsense", "en"),
        (";;;,,,=", "en"),
        ("en;q=0.1," + "x," * 100_000 + "zh", "en"),
    ],
)
def test_the_language_that_the_browser_likes_best(accept: str, language: str) -> None:
    assert language_of(accept) == language


def test_the_door_shows_a_button_and_nothing_of_the_picture() -> None:
    page = door_page("en").decode()
    assert "<img" not in page
    assert '<form method="post"><button>Show my picture</button></form>' in page
    assert "查看我的照片" in door_page("zh").decode()


@pytest.mark.parametrize(("picture", "suffix"), [(JPEG, "jpg"), (PNG, "png")])
def test_the_picture_is_in_its_page_to_be_seen_and_to_be_saved(picture: bytes, suffix: str) -> None:
    page = picture_page("zh", picture).decode()
    found = re.findall(r'(?:src|href)="data:image/\w+;base64,([^"]+)"', page)
    assert [base64.b64decode(one) for one in found] == [picture, picture]
    assert f'download="mirror.{suffix}"' in page
    assert '<html lang="zh">' in page


def test_no_page_asks_for_anything_from_elsewhere() -> None:
    for page in (door_page("en"), picture_page("en", JPEG), nothing_page("zh")):
        text = page.decode()
        addresses = re.findall(r'(?:src|href|action)="([^"]*)"|url\(([^)]*)\)|@import', text)
        assert all(address.startswith("data:") for address, _ in addresses)
        assert "<script" not in text
        assert "http" not in text


def test_the_policy_allows_the_style_and_no_other() -> None:
    (style,) = re.findall(r"<style>(.*)</style>", door_page("en").decode(), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in CONTENT_SECURITY_POLICY
    assert "script" not in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_only_pictures_are_handed_off() -> None:
    assert media_type_of(JPEG) == "image/jpeg"
    with pytest.raises(ValueError, match="JPEG or PNG"):
        media_type_of(b"<svg onload=alert(1)>")
