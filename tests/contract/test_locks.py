"""The locks are whole, hold no address, and give each platform what it can run."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

import mirror
from environment import LOCKS, NVIDIA, RUNTIME, TEST, TORCH_LOCK, TRAIN, UV_LOCK
from lock import BROUGHT_BY_TORCH, pinned
from system import NEWEST, OLDEST

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
LINUX_X86, LINUX_ARM, WINDOWS, MAC = (
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("win32", "AMD64"),
    ("darwin", "arm64"),
)
PLATFORMS = [LINUX_X86, LINUX_ARM, WINDOWS, MAC]

_ENTRY = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[a-z0-9.+!]+)(?: ; (?P<marker>.+))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def complaints(lock: str) -> list[str]:
    """What is in a lock but names, versions, markers and SHA-256 hashes; or lacks its hash."""
    found = []
    for line in lock.replace(" \\\n    --hash", " --hash").splitlines():
        entry, *hashes = re.split(r" (?=--)", line)
        if not _ENTRY.fullmatch(entry):
            found.append(f"no pinned package: {line[:80]}")
        elif not hashes:
            found.append(f"no hash: {line[:80]}")
        found += [f"no hash: {part[:80]}" for part in hashes if not _HASH.fullmatch(part)]
    return found


def packages(lock: str, python: str, platform: tuple[str, str]) -> dict[str, str]:
    """The packages of a lock, with their versions, that one platform and Python get.

    Raises:
        ValueError: It gets two versions of one.
    """
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": platform[0],
        "platform_machine": platform[1],
        "platform_python_implementation": "CPython",
    }
    chosen: dict[str, str] = {}
    for match in re.finditer(f"^{_ENTRY.pattern} \\\\$", lock, flags=re.MULTILINE):
        marker = match["marker"]
        if marker is None or Marker(marker).evaluate(environment):
            if match["name"] in chosen:
                raise ValueError(f"two versions of {match['name']}")
            chosen[match["name"]] = match["version"]
    return chosen


def _read(part: str) -> str:
    return (ROOT / LOCKS[part]).read_text("utf-8")


@pytest.mark.parametrize("name", [*LOCKS.values(), UV_LOCK])
def test_every_entry_is_pinned_and_hashed_and_there_is_nothing_else(name: str) -> None:
    assert complaints((ROOT / name).read_text("utf-8")) == []


_GOOD = f"numpy==2.4.6 ; python_version < '3.12' \\\n    --hash=sha256:{'a' * 64}\n"


_ADDRESS = "https:" + "//packages.example"


@pytest.mark.parametrize(
    "bad",
    [
        "numpy==2.4.6\n",
        "numpy>=2 \\\n    --hash=sha256:" + "a" * 64 + "\n",
        "numpy==2.4.6 \\\n    --hash=sha256:abc\n",
        "numpy==2.4.6 \\\n    --hash=md5:" + "a" * 32 + "\n",
        f"--index-url {_ADDRESS}/simple\n",
        f"numpy @ {_ADDRESS}/numpy.whl \\\n    --hash=sha256:" + "a" * 64 + "\n",
        "-e .\n",
    ],
)
def test_a_lock_that_is_not_whole_is_found_out(bad: str) -> None:
    assert complaints(_GOOD) == []
    assert complaints(_GOOD + bad) != []


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_platform_gets_one_of_each(python: str, platform: tuple[str, str]) -> None:
    runtime = packages(_read(RUNTIME), python, platform)
    runtimes = [name for name in runtime if name.startswith("onnxruntime")]
    gpu = platform in (LINUX_X86, WINDOWS)
    assert runtimes == ["onnxruntime-gpu" if gpu else "onnxruntime"]
    assert [name for name in runtime if "opencv" in name] == ["opencv-python-headless"]
    # 6.12.0 aborts on Python 3.11.
    qt = tuple(int(part) for part in runtime["pyside6-essentials"].split("."))
    assert (qt >= (6, 12)) == (python != "3.11")
    assert runtime["shiboken6"] == runtime["pyside6-essentials"]

    nvidia = packages(_read(NVIDIA), python, platform)
    assert ("nvidia-cudnn-cu13" in nvidia) == gpu
    assert bool(nvidia) == gpu

    test = packages(_read(TEST), python, platform)
    assert {"pytest", "mypy", "ruff", "import-linter"} <= set(test)
    assert not set(runtime) & set(test), "a package in two locks may come in two versions"

    train = packages(_read(TRAIN), python, platform)
    assert {"onnx", "onnxscript", "tensorboard", "sympy", "jinja2"} <= set(train)
    assert not set(runtime) & set(train)
    assert not [name for name in train if BROUGHT_BY_TORCH.fullmatch(name)]
    # Either may be installed without the other.
    assert {name: train[name] for name in set(train) & set(test)} == {
        name: test[name] for name in set(train) & set(test)
    }


def test_pytorch_is_the_one_that_the_project_asks_for() -> None:
    (torch,) = pinned("torch", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert (ROOT / TORCH_LOCK).read_text("utf-8") == f"{torch}\n"


def test_nothing_of_pytorch_is_needed_to_run_or_to_check() -> None:
    for part in (RUNTIME, TEST):
        names = re.findall(r"^([a-z0-9.-]+)==", _read(part), flags=re.MULTILINE)
        assert names
        assert not [name for name in names if BROUGHT_BY_TORCH.fullmatch(name)]


def test_two_versions_for_one_platform_are_found_out() -> None:
    twice = _GOOD + _GOOD.replace("2.4.6", "2.5.5").replace(" ; python_version < '3.12'", "")
    assert packages(twice, "3.12", MAC) == {"numpy": "2.5.5"}
    with pytest.raises(ValueError, match="two versions of numpy"):
        packages(twice, "3.11", MAC)


def test_every_dependency_is_locked() -> None:
    for python, platform in itertools.product(PYTHONS, PLATFORMS):
        locked = packages(_read(RUNTIME), python, platform)
        for dependency in PROJECT["dependencies"]:
            requirement, _, marker = dependency.partition(";")
            match = re.match(r"([A-Za-z0-9-]+)(.*)", requirement)
            assert match is not None
            environment = {
                "python_version": python,
                "sys_platform": platform[0],
                "platform_machine": platform[1],
            }
            if not marker or Marker(marker).evaluate(environment):
                assert locked[match[1].lower()] in SpecifierSet(match[2].strip())


def test_versions_agree() -> None:
    assert PROJECT["version"] == mirror.__version__
    supported = SpecifierSet(PROJECT["requires-python"])
    minors = [minor for minor in range(5, 30) if f"3.{minor}.1" in supported]
    assert [f"3.{minor}" for minor in minors] == PYTHONS
