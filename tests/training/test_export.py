from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from mirror.core.zones import ZONES
from mirror.errors import TrainingError
from mirror.inference.trial import Trial
from mirror.training import export as module
from mirror.training.conversion import to_onnx
from mirror.training.export import (
    DYNAMIC_FORMS,
    STATIC_FORMS,
    Exported,
    Exporter,
    Form,
    contract,
)
from mirror.training.networks import Encoder, Generator
from tests.training.made import N, wild

LARGEST_MODEL = 3_000_000
"""Bytes of both graphs in half precision, at 256 texels."""


Export = Callable[[Form], Exported]


@pytest.mark.parametrize("form", STATIC_FORMS, ids=lambda form: form.file)
def test_a_form_keeps_the_contract_and_is_near_the_trained_net(
    exported: Export, form: Form
) -> None:
    made = exported(form)
    given, wanted = contract(form.graph, N)
    assert set(made.differences) == set(wanted)
    for off in made.differences.values():
        assert 0 <= off.mean <= off.largest < 0.02
    worst = max(off.largest for off in made.differences.values())
    assert (worst > 1e-5) == (form.precision == "fp16")
    feeds = {name: np.full(shape, 0.5, np.float32) for name, shape in given.items()}
    found = Trial(made.content).run(feeds)
    assert {name: values.shape for name, values in found.items()} == wanted
    assert all(values.dtype == np.float32 for values in found.values())


def test_half_precision_takes_half_the_room(exported: Export) -> None:
    sizes = {form.file: len(exported(form).content) for form in STATIC_FORMS[2:4]}
    assert sizes["generator-fp16.onnx"] < 0.6 * sizes["generator.onnx"]


def test_a_dynamic_form_dresses_many_faces_as_one_by_one(exported: Export) -> None:
    form = DYNAMIC_FORMS[1]
    assert form == Form("generator", dynamic=True)
    many, one = (Trial(exported(f).content) for f in (form, Form("generator")))
    rng = np.random.default_rng(0)
    feeds = {
        name: rng.random((3, *shape[1:]), dtype=np.float32)
        for name, shape in contract("generator", N)[0].items()
    }
    together = many.run(feeds)
    for at in range(3):
        alone = one.run({name: values[at : at + 1] for name, values in feeds.items()})
        np.testing.assert_allclose(together["film"][at : at + 1], alone["film"], atol=1e-4)


def test_without_strength_the_exported_film_is_exactly_the_identity(exported: Export) -> None:
    rng = np.random.default_rng(0)
    feeds = {
        name: rng.random(shape, dtype=np.float32)
        for name, shape in contract("generator", N)[0].items()
    }
    feeds["strengths"] = np.zeros((1, len(ZONES)), np.float32)
    for form in STATIC_FORMS[2:4]:
        film = Trial(exported(form).content).run(feeds)["film"]
        assert (film[..., :4] == 1).all()
        assert (film[..., 4:] == 0).all()


def test_a_graph_that_computes_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = Exporter(wild(Encoder(N)), wild(Generator(N)), N)

    def spoil(graph: nn.Module, *given: object, **more: object) -> bytes:
        with torch.no_grad():
            for weights in graph.parameters():
                weights.mul_(1.1)
        return to_onnx(graph, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "to_onnx", spoil)
    with pytest.raises(TrainingError, match=r"generator\.onnx gives another film"):
        exporter.export(Form("generator"))


def test_weights_that_are_too_large_for_half_precision_are_refused() -> None:
    encoder, generator = wild(Encoder(N)), wild(Generator(N))
    with torch.no_grad():
        generator.patches.weight.mul_(1e6)
        generator.bend.weight.mul_(1e-6)
    exporter = Exporter(encoder, generator, N)
    exporter.export(Form("generator"))
    with pytest.raises(TrainingError, match=r"generator-fp16\.onnx gives another"):
        exporter.export(Form("generator", "fp16"))


def test_the_model_that_ships_is_small_enough() -> None:
    encoder, generator = Encoder(256), Generator(256)
    weights = sum(p.numel() for net in (encoder, generator) for p in net.parameters())
    assert weights <= 1_000_000
    # What an exported graph holds besides: constants, and some kB of structure.
    constants = sum(b.numel() for net in (encoder, generator) for b in net.buffers())
    constants += 2 * len(ZONES) * 64 * 64
    assert 2 * (weights + constants) + 60_000 <= LARGEST_MODEL
