from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from mirror.catalogue.barcode import Barcode, BarcodeReader, Quad, Symbology
from mirror.core.types import Pixels
from tests.labels import EAN, KINDS, LINEAR, QR, label, scene


def read(pixels: Pixels) -> tuple[Barcode, ...]:
    return BarcodeReader().read(pixels, thorough=True)


def centre(quad: Quad) -> NDArray[np.float64]:
    return np.asarray(np.mean(quad, axis=0))


@pytest.mark.parametrize("text", KINDS)
def test_every_kind_is_read_and_named(text: str) -> None:
    (code,) = read(scene(label(text)))
    assert (code.text, code.symbology, code.gtin13) == (text, *KINDS[text][1:])
    assert centre(code.quad_px) == pytest.approx((640, 360), abs=40)


@pytest.mark.parametrize("text", LINEAR)
@pytest.mark.parametrize(
    "how",
    [
        {"module_px": 1.5},
        {"angle": 25.0},
        {"angle": 45.0},
        {"angle": 90.0},
        {"angle": 200.0},
        {"angle": 12.0, "tilt": 0.1},
        {"module_px": 2.0, "blur_px": 1.2, "angle": 8.0},
        {"noise": 15.0},
        {"shade": 0.8},
        {"size": (640, 480), "module_px": 2.0},
    ],
    ids=str,
)
def test_a_linear_code_is_read_in_poor_pictures(text: str, how: dict[str, Any]) -> None:
    (code,) = read(scene(label(text), **how))
    assert (code.text, code.symbology) == (text, KINDS[text][1])
    assert centre(code.quad_px) == pytest.approx(np.array(how.get("size", (1280, 720))) / 2, abs=60)


@pytest.mark.parametrize(
    "how",
    [
        {"module_px": 3.0},
        {"module_px": 4.0, "angle": 30.0},
        {"module_px": 4.0, "blur_px": 1.2},
        {"module_px": 4.0, "tilt": 0.15},
    ],
    ids=str,
)
def test_a_qr_code_is_read_in_poor_pictures(how: dict[str, Any]) -> None:
    (code,) = read(scene(label(QR), **how))
    assert (code.text, code.gtin13) == (QR, KINDS[QR][2])


@pytest.mark.parametrize("text", KINDS)
def test_a_mirrored_picture_is_read_as_well(text: str) -> None:
    (code,) = read(np.ascontiguousarray(scene(label(text), module_px=4.0)[:, ::-1]))
    assert code.text == text


def test_several_codes_in_a_picture_are_all_read() -> None:
    texts = [EAN, "036000291452", QR]
    codes = read(scene(*(label(text) for text in texts), module_px=3.0))
    assert {code.text for code in codes} == set(texts)
    places = {code.text: centre(code.quad_px)[0] for code in codes}
    assert [places[text] for text in texts] == sorted(places.values())


def test_a_torn_or_misprinted_code_is_not_guessed() -> None:
    torn = label(EAN)
    torn[:, torn.shape[1] // 2 :] = 255
    assert read(scene(torn)) == ()
    swapped = label(EAN)
    # Two digits change places: 7 modules of 4 px each, after the quiet zone and the guard bars.
    left = (11 + 3 + 7) * 4
    digits = swapped[:, left : left + 56]
    swapped[:, left : left + 56] = np.roll(digits, 28, axis=1)
    assert read(scene(swapped)) == ()


def test_other_kinds_of_codes_and_no_code_are_nothing() -> None:
    assert read(scene()) == ()
    other = zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.Code128)
    printed = np.array(zxingcpp.write_barcode_to_image(other, scale=4), np.uint8)
    assert read(scene(printed)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (40, 40)])
def test_a_picture_too_small_for_a_code_has_none(shape: tuple[int, int]) -> None:
    assert read(np.full((*shape, 3), 255, np.uint8)) == ()


def test_the_thorough_pass_comes_every_few_pictures() -> None:
    slanted = scene(label(EAN), angle=45.0)
    reader = BarcodeReader(thorough_every=3)
    found = [bool(reader.read(slanted)) for _ in range(12)]
    assert sum(found) == 2, "stripes are turned upright in every second thorough pass"
    assert not any(found[:2])


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("https://id.gs1.org/01/09506000134352", "9506000134352"),
        ("HTTPS://example.com/shop/01/09506000134352/21/x?lang=en#top", "9506000134352"),
        ("https://example.com/01/96385074", "0000096385074"),
        ("https://example.com/01/036000291452", "0036000291452"),
        ("https://example.com/01/09506000134353", None),
        ("https://example.com/01/19506000134359", None),
        ("https://example.com/?next=/01/09506000134352", None),
        ("https://[/01/09506000134352", None),
        ("javascript:/01/09506000134352", None),
        (EAN, EAN),
        ("96385074", None),
        ("SKU-20417", None),
        ("пробник № 5", None),
    ],
)
def test_a_qr_code_may_name_a_product(text: str, gtin: str | None) -> None:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    printed = np.array(zxingcpp.write_barcode_to_image(made, scale=4), np.uint8)
    (code,) = read(scene(printed, module_px=5.0))
    assert (code.text, code.symbology, code.gtin13) == (text, Symbology.QR, gtin)
