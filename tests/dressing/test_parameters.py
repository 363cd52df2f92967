from __future__ import annotations

import typing

import msgspec
import pytest

from mirror.dressing.parameters import Parameter, Sort, parameters_of, with_parameter
from mirror.makeup.look import load_look, shipped_looks
from mirror.makeup.products import AnyProduct, Eyeliner, Foundation, Freckles, Lipstick, Sticker

RED = Lipstick(shades=("#b01030",))


def named(product: AnyProduct) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters_of(product)}


def test_what_a_lipstick_takes() -> None:
    found = named(RED)
    assert list(found) == ["shades", "blend", "finish", "coverage"]
    assert (found["shades"].sort, found["shades"].low, found["shades"].high) == (Sort.COLOURS, 1, 2)
    assert "matte" in found["finish"].choices
    assert found["coverage"] == Parameter("coverage", Sort.NUMBER, optional=True)


def test_ranges_come_from_the_type() -> None:
    found = named(Eyeliner(shade="#101010"))
    assert (found["thickness"].low, found["thickness"].high) == (0.01, 0.2)
    assert found["shade"].sort is Sort.COLOUR
    assert not found["shade"].optional
    assert named(Foundation())["shade"].optional
    assert named(Freckles())["pattern"].sort is Sort.WHOLE
    sticker = named(Sticker(picture="a.png", u=0.5, v=0.5))
    assert sticker["picture"].sort is Sort.PICTURE
    assert sticker["size"].low == 0.0


@pytest.mark.parametrize("kind", typing.get_args(AnyProduct))
def test_every_kind_can_be_shown(kind: type[AnyProduct]) -> None:
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    product = next(
        one
        for path in shipped_looks().values()
        for one in (*load_look(path).products, *_others())
        if isinstance(one, kind)
    )
    found = parameters_of(product)
    assert len(found) == len(info.fields) - 1
    for parameter in found:
        value = getattr(product, parameter.name)
        assert with_parameter(product, parameter.name, value) == product
        if parameter.sort is Sort.NUMBER and value is not None:
            assert parameter.low <= value <= parameter.high


def _others() -> list[AnyProduct]:
    from mirror.makeup.products import FacePaint, SkinSmoothing

    return [FacePaint(picture="a.png"), Sticker(picture="a.png", u=0.5, v=0.5), SkinSmoothing()]


def test_a_value_out_of_range_is_refused() -> None:
    assert with_parameter(RED, "finish", "matte").finish == "matte"  # type: ignore[union-attr]
    for name, value in (
        ("coverage", 1.5),
        ("shades", ()),
        ("finish", "sticky"),
        ("shades", ("x",)),
    ):
        with pytest.raises(msgspec.ValidationError):
            with_parameter(RED, name, value)
