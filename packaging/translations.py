"""Brings the window's translations up to date, and compiles them.

    .venv/bin/python packaging/translations.py            texts of `mirror/ui` to .ts, .ts to .qm
    .venv/bin/python packaging/translations.py --check    says what is stale, missing or wrong

After the first, what is new in a .ts is `unfinished`: translate it there, by hand or with Qt
Linguist, and run it again. Both files are committed, so that nothing is compiled at the start.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from environment import ROOT

LANGUAGES = ("zh_CN",)
SOURCES = ROOT / "mirror" / "ui"
FOLDER = ROOT / "assets" / "translations"
_PLACE = re.compile(r"\{\w*\}|%L?n|%L?\d")


class Key(NamedTuple):
    """What a text is found by: its context and itself."""

    context: str
    text: str


class Entry(NamedTuple):
    """What a .ts says of a text.

    Attributes:
        state: Empty where it is finished; else `unfinished`, `vanished` or `obsolete`.
        translations: One, or one for each number of things.
    """

    state: str
    translations: tuple[str, ...]


def main() -> int:
    """Runs the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Updates, compiles or checks the translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    options = parser.parse_args()
    bad = 0
    for language in LANGUAGES:
        ts = FOLDER / f"mirror_{language}.ts"
        if not options.check:
            update(ts, SOURCES)
            compile_to(ts.with_suffix(".qm"), ts)
        found = faults(ts, SOURCES)
        bad += len(found)
        print("\n".join([*found, f"{ts.name}: {len(entries(ts))} texts, {len(found)} faults"]))
    return 1 if bad else 0


def update(ts: Path, sources: Path) -> None:
    """Takes what is new into a .ts, and what is gone out of it."""
    _run(
        "lupdate", "-silent", "-locations", "none", "-no-obsolete", "-sort-messages",
        "-source-language", "en_GB", "-target-language", ts.stem.partition("_")[2],
        *map(str, sorted(sources.rglob("*.py"))), "-ts", str(ts),
    )  # fmt: skip


def compile_to(qm: Path, ts: Path) -> None:
    """Compiles a .ts."""
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def faults(ts: Path, sources: Path) -> list[str]:
    """All that is wrong with a .ts and the .qm beside it, a line each."""
    if not ts.exists():
        return [f"{ts.name} is missing"]
    return [*_stale(ts, sources), *_unseen(ts, sources), *_wrong(ts), *_uncompiled(ts)]


def entries(ts: Path) -> Mapping[Key, Entry]:
    """What is in a .ts."""
    found = {}
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            key = Key(context.findtext("name", ""), message.findtext("source", ""))
            translation = message.find("translation")
            if translation is None:
                found[key] = Entry("unfinished", ("",))
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")]
            said = tuple(forms) or (translation.text or "",)
            found[key] = Entry(translation.get("type", ""), said)
    return found


def _stale(ts: Path, sources: Path) -> Iterator[str]:
    before = entries(ts)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(ts, folder))
        update(copy, sources)
        now = entries(copy)
    for key in now.keys() - before.keys():
        yield f"{_name(ts, key)} is not in it yet"
    for key in before.keys() - now.keys():
        yield f"{_name(ts, key)} is said nowhere any longer"


def _unseen(ts: Path, sources: Path) -> Iterator[str]:
    """Texts that lupdate passes over, such as those inside of an f-string."""
    known = entries(ts)
    for path in sorted(sources.rglob("*.py")):
        for key in texts_in(path.read_text(encoding="utf-8")):
            if key not in known:
                yield f"{_name(ts, key)} in {path.name} is not seen; take it out of what is around it"


def texts_in(source: str) -> Iterator[Key]:
    """The texts that a module has translated, by its syntax tree."""
    return _texts(ast.parse(source), "")


def _texts(node: ast.AST, around: str) -> Iterator[Key]:
    """Those in a part of the tree, which lies in a class of that name."""
    if isinstance(node, ast.ClassDef):
        around = node.name
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        said = [str(at.value) for at in node.args if isinstance(at, ast.Constant)]
        match called, said:
            case "tr", [text, *_]:
                yield Key(around, text)
            case "translate" | "QT_TRANSLATE_NOOP", [context, text, *_]:
                yield Key(context, text)
    for inner in ast.iter_child_nodes(node):
        yield from _texts(inner, around)


def _wrong(ts: Path) -> Iterator[str]:
    for key, entry in entries(ts).items():
        if entry.state:
            yield f"{_name(ts, key)} is {entry.state}"
        elif not all(text.strip() for text in entry.translations):
            yield f"{_name(ts, key)} is empty"
        wanted = set(_PLACE.findall(key.text))
        for text in filter(None, entry.translations):
            places = set(_PLACE.findall(text))
            if places != wanted:
                differ = ", ".join(sorted(places ^ wanted))
                yield f"{_name(ts, key)} has other places for values: {differ}"


def _uncompiled(ts: Path) -> Iterator[str]:
    qm = ts.with_suffix(".qm")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / qm.name
        compile_to(made, ts)
        if not qm.exists() or qm.read_bytes() != made.read_bytes():
            yield f"{qm.name} is not what {ts.name} compiles to"


def _name(ts: Path, key: Key) -> str:
    return f"{ts.name}: “{key.text}” ({key.context})"


def _run(tool: str, *arguments: str) -> None:
    """Runs one of the tools that come with PySide6.

    Raises:
        FileNotFoundError: It is not there.
        subprocess.CalledProcessError: It has failed, or cannot run on this machine.
    """
    qt = find_spec("PySide6")
    folder = Path(qt.origin).parent if qt is not None and qt.origin else ROOT
    program = shutil.which(tool, path=str(folder))
    if program is None:
        raise FileNotFoundError(folder / tool)
    subprocess.run([program, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
