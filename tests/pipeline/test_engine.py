from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from mirror.core.types import Frame
from mirror.errors import SourceError
from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import Controls, FrameProcessor
from mirror.pipeline.restart import Backoff
from tests.fakes import PATIENCE_S, FakeProcessor, FakeSource, Watch, frame
from tests.pipeline.engines import AT_ONCE, running, worker_runs


def test_frames_are_rendered_on_the_worker_thread_and_counted() -> None:
    processor, source = FakeProcessor(), FakeSource()
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        source.feed.put(frame(7))
        watch.until_values(107)
        assert watch.last.frame.seq == 7
        assert watch.last.ready_ns > watch.last.frame.captured_ns
        assert watch.last.notice is None
        status = engine.status
        assert (status.captured, status.dropped, status.worker.rendered) == (1, 0, 1)
        assert status.worker.providers == {"fake": "FakeExecutionProvider"}
        assert status.feed is not None
        assert (status.feed.state.value, status.feed.name) == ("delivering", "fake")
    assert processor.thread == "mirror-worker"
    assert processor.closed.is_set()
    assert source.closed.is_set()


def test_while_the_processor_is_built_the_plain_picture_is_shown() -> None:
    may_build, source = threading.Event(), FakeSource()

    def build() -> FrameProcessor:
        assert may_build.wait(PATIENCE_S)
        return FakeProcessor()

    with running(build) as (engine, watch):
        engine.use(lambda: source)
        source.feed.put(frame(1))
        watch.until_values(1)
        may_build.set()
        watch.until(worker_runs(engine))
        source.feed.put(frame(2))
        watch.until_values(1, 102)


def test_a_live_source_drops_what_the_worker_has_no_time_for() -> None:
    processor, source = FakeProcessor(), FakeSource()
    with running(lambda: processor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        processor.gate.clear()
        source.feed.put(frame(0))
        assert processor.entered.acquire(timeout=PATIENCE_S)
        for seq in (1, 2, 3):
            source.feed.put(frame(seq))
        source.until_asked(5)
        processor.gate.set()
        watch.until_values(100, 103)
        assert engine.status.captured == 4
        assert engine.status.dropped == 2


def test_a_source_that_is_not_live_loses_nothing_and_ends() -> None:
    source = FakeSource(live=False)
    for seq in range(100):
        source.feed.put(frame(seq))
    source.feed.put(None)
    with running(FakeProcessor) as (engine, watch):
        engine.use(lambda: source)
        watch.until(lambda: watch.sources()[-1:] == ["ended"])
        assert [rendered.frame.seq for rendered in watch.pictures] == list(range(100))
        assert watch.values == [100 + seq for seq in range(100)]
        assert engine.status.dropped == 0


def test_controls_hold_from_the_next_frame_on() -> None:
    source = FakeSource()
    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        for revision in (3, 4):
            engine.publish(Controls(revision=revision))
            source.feed.put(frame(revision))
            watch.until_values(100 + revision)
            assert watch.last.controls_revision == revision


def test_a_live_source_that_breaks_is_opened_again() -> None:
    sources = [
        FakeSource(),
        FakeSource(opening=SourceError("The camera is busy.")),
        FakeSource(),
    ]
    waiting = list(sources)
    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: waiting.pop(0))
        sources[0].feed.put(frame(1))
        watch.until_values(101)
        sources[0].feed.put(OSError("unplugged"))
        sources[2].feed.put(frame(2))
        watch.until_values(101, 102)
        assert engine.status.notice is None
        assert watch.sources() == ["opening", "delivering", "reopening", "delivering"] or (
            watch.sources() == ["delivering", "reopening", "delivering"]
        )
        notices = {status.feed.notice for status in watch.statuses if status.feed is not None}
        assert "The camera is busy. Trying again." in notices
        assert any("unplugged" in str(notice) for notice in notices)
    assert all(source.closed.is_set() for source in sources)


def test_a_source_whose_every_frame_counts_is_not_opened_again() -> None:
    source = FakeSource(live=False)
    source.feed.put(SourceError("The clip is cut off."))
    with running(FakeProcessor) as (engine, watch):
        engine.use(lambda: source)
        watch.until(lambda: watch.sources()[-1:] == ["failed"])
        assert engine.status.notice == "The clip is cut off."


def test_the_sources_own_notice_comes_with_its_pictures() -> None:
    source = FakeSource()
    source.notice = "The camera delivers black pictures."
    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        source.feed.put(frame(1))
        watch.until_values(101)
        assert watch.last.notice == "The camera delivers black pictures."


