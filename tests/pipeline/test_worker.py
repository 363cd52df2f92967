from __future__ import annotations

import threading
from collections.abc import Mapping

from mirror.errors import EngineError, LookError, ModelError
from mirror.pipeline.messages import Controls, FrameProcessor
from mirror.pipeline.restart import RestartBudget
from tests.fakes import PATIENCE_S, FakeProcessor, FakeSource, FilmKeeper, frame
from tests.pipeline.engines import running, worker_runs


def test_a_frame_that_fails_is_shown_plain_with_a_notice_and_the_next_one_is_rendered() -> None:
    processor, source = FakeProcessor(), FakeSource()
    processor.errors.put(RuntimeError("a fault"))
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        source.feed.put(frame(1))
        watch.until_values(1)
        source.feed.put(frame(2))
        watch.until_values(1, 102)
        assert [bool(rendered.notice) for rendered in watch.pictures] == [True, False]
        assert engine.status.worker.failures == 1
        assert engine.status.worker.restarts == 0


def test_a_frame_that_fails_wears_the_last_film_where_the_processor_kept_one() -> None:
    processor, source = FilmKeeper(), FakeSource()
    processor.errors.put(RuntimeError("a fault"))
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        source.feed.put(frame(1))
        watch.until_values(51)
        assert watch.last.notice is not None


def test_a_look_that_cannot_be_worn_is_named_and_is_no_reason_to_restart() -> None:
    processor, source = FakeProcessor(), FakeSource()
    for _ in range(5):
        processor.errors.put(LookError("This look cannot be worn."))
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        for seq in range(5):
            source.feed.put(frame(seq))
            watch.until_values(*range(seq + 1))
            assert watch.last.notice == "This look cannot be worn."
        source.feed.put(frame(5))
        watch.until_values(105)
        assert engine.status.worker.restarts == 0


def test_three_failures_in_a_row_have_the_processor_built_anew() -> None:
    built: list[FakeProcessor] = []
    may_rebuild = threading.Event()

    def build() -> FrameProcessor:
        if built:
            assert may_rebuild.wait(PATIENCE_S)
        processor = FakeProcessor()
        for _ in range(0 if built else 3):
            processor.errors.put(RuntimeError("a fault"))
        built.append(processor)
        return processor

    source = FakeSource()
    with running(build) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        for seq in (1, 2, 3):
            source.feed.put(frame(seq))
            watch.until_values(*range(1, seq + 1))
        watch.until(lambda: engine.status.worker.state.value == "restarting")
        assert built[0].closed.wait(PATIENCE_S)
        source.feed.put(frame(4))
        watch.until_values(3, 4)
        assert watch.last.notice == engine.status.notice
        assert "restarted" in str(watch.last.notice)
        may_rebuild.set()
        watch.until(worker_runs(engine))
        source.feed.put(frame(5))
        watch.until_values(4, 105)
        assert watch.last.notice is None
        assert engine.status.worker.restarts == 1
    assert built[1].closed.is_set()


def test_a_processor_that_keeps_failing_is_given_up_and_the_plain_picture_runs_on() -> None:
    builds: list[int] = []

    def build() -> FrameProcessor:
        builds.append(1)
        raise RuntimeError("no memory")

    source = FakeSource()
    with running(build, budget=RestartBudget(limit=5, clock=lambda: 0.0)) as (engine, watch):
        watch.until(lambda: engine.status.worker.state.value == "failed")
        assert len(builds) == 6
        assert isinstance(engine.status.worker.error, EngineError)
        engine.use(lambda: source)
        for seq in (8, 9):
            source.feed.put(frame(seq))
            watch.until_values(seq)
            assert watch.last.notice == str(engine.status.worker.error)


def test_restarts_that_lie_far_apart_are_never_given_up() -> None:
    now_s = [0.0]
    builds: list[int] = []

    def build() -> FrameProcessor:
        now_s[0] += 13.0
        builds.append(1)
        if len(builds) < 20:
            raise RuntimeError("a hiccup")
        return FakeProcessor()

    with running(build, budget=RestartBudget(limit=5, clock=lambda: now_s[0])) as (engine, watch):
        watch.until(worker_runs(engine))
        assert engine.status.worker.restarts == 19


