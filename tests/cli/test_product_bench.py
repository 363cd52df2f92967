from __future__ import annotations

from dataclasses import replace

import pytest

from mirror.cli.product_bench import ALL_DRAWN, FIFTEEN, ONE, OVER, ProductTimes, time_products
from mirror.core.types import Frame
from mirror.errors import EngineError, SourceError
from mirror.pipeline.messages import Controls, Rendered
from tests.cli.test_shade_bench import SIZE, source
from tests.faces import face_of, posed
from tests.fakes import FakeProcessor


class SeeingProcessor(FakeProcessor):
    """Finds a face in every picture."""

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        rendered = super().process(frame, controls)
        return replace(rendered, faces=(face_of(posed()),))


def test_looks_take_turns_on_the_same_frames() -> None:
    made: dict[int, SeeingProcessor] = {}

    def build(covers_every: int) -> SeeingProcessor:
        made[covers_every] = SeeingProcessor()
        return made[covers_every]

    taken = time_products(source(), SIZE, build, 2)
    assert set(made) == {0, 2}
    assert {controls.look.title for controls in made[0].wearing if controls.look} == {OVER}
    worn = [controls.look for one in made.values() for controls in one.wearing]
    counts = {look.title: len(look.products) for look in worn if look is not None}
    assert counts[ONE] == 1
    assert counts[FIFTEEN] == 15
    assert counts[ALL_DRAWN] == 6
    assert len({worn.count(look) for look in worn}) == 1
    assert set(taken.drawn) == {"brows", "lashes", "liner", "flakes", "lenses", ALL_DRAWN}
    assert all(ms >= 0 for ms in taken.frames.values())


def test_what_is_told_comes_from_the_medians() -> None:
    taken = ProductTimes({ONE: 10.0, FIFTEEN: 10.25, ALL_DRAWN: 12.0}, {"brows": 0.4})
    assert taken.ratio == pytest.approx(1.025)
    assert taken.report() == {
        "frame_ms": {ONE: 10.0, FIFTEEN: 10.25, ALL_DRAWN: 12.0},
        "drawn_ms": {"brows": 0.4},
        "fifteen_over_one": 1.025,
    }
    assert "fifteen over one: 1.025" in taken.table()


def test_without_a_face_nothing_is_told() -> None:
    with pytest.raises(EngineError, match="no face"):
        time_products(source(), SIZE, lambda _: FakeProcessor(), 1)


def test_without_a_picture_it_is_said() -> None:
    with pytest.raises(SourceError, match="delivers no picture"):
        time_products(source(0), SIZE, lambda _: SeeingProcessor(), 1)
