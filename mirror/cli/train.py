"""`mirror train`: trains the transfer network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mirror.cli.choices import count
from mirror.cli.machine import cpu_model


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror train`."""
    parser.add_argument("recipe", metavar="RECIPE.toml", type=Path, help="what to train, on what")
    parser.add_argument(
        "--run",
        required=True,
        type=Path,
        metavar="FOLDER",
        help="where checkpoints, curves and sheets of samples go",
    )
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda"),
        default="auto",
        help="where to train (default: a CUDA GPU if there is one, else the CPU)",
    )
    parser.add_argument(
        "--threads",
        type=count,
        metavar="N",
        help="CPU threads inside an operation (default: one a core)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="FOLDER",
        help="where the unwrapped faces are kept for the next run (default: cache/ in the run's)",
    )
    parser.epilog = (
        "Ctrl+C ends the step, writes a checkpoint and stops; the same command goes on, after any "
        "other end, too.\nCurves: tensorboard --logdir FOLDER/log"
    )


def run(args: argparse.Namespace) -> int:
    """Trains to the end, or until it is stopped: 128 and the signal's number then."""
    from mirror.training.extra import require_extra
    from mirror.training.memory import keep_freed_memory
    from mirror.training.recipe import load_recipe

    require_extra()
    recipe = load_recipe(args.recipe)
    keep_freed_memory()  # before PyTorch is imported, which allocates

    from mirror.training.checkpoint import read_latest, read_weights
    from mirror.training.device import gpu_name, prepare_device
    from mirror.training.faces import load_faces
    from mirror.training.record import Record, claim
    from mirror.training.run import Run
    from mirror.training.stopping import StopRequest

    device = prepare_device(args.device, args.threads)
    start = None if recipe.start is None else read_weights(args.recipe.parent / recipe.start)
    claim(args.run, recipe, args.recipe)
    latest = read_latest(args.run, recipe)
    begin = latest.overall(recipe) if latest else 0
    folders = [args.recipe.parent / folder for folder in recipe.data.folders]
    where = gpu_name(device) or cpu_model()
    record = Record(args.run)
    record.begin(where, begin)
    _tell(f"{recipe.name}: from step {begin} of {recipe.steps}, on {where}.")
    faces = load_faces(folders, args.cache or args.run / "cache", recipe.data.most)
    with StopRequest() as stop:
        last = Run(recipe, faces, args.run, device, start).train(stop, record.note)
    done = last.overall(recipe)
    if stop.signal is not None and done < recipe.steps:
        _tell(f"Stopped after step {done} of {recipe.steps}; the same command goes on from there.")
        return 128 + stop.signal
    _tell(f"Trained; “mirror export --run {args.run}” makes the model of it.")
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
