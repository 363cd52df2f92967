from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread of its own behind."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    # Threads that libraries keep for good (tqdm's monitor) are daemons; ours never are.
    assert not [thread.name for thread in left if not thread.daemon]


@pytest.fixture(autouse=True)
def saved_looks(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps tests from the looks that whoever runs them has saved."""
    folder = tmp_path_factory.mktemp("saved") / "looks"
    monkeypatch.setattr("mirror.config.saved_looks_root", lambda: folder)
    return folder
