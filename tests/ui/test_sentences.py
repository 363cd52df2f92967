from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mirror import errors
from mirror.errors import MirrorError
from mirror.ui.sentences import PLACE, SENTENCES, Parts, take_apart
from translations import texts_in

MIRROR = Path(errors.__file__).parent
ONLY_ON_THE_COMMAND_LINE = ("cli", "training", "evaluation")
IMPORTS = "a price list is imported on the command line"
SWATCHES = "a swatch is measured on the command line"
EXCLUDED = {
    "catalogue/columns.py": IMPORTS,
    "catalogue/csv_table.py": IMPORTS,
    "catalogue/export.py": "a catalogue is exported on the command line",
    "catalogue/files.py": IMPORTS,
    "catalogue/importer.py": IMPORTS,
    "catalogue/json_table.py": IMPORTS,
    "catalogue/xlsx_table.py": IMPORTS,
    "catalogue/zip_size.py": IMPORTS,
    "catalogue/paper.py": SWATCHES,
    "catalogue/swatch.py": SWATCHES,
    "kiosk/counts.py": "counts are read on the command line",
    "kiosk/hand_off_page.py": "a phone's pages come in both languages by themselves",
    "kiosk/pin.py": "a PIN is set on the command line",
    "kiosk/session_folder.py": "without a folder for visits no kiosk starts",
}
"""Modules whose sentences no window shows, and why."""


def error_names() -> set[str]:
    found, new = set(), [MirrorError]
    while new:
        kind = new.pop()
        found.add(kind.__name__)
        new += kind.__subclasses__()
    return found


def template_of(node: ast.expr) -> str | None:
    """A text with its places left open, or None where the node is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return PLACE.sub("{}", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def is_sentence(text: str) -> bool:
    return re.match(r"[A-Z“{]", text) is not None and " " in text and text.endswith(".")


class Told(ast.NodeVisitor):
    """Collects what errors are raised with, and all else that is written as a sentence."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.errors = error_names()

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else it documents
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "_log":
            return
        if isinstance(called, ast.Name) and called.id in self.errors:
            self.found += [text for at in node.args if (text := template_of(at)) is not None]
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._take(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._take(node)

    def _take(self, node: ast.expr) -> None:
        text = template_of(node)
        if text is not None and is_sentence(text):
            self.found.append(text)


def told_in(source: str) -> set[str]:
    collector = Told()
    collector.visit(ast.parse(source))
    return set(collector.found)


def modules() -> Iterator[Path]:
    for path in sorted(MIRROR.rglob("*.py")):
        place = path.relative_to(MIRROR)
        if place.parts[0] not in ONLY_ON_THE_COMMAND_LINE and place.as_posix() not in EXCLUDED:
            yield path


KNOWN = {PLACE.sub("{}", template) for template in SENTENCES}


def test_every_sentence_below_the_window_can_be_translated() -> None:
    unknown = {}
    for path in modules():
        source = path.read_text("utf-8")
        # The window marks its own sentences where it says them.
        marked = {PLACE.sub("{}", key.text) for key in texts_in(source)}
        if left := told_in(source) - marked - KNOWN:
            unknown[path.name] = left
    assert unknown == {}


def test_each_template_is_needed() -> None:
    told = set()
    for path in modules():
        told |= told_in(path.read_text("utf-8"))
    sentences = {text for text in KNOWN if is_sentence(text)}
    assert sentences - told == set()


def test_excluded_modules_exist() -> None:
    assert [name for name in EXCLUDED if not (MIRROR / name).is_file()] == []


def test_what_is_raised_is_found_and_what_documents_is_not() -> None:
    source = '''
"""A module."""

NOTICE = "Something is wrong with it."

def fail(path):
    """Fails for a reason."""
    _log.info("This was logged for us.")
    raise SourceError(f"{path} is not there; look elsewhere") from None
'''
    assert told_in(source) == {"Something is wrong with it.", "{} is not there; look elsewhere"}


def test_a_finished_sentence_is_known_by_its_own_template() -> None:
    for template in SENTENCES:
        values = {name: str(7 + at) for at, name in enumerate(PLACE.findall(template))}
        assert take_apart(template.format(**values)) == Parts(template, values)


def test_places_of_a_template_have_names_of_their_own() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES)
    for template in SENTENCES:
        names = PLACE.findall(template)
        assert len(set(names)) == len(names)
        assert template.count("{") == len(names)


def test_the_most_specific_template_is_taken() -> None:
    full = "/tmp/a: b.png cannot be written: the disk is full; free some space."
    parts = take_apart(full)
    assert parts is not None
    assert parts.values == {"file": "/tmp/a: b.png"}


def test_a_sentence_around_another_keeps_it_whole() -> None:
    inner = "There is no camera 0; plug one in, or use --source demo."
    parts = take_apart(f"{inner} This is the built-in demo.")
    assert parts is not None
    assert parts.values == {"sentence": inner, "source": "built-in demo"}


def test_what_no_template_knows_is_told_by_none() -> None:
    assert take_apart("camera obscura.mp4") is None
    assert take_apart("This is said nowhere.") is None
    assert take_apart("") is None
