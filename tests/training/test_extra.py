from __future__ import annotations

import importlib.util
from collections.abc import Callable
from importlib.machinery import ModuleSpec

import pytest

from mirror.errors import TrainingError
from mirror.training.extra import require_extra


def test_nothing_is_said_where_all_is_there() -> None:
    require_extra()


@pytest.mark.parametrize("missing", ["torch", "onnxscript"])
def test_what_is_missing_is_named_with_how_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find: Callable[[str], ModuleSpec | None] = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else find(name)
    )
    with pytest.raises(TrainingError, match=f"there is no {missing};") as caught:
        require_extra()
    assert "start.py --train" in str(caught.value)
