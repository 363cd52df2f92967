"""The real pip installs a stand-in for uv, which writes down how it is called.

The real venv is made twice; the other tests begin with a copy of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import install
from environment import (
    LOCKS,
    RUNTIME,
    TEST,
    TORCH_LOCK,
    TRAIN,
    UV_LOCK,
    claim,
    is_ready,
    venv_python,
)
from system import SetupError

_STAND_IN = """
import json, os, sys
told = {key: value for key, value in os.environ.items() if key.startswith(("UV_", "SSL_"))}
with open(os.environ["STAND_IN_RECORD"], "a") as record:
    print(json.dumps({"arguments": sys.argv[1:], "environment": told}), file=record)
sys.exit(os.environ.get("STAND_IN_STATUS", "0") == "1")
"""


_STAND_IN_WARM = """
from pathlib import Path
def compile_kernels():
    Path(__file__).with_name("compiled").touch()
"""


def _make_checkout(root: Path) -> Path:
    """Locks, a package named mirror, and a folder of wheels that holds the stand-in."""
    wheels = root / "wheels"
    wheels.mkdir(parents=True)
    wheel = _make_wheel(wheels, "uv", "1.0", _STAND_IN)
    for build in ("2.0", "2.0+cpu", "3.0"):
        _make_wheel(wheels, "torch", build, "")
    (root / "packaging").mkdir()
    (root / TORCH_LOCK).write_text("torch==2.0\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (root / UV_LOCK).write_text(f"uv==1.0 --hash=sha256:{digest}\n")
    for lock in LOCKS.values():
        (root / lock).write_text(f"{lock} 1\n")
    (root / "mirror" / "core").mkdir(parents=True)
    (root / "mirror" / "__init__.py").touch()
    (root / "mirror" / "core" / "warm.py").write_text(_STAND_IN_WARM)
    return root


def _make_wheel(folder: Path, name: str, version: str, main: str) -> Path:
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(f"{name}/__init__.py", f"__version__ = {version!r}\n")
        file.writestr(f"{name}/__main__.py", main)
        file.writestr(f"{about}/WHEEL", tags)
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        file.writestr(f"{about}/METADATA", metadata)
        file.writestr(f"{about}/RECORD", "")
    return wheel


def _isolate(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(root / "wheels"))
    monkeypatch.setenv("STAND_IN_RECORD", str(root / "record"))
    monkeypatch.setattr(install, "missing_packages", list)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose runtime part was installed."""
    root = _make_checkout(tmp_path_factory.mktemp("finished") / "checkout")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _isolate(monkeypatch, root)
        assert install.install(root, [RUNTIME]) == 0
    return root


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment as the real venv makes it."""
    folder = tmp_path_factory.mktemp("bare") / ".venv"
    install._create(folder)
    return folder


@pytest.fixture
def checkout(finished: Path, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `finished`, with nothing on record yet."""
    root = tmp_path / "checkout"
    shutil.copytree(finished, root, ignore=shutil.ignore_patterns(".venv", "record"))
    _link_tree(finished / ".venv", root / ".venv")
    _isolate(monkeypatch, root)
    monkeypatch.setattr(install, "_create", lambda folder: _link_tree(bare, folder))
    return root


def _link_tree(source: Path, target: Path) -> None:
    """A quick copy: nothing writes into a file of an environment, files are only replaced."""
    shutil.copytree(source, target, symlinks=True, copy_function=os.link)


def _record(root: Path) -> list[dict[str, Any]]:
    path = root / "record"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _synced_locks(call: dict[str, Any]) -> list[str]:
    return [Path(argument).name for argument in call["arguments"] if argument.endswith(".lock")]


def test_the_first_run_installs_from_the_lock_with_hashes_and_no_compiler(finished: Path) -> None:
    (call,) = _record(finished)
    assert call["arguments"][:2] == ["pip", "sync"]
    assert "--require-hashes" in call["arguments"]
    assert call["arguments"][call["arguments"].index("--only-binary") + 1] == ":all:"
    assert _synced_locks(call) == [LOCKS[RUNTIME]]
    assert is_ready(finished, [RUNTIME])


def test_the_first_run_compiles(finished: Path) -> None:
    assert (finished / "mirror" / "core" / "compiled").exists()


