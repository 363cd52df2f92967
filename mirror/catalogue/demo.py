"""The catalogue that comes with the mirror: made-up brands, with which all can be tried."""

from __future__ import annotations

from pathlib import Path

from mirror.config import assets_root


def demo_file() -> Path:
    """The price list to import; its barcodes are of the range that shops use inside (GS1 prefix 2)."""
    return assets_root() / "catalogue" / "demo.csv"
