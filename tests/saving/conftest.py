from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mirror.saving.album import Album
from mirror.saving.traces import Traces

NOON = datetime(2026, 11, 25, 14, 3, 12, tzinfo=UTC)


@pytest.fixture
def traces(tmp_path: Path) -> Iterator[Traces]:
    opened = Traces(tmp_path / "traces")
    yield opened
    opened.close()


@pytest.fixture
def album(tmp_path: Path, traces: Traces) -> Album:
    """In a folder of the test's own, with a clock that stands still."""
    return Album(tmp_path / "Mirror", traces, lambda: NOON)
