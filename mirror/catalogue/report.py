"""What an import has done, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mirror.catalogue.columns import ColumnMapping

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, or worth a look, in one row.

    Attributes:
        number: The row's, as `Report.place` counts.
        column: The header of the column; None where the whole row is meant.
        text: The reason, as the end of a sentence.
    """

    number: int
    column: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an import, or of a trial of one.

    Attributes:
        file: What was read.
        form: What it was found to be.
        place: What numbers of rows count: `line`, `row` or `item`.
        mapping: What its columns were taken for.
        dry_run: Whether the catalogue was left as it was.
        new: How many items were not there before.
        changed: How many are not as they were.
        unchanged: How many are as they were.
        removed: How many went, as the file does not list them.
        bad_rows: How many rows were left out.
        errors: Why; one or more a bad row, in the file's order.
        warnings: On rows that were kept.
        notes: On the file as a whole; sentences.
        seconds: From the start to the commit.
    """

    file: Path
    form: str
    place: str
    mapping: ColumnMapping
    dry_run: bool
    new: int
    changed: int
    unchanged: int
    removed: int
    bad_rows: int
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    notes: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, object]:
        """All of it, as JSON can hold it."""
        return {**asdict(self), "file": str(self.file)}

    def lines(self) -> Iterator[str]:
        """What a person reads; of many remarks only the first ones."""
        yield f"{self.file}: {self.form}"
        read = [f"{one.name} → {one.field}" for one in self.mapping.columns if one.field]
        yield f"columns: {', '.join(read)}"
        for one in self.mapping.columns:
            if one.field and one.confidence < 0.8:
                yield f"  “{one.name}” was taken for {one.field}: {one.why}"
        unread = [f"{one.name} ({one.why})" for one in self.mapping.columns if not one.field]
        if unread:
            yield f"not read: {', '.join(unread)}"
        yield from self.notes
        for title, remarks in (("left out", self.errors), ("note", self.warnings)):
            for remark in remarks[:_SHOWN]:
                column = f", {remark.column}" if remark.column else ""
                yield f"{title}: {self.place} {remark.number}{column}: {remark.text}"
            if len(remarks) > _SHOWN:
                yield f"… and {len(remarks) - _SHOWN} more; --json lists them all"
        done = "would be " if self.dry_run else ""
        yield (
            f"{done}{self.new} new, {self.changed} changed, {self.unchanged} unchanged, "
            f"{self.removed} removed, {self.bad_rows} bad rows ({self.seconds:.1f} s)"
        )

    def __str__(self) -> str:
        return "\n".join(self.lines())
