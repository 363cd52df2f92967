"""How the window looks: its colours, spaces, radii and type, all in this file.

Light and warm, so that nothing competes with the face and nothing tints the judgement of a shade.
Every text colour has a contrast of at least 4.5 to 1 on its ground.
"""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

GROUND = "#f4f1ee"
SURFACE = "#ffffff"
HOVER = "#faf5f3"
LINE = "#e0d9d4"
EDGE = "#8d8288"
INK = "#2b2428"
QUIET_INK = "#675c62"
ACCENT = "#a13a56"
ACCENT_PRESSED = "#862d46"
ACCENT_WASH = "#f8e8ec"
VEIL = "rgba(35, 27, 31, 205)"
ON_VEIL = "#ffffff"

SPACE_S = 8
SPACE_M = 12
SPACE_L = 20
RADIUS = 12
TOUCH = 44

TEXT_PX = 15
SMALL_PX = 13
TITLE_PX = 22

_FAMILIES = ("Inter", "SF Pro Text", "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans")

_SHEET = Template("""
QWidget { color: $INK; font-size: ${TEXT_PX}px; outline: none; }
QMainWindow, #panel { background: $GROUND; }
#wordmark { font-size: ${TITLE_PX}px; font-weight: 600; }
#sectionTitle { font-weight: 600; }
#strengthValue { color: $QUIET_INK; }

QScrollArea, #cards { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $LINE; border-radius: 5px; min-height: 44px; min-width: 44px; }
QScrollBar::handle:hover { background: $EDGE; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QPushButton, QComboBox {
  background: $SURFACE; border: 1px solid $LINE; border-radius: ${RADIUS}px;
  min-height: ${BUTTON_INNER}px; padding: 0 ${SPACE_M}px;
}
QPushButton:hover, QComboBox:hover { background: $HOVER; border-color: $EDGE; }
QPushButton:focus, QComboBox:focus { border: 2px solid $ACCENT; padding: 0 ${FOCUSED_PAD}px; }
QPushButton:pressed { background: $ACCENT_WASH; border-color: $ACCENT; }
QPushButton:checked { background: $ACCENT_WASH; border-color: $ACCENT; color: $ACCENT_PRESSED; }
#compare { background: $ACCENT; border-color: $ACCENT; color: $SURFACE; font-weight: 600; }
#compare:hover { background: $ACCENT_PRESSED; }
#compare:focus { border: 2px solid $INK; }
#compare:pressed { background: $INK; border-color: $INK; }
#iconButton { padding: 0; min-width: ${BUTTON_INNER}px; max-width: ${BUTTON_INNER}px; }
#quietButton {
  background: transparent; border-color: transparent; padding: 0;
  min-width: ${BUTTON_INNER}px; max-width: ${BUTTON_INNER}px;
}
#quietButton:hover { background: $HOVER; border-color: $LINE; }
#quietButton:focus { padding: 0; min-width: ${FOCUSED_INNER}px; max-width: ${FOCUSED_INNER}px; }
#quietButton:pressed { background: $ACCENT_WASH; }
#worn { background: $SURFACE; border: 1px solid $LINE; border-radius: ${RADIUS}px; }
#wornTitle { font-weight: 600; }
#wornProducts { color: $QUIET_INK; }
#faceChoice { background: $SURFACE; border: 1px solid $LINE; border-radius: ${RADIUS}px; }
#face { padding: 0; }
#face:focus { padding: 0; border: 3px solid $ACCENT; }
#titleEditor {
  background: $SURFACE; border: 2px solid $ACCENT; border-radius: 6px; padding: 0 4px;
  font-size: ${SMALL_PX}px; selection-background-color: $ACCENT_WASH; selection-color: $INK;
}
QMenu { background: $SURFACE; border: 1px solid $LINE; padding: 4px; }
QMenu::item { padding: 12px 28px 12px 16px; border-radius: 6px; }
QMenu::item:selected { background: $ACCENT_WASH; }
#iconButton:focus { padding: 0; min-width: ${FOCUSED_INNER}px; max-width: ${FOCUSED_INNER}px; }

QComboBox::drop-down { border: none; width: 36px; }
QComboBox::down-arrow { image: url("$CHEVRON"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
  background: $SURFACE; border: 1px solid $LINE; outline: none; padding: 4px;
  selection-background-color: $ACCENT_WASH; selection-color: $INK;
}
QComboBox QAbstractItemView::item { min-height: ${TOUCH}px; padding: 0 ${SPACE_S}px; }

#notice, #figures {
  background: $VEIL; color: $ON_VEIL; border-radius: ${RADIUS}px;
  padding: ${SPACE_S}px ${SPACE_M}px; font-size: ${SMALL_PX}px;
}
QToolTip { background: $SURFACE; color: $INK; border: 1px solid $LINE; padding: 6px; }
""")


def style_sheet(chevron: str) -> str:
    """The style sheet.

    Args:
        chevron: The path of the combo boxes' arrow, with forward slashes.
    """
    values = {name: value for name, value in globals().items() if name.isupper()}
    values |= {
        "BUTTON_INNER": TOUCH - 2,
        "FOCUSED_INNER": TOUCH - 4,
        "FOCUSED_PAD": SPACE_M - 1,
        "CHEVRON": chevron,
    }
    return _SHEET.substitute(values)


def apply(app: QApplication, chevron: str) -> None:
    """Dresses an application; once, before its first window."""
    app.setStyle("Fusion")
    palette = QPalette(QColor(GROUND))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(INK))
    palette.setColor(QPalette.ColorRole.Text, QColor(INK))
    palette.setColor(QPalette.ColorRole.Base, QColor(SURFACE))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(ACCENT))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(SURFACE))
    app.setPalette(palette)
    font = QFont()
    font.setFamilies(list(_FAMILIES))
    font.setPixelSize(TEXT_PX)
    app.setFont(font)
    app.setStyleSheet(style_sheet(chevron))
