from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from mirror.catalogue.barcode import Barcode, BarcodeReader, Quad, Symbology
from mirror.catalogue.barcode_watch import BarcodeWatch, Sightings
from mirror.core.types import Frame, Pixels
from tests.fakes import MS, PATIENCE_S

EAN = "4006381333931"
KINDS = {
    EAN: (zxingcpp.BarcodeFormat.EAN13, Symbology.EAN_13, EAN),
    "96385074": (zxingcpp.BarcodeFormat.EAN8, Symbology.EAN_8, "0000096385074"),
    "036000291452": (zxingcpp.BarcodeFormat.UPCA, Symbology.UPC_A, "0036000291452"),
    "01234565": (zxingcpp.BarcodeFormat.UPCE, Symbology.UPC_E, "0012345000065"),
    "https://id.gs1.org/01/09506000134352/10/A?17=290101": (
        zxingcpp.BarcodeFormat.QRCode,
        Symbology.QR,
        "9506000134352",
    ),
}
LINEAR = [text for text, (_, kind, _) in KINDS.items() if kind is not Symbology.QR]
QR = next(text for text, (_, kind, _) in KINDS.items() if kind is Symbology.QR)


def label(text: str, module_px: int = 4) -> Pixels:
    """A code as it is printed, with its quiet zone: HxW uint8."""
    code = zxingcpp.create_barcode(text, KINDS[text][0])
    return np.array(zxingcpp.write_barcode_to_image(code, scale=module_px), np.uint8)