def test_the_checkout_can_be_imported_from_any_folder_and_moved(
    checkout: Path, tmp_path: Path
) -> None:
    moved = checkout.rename(tmp_path / "moved")
    where = [str(venv_python(moved)), "-P", "-c", "import mirror; print(mirror.__file__)"]
    said = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(said.stdout.strip()).resolve() == (moved / "mirror/__init__.py").resolve()


def test_another_run_does_nothing(checkout: Path) -> None:
    assert install.install(checkout, [RUNTIME]) == 0
    assert _record(checkout) == []


def test_a_further_part_keeps_the_first_one(checkout: Path) -> None:
    assert install.install(checkout, [TEST]) == 0
    (call,) = _record(checkout)
    assert _synced_locks(call) == [LOCKS[RUNTIME], LOCKS[TEST]]


def test_pytorch_is_the_build_that_pip_prefers_of_the_pinned_version(checkout: Path) -> None:
    assert install.install(checkout, [TRAIN]) == 0
    (call,) = _record(checkout)
    assert _synced_locks(call) == [LOCKS[RUNTIME], LOCKS[TRAIN]]
    ask = [str(venv_python(checkout)), "-c", "import torch; print(torch.__version__)"]
    said = subprocess.run(ask, capture_output=True, text=True, check=True)
    assert said.stdout == "2.0+cpu\n"
    assert is_ready(checkout, [RUNTIME, TRAIN])


def test_a_pytorch_that_cannot_be_had_leaves_the_old_environment(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / TORCH_LOCK).write_text("torch==4.0\n")
    assert install.install(checkout, [TRAIN]) == 1
    assert "while installing PyTorch" in capfd.readouterr().err
    assert is_ready(checkout, [RUNTIME])
    assert not is_ready(checkout, [TRAIN])


def test_a_changed_lock_is_installed_with_all_parts(checkout: Path) -> None:
    (checkout / LOCKS[RUNTIME]).write_text("changed\n")
    assert install.install(checkout, [RUNTIME]) == 0
    assert len(_record(checkout)) == 1
    assert is_ready(checkout, [RUNTIME])


def _environment(root: Path) -> set[str]:
    return {path.name for path in root.glob(".venv*") if path.is_dir()}


def test_a_failed_download_leaves_the_old_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAND_IN_STATUS", "1")
    assert install.install(checkout, [TEST]) == 1
    assert capfd.readouterr().err.splitlines()[-1].startswith("The set-up failed while installing")
    assert is_ready(checkout, [RUNTIME])
    assert _environment(checkout) == {".venv"}


def test_a_failed_first_download_leaves_no_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(checkout / ".venv")
    monkeypatch.setenv("STAND_IN_STATUS", "1")
    assert install.install(checkout, [RUNTIME]) == 1
    assert _environment(checkout) == set()


def test_an_interrupt_leaves_the_old_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(folder: Path) -> None:
        claim(folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "_create", interrupt)
    assert install.install(checkout, [TEST]) == 130
    assert "start again" in capfd.readouterr().err
    assert is_ready(checkout, [RUNTIME])
    assert _environment(checkout) == {".venv"}


def _cut_while_building(root: Path) -> None:
    (root / ".venv").rename(root / ".venv.old")
    claim(root / ".venv")
    venv_python(root).parent.mkdir(parents=True)
    venv_python(root).touch()


def _cut_before_building(root: Path) -> None:
    (root / ".venv").rename(root / ".venv.old")


def _cut_while_removing_the_old(root: Path) -> None:
    (root / ".venv.old").mkdir()
    (root / ".venv.old" / "pyvenv.cfg").touch()


@pytest.mark.parametrize(
    "cut", [_cut_while_building, _cut_before_building, _cut_while_removing_the_old]
)
def test_after_a_power_cut_the_whole_environment_is_kept(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, cut: Callable[[Path], None]
) -> None:
    cut(checkout)
    monkeypatch.setenv("STAND_IN_STATUS", "1")
    assert install.install(checkout, [TEST]) == 1
    assert is_ready(checkout, [RUNTIME])
    assert _environment(checkout) == {".venv"}

    monkeypatch.setenv("STAND_IN_STATUS", "0")
    assert install.install(checkout, [TEST]) == 0
    assert _synced_locks(_record(checkout)[-1]) == [LOCKS[RUNTIME], LOCKS[TEST]]
    assert _environment(checkout) == {".venv"}


def test_after_a_power_cut_nothing_is_fetched_that_is_there(checkout: Path) -> None:
    _cut_while_building(checkout)
    assert install.install(checkout, [RUNTIME]) == 0
    assert _record(checkout) == []
    assert is_ready(checkout, [RUNTIME])


