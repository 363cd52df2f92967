from __future__ import annotations

from mirror.capture.source import Source
from mirror.pipeline.engine import Engine
from mirror.ui.kiosk.source_switch import Sitter, SourceSwitch
from tests.fakes import FakeProcessor, FakeSource, Watch, frame


def test_pictures_of_the_source_before_are_known_by_their_time() -> None:
    watch = Watch()
    made: list[tuple[str | None, FakeSource]] = []

    def make(spec: str | None) -> Source:
        made.append((spec, FakeSource(name=str(spec))))
        return made[-1][1]

    engine = watch.engine = Engine(FakeProcessor, watch.news)
    with engine:
        switch = SourceSwitch(engine, make, "0")
        switch.use(Sitter.MODEL)
        watch.until(lambda: "running" in watch.workers())
        watch.until(lambda: bool(made))
        made[0][1].feed.put(frame(1, 10))
        watch.until_values(110)
        model = watch.last
        assert switch.shows(Sitter.MODEL, model)
        assert not switch.shows(Sitter.VISITOR, model)
        switch.use(Sitter.VISITOR)
        made[0][1].feed.put(frame(2, 20))  # the read under way
        watch.until(lambda: switch._made[0] is Sitter.VISITOR or _again(watch))
        assert not switch.shows(Sitter.VISITOR, model), "it is of the time before"
        assert not switch.shows(Sitter.MODEL, model), "the model is gone"
        made[-1][1].feed.put(frame(3, 30))
        watch.until_values(130)
        assert switch.shows(Sitter.VISITOR, watch.last)
        assert [spec for spec, _ in made] == ["demo", "0"]


def _again(watch: Watch) -> bool:
    """The switch wakes nobody by itself."""
    assert watch.engine is not None
    watch.engine.feed_changed()
    return False
