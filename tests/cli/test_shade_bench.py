from __future__ import annotations

from dataclasses import replace

import pytest

from mirror.cli.shade_bench import every_kind, report, table, time_shades, within
from mirror.core.types import Frame
from mirror.errors import ModelError, SourceError
from mirror.makeup.look import find_look
from mirror.makeup.products import AnyProduct, Lipstick
from mirror.pipeline.messages import Controls, FrameProcessor, Rendered
from tests.faces import face_of, posed
from tests.fakes import FakeProcessor, FakeSource, frame

SIZE = (16, 12)


class LateProcessor(FakeProcessor):
    """Shows every new look two pictures late, on a face."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[int] = []
        self._revision = 0

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        if controls.revision != self._revision:
            self._waiting.append(controls.revision)
        if len(self._waiting) > 2:
            self._revision = self._waiting[-1]
            self._waiting = []
        rendered = super().process(frame, controls)
        return replace(rendered, faces=(face_of(posed()),), controls_revision=self._revision)


def source(count: int = 4) -> FakeSource:
    filled = FakeSource()
    for seq in range(count):
        filled.feed.put(frame(seq))
    filled.feed.put(None)
    return filled


def test_every_kind_that_has_a_shade_changes_it() -> None:
    looks = every_kind()
    shaded = {
        kind.__struct_config__.tag
        for kind in AnyProduct.__args__
        if {"shade", "shades"} & set(kind.__struct_fields__)
    }
    assert {name.split(",")[0] for name in looks} == shaded
    for made in looks.values():
        red, blue = made("#a01020"), made("#1020a0")
        assert red != blue
        assert len(red.products) == 1


def test_within_a_look_its_lipstick_changes() -> None:
    bride = find_look("bride")
    other = within(bride)("#123456")
    assert len(other.products) == len(bride.products)
    changed = [new for old, new in zip(bride.products, other.products, strict=True) if new != old]
    assert [type(product) for product in changed] == [Lipstick]


def test_each_shade_is_waited_for() -> None:
    processor = LateProcessor()
    kinds = every_kind()
    looks = {name: kinds[name] for name in ("lipstick", "blush")}
    taken = time_shades(looks, source(), SIZE, lambda: processor, 4)
    assert set(taken) == set(looks)
    for one in taken.values():
        assert 0 < one.median <= one.p95
        assert one.first > 0
        assert one.stall > 0
    worn = {controls.look for controls in processor.wearing if controls.look is not None}
    assert len(worn) == 8
    told = report(taken)
    assert set(told["lipstick"]) == {"p50_ms", "p95_ms", "first_ms", "stall_ms"}  # type: ignore[call-overload]
    assert "blush" in table(taken)


def test_a_processor_that_cannot_be_built_ends_the_measurement() -> None:
    def build() -> FrameProcessor:
        raise ModelError("The model file is missing.")

    with pytest.raises(ModelError, match="missing"):
        time_shades(every_kind(), source(), SIZE, build, 2)


def test_a_source_without_a_picture_ends_the_measurement() -> None:
    with pytest.raises(SourceError, match="delivers no picture"):
        time_shades(every_kind(), source(0), SIZE, LateProcessor, 2)
