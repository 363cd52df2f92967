from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from mirror.catalogue.barcode import Barcode, BarcodeReader, Quad, Symbology
from mirror.catalogue.barcode_watch import BarcodeWatch, Sightings
from mirror.core.types import Frame, Pixels
from tests.fakes import MS, PATIENCE_S
from tests.labels import EAN, label, scene


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
        made.append(BarcodeWatch(found, reader.read, every_ns=0))
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


def test_a_watch_lets_frames_pass_that_come_too_soon() -> None:
    reader, found = FakeReader(), Found()
    watch = BarcodeWatch(found, reader.read, every_ns=100 * MS)
    watch.start()
    for at_ms in (0, 33, 66, 99, 100, 133, 199, 210, 5, 50):  # another source's clock at the end
        watch.offer(replace(frame(0, 1), captured_ns=at_ms * MS))
        if at_ms in (0, 100, 210, 5):
            assert reader.begun.acquire(timeout=PATIENCE_S)
    watch.close()
    assert len(reader.values) == 4


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
