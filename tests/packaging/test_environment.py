from __future__ import annotations

from pathlib import Path

import pytest

from environment import (
    LOCKS,
    NVIDIA,
    RUNTIME,
    TEST,
    TORCH_LOCK,
    TRAIN,
    UV_LOCK,
    is_ready,
    read_stamp,
    venv_python,
    write_stamp,
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with locks and an environment whose runtime part is said to be installed."""
    for name in (UV_LOCK, TORCH_LOCK, *LOCKS.values()):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} 1\n")
    venv_python(tmp_path).parent.mkdir(parents=True)
    venv_python(tmp_path).touch()
    write_stamp(tmp_path, [RUNTIME])
    return tmp_path


def test_ready_for_what_is_installed_and_no_more(checkout: Path) -> None:
    assert is_ready(checkout, [RUNTIME])
    assert not is_ready(checkout, [RUNTIME, TEST])
    assert not is_ready(checkout, [RUNTIME, NVIDIA])


def test_a_part_more_does_not_unsettle_the_others(checkout: Path) -> None:
    write_stamp(checkout, [RUNTIME, TEST])
    assert is_ready(checkout, [RUNTIME])
    assert is_ready(checkout, [TEST, RUNTIME])


@pytest.mark.parametrize("name", [UV_LOCK, LOCKS[RUNTIME]])
def test_a_changed_lock_is_to_be_installed(checkout: Path, name: str) -> None:
    (checkout / name).write_text("changed\n")
    assert not is_ready(checkout, [RUNTIME])


@pytest.mark.parametrize("name", [LOCKS[TEST], TORCH_LOCK])
def test_a_changed_lock_of_another_part_is_not(checkout: Path, name: str) -> None:
    (checkout / name).write_text("changed\n")
    assert is_ready(checkout, [RUNTIME])


def test_another_pytorch_is_to_be_installed_where_there_is_one(checkout: Path) -> None:
    write_stamp(checkout, [RUNTIME, TRAIN])
    assert is_ready(checkout, [TRAIN])
    (checkout / TORCH_LOCK).write_text("changed\n")
    assert not is_ready(checkout, [RUNTIME])


def test_another_python_is_to_be_installed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.implementation.cache_tag", "cpython-399")
    assert not is_ready(checkout, [RUNTIME])


def test_an_environment_without_python_is_not_ready(checkout: Path) -> None:
    venv_python(checkout).unlink()
    assert not is_ready(checkout, [RUNTIME])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"abc", b"abc\nunknown parts\n"])
def test_a_broken_stamp_counts_for_nothing(checkout: Path, content: bytes) -> None:
    (checkout / ".venv" / "mirror.stamp").write_bytes(content)
    assert read_stamp(checkout)[0] == frozenset()
    assert not is_ready(checkout, [RUNTIME])


def test_no_environment_is_not_ready(tmp_path: Path) -> None:
    assert not is_ready(tmp_path, [RUNTIME])