def test_a_missing_model_is_not_tried_again() -> None:
    builds: list[int] = []

    def build() -> FrameProcessor:
        builds.append(1)
        raise ModelError("The model file is missing.")

    with running(build) as (engine, watch):
        watch.until(lambda: engine.status.worker.state.value == "failed")
        assert len(builds) == 1
        assert engine.status.notice == "The model file is missing."


def test_a_provider_that_is_left_in_flight_is_told() -> None:
    class Falling(FakeProcessor):
        provider = "CUDAExecutionProvider"

        @property
        def providers(self) -> Mapping[str, str]:
            return {"fake": self.provider}

    processor, source = Falling(), FakeSource()
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        assert engine.status.worker.providers == {"fake": "CUDAExecutionProvider"}
        engine.use(lambda: source)
        processor.provider = "CPUExecutionProvider"
        source.feed.put(frame(1))
        watch.until_values(101)
        assert engine.status.worker.providers == {"fake": "CPUExecutionProvider"}


def test_a_model_that_fails_in_flight_is_a_fault_of_the_processor() -> None:
    broken, sound, source = FakeProcessor(), FakeProcessor(), FakeSource()
    for _ in range(3):
        broken.errors.put(ModelError("The model has failed."))
    ready = iter((broken, sound))
    with running(lambda: next(ready)) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        for seq in range(3):
            source.feed.put(frame(seq))
            watch.until_values(*range(seq + 1))
        watch.until(lambda: engine.status.worker.restarts == 1)
        watch.until(worker_runs(engine))


def test_a_frozen_frame_is_shown_anew_with_each_revision_and_only_then() -> None:
    processor, source = FakeProcessor(), FakeSource()
    held = frame(7)
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        source.feed.put(frame(1))
        watch.until_values(101)
        engine.publish(Controls(revision=1, frozen=held))
        for seq in (2, 3, 4):
            source.feed.put(frame(seq))
        watch.until_values(101, 107)
        assert watch.last.frame is held
        engine.publish(Controls(revision=2, frozen=held, strength=0.5))
        source.feed.put(frame(5))
        watch.until(lambda: watch.pictures[-1].controls_revision == 2)
        engine.publish(Controls(revision=3))
        source.feed.put(frame(9))
        # One that was still on its way may come before it.
        watch.until(lambda: watch.pictures[-1].frame.seq == 9)
        frozen = [one for one in watch.pictures if one.controls_revision in (1, 2)]
        assert [one.controls_revision for one in frozen] == [1, 2]
        assert all(one.frame is held for one in frozen)
        assert [controls.strength for controls in processor.wearing][:3] == [1.0, 1.0, 0.5]


def test_a_frozen_frame_that_fails_is_not_tried_again_and_again() -> None:
    processor, source = FakeProcessor(), FakeSource()
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        processor.errors.put(RuntimeError("a fault"))
        engine.publish(Controls(revision=1, frozen=frame(7)))
        source.feed.put(frame(1))
        watch.until_values(7)
        for seq in (2, 3, 4):
            source.feed.put(frame(seq))
        engine.publish(Controls(revision=2))
        source.feed.put(frame(8))
        watch.until(lambda: watch.pictures[-1].frame.seq == 8)
        assert [one.controls_revision for one in watch.pictures].count(1) == 1
        assert engine.status.worker.failures == 1
        assert engine.status.worker.restarts == 0


def test_another_frame_is_frozen_after_the_first_one() -> None:
    processor, source = FakeProcessor(), FakeSource()
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        for revision, value in ((1, 20), (2, 30)):
            engine.publish(Controls(revision=revision, frozen=frame(value)))
            source.feed.put(frame(revision))
            watch.until_values(value + 100)
        assert watch.values == [120, 130]
