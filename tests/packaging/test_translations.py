from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mirror.ui.languages import LANGUAGES as SPOKEN
from mirror.ui.languages import SOURCE
from translations import FOLDER, LANGUAGES, SOURCES, Key, compile_to, faults, texts_in, update

WINDOW = """
class Window:
    def say(self) -> str:
        return self.tr("Wear {name}").format(name="it")
"""


def tools_run(folder: Path) -> bool:
    """Whether Qt's tools are here, and find the system libraries that they need."""
    ts = folder / "probe_zh_CN.ts"
    try:
        update(ts, folder)
        compile_to(ts.with_suffix(".qm"), ts)
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        ts.unlink(missing_ok=True)
        ts.with_suffix(".qm").unlink(missing_ok=True)
    return True


@pytest.fixture
def window(tmp_path: Path) -> Path:
    """A folder with a window of one text."""
    folder = tmp_path / "ui"
    folder.mkdir()
    (folder / "window.py").write_text(WINDOW, "utf-8")
    if not tools_run(folder):
        pytest.skip("Qt's translation tools do not run here")
    return folder


@pytest.fixture
def ts(window: Path, tmp_path: Path) -> Path:
    """Its translation, without a fault."""
    ts = tmp_path / "mirror_zh_CN.ts"
    update(ts, window)
    rewrite(ts, '<translation type="unfinished"></translation>', said("试上{name}"))
    return ts


def said(translation: str) -> str:
    return f"<translation>{translation}</translation>"


def rewrite(ts: Path, before: str, after: str) -> None:
    """Changes a .ts, and compiles it again."""
    text = ts.read_text("utf-8")
    assert before in text
    ts.write_text(text.replace(before, after), "utf-8")
    compile_to(ts.with_suffix(".qm"), ts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translations_are_whole_and_up_to_date(window: Path, language: str) -> None:
    assert faults(FOLDER / f"mirror_{language}.ts", SOURCES) == []


def test_every_language_of_the_window_is_translated() -> None:
    assert {*LANGUAGES, SOURCE} == set(SPOKEN)


def test_a_translation_names_no_place_in_the_source() -> None:
    for language in LANGUAGES:
        assert "<location" not in (FOLDER / f"mirror_{language}.ts").read_text("utf-8")


def test_a_whole_translation_has_no_fault(ts: Path, window: Path) -> None:
    assert faults(ts, window) == []


def test_a_translation_that_is_not_there_is_told(window: Path, tmp_path: Path) -> None:
    assert faults(tmp_path / "mirror_zh_CN.ts", window) == ["mirror_zh_CN.ts is missing"]


def test_a_new_text_makes_it_stale(ts: Path, window: Path) -> None:
    (window / "more.py").write_text('class More:\n    def a(self): self.tr("Bare")\n', "utf-8")
    found = faults(ts, window)
    assert "mirror_zh_CN.ts: “Bare” (More) is not in it yet" in found


def test_a_text_that_is_gone_makes_it_stale(ts: Path, window: Path) -> None:
    (window / "window.py").write_text("", "utf-8")
    assert faults(ts, window) == [
        "mirror_zh_CN.ts: “Wear {name}” (Window) is said nowhere any longer"
    ]


def test_a_text_that_the_tools_pass_over_is_told(ts: Path, window: Path) -> None:
    hidden = "class Hidden:\n    def a(self): return f\"{self.tr('Bare')}!\"\n"
    (window / "hidden.py").write_text(hidden, "utf-8")
    (told,) = faults(ts, window)
    assert told.startswith("mirror_zh_CN.ts: “Bare” (Hidden) in hidden.py is not seen")


@pytest.mark.parametrize("state", ["unfinished", "vanished", "obsolete"])
def test_what_is_not_finished_is_told(ts: Path, window: Path, state: str) -> None:
    rewrite(ts, said("试上{name}"), f'<translation type="{state}">试上{{name}}</translation>')
    assert f"mirror_zh_CN.ts: “Wear {{name}}” (Window) is {state}" in faults(ts, window)


@pytest.mark.parametrize("nothing", ["", " "])
def test_an_empty_translation_is_told(ts: Path, window: Path, nothing: str) -> None:
    rewrite(ts, said("试上{name}"), said(nothing))
    assert "mirror_zh_CN.ts: “Wear {name}” (Window) is empty" in faults(ts, window)


@pytest.mark.parametrize(
    ("translation", "place"),
    [("试上", "{name}"), ("试上{name}{more}", "{more}"), ("试上{name} %n", "%n")],
)
def test_a_place_that_is_missing_or_new_is_told(
    ts: Path, window: Path, translation: str, place: str
) -> None:
    rewrite(ts, said("试上{name}"), said(translation))
    fault = f"mirror_zh_CN.ts: “Wear {{name}}” (Window) has other places for values: {place}"
    assert fault in faults(ts, window)


def test_what_was_compiled_from_something_else_is_told(ts: Path, window: Path) -> None:
    ts.write_text(ts.read_text("utf-8").replace("试上", "换上"), "utf-8")
    stale = ["mirror_zh_CN.qm is not what mirror_zh_CN.ts compiles to"]
    assert faults(ts, window) == stale
    ts.with_suffix(".qm").unlink()
    assert faults(ts, window) == stale


def test_checking_changes_nothing(ts: Path, window: Path) -> None:
    (window / "window.py").write_text("", "utf-8")
    before = ts.read_bytes()
    assert faults(ts, window)
    assert ts.read_bytes() == before


def test_texts_are_found_with_the_class_that_says_them() -> None:
    source = """
WORDS = (QT_TRANSLATE_NOOP("Look", "Bare"),)

class One:
    class Inner:
        def a(self):
            return self.tr("inside")
    def b(self):
        return QCoreApplication.translate("Kind", "brows"), self.tr("outside"), self.tr(self.text)
"""
    assert set(texts_in(source)) == {
        Key("Look", "Bare"),
        Key("Inner", "inside"),
        Key("Kind", "brows"),
        Key("One", "outside"),
    }
