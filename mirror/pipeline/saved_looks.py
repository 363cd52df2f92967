"""The looks from photos that a person has saved: one file each, in one folder."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Self

from mirror.errors import LookError, ModelError, OutputError
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.look_archive import SUFFIX
from mirror.pipeline.look_file import SavedLook, read_label, read_look, write_look

_log = logging.getLogger(__name__)

_LONGEST_KEY = 48
_WINDOWS_KEEPS = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


class SavedLooks:
    """Lists, loads, saves, renames and deletes looks; for one thread at a time.

    Args:
        folder: Made when the first look is saved.
        encoder: SHA-256 of the encoder that is installed; None where there is none.
        taken: Names that no saved look gets, such as those of the shipped looks.
    """

    def __init__(self, folder: Path, encoder: str | None, taken: Collection[str] = ()) -> None:
        self._folder = folder
        self._encoder = encoder
        self._taken = frozenset(taken)

    @classmethod
    def of_this_person(cls, taken: Collection[str] = ()) -> Self:
        """Those in this account's own folder, for the network that is installed."""
        from mirror.config import models_root, saved_looks_root
        from mirror.inference.manifest import load_manifest

        try:
            # All forms of a graph compute the same; the first one stands for the network.
            files = load_manifest(models_root(), "transfer").graphs["encoder"].files
            encoder = files[0].sha256
        except (ModelError, KeyError) as error:
            _log.info("no look can be taken from a photo: %s", error)
            encoder = None
        return cls(saved_looks_root(), encoder, taken)

    def names(self) -> list[str]:
        """The names of all saved looks, the latest first."""
        try:
            dated = [(path.stat().st_mtime_ns, path) for path in self._folder.glob(f"*{SUFFIX}")]
        except OSError as error:
            _log.warning("the saved looks in %s cannot be listed: %s", self._folder, error)
            return []
        # What begins with a point is being written.
        dated.sort(key=lambda one: (-one[0], one[1].name))
        return [path.stem for _, path in dated if not path.name.startswith(".")]

    def label(self, name: str) -> SavedLook:
        """What a list shows of a look.

        Raises:
            LookError: The file cannot be read.
        """
        return read_label(self._path(name))

    def labels(self) -> list[SavedLook]:
        """What a list shows of all looks, the latest first; what cannot be read is logged."""
        found = []
        for name in self.names():
            try:
                found.append(self.label(name))
            except LookError as error:
                _log.warning("%s", error)
        return found

    def is_outdated(self, look: SavedLook) -> bool:
        """Whether another encoder than the installed one has read it, so that it is not worn."""
        return look.encoder != self._encoder

    def load(self, name: str) -> TransferredLook:
        """A saved look, to be worn.

        Raises:
            LookError: There is none of that name, or its file cannot be read.
            OutdatedLookError: Another encoder has read it.
        """
        if name not in self.names():
            raise LookError(f"There is no saved look “{name}”; `mirror looks` lists them.")
        return self.load_file(self._path(name))

    def load_file(self, path: Path) -> TransferredLook:
        """A look from a file, wherever it lies; raises as `load`."""
        if self._encoder is None:
            raise LookError(
                f"“{path.stem}” needs the transfer network, which is not installed; install the "
                "mirror again."
            )
        return read_look(path, self._encoder)

    def save(self, look: TransferredLook) -> SavedLook:
        """Saves a look under a name of its own, made from its title.

        Raises:
            OutputError: It cannot be written.
        """
        return self._write(look, self.free_name(look.title))

    def replace(self, name: str, look: TransferredLook) -> SavedLook:
        """Saves a look in place of the one of that name, of which title and key stay.

        Raises:
            LookError: The file cannot be read.
            OutputError: It cannot be written.
        """
        return self._write(replace(look, title=self.label(name).title), name)

    def rename(self, name: str, title: str) -> SavedLook:
        """Gives a look another title, and the name that goes with it.

        Raises:
            LookError: The file cannot be read.
            OutputError: It cannot be written; the look is then as it was.
        """
        old = self._path(name)
        label = read_label(old)
        look = replace(read_look(old, label.encoder), title=title)
        renamed = _key(title) != name and self.free_name(title)
        saved = self._write(look, renamed or name, label.encoder)
        if renamed:
            self.delete(name)
        return saved

    def delete(self, name: str) -> None:
        """Deletes a look; it may be gone already.

        Raises:
            OutputError: That is not allowed here.
        """
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(f"The saved look {path} cannot be deleted: {reason}.") from error

    def free_name(self, title: str) -> str:
        """A name for a look of that title, which no other look has."""
        key, used = _key(title), self._taken | set(self.names())
        number, name = 1, key
        while name in used:
            number += 1
            name = f"{key}-{number}"
        return name

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"

    def _write(self, look: TransferredLook, name: str, encoder: str | None = None) -> SavedLook:
        read_by = encoder or self._encoder
        if read_by is None:
            raise ValueError("a look is saved with the encoder that read it, and none is installed")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(
                f"The folder {self._folder} for saved looks cannot be made: {reason}."
            ) from error
        write_look(self._path(name), look, read_by)
        return self.label(name)


def _key(title: str) -> str:
    """A title in lower case, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_KEY].strip("-") or "look"
    return f"{key}-look" if _WINDOWS_KEEPS.fullmatch(key) else key
