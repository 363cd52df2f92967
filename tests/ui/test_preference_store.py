from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from mirror.ui.preference_store import PreferenceStore
from mirror.ui.preferences import Preferences
from mirror.ui.theme import Scheme

SET = Preferences(scheme=Scheme.DARK, text_scale=1.5, language="zh_CN", favourites=("bride",))


def test_what_was_set_is_there_the_next_time(qapp: object, tmp_path: Path) -> None:
    store = PreferenceStore(tmp_path / "window.json")
    assert store.loaded == Preferences()
    store.keep(Preferences(scheme=Scheme.LIGHT))
    store.keep(SET)
    store.close()
    store.close()
    again = PreferenceStore(tmp_path / "window.json")
    assert again.loaded == SET
    assert again.notice is None
    again.close()


def test_a_broken_file_is_set_aside_and_said(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"text_scale": 9}')
    store = PreferenceStore(path)
    assert store.loaded == Preferences()
    assert store.notice is not None
    store.keep(SET)
    store.close()
    assert PreferenceStore(path).loaded == SET
    assert [one.name for one in sorted(tmp_path.iterdir())] == [
        "window.broken-1.json",
        "window.json",
    ]


def test_what_cannot_be_kept_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = PreferenceStore(tmp_path / "file" / "window.json")
    told: list[str] = []
    store.told.connect(told.append)
    if store.notice is None:
        store.keep(SET)
        qtbot.waitUntil(lambda: len(told) == 1)
    store.keep(SET)
    store.close()
    assert len(told) + (store.notice is not None) == 1


def test_without_a_file_nothing_is_kept(qapp: object) -> None:
    store = PreferenceStore(None)
    store.keep(SET)
    store.close()
    assert store.loaded == Preferences()
