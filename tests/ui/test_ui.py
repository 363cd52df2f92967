from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.panel import Page
from mirror.ui.window import Window
from tests.windows import (
    dressed,
    press,
)

# What Qt puts into a field to clear it; a key and the field's own closing do so, too.
_INNER = ("QLineEditIconButton",)
_ANSWERS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QAbstractItemView)


def answering(window: Window) -> list[QWidget]:
    """All that answers to finger or key, also on pages that are not shown."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _ANSWERS)
        and not isinstance(widget, QScrollBar)
        and widget.metaObject().className() not in _INNER
        and widget.window() is window  # the list of a combo box is a window of its own
    ]


@pytest.mark.parametrize("page", [*Page])
def test_everything_that_answers_has_a_name_and_is_large_enough(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    dressed(window)
    window.panel.show_page(page)
    found = answering(window)
    assert len(found) > 60
    for widget in found:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, f"{widget} of {widget.parent()} has no name"
    pressed = [widget for widget in found if widget.isVisible()]
    assert len(pressed) > 8
    touch = theme.sizes().touch
    for widget in pressed:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert widget.height() >= touch, name
        assert widget.width() >= touch, name
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, name


def test_what_has_no_name_is_found_out(window: Window) -> None:
    nameless = QPushButton(window.panel)
    assert nameless in answering(window)
    assert not nameless.accessibleName() + nameless.text()


@pytest.mark.parametrize("page", [*Page])
def test_the_tab_key_reaches_everything(qtbot: QtBot, window: Window, page: Page) -> None:
    dressed(window)
    window.panel.show_page(page)
    wanted = {
        widget
        for widget in answering(window)
        if widget.isVisible()
        and widget.isEnabled()
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None)
    }
    window.panel.open_help.setFocus()
    reached = set()
    for _ in range(90):
        reached.add(window.focusWidget())
        press(window, Qt.Key.Key_Tab)
    missed = wanted - reached
    assert not missed, [f"{at} {at.accessibleName()}" for at in missed]
    if page is Page.LOOKS:
        assert reached & set(window.panel.looks.panel.cards)
        assert reached & set(window.panel.looks.panel.photos)
        assert reached & set(window.panel.looks.search.chips.buttons.values())
    if page in (Page.LOOKS, Page.PRODUCTS, Page.WEARING):
        assert reached & set(window.panel.tabs.values())
