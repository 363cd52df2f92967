"""What finished sections have found, kept between runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

import mirror
from mirror.capture.whole_file import WholeFile, output_error
from mirror.evaluation.transfer.sections import Findings

_FOLDER = "sections"


class _Stored(msgspec.Struct):
    """A section's findings, and what they depend on."""

    key: str
    findings: Findings


class KeptFindings:
    """The findings of one run in its folder.

    Args:
        out: The run's folder.
        key: Changes with everything that makes older findings useless.
    """

    def __init__(self, out: Path, key: str) -> None:
        self._folder, self._key = out / _FOLDER, key

    def read(self, section: str) -> Findings | None:
        """What a section has found; None if it was not measured, or on something else."""
        try:
            stored = msgspec.json.decode(self._path(section).read_bytes(), type=_Stored)
        except (OSError, msgspec.DecodeError):
            return None
        return stored.findings if stored.key == self._key else None

    def write(self, section: str, findings: Findings) -> None:
        """Keeps what a section has found.

        Raises:
            OutputError: That cannot be written.
        """
        text = msgspec.json.encode(_Stored(self._key, findings)).decode()
        write_whole(self._path(section), text)

    def _path(self, section: str) -> Path:
        return self._folder / f"{section}.json"


def write_whole(path: Path, text: str) -> None:
    """Writes a text file whole or not at all, and makes its folder.

    Raises:
        OutputError: That is not possible.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(path.parent, error) from error
    file = WholeFile(path)
    try:
        file.part.write_text(text, "utf-8")
    except OSError as error:
        file.discard()
        raise output_error(path, error) from error
    file.commit()


def source_digest() -> str:
    """SHA-256 of the program's own source, with all its changes."""
    digest = hashlib.sha256()
    package = Path(mirror.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
