"""The rendered heads that come with the tests, as the evaluation knows them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mirror.evaluation.transfer.bench import MirrorUnderTest
from mirror.evaluation.transfer.data import head_rows
from mirror.evaluation.transfer.subjects import Subject, load_heads
from tests.known_transfer import ROOT

DATA = Path(__file__).with_name("data")
FOLDER = DATA / "heads"


@cache
def heads(count: int = 2) -> tuple[Subject, ...]:
    """The first heads."""
    mirror = MirrorUnderTest(ROOT, threads=1)
    try:
        return tuple(load_heads(FOLDER, head_rows(FOLDER, None)[:count], mirror.find))
    finally:
        mirror.close()
