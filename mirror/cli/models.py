"""`mirror models`: lists the models that come with the program, and checks their files."""

from __future__ import annotations

import argparse
import sys

from mirror.config import models_root
from mirror.errors import ModelError


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds no arguments: `mirror models` takes none."""


def run(args: argparse.Namespace) -> int:  # noqa: ARG001  -- every subcommand takes them
    """Prints one line a model and one a file; 1 if a file is not what its manifest says."""
    from mirror.inference.manifest import MODELS, OPTIONAL_MODELS, load_manifest, read_verified

    root = models_root()
    failed = False
    for name in (*MODELS, *OPTIONAL_MODELS):
        if name in OPTIONAL_MODELS and not (root / name).exists():
            print(f"{name}: not installed; no look can be taken from a photo")
            continue
        try:
            manifest = load_manifest(root, name)
        except ModelError as error:
            print(f"mirror: {error}", file=sys.stderr)
            failed = True
            continue
        print(f"{name}: {manifest.title} [{manifest.licence}]")
        for file in manifest.files:
            try:
                size = len(read_verified(root, manifest, file))
            except ModelError as error:
                print(f"mirror: {error}", file=sys.stderr)
                failed = True
                continue
            meant_for = ", ".join(file.providers)
            print(
                f"  {file.path}  {file.precision}, {size / 1e6:.1f} MB  verified  for {meant_for}"
            )
    return 1 if failed else 0
