"""Errors that a person may see.

Every one is a single sentence that says what is wrong, where, and what to do about it.
The command line prints it without a traceback and ends with `exit_code`; the window shows it as
a notice. Anything else that is raised is a fault of the program and keeps its traceback.
"""


class MirrorError(Exception):
    """The base of all errors that are shown to a person as they are."""

    exit_code = 1


class SourceError(MirrorError):
    """A camera, clip or picture cannot be opened, or has stopped delivering."""


class LookError(MirrorError):
    """A look file is missing or does not follow the schema."""


class OutdatedLookError(LookError):
    """A saved look was read by another transfer network than the one that is installed."""


class PhotoError(MirrorError):
    """A photo shows no makeup that can be read off it."""


class ModelError(MirrorError):
    """A model file is missing, altered, or has another tensor contract than its manifest says."""


class OutputError(MirrorError):
    """A result cannot be written."""


class EngineError(MirrorError):
    """The pipeline has failed more often than it may restart."""


class TrainingError(MirrorError):
    """A training, an export or an evaluation cannot go on."""


class CatalogueError(MirrorError):
    """A shop's catalogue, or a file that is to be imported into it, cannot be used."""


class SettingsError(MirrorError):
    """A file of settings cannot be read or written."""


class KioskError(MirrorError):
    """What a kiosk in a shop needs is not there or not allowed."""


class BookError(MirrorError):
    """The client book cannot be read or written, or does not allow what is asked."""


class PassphraseError(BookError):
    """The passphrase is not that of the client book, or too short for one."""
