from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import torch

from mirror.training.export import Exported, Exporter, Form
from mirror.training.networks import Encoder, Generator
from tests.training.made import N, wild


@pytest.fixture(autouse=True, scope="package")
def one_thread() -> Iterator[None]:
    """Operations this small are slower on several threads, and much slower on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def exported() -> Callable[[Form], Exported]:
    """Exports wild networks; each form once."""
    return cache(Exporter(wild(Encoder(N)), wild(Generator(N)), N).export)
