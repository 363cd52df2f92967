from __future__ import annotations

import pytest

from mirror.cli.measure import WARM_UP, Plan, measure
from mirror.errors import ModelError, SourceError
from mirror.makeup.look import Look
from mirror.pipeline.messages import FrameProcessor
from tests.fakes import FakeProcessor, FakeSource, frame

LOOK = Look(name="red", title="Red", products=())


def source(count: int = 8) -> FakeSource:
    filled = FakeSource()
    for seq in range(count):
        filled.feed.put(frame(seq))
    filled.feed.put(None)
    return filled


def test_so_many_pictures_are_measured_and_none_is_lost() -> None:
    processor = FakeProcessor()
    measured = measure(Plan(LOOK, (16, 12), 50, None), source(), lambda: processor)
    assert measured.frames == 50
    assert measured.dropped == 0
    assert measured.failures == 0
    assert measured.providers == {"fake": "FakeExecutionProvider"}
    assert {controls.look for controls in processor.wearing} == {LOOK}
    assert len(processor.wearing) >= 50 + WARM_UP
    assert measured.timings.stages_ms == {"tint": {50: 1.5, 95: 1.5, 99: 1.5}}
    latency, interval = measured.timings.latency_ms, measured.timings.frame_ms
    assert 0 < latency[50] <= latency[95] <= latency[99]
    assert 0 < interval[50] <= interval[95] <= interval[99]


def test_the_report_has_the_promised_keys() -> None:
    measured = measure(Plan(LOOK, (16, 12), 5, None), source(), FakeProcessor)
    report = measured.report(started_ns=measured.first_ready_ns - 1_500_000_000)
    assert list(report) == [
        "fps",
        "frame_ms",
        "stages_ms",
        "latency_ms",
        "dropped",
        "providers",
        "rss_mb",
        "first_frame_s",
        "frames",
        "size",
    ]
    assert list(report["frame_ms"]) == ["p50", "p95", "p99"]  # type: ignore[call-overload]
    assert list(report["latency_ms"]) == ["p50", "p95"]  # type: ignore[call-overload]
    assert report["stages_ms"] == {"tint": {"p50": 1.5, "p95": 1.5}}
    assert report["first_frame_s"] == 1.5
    assert (report["frames"], report["size"]) == (5, [16, 12])


def test_a_time_can_be_measured_instead_of_a_number() -> None:
    processor = FakeProcessor()
    measured = measure(Plan(LOOK, (16, 12), None, 0.05), source(), lambda: processor)
    assert WARM_UP < WARM_UP + measured.frames <= len(processor.wearing)


def test_pictures_on_which_the_processor_failed_are_told() -> None:
    processor = FakeProcessor()
    for _ in range(2):
        processor.errors.put(RuntimeError("a fault"))
    measured = measure(Plan(LOOK, (16, 12), 5, None), source(), lambda: processor)
    assert measured.failures == 2


def test_a_processor_that_cannot_be_built_ends_the_measurement() -> None:
    def build() -> FrameProcessor:
        raise ModelError("The model file is missing.")

    with pytest.raises(ModelError, match="missing"):
        measure(Plan(LOOK, (16, 12), 5, None), source(), build)


def test_a_source_without_a_picture_ends_the_measurement() -> None:
    with pytest.raises(SourceError, match="fake delivers no picture"):
        measure(Plan(LOOK, (16, 12), 5, None), source(0), FakeProcessor)
