from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from mirror.capture.picture_file import load_picture
from mirror.core.types import LANDMARKS, Face, Pixels
from mirror.saving.album import Album
from mirror.saving.snapshot import save_snapshot
from mirror.saving.traces import Traces
from mirror.ui import theme
from mirror.ui.keeping.card_products import CardProduct
from mirror.ui.keeping.cards import (
    Card,
    CardColours,
    CardShape,
    CardStyle,
    CardWords,
    draw_card,
    face_box,
)
from mirror.ui.pictures import to_pixels
from tests.media import flat

BLUE, GREEN = (200, 40, 10), (10, 160, 30)
PRODUCT = CardProduct("Lipstick", ("#fe01fe",), "Maison", "Red", Decimal("24.90"), "EUR")
DOT = (254, 1, 254)


def card(count: int = 3, size: tuple[int, int] = (1280, 720), **changes: object) -> Card:
    made = Card(
        "Classic red", flat(BLUE, *size), flat(GREEN, *size), (PRODUCT,) * count, "25 November"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def box(pixels: Pixels, bgr: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of where a colour is, as a share of the picture in percent."""
    y, x = (pixels == bgr).all(axis=2).nonzero()
    assert y.size
    height, width = pixels.shape[:2]
    return (
        round(100 * x.min() / width),
        round(100 * y.min() / height),
        round(100 * x.max() / width),
        round(100 * y.max() / height),
    )


@pytest.mark.parametrize("shape", CardShape)
@pytest.mark.parametrize("products", [0, 1, 5, 15, 40])
def test_everything_is_on_the_card_and_nothing_over_another(
    shape: CardShape, products: int
) -> None:
    pixels = to_pixels(draw_card(card(products), shape))
    assert pixels.shape == (shape.value[1], shape.value[0], 3)
    before, after = box(pixels, BLUE), box(pixels, GREEN)
    assert after[0] > before[2] or after[1] > before[3]
    for left, top, right, bottom in (before, after):
        assert left >= 3
        assert top >= 3
        assert right <= 97
        assert bottom <= 97
    if products:
        left, top, right, bottom = box(pixels, DOT)
        beside = left > after[2]
        assert beside if shape is CardShape.WIDE else top > after[3]
        assert right <= 97
        assert bottom <= 92  # above the total
    ground = np.array([int(CardColours().ground[at : at + 2], 16) for at in (5, 3, 1)])
    margins = (pixels[:40], pixels[-40:], pixels[:, :40], pixels[:, -40:])
    assert all((margin == ground).all() for margin in margins)


@pytest.mark.parametrize("shape", CardShape)
def test_no_more_than_fifteen_are_told(shape: CardShape) -> None:
    def dots(count: int) -> int:
        pixels = to_pixels(draw_card(card(count), shape))
        return int((pixels == DOT).all(axis=2).sum())

    assert dots(15) == dots(16)


def test_pictures_stand_where_a_face_is_largest() -> None:
    few = to_pixels(draw_card(card(0), CardShape.TALL))
    many = to_pixels(draw_card(card(15), CardShape.TALL))
    assert box(few, GREEN)[1] > box(few, BLUE)[3]
    assert box(many, GREEN)[0] > box(many, BLUE)[2]


@pytest.mark.parametrize("shape", CardShape)
@pytest.mark.parametrize("products", [0, 15])
def test_one_picture_can_have_both_halves(shape: CardShape, products: int) -> None:
    pixels = to_pixels(draw_card(card(products, halves=True), shape))
    before, after = box(pixels, BLUE), box(pixels, GREEN)
    assert (before[1], before[3]) == (after[1], after[3])
    assert before[2] <= after[0] <= before[2] + 1
    if products:
        left, top, _, bottom = box(pixels, DOT)
        assert left > after[2] if shape is CardShape.WIDE else top > after[3]
        assert bottom <= 92


def test_both_are_cut_around_the_face() -> None:
    def marked(size: tuple[int, int]) -> Pixels:
        pixels = flat((0, 0, 0), *size)
        pixels[100:300, 900:1060] = DOT
        return pixels

    shown = card(0, before=marked((1280, 720)), after=marked((1280, 720)))
    near = to_pixels(draw_card(replace(shown, face=(900, 100, 160, 200)), CardShape.PORTRAIT))
    far = to_pixels(draw_card(shown, CardShape.PORTRAIT))
    area = [(pixels == DOT).all(axis=2).sum() for pixels in (near, far)]
    assert area[0] > 3 * area[1]
    halves = np.array_split((near == DOT).all(axis=2), 2, axis=0)
    assert abs(int(halves[0].sum()) - int(halves[1].sum())) < 0.05 * area[0]


@pytest.mark.parametrize("face", [(-50, -50, 100, 100), (1200, 600, 400, 400), (0, 0, 1280, 720)])
def test_a_face_at_the_edge_is_cut_inside_the_frame(face: tuple[float, ...]) -> None:
    pixels = to_pixels(draw_card(card(0, face=face), CardShape.PORTRAIT))
    assert box(pixels, BLUE)[0] >= 3
    assert box(pixels, GREEN)[2] <= 97


def test_the_box_of_a_face_follows_the_mirror() -> None:
    points = np.zeros((LANDMARKS, 3), np.float32)
    points[:] = (150, 80, 0)
    points[0] = (100, 50, 0)
    points[1] = (300, 90, 0)
    face = Face(points, 1.0, 0)
    assert face_box(face, 640, mirrored=False) == (100, 50, 200, 40)
    assert face_box(face, 640, mirrored=True) == (340, 50, 200, 40)


@pytest.mark.parametrize("size", [(1, 1), (33, 1000), (4000, 20)])
def test_a_frame_of_any_size_is_shown(size: tuple[int, int]) -> None:
    pixels = to_pixels(draw_card(card(2, size), CardShape.PORTRAIT))
    assert box(pixels, BLUE)[2] < box(pixels, GREEN)[0]


def test_the_colours_can_be_chosen() -> None:
    style = CardStyle(colours=CardColours(ground="#102030", accent="#ff8800"))
    pixels = to_pixels(draw_card(card(), CardShape.PORTRAIT, style))
    assert pixels[0, 0].tolist() == [0x30, 0x20, 0x10]
    assert (pixels == (0x00, 0x88, 0xFF)).all(axis=2).any()


def test_the_words_and_the_locale_are_the_persons() -> None:
    english = to_pixels(draw_card(card(), CardShape.WIDE))
    words = CardWords("妆前", "妆后", "合计", "合计（另含 {count} 件）", "另有 {count} 件")
    style = CardStyle(words=words, locale=QLocale("zh_CN"))
    chinese = to_pixels(draw_card(card(20), CardShape.WIDE, style))
    assert (english != chinese).any()


@pytest.mark.parametrize(
    "text",
    ["W" * 400, "经典红唇" * 80, "word " * 90, ""],
    ids=["no space", "chinese", "words", "empty"],
)
@pytest.mark.parametrize("shape", CardShape)
@pytest.mark.parametrize("families", [(), ("Roboto",)])
def test_texts_of_any_length_stay_on_the_card(
    qapp: QApplication, shape: CardShape, text: str, families: tuple[str, ...]
) -> None:
    theme.families()  # those that come along stand higher than the usual ones
    product = CardProduct(text or "a", ("#fe01fe",), text, text, Decimal("99999.90"), "XAU")
    shown = card(title=text, subtitle=text, products=(product,) * 15)
    pixels = to_pixels(draw_card(shown, shape, CardStyle(families=families)))
    ground = pixels[0, 0]
    assert (pixels[:, -40:] == ground).all()
    assert (pixels[-40:] == ground).all()


def test_products_without_a_price_have_no_total() -> None:
    accent = tuple(int(CardColours().accent[at : at + 2], 16) for at in (5, 3, 1))
    free = replace(PRODUCT, price=None, currency=None)
    for products, told in (((PRODUCT, free), True), ((free,) * 20, False)):
        pixels = to_pixels(draw_card(card(products=products), CardShape.PORTRAIT))
        assert bool((pixels == accent).all(axis=2).any()) == told


def test_pictures_of_two_frames_are_refused() -> None:
    with pytest.raises(ValueError, match=r"before is \(48, 64, 3\) and after"):
        Card("A", flat(BLUE, 64, 48), flat(GREEN, 48, 64))


def test_a_card_is_saved_like_any_picture(tmp_path: Path) -> None:
    traces = Traces(tmp_path / "traces")
    pixels = to_pixels(draw_card(card(), CardShape.PORTRAIT))
    album = Album(tmp_path / "Mirror", traces)
    path = save_snapshot(album, pixels, mirrored=False, look="Classic red card", kind="png")
    traces.close()
    assert np.array_equal(load_picture(path).pixels, pixels)
