from __future__ import annotations

import typing

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.dressing.parameters import Parameter, Sort
from mirror.ui.wearing.fields import ChoiceField, Field, NumberField, ShadesField

LEFT = Qt.MouseButton.LeftButton
FINISH = Parameter("finish", Sort.CHOICE, choices=("matte", "satin", "gloss"))
COVERAGE = Parameter("coverage", Sort.NUMBER, optional=True)
ARCH = Parameter("arch", Sort.NUMBER, low=-1.0, high=1.0)
ANGLE = Parameter("angle_deg", Sort.NUMBER, low=-180.0, high=180.0)
SIZE = Parameter("size", Sort.NUMBER, above_low=True)
PATTERN = Parameter("pattern", Sort.WHOLE, low=0, high=9999)
SHADES = Parameter("shades", Sort.COLOURS, low=1, high=3)
SHADE = Parameter("shade", Sort.COLOUR)
OWN = Parameter("shade", Sort.COLOUR, optional=True)
RED, GREEN, BLUE = "#a02030", "#20a030", "#2030a0"

AnyField = typing.TypeVar("AnyField", bound=Field)


class Heard:
    """What a field said."""

    def __init__(self, field: Field) -> None:
        self.values: list[object] = []
        self.released = 0
        field.changed.connect(self.values.append)
        field.released.connect(self._release)

    def _release(self) -> None:
        self.released += 1


def shown(qtbot: QtBot, field: AnyField) -> AnyField:
    qtbot.addWidget(field)
    field.resize(320, 400)
    field.show()
    qtbot.waitExposed(field)
    return field


def shades_field(qtbot: QtBot, parameter: Parameter, value: object) -> ShadesField:
    field = shown(qtbot, ShadesField(parameter))
    field.show_value(value)
    return field


def test_a_word_is_chosen_by_what_it_is_called(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField(FINISH))
    heard = Heard(field)
    field.show_value("satin")
    assert field.choice.currentData() == "satin"
    titles = [field.choice.itemText(at) for at in range(field.choice.count())]
    assert titles == ["Matte", "Satin", "Gloss"]
    assert heard.values == []
    QTest.keyClick(field.choice, Qt.Key.Key_Down)
    assert (heard.values, heard.released) == (["gloss"], 1)


def test_a_choice_outlives_another_language(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField(FINISH))
    heard = Heard(field)
    field.show_value("gloss")
    field.retranslate()
    assert field.choice.currentData() == "gloss"
    assert heard.values == []


@pytest.mark.parametrize(
    ("parameter", "value", "place"),
    [
        (COVERAGE, 0.25, 25),
        (ARCH, -1.0, -100),
        (ARCH, 0.5, 50),
        (PATTERN, 17, 17),
        (ANGLE, -45.0, -45),
    ],
)
def test_a_number_is_shown_within_its_range_and_not_told(
    qtbot: QtBot, parameter: Parameter, value: float, place: int
) -> None:
    field = shown(qtbot, NumberField(parameter))
    heard = Heard(field)
    field.show_value(value)
    assert field.slider.value() == place
    assert heard.values == []
    field.slider.setValue(place + 1)
    field.show_value(heard.values[-1])
    assert field.slider.value() == place + 1  # what it says, it shows


def test_a_number_that_is_the_products_own_is_in_the_middle(qtbot: QtBot) -> None:
    field = shown(qtbot, NumberField(COVERAGE))
    heard = Heard(field)
    field.show_value(0.9)
    field.show_value(None)
    assert field.slider.value() == 50
    assert heard.values == []


def test_a_number_is_told_while_it_moves(qtbot: QtBot) -> None:
    field = shown(qtbot, NumberField(COVERAGE))
    heard = Heard(field)
    field.show_value(0.0)
    for place in (10, 20, 30):
        field.slider.setValue(place)
    assert heard.values == [pytest.approx(value) for value in (0.1, 0.2, 0.3)]
    assert heard.released == 0
    field.slider.sliderReleased.emit()
    assert heard.released == 1


def test_a_whole_number_stays_one(qtbot: QtBot) -> None:
    field = shown(qtbot, NumberField(PATTERN))
    heard = Heard(field)
    field.slider.setValue(321)
    assert heard.values == [321]
    assert isinstance(heard.values[0], int)


def test_only_what_must_not_be_nothing_stops_before_it(qtbot: QtBot) -> None:
    for parameter, least in ((SIZE, 0.01), (COVERAGE, 0.0)):
        field = shown(qtbot, NumberField(parameter))
        heard = Heard(field)
        field.show_value(0.5)
        field.slider.setValue(0)
        assert heard.values == [pytest.approx(least)]


@pytest.mark.parametrize(("low", "high"), [(0.01, 0.12), (0.4, 1.8), (-180.0, 180.0), (0.1, 0.7)])
def test_no_place_of_a_slider_leaves_the_range(qtbot: QtBot, low: float, high: float) -> None:
    field = shown(qtbot, NumberField(Parameter("thickness", Sort.NUMBER, low=low, high=high)))
    heard = Heard(field)
    field.slider.setValue(0)
    for place in range(field.slider.minimum(), field.slider.maximum() + 1):
        field.slider.setValue(place)
    kind = typing.Annotated[float, msgspec.Meta(ge=low, le=high)]
    assert [msgspec.convert(value, kind) for value in heard.values] == heard.values
    assert heard.values[-1] == pytest.approx(high)


