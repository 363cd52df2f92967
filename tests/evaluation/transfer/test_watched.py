from __future__ import annotations

import pytest

from mirror.evaluation.transfer.watched import watched


def test_all_items_come_by_and_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(["a", "b", "c"], "Looking", "letter")) == ["a", "b", "c"]
    said = capsys.readouterr()
    assert "Looking: 3 of 3" in said.err
    assert said.out == ""
