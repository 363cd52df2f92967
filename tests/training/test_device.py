from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from mirror.errors import TrainingError
from mirror.training.device import gpu_name, prepare_device


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    cudnn, matmul, threads = (
        torch.backends.cudnn,
        torch.backends.cuda.matmul,
        torch.get_num_threads(),
    )
    before = (cudnn.benchmark, cudnn.allow_tf32, matmul.allow_tf32)
    yield
    cudnn.benchmark, cudnn.allow_tf32, matmul.allow_tf32 = before
    torch.set_num_threads(threads)


def test_the_cpu_is_taken_where_there_is_no_gpu_or_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert prepare_device("auto") == torch.device("cpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert prepare_device("cpu") == torch.device("cpu")
    assert gpu_name(torch.device("cpu")) is None


@pytest.mark.parametrize(("cuda", "reason"), [(None, "for CPUs alone"), ("13.0", "finds no GPU")])
def test_a_gpu_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, cuda: str | None, reason: str
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.version, "cuda", cuda)
    with pytest.raises(TrainingError, match=reason):
        prepare_device("cuda")


@pytest.mark.parametrize("name", ["auto", "cuda"])
def test_a_gpu_is_taken_and_colours_stay_exact_on_it(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    assert prepare_device(name) == torch.device("cuda", 0)
    assert torch.backends.cudnn.benchmark
    assert not torch.backends.cudnn.allow_tf32
    assert not torch.backends.cuda.matmul.allow_tf32


def test_threads_are_set_where_they_are_given() -> None:
    before = torch.get_num_threads()
    prepare_device("cpu")
    assert torch.get_num_threads() == before
    prepare_device("cpu", before + 1)
    assert torch.get_num_threads() == before + 1
