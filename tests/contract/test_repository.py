"""What no tracked file may hold, how long a module may be, and where its tests lie."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
TESTED = ("mirror", "packaging", "models")
"""Where modules live; those of `mirror` are mirrored by `tests/` itself, others by `tests/NAME`."""
OWN_FOLDERS = ("contract", "golden", "qt")
"""Folders of tests that mirror no single module."""

# Written apart, so that this file does not hold them.
FORBIDDEN = {
    "a registry's address": "|".join(
        [
            "py" + r"pi\.org",
            "python" + "hosted",
            "npm" + r"js\.(?:org|com)",
            "deb" + r"\.debian\.org",
        ]
    ),
    "a path of somebody's machine": r"(?<![\w./:-])/(?:work|home|root|Users)/\w|\b[A-Z]:\\Users\\",
    "a private key": "-----BEGIN " + r"[A-Z ]*PRIVATE KEY-----",
    "a password in an address": r"\w+://[^/\s:@{}]+:[^/\s:@{}]+@",
    "an access token": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[abp]-\w{10}|hf_[A-Za-z]{30})",
}


def forbidden_in(text: str) -> list[str]:
    """What of `FORBIDDEN` is in a text, and on which line."""
    return [
        f"line {number}: {name}"
        for number, line in enumerate(text.splitlines(), 1)
        for name, pattern in FORBIDDEN.items()
        if re.search(pattern, line)
    ]


def links_in(listing: str) -> list[str]:
    """The symbolic links in what `git ls-files --stage -z` prints.

    One that is checked out takes the place of what somebody has of that name, such as `.venv`.
    """
    entries = (entry.partition("\t") for entry in listing.split("\0") if entry)
    return [name for stage, _, name in entries if stage.startswith("120000")]


def without_module(files: Iterable[str]) -> list[str]:
    """The test files that are not called after a module, or lie elsewhere than it."""
    paths = {PurePosixPath(file) for file in files}
    modules = {path.with_suffix("") for path in paths if path.suffix == ".py"}
    packages = {path.parent for path in paths if path.name == "__init__.py"}
    modules |= packages | {package / package.name for package in packages}
    stray = []
    for path in sorted(paths):
        if path.parts[0] != "tests" or not path.name.startswith("test_"):
            continue
        folder = path.parts[1:-1]
        if folder and folder[0] in OWN_FOLDERS:
            continue
        base = () if folder and folder[0] in TESTED else ("mirror",)
        if PurePosixPath(*base, *folder, path.stem.removeprefix("test_")) not in modules:
            stray.append(str(path))
    return stray


def too_long(modules: dict[str, str]) -> list[str]:
    """The modules of more than `LONGEST_MODULE` lines."""
    return [name for name, text in modules.items() if len(text.splitlines()) > LONGEST_MODULE]


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files that git knows or would take up, relative to the checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no checkout")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def _texts(files: list[str]) -> dict[str, str]:
    texts = {}
    for file in files:
        content = (ROOT / file).read_bytes()
        if b"\0" not in content:
            texts[file] = content.decode("utf-8")
    return texts


def test_no_file_holds_what_does_not_belong_there(tracked: list[str]) -> None:
    texts = _texts(tracked)
    assert "pyproject.toml" in texts
    found = {file: forbidden_in(text) for file, text in texts.items()}
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://py" + "pi.org/simple",
        "https://files.python" + "hosted.org/packages/a.whl",
        "deb http://deb" + ".debian.org/debian bookworm main",
        "cache = '/ho" + "me/someone/.cache'",
        "open('/wo" + "rk/data/face.jpg')",
        "C:" + "\\Users\\someone",
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "https://someone:" + "secret@packages.example/simple",
        "token = 'ghp" + "_" + "a" * 36 + "'",
    ],
)
def test_what_does_not_belong_there_is_found_out(line: str) -> None:
    assert len(forbidden_in(f"fine\n{line}\n")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "https://www.apache.org/licenses/",
        "/dev/video0",
        "assets/home/a",
        "./home/a",
        "rtsp://host:554/a",
    ],
)
def test_what_does_belong_there_is_left_alone(line: str) -> None:
    assert forbidden_in(line) == []


def test_no_link_is_tracked() -> None:
    command = ["git", "ls-files", "--stage", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no checkout")
    assert links_in(done.stdout) == []


def test_a_link_is_found_out() -> None:
    listing = "100644 aa 0\tREADME.md\x00120000 bb 0\t.venv\x00100755 cc 0\t.ci/run\x00"
    assert links_in(listing) == [".venv"]


def test_modules_are_small(tracked: list[str]) -> None:
    ours = [name for name in tracked if name.endswith(".py") and name.split("/")[0] in TESTED]
    modules = _texts(ours)
    assert modules
    assert too_long(modules) == []


def test_a_long_module_is_found_out() -> None:
    fits = "pass\n" * LONGEST_MODULE
    assert too_long({"fits.py": fits, "long.py": fits + "pass\n"}) == ["long.py"]


def test_tests_lie_where_their_module_lies(tracked: list[str]) -> None:
    assert without_module(tracked) == []


def test_a_stray_test_is_found_out() -> None:
    modules = [
        "mirror/config.py",
        "mirror/core/film.py",
        "mirror/ui/__init__.py",
        "packaging/lock.py",
    ]
    good = [
        "tests/test_config.py",
        "tests/core/test_film.py",
        "tests/ui/test_ui.py",
        "tests/packaging/test_lock.py",
        "tests/contract/test_anything.py",
        "tests/conftest.py",
    ]
    bad = ["tests/capture/test_film.py", "tests/core/test_gone.py", "tests/test_film.py"]
    assert without_module(modules + good + bad) == bad
