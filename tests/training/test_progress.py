from __future__ import annotations

import io

from mirror.training.progress import progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _drawn(stream: io.StringIO) -> str:
    with progress("training", 1000, "step", done=400, stream=stream) as bar:
        for _ in range(600):
            bar.update()
        bar.set_postfix(loss="0.5", refresh=False)
    return stream.getvalue()


def test_where_nobody_watches_there_is_a_line_at_the_begin_and_one_at_the_end() -> None:
    lines = _drawn(io.StringIO()).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("training: 400 of 1000, 00:00 gone, ? to go")
    assert lines[1].startswith("training: 1000 of 1000, ")
    assert lines[1].endswith("loss=0.5")


def test_on_a_terminal_one_bar_is_drawn_over() -> None:
    drawn = _drawn(_Terminal())
    assert drawn.count("\n") == 1
    assert "\r" in drawn
    assert "100%" in drawn
