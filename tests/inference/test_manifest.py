from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mirror.config import models_root
from mirror.errors import ModelError
from mirror.inference.manifest import MODELS, load_manifest, read_verified, verify_models
from tests.inference.model_folder import NAME, copied_to, edit


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


def test_shipped_models_verify() -> None:
    manifests = verify_models(models_root())
    assert tuple(manifest.name for manifest in manifests) == MODELS
    for manifest in manifests:
        assert manifest.licence == "Apache-2.0"
        (graph,) = manifest.graphs.values()
        assert graph.file_for("CPUExecutionProvider") is not None
        assert graph.file_for("CUDAExecutionProvider") is not None
        assert manifest.preprocessing is not None
        size = manifest.preprocessing.size
        assert [tensor.shape for tensor in graph.inputs] == [(1, size, size, 3)]
        assert (models_root() / manifest.name / "README.md").is_file()


def test_a_provider_without_a_file() -> None:
    graph = load_manifest(models_root(), NAME).graphs[NAME]
    assert graph.file_for("OtherExecutionProvider") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('licence = "Apache-2.0"', 'licence = "Apache-2.0"\ncolor = "red"', "color"),
        ('licence = "Apache-2.0"', "", "licence"),
        ('colour = "BGR"', 'colour = "RGB"', "RGB"),
        ("size = 128", 'size = "128"', "preprocessing.size"),
        ("[1, 896, 16]", "[1, 896, -16]", "shape"),
        ('path = "model.onnx"', 'path = "../model.onnx"', "path"),
        ('name = "face_detector"', 'name = "another"', "another"),
        ('name = "face_detector"', "name = ", "cannot be read"),
    ],
)
def test_a_wrong_manifest_is_refused(root: Path, old: str, new: str, said: str) -> None:
    edit(root, old, new)
    with pytest.raises(ModelError, match=said) as caught:
        load_manifest(root, NAME)
    assert str(root / NAME / "model.toml") in str(caught.value)
    assert "\n" not in str(caught.value).removesuffix("\n")


def test_a_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not installed"):
        load_manifest(tmp_path, NAME)


def test_a_manifest_that_is_no_text(root: Path) -> None:
    (root / NAME / "model.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError, match="cannot be read"):
        load_manifest(root, NAME)


def read(root: Path) -> bytes:
    manifest = load_manifest(root, NAME)
    return read_verified(root, manifest, manifest.files[0])


def test_the_checked_content_is_returned(root: Path) -> None:
    assert read(root) == (root / NAME / "model.onnx").read_bytes()


def test_an_altered_file_is_refused(root: Path) -> None:
    path = root / NAME / "model.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged or was altered"):
        read(root)


def test_a_truncated_file_is_refused(root: Path) -> None:
    path = root / NAME / "model.onnx"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelError, match="damaged or was altered"):
        read(root)


def test_a_missing_file_is_refused(root: Path) -> None:
    (root / NAME / "model.onnx").unlink()
    with pytest.raises(ModelError, match="is missing"):
        read(root)


def test_an_unreadable_file_is_refused(root: Path) -> None:
    path = root / NAME / "model.onnx"
    path.unlink()
    path.mkdir()
    with pytest.raises(ModelError, match="cannot be read"):
        read(root)


def test_verification_reads_every_file(tmp_path: Path) -> None:
    for name in MODELS:
        shutil.copytree(models_root() / name, tmp_path / name)
    verify_models(tmp_path)
    (tmp_path / "face_landmarks" / "prelu.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=r"prelu\.onnx"):
        verify_models(tmp_path)
