from __future__ import annotations

import typing
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.dressing.outfit import Piece
from mirror.dressing.parameters import Sort, parameters_of
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Eyeliner,
    Foundation,
    Lipstick,
    Sticker,
    TeethWhitening,
)
from mirror.ui.wearing.fields import ChoiceField, Field, NumberField, ShadesField
from mirror.ui.wearing.piece_editor import PieceEditor
from tests.shelf import item

LEFT = Qt.MouseButton.LeftButton
_NEEDED = {
    "shade": "#804050",
    "shades": ("#804050",),
    "picture": "a.png",
    "u": 0.5,
    "v": 0.5,
}


def made(kind: Callable[..., AnyProduct]) -> AnyProduct:
    needed = {field.name for field in msgspec.structs.fields(kind) if field.required}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in _NEEDED.items() if name in needed})


KINDS = [made(kind) for kind in typing.get_args(AnyProduct)]


class Bench:
    """An editor, and what it said."""

    def __init__(self, editor: PieceEditor) -> None:
        self.editor = editor
        self.products: list[AnyProduct] = []
        self.keys: set[int] = set()
        self.picks: list[bool] = []
        self.released = 0
        editor.changed.connect(self._hear)
        editor.released.connect(self._release)
        editor.pick_wanted.connect(self.picks.append)

    def _hear(self, key: int, product: AnyProduct) -> None:
        self.keys.add(key)
        self.products.append(product)

    def _release(self) -> None:
        self.released += 1

    def shades(self, name: str = "shade") -> ShadesField:
        field = self.editor.fields[name]
        assert isinstance(field, ShadesField)
        return field


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    editor = PieceEditor()
    qtbot.addWidget(editor)
    editor.resize(340, 900)
    editor.show()
    qtbot.waitExposed(editor)
    return Bench(editor)


def move(field: Field) -> None:
    """Has a field say something else than what it shows."""
    if isinstance(field, NumberField):
        slider = field.slider
        slider.setValue(slider.minimum() if slider.value() > slider.minimum() else 7)
    elif isinstance(field, ChoiceField):
        field.choice.activated.emit((field.choice.currentIndex() + 1) % field.choice.count())
    elif isinstance(field, ShadesField) and field.editor.isVisible():
        field.editor.lightness.setValue(95)
    elif isinstance(field, ShadesField):
        QTest.mouseClick(field.own, LEFT)


@pytest.mark.parametrize("product", KINDS, ids=lambda product: type(product).__name__)
def test_each_field_of_each_kind_changes_its_own_parameter_alone(
    bench: Bench, product: AnyProduct
) -> None:
    piece = Piece(product)
    bench.editor.show_piece(piece)
    changeable = [one for one in parameters_of(product) if one.sort is not Sort.PICTURE]
    assert list(bench.editor.fields) == [one.name for one in changeable]
    assert bench.products == []
    for name, field in bench.editor.fields.items():
        bench.editor.show_piece(piece)
        bench.products.clear()
        move(field)
        assert bench.products, name
        for changed in bench.products:
            assert getattr(changed, name) != getattr(product, name)
            back = msgspec.structs.replace(changed, **{name: getattr(product, name)})
            assert back == product
    assert bench.keys <= {piece.key}


