"""Reads a workbook of Excel: the first sheet that is shown and has anything on it."""

from __future__ import annotations

from pathlib import Path

from mirror.catalogue.cells import CellError, text
from mirror.catalogue.table import Row, Table
from mirror.catalogue.zip_size import check_workbook
from mirror.errors import CatalogueError


def xlsx_table(path: Path) -> Table:
    """A workbook as a table; the sheet is read as a whole.

    Raises:
        CatalogueError: It is no workbook, a damaged one, one that would unpack to too much, or
            has no table.
        OSError: It cannot be read.
    """
    check_workbook(path)
    title, first, rows, others = _sheet(path)
    at = next((i for i, row in enumerate(rows) if any(cell not in ("", None) for cell in row)), 0)
    try:
        columns = tuple(map(text, rows[at]))
    except CellError as error:
        raise CatalogueError(f"{path}, row {first + at}: the header {error}.") from error
    body = [
        Row(number, cells)
        for number, cells in enumerate(rows[at + 1 :], first + at + 1)
        if any(cell not in ("", None) for cell in cells)
    ]
    warnings = (
        [f"Only the sheet “{title}” was read; the others are: {', '.join(others)}."]
        if others
        else []
    )
    return Table(columns, lambda: iter(body), "row", f"XLSX, sheet “{title}”", tuple(warnings))


def _sheet(path: Path) -> tuple[str, int, list[list[object]], list[str]]:
    """Title, number of the first row, and rows of the first filled sheet; the other filled ones."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    found: tuple[str, int, list[list[object]]] | None = None
    others = []
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for about in workbook.sheets_metadata:
                if about.visible is not SheetVisibleEnum.Visible:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                if sheet.start is None:
                    continue
                if found is not None:
                    others.append(about.name)
                    continue
                rows: list[list[object]] = [list(row) for row in sheet.to_python()]
                found = about.name, sheet.start[0] + 1, rows
    except (CalamineError, ValueError) as error:
        raise CatalogueError(f"{path} is no workbook that can be read ({error}).") from error
    except BaseException as error:
        # A fault of the library on a hostile file is no Exception; it ends the file, not us.
        if type(error).__name__ != "PanicException":
            raise
        raise CatalogueError(f"{path} is a damaged workbook; save it again.") from error
    if found is None:
        raise CatalogueError(f"{path} has no sheet with anything on it; export it again.")
    return (*found, others)
