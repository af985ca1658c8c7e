"""The bureau's formatted ledger as a workbook, streamed: any number of rows in little memory.

Rule source: domain.md §5 (A4 landscape, 方正小标宋 title, 黑体 header on grey, 仿宋 body, real SUM in 合计, signature row).
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from fengxian.ledgers.columns import Column, Count, Date, Money
from fengxian.ledgers.looks import Looks, body_look, column_width, lines_in
from fengxian.ledgers.spec import RECORD_COLUMN, VERSION_COLUMN, Ledger

CHUNK = 2000
TITLE, META, HEADER, FIRST = range(4)  # zero-based sheet rows
ROW_POINTS, LINE_POINTS = 20, 13
TALLEST = 400  # points; Excel's limit is 409
SIGNATURES = ("填表人：", "审核人：", "负责人：", "联系电话：")
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_ledger(
    ledger: Ledger, records: Iterable[Any], out: Path, *, title: str, unit_name: str, actor: Any, full: bool,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Writes the records and returns how many they are; numbers of persons are masked unless ``full``.

    ``records`` is a queryset of ``Ledger.records`` (streamed in chunks) or any iterable of records.
    """
    with Workbook(str(out), OPTIONS) as book:
        book.set_properties({"title": title, "author": str(actor), "company": settings.BUREAU_NAME})
        sheet = _Sheet(ledger, book, full)
        sheet.head(title, unit_name)
        for part in _chunks(records):
            sheet.rows(part, ledger.current(part))
            progress(sheet.count)
        sheet.foot()
        sheet.page(str(actor))
    return sheet.count


def _chunks(records: Iterable[Any]) -> Iterator[list[Any]]:
    rows = records.iterator(chunk_size=CHUNK) if isinstance(records, QuerySet) else iter(records)
    while part := list(islice(rows, CHUNK)):
        yield part


