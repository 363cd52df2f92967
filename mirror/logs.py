"""Logging: to standard error, one line a record."""

from __future__ import annotations

import logging


def set_up_logging(*, verbose: bool) -> None:
    """Sends the program's log to standard error; warnings and worse unless `verbose`."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