@pytest.mark.parametrize("product", KINDS, ids=lambda product: type(product).__name__)
def test_no_place_of_any_slider_is_refused_by_the_type(bench: Bench, product: AnyProduct) -> None:
    bench.editor.show_piece(Piece(product))
    for name, field in bench.editor.fields.items():
        if not isinstance(field, NumberField):
            continue
        slider = field.slider
        for place in (slider.minimum(), slider.minimum() + 1, slider.maximum()):
            slider.setValue(slider.maximum() // 3)
            bench.products.clear()
            slider.setValue(place)
            (changed,) = bench.products
            assert msgspec.convert(msgspec.to_builtins(changed), type(product)) == changed, name


def test_what_cannot_be_changed_has_no_field(bench: Bench) -> None:
    bench.editor.show_piece(Piece(TeethWhitening()))
    assert bench.editor.fields == {}
    bench.editor.show_piece(Piece(Sticker(picture="a.png", u=0.5, v=0.5)))
    assert "picture" not in bench.editor.fields


def test_what_the_type_refuses_is_never_told(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.show_piece(Piece(Eyeliner(shade="#101010")))
    with qtbot.captureExceptions() as raised:
        bench.editor.fields["thickness"].changed.emit(0.9)
        bench.editor.fields["shade"].changed.emit("red")
    assert [kind for kind, _, _ in raised] == [msgspec.ValidationError] * 2
    assert bench.products == []


def test_it_shows_what_has_become_of_its_piece_in_the_same_fields(bench: Bench) -> None:
    piece = Piece(Lipstick(shades=("#a02030",)))
    bench.editor.show_piece(piece)
    fields = dict(bench.editor.fields)
    changed = Lipstick(shades=("#20a030", "#2030a0"), finish="gloss", coverage=0.25)
    bench.editor.show_piece(Piece(changed, key=piece.key))
    assert bench.editor.fields == fields
    assert bench.shades("shades").editor.shade == "#20a030"
    finish, coverage = fields["finish"], fields["coverage"]
    assert isinstance(finish, ChoiceField)
    assert isinstance(coverage, NumberField)
    assert (finish.choice.currentData(), coverage.slider.value()) == ("gloss", 25)
    assert bench.products == []


def test_another_piece_has_fields_of_its_own(bench: Bench) -> None:
    first = Piece(Lipstick(shades=("#a02030", "#2030a0")))
    bench.editor.show_piece(first)
    QTest.mouseClick(bench.shades("shades").discs[1], LEFT)
    fields = bench.editor.fields
    second = Piece(Lipstick(shades=("#20a030", "#30a020")))
    bench.editor.show_piece(second)
    assert bench.editor.fields is not fields
    assert bench.editor.key == second.key
    assert bench.shades("shades").editor.shade == "#20a030"
    bench.editor.show_piece(Piece(Blush(shades=("#d08080",)), key=second.key))
    assert "placement" in bench.editor.fields
    move(bench.editor.fields["coverage"])
    assert isinstance(bench.products[-1], Blush)


def test_it_is_named_after_its_piece(bench: Bench) -> None:
    bench.editor.show_piece(Piece(Lipstick(shades=("#a02030",))))
    assert bench.editor._name.text() == "Lipstick"
    sold = item("V1", brand="Aurora", shade_name="Ruby")
    bench.editor.show_piece(Piece(Lipstick(shades=("#a02030",)), sold))
    assert "Velvet" in bench.editor._name.text()


def test_the_end_of_a_gesture_is_told(bench: Bench) -> None:
    bench.editor.show_piece(Piece(Eyeliner(shade="#101010")))
    thickness = bench.editor.fields["thickness"]
    assert isinstance(thickness, NumberField)
    thickness.slider.sliderReleased.emit()
    move(bench.editor.fields["style"])
    assert bench.released == 2


def test_a_colour_off_the_picture_goes_to_the_shade_that_asked(bench: Bench) -> None:
    bench.editor.show_piece(Piece(Lipstick(shades=("#a02030", "#2030a0"))))
    shades = bench.shades("shades")
    QTest.mouseClick(shades.discs[1], LEFT)
    QTest.mouseClick(shades.editor.pick, LEFT)
    bench.editor.picked("#20a030")
    assert bench.products == [Lipstick(shades=("#a02030", "#20a030"))]
    assert bench.picks == [True, False]
    assert bench.released == 1
    bench.editor.picked("#ffffff")
    assert len(bench.products) == 1


def test_nobody_who_has_gone_wants_a_colour_off_the_picture(bench: Bench) -> None:
    piece = Piece(Foundation(shade="#c09070"))
    other = Piece(Lipstick(shades=("#a02030",)))
    goings: dict[str, Callable[[], object]] = {
        "another piece": lambda: bench.editor.show_piece(other),
        "no piece": lambda: bench.editor.show_piece(None),
        "another page": bench.editor.hide,
        "the skin's own": lambda: bench.editor.show_piece(Piece(Foundation(), key=piece.key)),
    }
    for name, go in goings.items():
        bench.editor.show()
        bench.editor.show_piece(piece)
        bench.picks.clear()
        QTest.mouseClick(bench.shades().editor.pick, LEFT)
        go()
        assert bench.picks == [True, False], name
        bench.editor.picked("#ffffff")
    assert bench.products == []


def test_no_piece_is_edited_no_longer(bench: Bench) -> None:
    bench.editor.show_piece(Piece(Eyeliner(shade="#101010")))
    fields = bench.editor.fields
    bench.editor.show_piece(None)
    assert bench.editor.key is None
    move(fields["thickness"])
    assert bench.products == []
