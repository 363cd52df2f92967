"""A copy of one model's folder that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

from mirror.config import models_root

NAME = "face_detector"


def copied_to(folder: Path) -> Path:
    """Copies the model below `folder`, and returns `folder`, as the root of the models."""
    shutil.copytree(models_root() / NAME, folder / NAME)
    return folder


def edit(root: Path, old: str, new: str) -> None:
    """Replaces words in the model's manifest."""
    path = root / NAME / "model.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
