from __future__ import annotations

import pytest

from lock import BROUGHT_BY_TORCH, PLATFORMS, PYTHONS, names_in, pinned
from system import OLDEST_GLIBC


def test_names_are_those_of_the_entries_each_once() -> None:
    lock = (
        "av==18.1.0 \\\n    --hash=sha256:00\n"
        "numpy==2.4.6 ; python_version < '3.12' \\\n    --hash=sha256:01\n"
        "numpy==2.5.5 ; python_version >= '3.12' \\\n    --hash=sha256:02\n"
        "# scipy==1.0\n"
    )
    assert names_in(lock) == ["av", "numpy"]


@pytest.mark.parametrize("name", ["torch", "triton", "nvidia-cublas", "cuda-bindings"])
def test_what_only_pytorch_brings_is_not_locked(name: str) -> None:
    assert BROUGHT_BY_TORCH.fullmatch(name)


@pytest.mark.parametrize("name", ["torchvision", "onnx", "sympy", "tensorboard"])
def test_what_every_build_of_pytorch_needs_is_locked(name: str) -> None:
    assert not BROUGHT_BY_TORCH.fullmatch(name)


def test_pytorch_is_pinned_in_the_project() -> None:
    project = "[project.optional-dependencies]\ntrain = ['onnx>=1', 'torch==2.13.0', 'torchao==1']"
    assert pinned("torch", project) == ["torch==2.13.0"]
    assert pinned("torch", project.replace("==2.13.0", ">=2")) == []


def test_the_proof_covers_every_supported_machine() -> None:
    assert PYTHONS == ("3.11", "3.12", "3.13")
    linux = [platform for platform in PLATFORMS if "manylinux" in platform]
    assert [platform.split("-")[0] for platform in linux] == list(OLDEST_GLIBC)
    assert any("windows" in platform for platform in PLATFORMS)
    assert any("apple" in platform for platform in PLATFORMS)
