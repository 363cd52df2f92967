from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from mirror.core.types import Floats
from mirror.errors import TrainingError
from mirror.inference.manifest import load_manifest, read_verified
from mirror.inference.transfer import FilmGenerator, LookEncoder
from mirror.training.export import DYNAMIC_FORMS, STATIC_FORMS, Exported, Form
from mirror.training.model_folder import Origin, write_model
from mirror.training.recipe import load_recipe
from mirror.training.record import Sitting
from tests.training.full_disk import full_disk
from tests.training.made import HEADS, N

SMOKE = HEADS.parent / "smoke.toml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WEIGHTS = b"what it has learnt"


@pytest.fixture
def files(exported: Callable[[Form], Exported]) -> list[Exported]:
    return [exported(form) for form in (*STATIC_FORMS, DYNAMIC_FORMS[1])]


@pytest.fixture
def origin() -> Origin:
    recipe = load_recipe(SMOKE)
    said = ('Faces "of" somebody, C:\\faces, 2024', "Heads – our own")
    recipe = replace(recipe, data=replace(recipe.data, credits=said))
    sitting = Sitting(COMMIT, False, "a GPU", 4, "2.13.0", 0, 30, 12.5)
    return Origin(recipe, SMOKE.read_bytes(), 30, COMMIT, [sitting])


def test_the_mirror_loads_what_was_written(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    write_model(tmp_path / "transfer", files, WEIGHTS, origin)
    manifest = load_manifest(tmp_path, "transfer")
    assert manifest.training is not None
    assert manifest.training.commit == COMMIT
    assert manifest.training.data == origin.recipe.data.credits
    assert manifest.licence == "Apache-2.0"
    assert origin.recipe.fingerprint() in manifest.source
    recipe = load_recipe(tmp_path / "transfer" / manifest.training.recipe)
    assert recipe.fingerprint() == origin.recipe.fingerprint()
    for graph in manifest.graphs.values():
        cpu, gpu = (graph.file_for(f"{name}ExecutionProvider") for name in ("CPU", "CUDA"))
        assert cpu is not None
        assert gpu is not None
        assert (cpu.precision, gpu.precision) == ("fp32", "fp16")
    contents = {hashlib.sha256(file.content).hexdigest() for file in files}
    for form in manifest.files:
        assert form.sha256 in contents
        read_verified(tmp_path, manifest, form)
    assert not any("dynamic" in form.path for form in manifest.files)
    assert (tmp_path / "transfer" / "generator-dynamic.onnx").exists()
    assert (tmp_path / "transfer" / "weights.pt").read_bytes() == WEIGHTS


def test_one_frame_goes_through_the_written_model(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    write_model(tmp_path / "transfer", files, WEIGHTS, origin)
    rng = np.random.default_rng(0)

    def random(*shape: int) -> Floats:
        return rng.random(shape, dtype=np.float32)

    encoder, generator = LookEncoder(tmp_path), FilmGenerator(tmp_path)
    code = encoder.encode(random(N, N, 3), random(N, N), random(3))
    generator.wear(code.pigment, code.features)
    film, bare = generator.generate(
        random(N, N, 3), random(N, N), random(128, 128, 8) + 0.1, np.ones(4, np.float32)
    )
    assert film.shape == (N, N, 8)
    assert np.isfinite(film).all()
    assert np.ptp(film[..., 4:7]) > 0.01
    assert bare.shape == (N, N)
    encoder.close()
    generator.close()


def test_the_report_says_how_exact_the_files_are_and_what_they_took(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    write_model(tmp_path / "transfer", files, WEIGHTS, origin)
    report = json.loads((tmp_path / "transfer" / "export.json").read_text())
    assert report["recipe"] == "smoke"
    assert report["steps"] == 30
    assert report["sittings"][0]["seconds"] == 12.5
    for file in files:
        said = report["files"][file.form.file]
        assert said["bytes"] == len(file.content)
        name, off = next(iter(file.differences.items()))
        assert said["differences"][name] == {"largest": off.largest, "mean": off.mean}


def test_what_else_lies_in_the_folder_stays_and_an_older_model_is_replaced(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    folder = tmp_path / "transfer"
    folder.mkdir()
    for name in ("README.md", "evaluation.json", "generator.onnx"):
        (folder / name).write_text("old")
    write_model(folder, files, WEIGHTS, origin)
    assert (folder / "README.md").read_text() == "old"
    assert (folder / "evaluation.json").read_text() == "old"
    assert (folder / "generator.onnx").stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["transfer"]


@pytest.mark.skipif(sys.platform == "win32", reason="its files know no limit")
def test_a_full_disk_leaves_the_model_before(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    folder = tmp_path / "transfer"
    write_model(folder, files, WEIGHTS, origin)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    later = replace(origin.recipe, name="later")
    other = Origin(later, b"", 30, COMMIT, [])
    with full_disk(100_000), pytest.raises(TrainingError, match="make room"):
        write_model(folder, files, WEIGHTS, other)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["transfer"]


def test_a_folder_where_the_mirror_would_not_look_is_refused(
    tmp_path: Path, files: list[Exported], origin: Origin
) -> None:
    with pytest.raises(TrainingError, match="called transfer"):
        write_model(tmp_path / "mine", files, WEIGHTS, origin)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be written"):
        write_model(tmp_path / "file" / "transfer", files, WEIGHTS, origin)