def test_switching_closes_the_old_source_before_the_new_one_is_made() -> None:
    first, second = FakeSource(name="first"), FakeSource(name="second")
    order: list[bool] = []

    def make_second() -> FakeSource:
        order.append(first.closed.is_set())
        return second

    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: first)
        first.feed.put(frame(1))
        watch.until_values(101)
        engine.use(make_second)  # the first one sits in a read that only close can end
        second.feed.put(frame(2))
        watch.until_values(101, 102)
        assert order == [True]
        assert engine.status.feed is not None
        assert engine.status.feed.name == "second"


def test_hasty_switching_ends_at_the_last_choice_and_frees_all_the_others() -> None:
    sources = [FakeSource(name=str(number)) for number in range(20)]

    def maker(source: FakeSource) -> Callable[[], FakeSource]:
        return lambda: source

    sources[-1].feed.put(frame(5))
    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        for source in sources:
            engine.use(maker(source))
        watch.until_values(105)
    opened = [source for source in sources if source.opened.is_set()]
    assert sources[-1] in opened
    assert all(source.closed.is_set() for source in opened)


def test_closing_in_the_middle_of_a_frame_frees_everything_and_may_be_repeated() -> None:
    processor, source = FakeProcessor(), FakeSource()
    watch = Watch()
    watch.engine = engine = Engine(lambda: processor, watch.news, backoff=AT_ONCE)
    engine.start()
    watch.until(worker_runs(engine))
    engine.use(lambda: source)
    processor.gate.clear()
    source.feed.put(frame(1))
    assert processor.entered.acquire(timeout=PATIENCE_S)
    closing = threading.Thread(target=engine.close)
    closing.start()
    assert source.closed.wait(PATIENCE_S)
    processor.gate.set()
    closing.join(PATIENCE_S)
    assert not closing.is_alive()
    assert processor.closed.is_set()
    engine.close()
    engine.use(lambda: pytest.fail("a closed engine opens no source"))


def test_closing_does_not_wait_for_a_restart_that_is_hours_away() -> None:
    def build() -> FrameProcessor:
        raise RuntimeError("not yet")

    watch = Watch()
    watch.engine = Engine(build, watch.news, backoff=Backoff(first_s=9999.0, cap_s=9999.0))
    with watch.engine as engine:
        engine.use(lambda: FakeSource(opening=SourceError("No camera.")))
        watch.until(lambda: watch.workers()[-1:] == ["restarting"])
        watch.until(lambda: watch.sources()[-1:] == ["reopening"])


def test_an_engine_that_never_had_a_source_closes() -> None:
    with running(FakeProcessor) as (engine, watch):
        watch.until(worker_runs(engine))
        assert engine.status.feed is None
        assert engine.status.notice is None


def test_frames_from_before_an_interruption_are_not_rendered_after_it() -> None:
    built: list[FakeProcessor] = []

    def build() -> FrameProcessor:
        processor = FakeProcessor()
        built.append(processor)
        if len(built) == 1:
            processor.gate.clear()
            for _ in range(3):
                processor.errors.put(RuntimeError("a fault"))
        return processor

    source = FakeSource()
    with running(build) as (engine, watch):
        watch.until(worker_runs(engine))
        engine.use(lambda: source)
        first = built[0]
        for seq in (1, 2, 3):
            source.feed.put(frame(seq))
            assert first.entered.acquire(timeout=PATIENCE_S)
            if seq == 3:
                source.feed.put(frame(4))  # waits behind the frame that breaks the processor
                source.until_asked(5)
            first.gate.set()
            watch.until_values(seq)
            if seq < 3:
                first.gate.clear()
        watch.until(lambda: engine.status.worker.restarts == 1 and worker_runs(engine)())
        source.feed.put(frame(9))
        watch.until_values(109)
        assert 104 not in watch.values


def test_a_picture_is_never_older_than_the_one_before_it() -> None:
    source = FakeSource()
    frames: list[Frame] = [frame(seq % 100) for seq in range(300)]
    frames = [Frame(got.pixels, seq, got.captured_ns) for seq, got in enumerate(frames)]
    with running(FakeProcessor) as (engine, watch):
        engine.use(lambda: source)
        for got in frames:
            source.feed.put(got)
        watch.until(lambda: bool(watch.pictures) and watch.pictures[-1].frame.seq == 299)
        seqs = [rendered.frame.seq for rendered in watch.pictures]
        assert all(after > before for before, after in pairwise(seqs))
        assert not np.array_equal(watch.last.pixels, watch.last.frame.pixels)