def scene(
    *labels: Pixels,
    module_px: float = 2.5,
    angle: float = 0.0,
    tilt: float = 0.0,
    blur_px: float = 0.5,
    noise: float = 4.0,
    shade: float = 0.0,
    size: tuple[int, int] = (1280, 720),
) -> Pixels:
    """Labels side by side on a mottled ground, as a camera sees them: HxWx3 uint8.

    Args:
        labels: Drawn with modules of 4 px.
        module_px: The size of a module in the picture.
        angle: Degrees by which a label is turned.
        tilt: How much larger its one side is than its other.
        blur_px: Sigma of the blur.
        noise: Standard deviation of the noise, in code values.
        shade: The share of the light that is missing at the right edge.
        size: Width and height.
    """
    rng = np.random.default_rng(3)
    width, height = size
    coarse = rng.integers(60, 200, (height // 40, width // 40)).astype(np.float32)
    picture = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    turn = np.deg2rad(angle)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    for place, printed in enumerate(labels):
        rows, columns = printed.shape
        box = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (columns, rows) * module_px / 8
        corners = box @ axes * (1 + tilt * box[:, :1] / np.abs(box).max())
        corners += (width * (place + 0.5) / len(labels), height / 2)
        flat = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
        # Drawn twice as large and then averaged, as a sensor's pixels do.
        to_scene = cv2.getPerspectiveTransform(flat, (2 * corners).astype(np.float32))
        double = (2 * width, 2 * height)
        seen = [
            cv2.resize(
                cv2.warpPerspective(it, to_scene, double), size, interpolation=cv2.INTER_AREA
            )
            for it in (printed, np.full_like(printed, 255))
        ]
        share = seen[1].astype(np.float32) / 255
        picture = picture * (1 - share) + (seen[0].astype(np.float32) * 0.8 + 20) * share
    picture = cv2.GaussianBlur(picture, (0, 0), blur_px)
    picture = picture * np.linspace(1, 1 - shade, width, dtype=np.float32)
    coloured = picture[:, :, None] * np.array([0.9, 1.0, 0.97], np.float32)
    coloured = coloured + rng.normal(0, noise, coloured.shape)
    return np.clip(coloured, 0, 255).astype(np.uint8)


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


def quad(x: float) -> Quad:
    return ((x, 0.0), (x + 80, 0.0), (x + 80, 40.0), (x, 40.0))


def ean(text: str = EAN, x: float = 0.0) -> Barcode:
    return Barcode(text, Symbology.EAN_13, quad(x), text)


A, B = ean(), ean("3600523614455")


def told(*pictures: tuple[int, tuple[Barcode, ...]]) -> list[tuple[int, str]]:
    """When each code is told, in ms."""
    sightings = Sightings()
    return [(ms, code.text) for ms, seen in pictures for code in sightings.new(seen, ms * MS)]


def test_a_linear_code_counts_when_it_is_read_twice() -> None:
    assert told((0, (A,)), (33, ()), (66, (A,)), (99, (A,))) == [(66, EAN)]
    assert told((0, (A,)), (1_200, (A,))) == []


def test_a_qr_code_counts_at_once() -> None:
    code = Barcode("SKU-1", Symbology.QR, quad(0), None)
    assert told((0, (code,)), (33, (code,))) == [(0, "SKU-1")]


def test_misreads_of_one_code_do_not_confirm_each_other() -> None:
    assert told((0, (A,)), (33, (B,)), (66, (A,)), (99, (B,))) == []
    beside = ean(B.text, x=500.0)
    assert told((0, (A,)), (33, (beside,)), (66, (A,)), (99, (beside,))) == [
        (66, A.text),
        (99, B.text),
    ]


def test_the_same_code_counts_again_after_it_was_gone() -> None:
    seen = [(ms, (A,)) for ms in range(0, 1_000, 33)]
    assert told(*seen, (2_900, (A,)), (2_933, (A,))) == [(33, EAN)]
    assert told(*seen, (3_000, (A,)), (3_033, (A,))) == [(33, EAN), (3_033, EAN)]


def test_the_same_code_counts_again_after_another_one() -> None:
    pictures = [(0, (A,)), (33, (A,)), (700, (B,)), (733, (B,)), (1_300, (A,)), (1_333, (A,))]
    assert told(*pictures) == [(33, A.text), (733, B.text), (1_333, A.text)]


def test_two_codes_side_by_side_are_told_once_each() -> None:
    beside = ean(B.text, x=500.0)
    views = [(A,), (beside,), (A, beside), (), (beside,), (A,)]
    seen = told(*((33 * i, views[i % len(views)]) for i in range(300)))
    assert sorted(text for _, text in seen) == sorted([A.text, B.text])


def frame(seq: int, value: int = 0) -> Frame:
    return Frame(np.full((12, 16, 3), value, np.uint8), seq, seq * 33 * MS)


class FakeReader:
    """Reads the code that a frame's brightness names, when the test lets it."""

    def __init__(self, *, gated: bool = False) -> None:
        self.begun = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.gated = gated
        self.values: list[int] = []
        self.threads: set[str] = set()

    def read(self, pixels: Pixels) -> tuple[Barcode, ...]:
        self.values.append(int(pixels[0, 0, 0]))
        self.threads.add(threading.current_thread().name)
        self.begun.release()
        if self.gated:
            assert self.gate.acquire(timeout=PATIENCE_S)
        if self.values[-1] == 255:
            raise RuntimeError("the decoder stumbled")
        return (Barcode(f"SKU-{self.values[-1]}", Symbology.QR, quad(0), None),)


class RealReader:
    """Reads frames in earnest, and says when it has."""

    def __init__(self) -> None:
        self.done = threading.Semaphore(0)
        self._reader = BarcodeReader()

    def read(self, pixels: Pixels) -> tuple[Barcode, ...]:
        codes = self._reader.read(pixels)
        self.done.release()
        return codes


class Found:
    """Keeps what a watch tells, and wakes the test."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._told = threading.Semaphore(0)

    def __call__(self, code: Barcode) -> None:
        self.texts.append(code.text)
        self._told.release()

    def wait(self) -> None:
        assert self._told.acquire(timeout=PATIENCE_S)


@pytest.fixture
def watching() -> Iterator[Callable[..., BarcodeWatch]]:
    """Makes watches, and closes them even when the test fails."""
    made: list[BarcodeWatch] = []

    def make(found: Found, reader: FakeReader | RealReader) -> BarcodeWatch:
        made.append(BarcodeWatch(found, reader.read))
        return made[-1]

    yield make
    for watch in made:
        watch.close()


def test_a_watch_reads_on_its_own_thread_and_tells_each_code_once(
    watching: Callable[..., BarcodeWatch],
) -> None:
    reader, found = FakeReader(), Found()
    watch = watching(found, reader)
    watch.offer(frame(0, 9))
    watch.start()
    watch.start()
    for seq, value in enumerate((1, 1, 2), start=1):
        watch.offer(frame(seq, value))
        assert reader.begun.acquire(timeout=PATIENCE_S)
    found.wait()
    found.wait()
    watch.close()
    watch.close()
    assert found.texts == ["SKU-1", "SKU-2"]
    assert reader.threads == {"mirror-barcodes"}
    assert reader.values == [1, 1, 2], "what was offered before the start is not read"


def test_a_watch_never_queues(
    watching: Callable[..., BarcodeWatch],
) -> None:
    reader, found = FakeReader(gated=True), Found()
    watch = watching(found, reader)
    watch.start()
    watch.offer(frame(0, 0))
    assert reader.begun.acquire(timeout=PATIENCE_S)
    for seq in range(1, 100):
        watch.offer(frame(seq, seq))
    reader.gate.release()
    assert reader.begun.acquire(timeout=PATIENCE_S)
    reader.gate.release()
    found.wait()
    found.wait()
    watch.close()
    assert reader.values == [0, 99]


def test_a_decoder_that_fails_is_logged_once_and_the_watch_goes_on(
    watching: Callable[..., BarcodeWatch], caplog: pytest.LogCaptureFixture
) -> None:
    reader, found = FakeReader(), Found()
    watch = watching(found, reader)
    watch.start()
    with caplog.at_level(logging.ERROR):
        for seq, value in enumerate((255, 255, 7)):
            watch.offer(frame(seq, value))
            assert reader.begun.acquire(timeout=PATIENCE_S)
        found.wait()
    watch.close()
    assert found.texts == ["SKU-7"]
    assert len(caplog.records) == 1
    assert "the decoder stumbled" in caplog.text


def test_a_stopped_watch_begins_anew(watching: Callable[..., BarcodeWatch]) -> None:
    reader, found = FakeReader(), Found()
    watch = watching(found, reader)
    for _ in range(2):
        watch.start()
        watch.offer(frame(0, 5))
        found.wait()
        watch.stop()
        watch.offer(frame(1, 6))
    watch.close()
    watch.start()
    watch.offer(frame(2, 7))
    watch.close()
    assert found.texts == ["SKU-5", "SKU-5"]


def test_a_watch_finds_a_real_code(
    watching: Callable[..., BarcodeWatch],
) -> None:
    found, reader = Found(), RealReader()
    watch = watching(found, reader)
    watch.start()
    pixels = scene(label(EAN), module_px=3.0)
    for seq in range(3):
        watch.offer(Frame(pixels, seq, seq * 33 * MS))
        assert reader.done.acquire(timeout=PATIENCE_S)
    watch.close()
    assert found.texts == [EAN]
