"""How the cells of the bureau's workbooks look: fonts, borders, number formats, widths.

Rule source: domain.md §5. Fonts are named and never embedded; Excel, WPS and LibreOffice fall back where they lack one.
"""

import math
import unicodedata
from typing import Any

from xlsxwriter import Workbook

from fengxian.ledgers.columns import (
    Account,
    Choice,
    Column,
    Count,
    Date,
    IdentityNumber,
    Money,
    Period,
    PersonName,
    Phone,
    RegionCode,
    Time,
)

BODY = {"font_name": "仿宋_GB2312", "font_size": 10.5, "valign": "vcenter", "border": 1}
HEADER = {
    "font_name": "黑体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1,
    "bg_color": "#ECECEC",
}
PLAIN = {"font_name": "仿宋_GB2312", "font_size": 11, "valign": "vcenter"}
ENTRY = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
BAD = {"bg_color": "#FCE4E2"}
SUM = BODY | {"bold": True, "align": "center"}
MONEY = "#,##0.00"
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"},
    "meta": PLAIN,
    "meta_centre": PLAIN | {"align": "center"},
    "meta_right": PLAIN | {"align": "right"},
    "header": HEADER,
    "must": HEADER | {"bold": True},
    "text": BODY | {"num_format": "@", "align": "left", "text_wrap": True},
    "code": BODY | {"num_format": "@", "align": "center", "text_wrap": True},
    "date": BODY | {"num_format": "yyyy-mm-dd", "align": "center"},
    "money": BODY | {"num_format": MONEY, "align": "right"},
    "count": BODY | {"num_format": "0", "align": "center"},
    "number": BODY | {"num_format": "0", "align": "center"},
    "sum": SUM,
    "sum_money": SUM | {"num_format": MONEY, "align": "right"},
    "sum_count": SUM | {"num_format": "0"},
    "sum_rows": SUM | {"num_format": '"共 "#,##0" 行"'},
    "entry_text": ENTRY | {"num_format": "@", "text_wrap": True},
    "entry_code": ENTRY | {"num_format": "@"},
    "entry_date": ENTRY | {"num_format": "yyyy-mm-dd"},
    "entry_money": ENTRY | {"num_format": MONEY},
    "entry_count": ENTRY | {"num_format": "0"},
    "rule": PLAIN,
    "plain": {},
    "plain_date": {"num_format": "yyyy-mm-dd"},
    "bad": BAD,
    "bad_date": BAD | {"num_format": "yyyy-mm-dd"},
    "reason": {"font_color": "#B1261F", "text_wrap": True},
    "system": {"font_name": "宋体", "font_size": 8, "font_color": "#A6A6A6", "valign": "vcenter"},
}
# What values of these kinds take at most: 2024-01-15, 610330101003, 18 digits, 11 digits of a mobile …
_NEEDED: dict[type[Column], float] = {
    Date: 11.5, Time: 7, Count: 7, RegionCode: 14, Period: 16.5, PersonName: 9.5, IdentityNumber: 20.5, Phone: 13,
    Account: 22,
}
_CENTRED = (Account, Choice, IdentityNumber, Period, PersonName, Phone, RegionCode, Time)


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook):
        self.book = book
        self.made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            self.made[name] = self.book.add_format(LOOKS[name])
        return self.made[name]


def body_look(column: Column) -> str:
    """The look of a column's cells: money to the right, short words in the middle, sentences to the left."""
    if isinstance(column, Money):
        return "money"
    if isinstance(column, Count):
        return "count"
    if isinstance(column, Date):
        return "date"
    is_code = type(column) is Column and column.required and not column.long
    return "code" if is_code or isinstance(column, _CENTRED) else "text"


def column_width(column: Column) -> float:
    """In Excel's units: the column's own, but no wider than its values need, nor narrower than its header in two lines.

    Every unit less makes the A4 page, which is one page wide, easier to read.
    """
    header = math.ceil(len(column.name) / 2) * 2.2 + 1
    return max(header, min(float(column.width), _needed(column)))


def _needed(column: Column) -> float:
    if isinstance(column, Choice):
        return max(len(word) for word in column.choices) * 2.1 + 1
    if isinstance(column, Money):
        return 13.5 if column.total else 11
    return next((width for kind, width in _NEEDED.items() if isinstance(column, kind)), float(column.width))


def lines_in(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column of that width: a Chinese sign is two units wide."""
    return sum(
        max(1, math.ceil(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) / width))
        for line in text.split("\n")
    )
