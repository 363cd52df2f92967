from __future__ import annotations

import importlib.util

import pytest

from mirror.errors import TrainingError
from mirror.evaluation.extra import require_extra


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "onnx" else name)
    with pytest.raises(TrainingError, match="no onnx;"):
        require_extra()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    require_extra()
