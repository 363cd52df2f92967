from __future__ import annotations

from mirror.makeup.drawings import drawings, groundwork
from mirror.makeup.products import (
    AnyProduct,
    Brows,
    ContactLenses,
    Eyeliner,
    FalseLashes,
    Lipstick,
    SkinSmoothing,
    TeethWhitening,
)

ALL: tuple[AnyProduct, ...] = (
    FalseLashes(),
    Eyeliner(shade="#101010"),
    Brows(shade="#302018", lift=0.5),
    ContactLenses(shade="#304050"),
    SkinSmoothing(),
    TeethWhitening(),
    Lipstick(shades=("#a02030",)),
)


def kinds(of: tuple[object, ...]) -> list[str]:
    return list(dict.fromkeys(type(one).__name__ for one in of))


def test_what_is_drawn_is_in_the_order_in_which_it_lies() -> None:
    on_top = ["WhiterTeeth", "LensOnEye", "BrowHairs", "LinerStroke", "LashLine"]
    assert kinds(drawings(ALL)) == on_top
    assert kinds(groundwork(ALL)) == ["BrowEraser", "SmootherSkin"]


def test_the_looks_order_is_kept_within_a_kind() -> None:
    two = (Eyeliner(shade="#aa0000"), Eyeliner(shade="#0000aa"))
    shades = [d.product.shade for d in drawings(two)]  # type: ignore[attr-defined]
    assert shades == ["#aa0000"] * 2 + ["#0000aa"] * 2


def test_lipstick_is_a_film_and_nothing_is_drawn() -> None:
    lipstick = (Lipstick(shades=("#a02030",)),)
    assert drawings(lipstick) == groundwork(lipstick) == ()
