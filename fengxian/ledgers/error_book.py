"""The error workbook: the user's own sheet, with a column 错误原因 added and the bad cells coloured."""

import datetime as dt
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook as OpenWorkbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from fengxian.ledgers.columns import number_text
from fengxian.ledgers.engine import Checked
from fengxian.ledgers.export import OPTIONS
from fengxian.ledgers.looks import Looks
from fengxian.ledgers.reading import Reading, squash
from fengxian.ledgers.workbook import open_workbook

COLUMN = "错误原因"
WIDTH = 48
# openpyxl keeps the look but holds every cell in memory (about 50 times the file): beyond this a plain copy is streamed.
MOST_ROWS = 20_000
MOST_UNPACKED = 60 * 1024 * 1024
BAD = PatternFill("solid", fgColor="FCE4E2")
REASON_FONT = Font(color="B1261F")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be written: Excel's number, the names of its bad columns, and why in one text."""

    number: int
    columns: frozenset[str]
    reason: str


def write_error_book(source: Path, reading: Reading, checked: Checked, out: Path) -> None:
    """The error workbook of a run whose rows are still at hand."""
    bad = (
        bad_row(row.number, ((p.column or "", p.message) for p in row.errors))
        for row in checked.rows if row.errors and row.number
    )
    mark_errors(source, out, sheet=reading.sheet, header_row=reading.header_row, rows=len(reading.rows), bad=bad)


def bad_row(number: int, errors: Iterable[tuple[str, str]]) -> BadRow:
    """From (column name or "", sentence) pairs."""
    errors = list(errors)
    reason = "；".join(f"{column}：{message}" if column else message for column, message in errors)
    return BadRow(number, frozenset(squash(column) for column, _ in errors if column), reason)


def mark_errors(
    source: Path, out: Path, *, sheet: str, header_row: int, rows: int, bad: Iterable[BadRow]
) -> None:
    """Writes the source with its bad rows explained: a marked copy, or a streamed one where the file is large."""
    wanted = {row.number: row for row in bad}
    book = None if rows > MOST_ROWS or _unpacked(source) > MOST_UNPACKED else _opened(source)
    if book is None:
        _stream_copy(source, out, sheet, header_row, wanted)
    else:
        _mark(book[sheet], header_row, wanted)
        book.active = book.index(book[sheet])
        book.save(out)


def _unpacked(source: Path) -> int:
    with ZipFile(source) as archive:
        return sum(part.file_size for part in archive.infolist())


def _opened(source: Path) -> OpenWorkbook | None:
    """None where openpyxl does not understand a style that WPS wrote and our reader does not look at."""
    try:
        return load_workbook(source, keep_links=False)
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _mark(sheet: Worksheet, header_row: int, bad: dict[int, BadRow]) -> None:
    header = {squash(cell.value): cell.column for cell in sheet[header_row] if cell.value is not None}
    if COLUMN in header:
        _unmark(sheet, header_row, header[COLUMN])
    reasons = header.get(COLUMN) or _after_last(sheet, header_row)
    _head(sheet, header_row, reasons)
    for number, row in bad.items():
        cell = sheet.cell(number, reasons)
        if isinstance(cell, MergedCell):
            continue
        cell.value, cell.font = row.reason, REASON_FONT
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        for column in row.columns & header.keys():
            sheet.cell(number, header[column]).fill = BAD


def _after_last(sheet: Worksheet, header_row: int) -> int:
    """The first column right of everything that the header or the rows below it use."""
    used = [cell.column for cell in sheet[header_row] if cell.value is not None]
    below = sheet.iter_rows(min_row=header_row + 1)
    return 1 + max([*used, *(cell.column for row in below for cell in row if cell.value is not None)])


def _head(sheet: Worksheet, header_row: int, column: int) -> None:
    """The heading 错误原因, in the look of the heading beside it."""
    beside, head = sheet.cell(header_row, max(1, column - 1)), sheet.cell(header_row, column)
    if isinstance(head, MergedCell):
        return
    head.value = COLUMN
    if beside.has_style:
        head._style = copy(beside._style)
    head.comment = Comment("改好着色的格子，保存后再上传一次即可。这一列上传时不读取。", "系统")
    sheet.column_dimensions[head.column_letter].width = WIDTH


def _unmark(sheet: Worksheet, header_row: int, reasons: int) -> None:
    """Takes out the reasons and colours of an earlier error workbook."""
    for row in sheet.iter_rows(min_row=header_row + 1):
        for cell in row:
            if cell.fill.fgColor.rgb == BAD.fgColor.rgb:
                cell.fill = PatternFill()
            if cell.column == reasons and not isinstance(cell, MergedCell):
                cell.value = None


def _stream_copy(source: Path, out: Path, name: str, header_row: int, bad: dict[int, BadRow]) -> None:
    """Values, dates and the reasons, without the file's look, row by row."""
    sheet = next(sheet for sheet in open_workbook(source) if sheet.name == name)
    with Workbook(str(out), OPTIONS) as book:
        looks, copy = Looks(book), book.add_worksheet(name[:31])
        header: dict[str, int] = {}
        reasons = 0
        copy.freeze_panes(header_row, 0)
        for number, cells in sheet.rows():
            if number == header_row:
                header = {squash(cell): index for index, cell in enumerate(cells) if cell != ""}
                reasons = header.get(COLUMN, 1 + max(header.values()))
                copy.set_column(0, reasons, 16)
                copy.set_column(reasons, reasons, WIDTH)
            row = bad.get(number)
            marked = {header[column] for column in row.columns & header.keys()} if row else set()
            for index, cell in enumerate(cells):
                if number <= header_row or index != reasons:
                    _copy_cell(copy, looks, number - 1, index, cell, index in marked)
            if number == header_row:
                copy.write_string(number - 1, reasons, COLUMN, looks["header"])
            elif row:
                copy.write_string(number - 1, reasons, row.reason, looks["reason"])


def _copy_cell(copy: Any, looks: Looks, place: int, index: int, cell: Any, bad: bool) -> None:
    look = looks["bad" if bad else "plain"]
    if isinstance(cell, dt.datetime | dt.date):
        copy.write_datetime(place, index, cell, looks["bad_date" if bad else "plain_date"])
    elif isinstance(cell, dt.time):
        copy.write_string(place, index, f"{cell:%H:%M}", look)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        copy.write_number(place, index, cell, look)
    elif cell not in ("", None):
        copy.write_string(place, index, cell if isinstance(cell, str) else number_text(cell), look)
    elif bad:
        copy.write_blank(place, index, None, look)
