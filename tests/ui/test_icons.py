from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from mirror.ui.icons import icon_button, icon_path

NAMES = sorted(path.stem for path in icon_path("figures").parent.glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn(qtbot: QtBot, name: str) -> None:
    picture = QIcon(str(icon_path(name))).pixmap(24, 24).toImage()
    drawn = [picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
    assert 10 < sum(alpha > 100 for alpha in drawn) < 400


def test_a_button_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    button = icon_button("save", "Save", "Save this look", quiet=True)
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Save", "Save this look")
    assert not button.icon().isNull()
    assert button.objectName() == "quietButton"
