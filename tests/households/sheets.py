"""Workbooks of 困难群众家庭台账 as clerks keep them, and what an import of one comes to."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from fengxian.identity import check_character
from fengxian.ledgers.engine import check_reading
from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.imports import Outcome, check_import, commit_import, start_import
from fengxian.ledgers.reading import read_file
from fengxian.ledgers.spec import Context
from households.ledger import LEDGER

VILLAGE, OTHER_VILLAGE = "610330101200", "610330101201"  # two villages of 凤州镇
FAR_VILLAGE = "610330100001"  # in another town
_sequence = itertools.count(1)


def number(born: str = "19580115", sex: str = "男", tail: int | None = None) -> str:
    """A valid identity number that nobody bears: a new one with each call, or the one of ``tail``."""
    n = tail if tail is not None else next(_sequence)
    place = n * 2 % 998 + (1 if sex == "男" else 0)
    first = f"6103{20 + n // 499:02}{born}{place:03}"
    return first + check_character(first)


def person(**cells: Any) -> dict[str, Any]:
    """A row that is right in itself; cells given by column name replace or (with None) empty its own."""
    row = {
        "户编号": "FX-001", "区划代码": VILLAGE, "姓名": "赵长顺", "身份证号": number(), "与户主关系": "户主",
        "对象类别": "低保对象", "低保档次": "B",
    }
    return row | cells


def member(**cells: Any) -> dict[str, Any]:
    """Somebody else of the same household."""
    return person(**({"姓名": "孙玉琴", "身份证号": number("19600302", "女"), "与户主关系": "配偶"} | cells))


def write_sheet(path: Path, rows: Iterable[dict[str, Any]], columns: Iterable[str] = ()) -> Path:
    """A plain sheet with one header row; columns are those of the rows unless given."""
    rows = list(rows)
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    book = Workbook()
    sheet = book.active
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
    book.save(path)
    return path


def check(path: Path, actor: Any) -> Outcome:
    return check_import(start_import(actor=actor, kind="households", path=path, file_name=path.name))


def bring_in(path: Path, actor: Any, *, skip_errors: bool = False) -> Outcome:
    batch = start_import(actor=actor, kind="households", path=path, file_name=path.name)
    check_import(batch)
    return commit_import(batch, skip_errors=skip_errors)


def codes(outcome: Outcome) -> list[tuple[int | None, str | None, str]]:
    """(row, column, code) of each error."""
    return [(p.row, p.column, p.code) for p in outcome.checked.errors()]


def warnings(outcome: Outcome) -> list[tuple[int | None, str | None]]:
    return [(p.row, p.column) for p in outcome.checked.all_warnings() if p.row]


def take_out(path: Path, actor: Any, *, full: bool = False) -> Path:
    """Exports the ledger as that person sees it."""
    export_to_file(LEDGER, actor=actor, out=path, filters=ExportFilter(), full=full, reason="核对")
    return path


def outcomes(path: Path, actor: Any) -> list[str]:
    """How each row of the file would come in, in order."""
    reading = read_file(LEDGER, path)
    return [row.outcome for row in check_reading(reading, Context(actor=actor)).rows]


def cells(path: Path, header_row: int = 3) -> list[dict[str, Any]]:
    """The rows of an exported ledger, by column name, until 合计."""
    sheet = load_workbook(path).active
    names = [cell.value for cell in sheet[header_row]]
    found = []
    for row in sheet.iter_rows(min_row=header_row + 1, values_only=True):
        if row[0] == "合计":
            break
        found.append(dict(zip(names, row, strict=True)))
    return found