class _Sheet:
    """The one sheet of a ledger, written from top to bottom (a streamed sheet knows no way back)."""

    def __init__(self, ledger: Ledger, book: Workbook, full: bool):
        self.ledger = ledger
        self.full = full
        self.looks = Looks(book)
        self.sheet: Worksheet = book.add_worksheet(ledger.title[:31])
        self.widths = [5.0, *(column_width(c) for c in ledger.columns)]
        self.last = len(ledger.columns)  # index of the last printed column; 序号 is 0
        self.writers = [_writer(self.sheet, self.looks, i, c, full) for i, c in enumerate(ledger.columns, 1)]
        self.sums: dict[int, Any] = dict.fromkeys(ledger.totals(), 0)
        self.count = 0

    def head(self, title: str, unit_name: str) -> None:
        """Title, 填报单位 row and header."""
        sheet, looks = self.sheet, self.looks
        for index, width in enumerate(self.widths):
            sheet.set_column(index, index, width)
        sheet.set_column(self.last + 1, self.last + 1, 10)
        sheet.set_column(self.last + 2, self.last + 2, 5)
        self._line(TITLE, 36, [(0, self.last, title, looks["title"])])
        today = timezone.localdate()
        first, second = self._thirds()
        self._line(META, 22, [
            (0, first - 1, f"填报单位（盖章）：{unit_name}", looks["meta"]),
            (first, second - 1, f"填报日期：{today.year}年{today.month}月{today.day}日", looks["meta_centre"]),
            (second, self.last, f"单位：{self.ledger.unit}", looks["meta_right"]),
        ])
        sheet.set_row(HEADER, 34)
        sheet.write_string(HEADER, 0, "序号", looks["header"])
        for index, column in enumerate(self.ledger.columns, 1):
            sheet.write_string(HEADER, index, column.name, looks["header"])
        sheet.write_string(HEADER, self.last + 1, RECORD_COLUMN, looks["system"])
        sheet.write_string(HEADER, self.last + 2, VERSION_COLUMN, looks["system"])
        sheet.freeze_panes(FIRST, min(2, self.last))

    def rows(self, records: list[Any], values: list[list[Any]]) -> None:
        """One row a record."""
        sheet, number, system = self.sheet, self.looks["number"], self.looks["system"]
        for record, row in zip(records, values, strict=True):
            place = FIRST + self.count
            self.count += 1
            lines = max((lines_in(w, self.widths[i]) for i, w in self._texts(row)), default=1)
            sheet.set_row(place, min(TALLEST, max(ROW_POINTS, lines * LINE_POINTS + 6)))
            sheet.write_number(place, 0, self.count, number)
            for write, value in zip(self.writers, row, strict=True):
                write(place, value)
            for index in self.sums:
                self.sums[index] += row[index] or 0
            sheet.write_string(place, self.last + 1, str(record.pk), system)
            sheet.write_number(place, self.last + 2, record.version, system)

    def _texts(self, row: list[Any]) -> Iterator[tuple[int, str]]:
        """Texts that may need more than one line, with their sheet column."""
        for index, column in enumerate(self.ledger.columns, 1):
            value = row[index - 1]
            if value and not isinstance(column, Money | Count | Date):
                text = value if isinstance(value, str) else column.show(value)
                if len(text) * 2 > self.widths[index]:
                    yield index, text

    def foot(self) -> None:
        """合计 with real SUM formulas (and their values, for readers that do not calculate), and the signature row."""
        place, looks = FIRST + self.count, self.looks
        self.sheet.set_row(place, 22)
        self.sheet.write_string(place, 0, "合计", looks["sum"])
        for index, column in enumerate(self.ledger.columns, 1):
            if index - 1 in self.sums:
                total = self.sums[index - 1]
                look = looks["sum_money"] if isinstance(column, Money) else looks["sum_count"]
                self._sum(place, index, "SUM", Decimal(total) if isinstance(column, Money) else total, look)
            elif index == 1:
                self._sum(place, index, "ROWS", self.count, looks["sum_rows"])
            else:
                self.sheet.write_blank(place, index, None, looks["sum"])
        self.sheet.set_row(place + 1, 30)
        for part, text in enumerate(SIGNATURES):
            self.sheet.write_string(place + 1, self._column_at(part / len(SIGNATURES)), text, looks["meta"])

    def _sum(self, place: int, index: int, function: str, value: Any, look: Any) -> None:
        if self.count:
            span = f"{xl_rowcol_to_cell(FIRST, index)}:{xl_rowcol_to_cell(place - 1, index)}"
            self.sheet.write_formula(place, index, f"={function}({span})", look, value)
        else:
            self.sheet.write_number(place, index, 0, look)

    def page(self, actor_name: str) -> None:
        """A4 landscape, one page wide, header repeated, page numbers, and who took it out when."""
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.55, right=0.55, top=0.5, bottom=0.65)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER)
        sheet.print_area(0, 0, FIRST + self.count + 1, self.last)
        when = f"{timezone.localtime():%Y-%m-%d %H:%M}"
        care = "含完整个人号码，注意保密" if self.full else "个人号码已遮挡"
        who = actor_name.replace("&", "&&")
        sheet.set_footer(f"&L{who} {when} 导出&C第 &P 页，共 &N 页&R{care}", {"margin": 0.3})

    def _line(self, place: int, points: int, parts: list[tuple[int, int, str, Any]]) -> None:
        """One row of texts over several columns each."""
        self.sheet.set_row(place, points)
        for first, last, text, look in parts:
            if last > first:
                self.sheet.merge_range(place, first, place, last, "", look)
            self.sheet.write_string(place, first, text, look)

    def _thirds(self) -> tuple[int, int]:
        """Where the second and the last third of the width begin, at least one column each."""
        first = max(1, self._column_at(0.36))
        return first, max(first + 1, self._column_at(0.68))

    def _column_at(self, share: float) -> int:
        """The column that begins at this share of the printed width."""
        wanted, run = sum(self.widths) * share, 0.0
        for index, width in enumerate(self.widths):
            if run + width / 2 >= wanted:
                return index
            run += width
        return self.last


def _writer(
    sheet: Worksheet, looks: Looks, index: int, column: Column, full: bool
) -> Callable[[int, Any], object]:
    """Writes one value of this column into a sheet row. Texts are always texts, whatever they begin with."""
    hidden = bool(column.mask) and not full
    look = looks["code"] if hidden else looks[body_look(column)]

    def write(place: int, value: Any) -> object:
        if value is None or value == "" or value == ():
            return sheet.write_blank(place, index, None, look)
        if hidden:
            return sheet.write_string(place, index, column.masked(value), look)
        cell = column.cell(value)
        if isinstance(cell, str):
            return sheet.write_string(place, index, cell, look)
        if isinstance(column, Date):
            return sheet.write_datetime(place, index, cell, look)
        return sheet.write_number(place, index, cell, look)

    return write
