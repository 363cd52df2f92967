from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mirror.makeup.products import AnyProduct, Eyeliner, Eyeshadow, Foundation, Lipstick, Mascara
from mirror.ui.swatches import Swatches, shades_of


@pytest.mark.parametrize(
    ("product", "shades"),
    [
        (Lipstick(shades=("#a8283c", "#c06070")), ("#a8283c", "#c06070")),
        (Eyeliner(shade="#101010"), ("#101010",)),
        (Foundation(), ()),
        (Foundation(shade="#c09070"), ("#c09070",)),
    ],
)
def test_a_product_has_one_shade_or_several_or_none(
    product: AnyProduct, shades: tuple[str, ...]
) -> None:
    assert shades_of(product) == shades


def test_every_kind_can_be_asked() -> None:
    assert shades_of(Mascara())
    assert shades_of(Eyeshadow(shades=("#806040",))) == ("#806040",)


def colours(swatches: Swatches) -> dict[str, int]:
    image = swatches.grab().toImage()
    found: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


def test_all_shades_are_seen_and_the_first_one_most_of_all(qtbot: QtBot) -> None:
    swatches = Swatches()
    qtbot.addWidget(swatches)
    shown = ("#a02030", "#20a030", "#2030a0")
    swatches.show_shades(shown)
    found = colours(swatches)
    assert all(found[shade] > 20 for shade in shown)
    assert found[shown[0]] > max(found[shade] for shade in shown[1:])


def test_too_many_are_cut_and_none_is_an_empty_disc(qtbot: QtBot) -> None:
    swatches = Swatches()
    qtbot.addWidget(swatches)
    many = [f"#{at:02x}a030" for at in range(16, 240, 28)]
    swatches.show_shades(many)
    assert set(many[:5]) <= set(colours(swatches))
    assert not set(many[5:]) & set(colours(swatches))
    swatches.show_shades(())
    assert not set(many) & set(colours(swatches))
    assert len(colours(swatches)) > 1
