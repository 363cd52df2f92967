from __future__ import annotations

import msgspec
import pytest
from msgspec import inspect
from PySide6.QtCore import QCoreApplication

from mirror.dressing.outfit import ORDER
from mirror.makeup.look import load_look, shipped_looks
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Eyeliner,
    Eyeshadow,
    LipLiner,
    Lipstick,
)
from mirror.ui.chart.steps import _STEPS, how


def test_every_kind_has_its_step() -> None:
    assert set(_STEPS) == set(ORDER)
    sentences = [one for steps in _STEPS.values() for one in steps.values()]
    assert all(one.endswith(".") and len(one) < 110 for one in sentences)


def _words(kind: str, field: str) -> set[str]:
    for struct in inspect.type_info(AnyProduct).types:  # type: ignore[attr-defined]
        if struct.tag == kind:
            (found,) = [one.type for one in struct.fields if one.name == field]
            return set(found.values)
    raise KeyError(kind)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("eyeshadow", "template"),
        ("eyeliner", "style"),
        ("blush", "placement"),
        ("concealer", "placement"),
        ("contour", "placement"),
        ("bronzer", "placement"),
        ("highlighter", "placement"),
        ("powder", "placement"),
    ],
)
def test_every_place_has_its_own_step(kind: str, field: str) -> None:
    assert _words(kind, field) <= set(_STEPS[kind])


def test_the_step_is_that_of_the_product() -> None:
    assert how(Lipstick(shades=("#900000", "#f0a0a0"))).endswith(
        "press the second onto their middle."
    )
    assert "blot" in how(Lipstick(shades=("#900000",), finish="matte"))
    assert how(Lipstick(shades=("#900000",), finish="plumping")) == how(
        Lipstick(shades=("#900000",), finish="gloss")
    )
    assert "blend it in" in how(LipLiner(shade="#900000", smudge=0.8))
    assert "blend it in" not in how(LipLiner(shade="#900000", smudge=0.2))
    assert "wing" in how(Eyeliner(shade="#000000", wing=0.2))
    assert "wing" not in how(Eyeliner(shade="#000000"))
    assert (
        how(Eyeshadow(shades=("#808080",), template="crease"))
        == "Blend it into the crease, to and fro."
    )
    assert how(Blush(shades=("#808080",), placement="apples")).startswith("On the apples")


def test_every_product_of_the_shipped_looks_has_a_step() -> None:
    for path in shipped_looks().values():
        for product in load_look(path).products:
            assert how(msgspec.structs.replace(product))


def test_it_is_said_in_the_persons_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        QCoreApplication, "translate", lambda context, text: f"{context}: {text[:5]}"
    )
    assert how(Blush(shades=("#808080",), placement="apples")) == "Step: On th"
