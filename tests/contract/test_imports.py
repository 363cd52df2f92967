"""The import contracts hold, cover the whole package, and each of them can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
LAYERS = "Imports go downward only"
QT = "PySide6 is imported in mirror.ui alone"
ONNX = "onnxruntime is imported in mirror.inference alone"
TORCH = "torch is imported in mirror.training alone"

# For every contract, imports that break it: where, and what is imported.
FORBIDDEN = [
    (LAYERS, "config.py", "mirror.core.types"),
    (LAYERS, "core/types.py", "mirror.makeup.look"),
    (LAYERS, "core/types.py", "mirror.inference"),
    (LAYERS, "capture/__init__.py", "mirror.inference"),
    (LAYERS, "makeup/look.py", "mirror.pipeline.messages"),
    (LAYERS, "makeup/look.py", "mirror.catalogue.item"),
    (LAYERS, "catalogue/item.py", "mirror.pipeline.messages"),
    (LAYERS, "pipeline/messages.py", "mirror.ui"),
    (LAYERS, "ui/__init__.py", "mirror.cli"),
    (LAYERS, "saving/album.py", "mirror.pipeline"),
    (LAYERS, "capture/video_writer.py", "mirror.saving"),
    (LAYERS, "kiosk/__init__.py", "mirror.ui"),
    (LAYERS, "catalogue/item.py", "mirror.kiosk"),
    (LAYERS, "settings_file.py", "mirror.core.types"),
    (LAYERS, "config.py", "mirror.settings_file"),
    (QT, "kiosk/__init__.py", "PySide6.QtCore"),
    (QT, "cli/__init__.py", "PySide6.QtCore"),
    (QT, "pipeline/messages.py", "PySide6.QtGui"),
    (QT, "core/types.py", "PySide6"),
    (QT, "catalogue/store.py", "PySide6.QtSql"),
    (QT, "saving/snapshot.py", "PySide6.QtGui"),
    (ONNX, "ui/__init__.py", "onnxruntime"),
    (ONNX, "cli/__init__.py", "onnxruntime"),
    (ONNX, "pipeline/messages.py", "onnxruntime"),
    (LAYERS, "training/recipe.py", "mirror.evaluation"),
    (TORCH, "cli/__init__.py", "torch"),
    (TORCH, "evaluation/__init__.py", "torch"),
    (ONNX, "catalogue/facets.py", "onnxruntime"),
    (TORCH, "inference/session.py", "torch.nn"),
    (TORCH, "catalogue/facets.py", "torch"),
]


def _lint(folder: Path) -> tuple[int, str]:
    command = (
        "from importlinter.cli import lint_imports_command; "
        "lint_imports_command(['--no-cache'], prog_name='lint-imports')"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "*.npz")
    shutil.copytree(ROOT / "mirror", tmp_path / "mirror", ignore=ignored)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    status, said = _lint(copy)
    assert status == 0, said
    assert f"{len(CONTRACTS)} kept, 0 broken" in said


@pytest.mark.parametrize(("contract", "module", "imported"), FORBIDDEN)
def test_a_forbidden_import_breaks_the_contract(
    copy: Path, contract: str, module: str, imported: str
) -> None:
    path = copy / "mirror" / module
    path.write_text(f"{path.read_text('utf-8')}\n\nimport {imported}\n", "utf-8")
    status, said = _lint(copy)
    assert status == 1, said
    assert f"{contract} BROKEN" in said


def test_every_contract_is_shown_to_fail() -> None:
    assert {contract["name"] for contract in CONTRACTS} == {name for name, _, _ in FORBIDDEN}


def _parts_of_the_package() -> set[str]:
    """What lies directly in the package; `__main__` only calls `mirror.cli`."""
    names = {path.stem for path in (ROOT / "mirror").glob("*.py")}
    names |= {path.parent.name for path in (ROOT / "mirror").glob("*/__init__.py")}
    return {f"mirror.{name}" for name in names - {"__init__", "__main__"}}


def test_every_part_of_the_package_has_its_layer() -> None:
    (layers,) = (contract["layers"] for contract in CONTRACTS if contract["name"] == LAYERS)
    named = {part.strip() for layer in layers for part in layer.split("|")}
    assert named == _parts_of_the_package()


@pytest.mark.parametrize(
    ("name", "allowed"), [(QT, "mirror.ui"), (ONNX, "mirror.inference"), (TORCH, "mirror.training")]
)
def test_a_forbidden_library_is_forbidden_everywhere_else(name: str, allowed: str) -> None:
    (contract,) = (contract for contract in CONTRACTS if contract["name"] == name)
    assert set(contract["source_modules"]) == _parts_of_the_package() - {allowed}
