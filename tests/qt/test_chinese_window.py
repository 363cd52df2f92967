"""The whole window goes from one language to another while it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.capture.demo import DEMOS
from mirror.catalogue.query import Query
from mirror.catalogue.shelf import together
from mirror.config import assets_root
from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.makeup.look import load_look, shipped_looks
from mirror.pipeline.reference import Candidate, Fault, Flaw
from mirror.pipeline.stats import Timings
from mirror.saving.recorder import Progress
from mirror.ui import words
from mirror.ui.kiosk.kiosk_window import KioskWindow
from mirror.ui.languages import LANGUAGES, speak
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.looks.photo_looks import PhotoLook
from mirror.ui.looks.photo_reader import Sighting
from mirror.ui.preferences import Preferences
from mirror.ui.products.counter import Answer
from mirror.ui.shortcuts import SHORTCUTS
from mirror.ui.source_choice import SourceEntry
from mirror.ui.window import Window
from tests.faces import face_of, posed
from tests.photos import pixels
from tests.shelf import item

LOST = "Webcam (0) was lost and has not come back; plug it in again, or choose another source."
REFUSED = "The face is only 40 pixels high, and it takes 60; use a larger photo, or one taken from nearer."
SOLD_OUT = item(name="天鹅绒", shade_name="玫瑰", stock=0)

ALLOWED = re.compile(
    # Names, languages' own names, what keyboards say, units, and formats.
    r"Mirror|Webcam|PIN|English|Ctrl|Shift|Esc|Space|F\d+|\bp\d\d\b|\bms\b|\bx\b|\b[A-Zh]\b"
)


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    speak(qapp, "en")
    yield
    speak(qapp, "en")
    QLocale.setDefault(locale)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """A window with something to say in every corner."""
    looks = [load_look(path) for path in shipped_looks().values()]
    window = Window((None, *looks), Preferences(favourites=(looks[0].name,)))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    panel, stage = window.panel, window.stage
    panel.looks.set_kept((looks[0].name,), (looks[1].name,))
    photo = PhotoLook(1, "聚会", np.full((40, 40, 3), 90, np.uint8))
    panel.looks.panel.set_photos([photo, replace(photo, key=2, outdated=True)], can_save=True)
    every_kind = {product.__struct_config__.tag: product for at in looks for product in at.products}
    outfit = Outfit()
    for product in every_kind.values():
        outfit = outfit.put_on(product)
    window.room.show_worn(History(outfit), photo, can_save=True)
    products = together([SOLD_OUT])
    panel.products.show_answer(Answer(Query(), products, 1))
    panel.products.show_product(products[0], SOLD_OUT)
    sources = [
        SourceEntry("0", "Webcam (0)", "Webcam (0)"),
        SourceEntry("1", "camera 1", "Camera 1"),
    ]
    demos = [SourceEntry(demo.key, demo.name, demo.name.capitalize()) for demo in DEMOS]
    panel.settings.source.set_entries([*sources, *demos])
    panel.settings.source.set_shown(DEMOS[0].name)
    portrait = np.zeros((192, 192, 3), np.uint8)
    faults = [(), (), (Fault(Flaw.SMALL, REFUSED, refuses=True),)]
    faces = tuple(Candidate(face_of(posed()), portrait, found) for found in faults)
    stage.faces.offer(Sighting(Photo("聚会", pixels), portrait, faces))
    stage.veil.lower_over(welcome=True)
    window.show_notice(f"{LOST} Trying again.")
    window.show()
    say_again(window)
    yield window
    stage.stop()


def say_again(window: Window) -> None:
    """What comes anew by itself, several times a second."""
    stage = window.stage
    stages = {name: {50: 1.0, 95: 2.0} for name in ("landmarks", "detect", "composite")}
    stage.figures.show_timings(
        Timings(fps=30.0, latency_ms={50: 20.0, 95: 30.0}, stages_ms=stages), (1280, 720), 1.0
    )
    stage.recorded.show_progress(Progress(3.0, 60.0, 90, 0.5))


def switch(qtbot: QtBot, app: QApplication, window: Window, language: str) -> None:
    """Has the window speak, and waits until it was told to."""
    tab = next(iter(window.panel.tabs.values()))
    before = tab.text()
    speak(app, language)
    qtbot.waitUntil(lambda: tab.text() != before)
    say_again(window)


def said(window: QWidget) -> dict[str, str]:
    """Everything that is read, seen or spoken of a window, by where it is."""
    found: dict[str, str] = {}
    for number, widget in enumerate([window, *window.findChildren(QWidget)]):
        if widget.objectName().startswith("qt_"):
            continue  # of Qt's own, such as the frame of a list
        texts = {
            "name": widget.accessibleName(),
            "description": widget.accessibleDescription(),
            "tip": widget.toolTip(),
        }
        match widget:
            case QLabel() | QAbstractButton():
                texts["text"] = widget.text()
            case QLineEdit():
                texts["placeholder"] = widget.placeholderText()
            case QComboBox():
                texts["placeholder"] = widget.placeholderText()
                texts |= {f"entry {at}": widget.itemText(at) for at in range(widget.count())}
        for what, text in texts.items():
            if text:
                found[f"{number} {type(widget).__name__} {what}"] = text
    return found


def english_in(window: QWidget) -> list[str]:
    """What is said with Latin letters that are not allowed."""
    return [text for text in said(window).values() if re.search("[A-Za-z]", ALLOWED.sub("", text))]


def test_no_english_is_left_in_the_chinese_window(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    switch(qtbot, qapp, window, "zh_CN")
    assert english_in(window) == []


def test_every_product_is_edited_in_chinese(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    editor = window.panel.piece
    pieces = [row._piece for row in window.panel.wearing.rows.values()]
    editor.show_piece(pieces[0])
    switch(qtbot, qapp, window, "zh_CN")
    assert english_in(editor) == []
    for piece in pieces:
        editor.show_piece(piece)
        assert english_in(editor) == [], piece.kind


def test_no_english_is_left_in_the_chinese_kiosk(qtbot: QtBot, qapp: QApplication) -> None:
    kiosk = KioskWindow((None, load_look(next(iter(shipped_looks().values())))), hand_off=True)
    qtbot.addWidget(kiosk)
    kiosk.consent.show_left(9)
    facts = {"Camera": DEMOS[0].name, "Makeup": "running", "Frames a second": "30"}
    speak(qapp, "zh_CN")
    qtbot.waitUntil(lambda: kiosk.staff.done.text() == "返回顾客界面")
    kiosk.staff.show_facts(facts)
    kiosk.consent.show_left(8)
    kiosk.attract.show_look(words.look_title(load_look(shipped_looks()["classic-red"])))
    left = english_in(kiosk)
    kiosk.end()
    assert left == []


def test_going_there_and_back_changes_nothing(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    english = said(window)
    assert "sold out" in english.values()
    switch(qtbot, qapp, window, "zh_CN")
    chinese = said(window)
    assert {at.split(" ", 1)[1] for at in chinese} == {at.split(" ", 1)[1] for at in english}
    switch(qtbot, qapp, window, "en")
    assert sorted(said(window).values()) == sorted(english.values())


def test_the_check_finds_what_is_left_in_english(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    switch(qtbot, qapp, window, "zh_CN")
    window.panel.tabs[next(iter(window.panel.tabs))].setText("Looks")
    assert english_in(window) == ["Looks"]


def test_a_notice_follows_with_all_that_is_in_it(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    switch(qtbot, qapp, window, "zh_CN")
    assert window.notice.text() == (
        "Webcam (0)已断开且未恢复，请重新插上，或选择其他画面来源。正在重试。"
    )


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "There is no camera 0; plug one in, or use --source demo. This is the built-in demo.",
            "没有摄像头 0，请接入摄像头，或使用 --source demo。当前显示内置演示。",
        ),
        (
            "camera 1 delivers the same picture again and again; it is being opened again.",
            "摄像头 1画面一直静止，正在重新打开。",
        ),
        (
            "The picture /a.png is 9000x9000, and that is too large; scale it down to 60 megapixels.",
            "图片 /a.png 尺寸为 9000x9000，过大，请缩小到 60 百万像素以内。",
        ),
        (
            "The catalogue in memory cannot be used: the disk is full; free some space.",
            "无法使用产品目录 （内存）：磁盘已满，请清理空间。",
        ),
        ("What nobody knows {here} stays.", "What nobody knows {here} stays."),
        ("A {brace} is a folder; name a file in it.", "A {brace} 是文件夹，请指定其中的文件。"),
        ("", ""),
    ],
)
def test_sentences_from_below_are_said_in_chinese(
    qapp: QApplication, english: str, chinese: str
) -> None:
    assert words.sentence(english) == english
    speak(qapp, "zh_CN")
    assert words.sentence(english) == chinese


def test_keys_are_written_in_the_language(qapp: QApplication) -> None:
    hold = next(shortcut for shortcut in SHORTCUTS if shortcut.action == "hold")
    english = hold.written
    speak(qapp, "zh_CN")
    assert (english, hold.written) == ("Space", "空格")


def test_qts_own_buttons_speak_it(qtbot: QtBot, qapp: QApplication) -> None:
    speak(qapp, "zh_CN")
    box = QMessageBox()
    qtbot.addWidget(box)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    assert re.sub(r"\(&\w\)", "", cancel.text()) == "取消"


@pytest.mark.parametrize("language", [key for key in LANGUAGES if key != "en"])
def test_qts_own_texts_come_with_it(qapp: QApplication, language: str) -> None:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert QTranslator(qapp).load(f"qtbase_{language}", folder)


def test_the_fonts_that_come_along_have_every_letter() -> None:
    fonts = [QRawFont(str(path), 16) for path in sorted((assets_root() / "fonts").glob("*.ttf"))]
    text = "".join(
        (assets_root() / "translations" / f"mirror_{key}.ts").read_text("utf-8")
        for key in LANGUAGES
        if key != "en"
    )
    letters = {letter for letter in text if letter.isprintable()}
    assert {
        one for one in letters if not any(at.supportsCharacter(ord(one)) for at in fonts)
    } == set()