def test_one_shade_has_no_others_beside_it(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADE, RED)
    assert field.editor.shade == RED
    parts = (*field.discs, field.add, field.remove, field.own)
    assert not any(part.isVisible() for part in parts)
    heard = Heard(field)
    field.editor.lightness.setValue(90)
    assert heard.values == [field.editor.shade]


def test_the_shade_that_is_chosen_is_edited(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN))
    heard = Heard(field)
    QTest.mouseClick(field.discs[1], LEFT)
    assert field.editor.shade == GREEN
    assert heard.values == []
    field.editor.lightness.setValue(90)
    assert heard.values == [(RED, field.editor.shade)]
    field.show_value(heard.values[-1])
    assert field.editor.shade != RED
    QTest.mouseClick(field.discs[0], LEFT)
    assert field.editor.shade == RED


def test_one_more_shade_follows_the_chosen_one_and_is_edited(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN))
    heard = Heard(field)
    QTest.mouseClick(field.add, LEFT)
    assert heard.values == [(RED, RED, GREEN)]
    assert heard.released == 1
    field.editor.picked(BLUE)
    assert heard.values[-1] == (RED, BLUE, GREEN)


def test_the_chosen_shade_is_left_out(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN, BLUE))
    heard = Heard(field)
    QTest.mouseClick(field.discs[2], LEFT)
    QTest.mouseClick(field.remove, LEFT)
    assert heard.values == [(RED, GREEN)]
    assert heard.released == 1
    assert (len(field.discs), field.editor.shade) == (2, GREEN)
    QTest.mouseClick(field.discs[0], LEFT)
    QTest.mouseClick(field.remove, LEFT)
    assert heard.values[-1] == (GREEN,)
    assert field.editor.shade == GREEN


def test_there_are_never_too_many_shades_or_too_few(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED,))
    offered = []
    for _ in range(3):
        offered.append((field.add.isVisible(), field.remove.isVisible()))
        if field.add.isVisible():
            QTest.mouseClick(field.add, LEFT)
    assert offered == [(True, False), (True, True), (False, True)]
    field.show_value((RED,))
    assert (field.add.isVisible(), field.remove.isVisible()) == (True, False)


def test_fewer_shades_from_elsewhere_leave_one_chosen(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN, BLUE))
    QTest.mouseClick(field.discs[2], LEFT)
    field.show_value((RED, GREEN))
    assert field.editor.shade == GREEN
    field.show_value((RED,))
    assert field.editor.shade == RED


def test_discs_are_named_one_by_one(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN))
    assert [disc.accessibleName() for disc in field.discs] == ["Shade 1", "Shade 2"]


def test_a_shade_can_be_that_of_the_skin(qtbot: QtBot) -> None:
    field = shades_field(qtbot, OWN, RED)
    heard = Heard(field)
    assert field.own.isVisible()
    assert not field.own.isChecked()
    QTest.mouseClick(field.own, LEFT)
    assert (heard.values, heard.released) == ([None], 1)
    assert not field.editor.isVisible()
    QTest.mouseClick(field.own, LEFT)
    assert heard.released == 2
    assert isinstance(heard.values[1], str)
    assert field.editor.isVisible()
    assert field.editor.shade == heard.values[1]


def test_the_skins_own_is_shown(qtbot: QtBot) -> None:
    field = shades_field(qtbot, OWN, None)
    assert field.own.isChecked()
    assert not field.editor.isVisible()
    field.show_value(RED)
    assert not field.own.isChecked()
    assert field.editor.isVisible()


def test_a_colour_off_the_picture_is_taken_only_when_one_was_asked_for(qtbot: QtBot) -> None:
    field = shades_field(qtbot, SHADES, (RED, GREEN))
    heard = Heard(field)
    field.picked(BLUE)
    assert heard.values == []
    QTest.mouseClick(field.discs[1], LEFT)
    QTest.mouseClick(field.editor.pick, LEFT)
    field.picked(BLUE)
    field.picked(GREEN)
    assert (heard.values, heard.released) == ([(RED, BLUE)], 1)


def test_the_skins_own_asks_for_no_colour_off_the_picture(qtbot: QtBot) -> None:
    field = shades_field(qtbot, OWN, RED)
    wanted: list[bool] = []
    field.pick_wanted.connect(wanted.append)
    QTest.mouseClick(field.editor.pick, LEFT)
    QTest.mouseClick(field.own, LEFT)
    field.picked(BLUE)
    assert wanted == [True, False]
    field.show_value(RED)
    QTest.mouseClick(field.editor.pick, LEFT)
    field.show_value(None)
    field.picked(BLUE)
    assert wanted == [True, False] * 2
