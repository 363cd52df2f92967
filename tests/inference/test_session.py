from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

from mirror.config import models_root
from mirror.errors import ModelError
from mirror.inference.acceleration import CPU, CUDA, Acceleration
from mirror.inference.session import ModelSession
from tests.inference.model_folder import NAME, copied_to, edit
from tests.inference.pretended_gpu import BOTH, PretendedGpu

ONLY_CPU = Acceleration((CPU,), "a test")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


def test_runs_the_model() -> None:
    session = ModelSession(models_root(), NAME, acceleration=ONLY_CPU)
    boxes, scores = session.run(np.zeros((1, 128, 128, 3), np.uint8))
    assert (boxes.shape, scores.shape) == ((1, 896, 16), (1, 896, 1))
    assert boxes.dtype == scores.dtype == np.float32
    assert session.provider == CPU
    assert session.why_no_gpu == "a test"


def test_both_forms_of_the_landmark_model_agree(tmp_path: Path) -> None:
    shutil.copytree(models_root() / "face_landmarks", tmp_path / "face_landmarks")
    manifest = tmp_path / "face_landmarks" / "model.toml"
    swapped = (
        manifest.read_text("utf-8").replace("CUDA", "X").replace("CPU", "CUDA").replace("X", "CPU")
    )
    manifest.write_text(swapped, "utf-8")
    picture = np.random.default_rng(0).integers(0, 256, (1, 192, 192, 3)).astype(np.uint8)
    one, other = (
        ModelSession(root, "face_landmarks", acceleration=ONLY_CPU).run(picture)
        for root in (models_root(), tmp_path)
    )
    assert np.abs(one[0] - other[0]).max() < 0.01
    assert not np.array_equal(one[0], other[0]), "the same file ran twice"


def test_nothing_is_written_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    ModelSession(models_root(), NAME)
    assert capfd.readouterr().err == ""


def test_falls_back_where_the_provider_does_not_start(root: Path) -> None:
    """A machine that claims a GPU and has none: the CPU runs, and says why."""
    session = ModelSession(root, NAME, acceleration=Acceleration((CUDA, CPU), None))
    if session.provider == CUDA:
        pytest.skip("this machine has a GPU")
    assert session.why_no_gpu is not None
    assert CUDA in session.why_no_gpu


def test_a_provider_that_fails_in_a_run_is_left_for_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gpu = PretendedGpu(monkeypatch)
    session = ModelSession(models_root(), NAME, acceleration=BOTH)
    picture = np.random.default_rng(0).integers(0, 256, (1, 128, 128, 3)).astype(np.uint8)
    before = session.run(picture)
    assert session.provider == CUDA
    gpu.fails_from = gpu.runs
    for _ in range(2):
        after = session.run(picture)
        assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert session.provider == CPU
    assert "the card is gone" in str(session.why_no_gpu)
    assert gpu.opened == [CUDA, CPU], "it is not tried again"


def test_a_provider_that_fails_at_once_is_left_while_warming_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    PretendedGpu(monkeypatch).fails_from = 0
    assert ModelSession(models_root(), NAME, acceleration=BOTH).provider == CPU


def test_a_fault_of_the_last_provider_goes_through() -> None:
    session = ModelSession(models_root(), NAME, acceleration=ONLY_CPU)
    with pytest.raises(Exception, match="image"):
        session.run(np.zeros((1, 64, 64, 3), np.uint8))
    assert session.provider == CPU


def test_no_file_for_any_provider(root: Path) -> None:
    edit(root, '["CPUExecutionProvider", "CUDAExecutionProvider"]', '["CUDAExecutionProvider"]')
    with pytest.raises(ModelError, match="no file that this machine can run"):
        ModelSession(root, NAME, acceleration=ONLY_CPU)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[1, 896, 16]", "[1, 896, 15]", "boxes"),
        ('name = "scores"', 'name = "logits"', "logits"),
        ("[1, 128, 128, 3]", "[1, 128, 128, 1]", "image"),
        ('dtype = "uint8"', 'dtype = "float32"', "image"),
        (
            '\n[[graphs.face_detector.outputs]]\nname = "scores"\ndtype = "float32"\nshape = [1, 896, 1]\n',
            "",
            "does not name: scores",
        ),
    ],
)
def test_another_contract_is_refused(root: Path, old: str, new: str, said: str) -> None:
    edit(root, old, new)
    with pytest.raises(ModelError, match=said):
        ModelSession(root, NAME, acceleration=ONLY_CPU)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("graphs.face_detector", "graphs.other", "has no face_detector"),
        (
            '[preprocessing]\nsize = 128\ncolour = "BGR"\noutside = "black"\nresampling = "bilinear"\n',
            "",
            "how its picture is cut",
        ),
    ],
)
def test_a_model_that_looks_at_no_picture_is_refused(
    root: Path, old: str, new: str, said: str
) -> None:
    edit(root, old, new)
    with pytest.raises(ModelError, match=said):
        ModelSession(root, NAME, acceleration=ONLY_CPU)


def test_a_file_that_is_no_model_is_refused(root: Path) -> None:
    """With a matching hash: the manifest was made for a broken file."""
    path = root / NAME / "model.onnx"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(b"no model")
    edit(root, before, hashlib.sha256(b"no model").hexdigest())
    with pytest.raises(ModelError, match="cannot be loaded"):
        ModelSession(root, NAME, acceleration=ONLY_CPU)
