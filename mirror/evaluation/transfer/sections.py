"""What a section of the evaluation is, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mirror.evaluation.transfer.bench import Bench
from mirror.evaluation.transfer.figures import Sample


@dataclass(frozen=True, slots=True)
class Findings:
    """What one section found.

    Attributes:
        samples: All that was measured.
        sheets: Names of the picture files that it wrote.
        notes: What a reader has to know beside the figures, each a sentence or more.
    """

    samples: tuple[Sample, ...]
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One question to the network.

    Attributes:
        name: Its key on the command line and in the report.
        title: Its heading.
        method: How it is measured, in Markdown, for whoever reads the figures.
        measure: Does it.
        needs: Parts of the data without which nothing can be said: fields of `data.Data`.
    """

    name: str
    title: str
    method: str
    measure: Callable[[Bench], Findings]
    needs: tuple[str, ...] = ()