def test_a_half_made_first_environment_is_made_anew(checkout: Path) -> None:
    stamp = checkout / ".venv" / "mirror.stamp"
    stamp.unlink()
    stamp.touch()
    for folder in (checkout / ".venv").rglob("site-packages/pip"):
        shutil.rmtree(folder)
    assert install.install(checkout, [RUNTIME]) == 0
    assert is_ready(checkout, [RUNTIME])
    assert len(_record(checkout)) == 1


def test_a_file_with_another_hash_is_refused(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / UV_LOCK).write_text(f"uv==1.0 --hash=sha256:{'0' * 64}\n")
    assert install.install(checkout, [RUNTIME]) == 1
    assert "while installing uv" in capfd.readouterr().err
    assert _record(checkout) == []


def test_a_link_to_another_environment_is_left_alone(
    checkout: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = (checkout / ".venv").rename(tmp_path / "elsewhere")
    (checkout / ".venv").symlink_to(elsewhere)
    assert install.install(checkout, [TEST]) == 1
    assert "was not made by this set-up" in capfd.readouterr().err
    assert (elsewhere / "pyvenv.cfg").exists()
    assert _record(checkout) == []


def test_somebodys_own_environment_is_left_alone(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / ".venv" / "mirror.stamp").unlink()
    assert install.install(checkout, [RUNTIME]) == 1
    assert "was not made by this set-up" in capfd.readouterr().err
    assert (checkout / ".venv" / "pyvenv.cfg").exists()
    assert _record(checkout) == []


def test_missing_packages_stop_it_in_one_line(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(packages: list[str]) -> None:
        raise SetupError(f"needs {' '.join(packages)}")

    monkeypatch.setattr(install, "missing_packages", lambda: ["libgl1"])
    monkeypatch.setattr(install, "install_packages", refuse)
    assert install.install(checkout, [TEST]) == 1
    assert capfd.readouterr().err == "needs libgl1\n"
    assert is_ready(checkout, [RUNTIME])


_SETS_UP = """
import sys
from pathlib import Path
import install
install.missing_packages = list
sys.exit(install.install(Path(sys.argv[1]), ["runtime"]))
"""


def test_of_two_starts_at_once_one_installs_and_the_other_waits(checkout: Path) -> None:
    (checkout / LOCKS[RUNTIME]).write_text("changed\n")
    command = [sys.executable, "-c", _SETS_UP, str(checkout)]
    folder = Path(install.__file__).parent
    with install._only_one(checkout / ".venv.lock"):
        starts = [
            subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder)
            for _ in range(2)
        ]
        for start in starts:
            assert start.stderr is not None
            assert "waiting" in start.stderr.readline()
        assert _record(checkout) == []
    for start in starts:
        start.communicate()
        assert start.returncode == 0
    assert len(_record(checkout)) == 1


def test_uv_is_told_where_pip_would_look() -> None:
    told = install.uv_settings(
        "global.index-url='https://pip.example/simple'\n"
        "global.extra-index-url='https://one.example https://two.example'\n"
        "global.timeout='60'\n"
        ":env:.cert='/etc/ca.pem'\n"
        ":env:.find-links='/wheels /more'\n"
    )
    assert told == {
        "UV_DEFAULT_INDEX": "https://pip.example/simple",
        "UV_INDEX": "https://one.example https://two.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/etc/ca.pem",
        "UV_FIND_LINKS": "/wheels,/more",
    }


def test_the_environment_outranks_pips_files() -> None:
    told = install.uv_settings(
        ":env:.index-url='https://env.example'\n"
        "global.index-url='https://file.example'\n"
        "install.index-url='https://install.example'\n"
    )
    assert told == {"UV_DEFAULT_INDEX": "https://env.example"}


@pytest.mark.parametrize("listing", ["", "no settings\n", "global.index-url=oops(\n"])
def test_no_settings_tell_uv_nothing(listing: str) -> None:
    assert install.uv_settings(listing) == {}


def test_the_settings_reach_uv(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example/simple")
    monkeypatch.setenv("UV_FIND_LINKS", "/chosen/for/uv")
    assert install.install(checkout, [TEST]) == 0
    (call,) = _record(checkout)
    assert call["environment"]["UV_DEFAULT_INDEX"] == "https://pip.example/simple"
    assert call["environment"]["UV_FIND_LINKS"] == "/chosen/for/uv"
