"""Workbooks of the five ledgers of relief as clerks keep them, and what an import of one comes to."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from fengxian.identity import check_character
from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.imports import Outcome, check_import, commit_import, start_import
from fengxian.ledgers.registry import ledger

VILLAGE, OTHER_VILLAGE = "610330101200", "610330101201"  # two villages of 凤州镇
FAR_VILLAGE = "610330100001"  # in 双石铺镇
_sequence = itertools.count(1)


def number(born: str = "19580115", sex: str = "男") -> str:
    """A valid identity number that nobody bears, a new one with each call."""
    n = next(_sequence)
    first = f"6103{30 + n // 499:02}{born}{n * 2 % 998 + (sex == '男'):03}"
    return first + check_character(first)


def member(**cells: Any) -> dict[str, Any]:
    """A row of the household ledger."""
    return {
        "户编号": "FX-001", "区划代码": VILLAGE, "姓名": "赵长顺", "身份证号": number(), "与户主关系": "户主",
        "对象类别": "低保对象", "低保档次": "B",
    } | cells


def payment(who: dict[str, Any], **cells: Any) -> dict[str, Any]:
    """A row that pays somebody of the household ledger."""
    return {
        "批次号": "2024-01低保", "项目": "低保金", "所属期": "2024-01", "区划代码": who["区划代码"],
        "户编号": who["户编号"], "领款人": who["姓名"], "身份证号": who["身份证号"], "保障人数": 1,
        "应发金额": 800, "实发金额": 800, "发放日期": "2024-01-25", "发放状态": "成功",
    } | cells


def condolence(**cells: Any) -> dict[str, Any]:
    return {
        "慰问编号": f"WW-{next(_sequence)}", "慰问日期": "2024-02-02", "区划代码": VILLAGE, "姓名": "周克俭",
        "身份证号": number(), "慰问单位": "县委办公室", "单位类型": "县级四大班子", "慰问金": 500, "慰问品折价": 300,
    } | cells


def investment(**cells: Any) -> dict[str, Any]:
    return {
        "凭证号": f"PZ-{next(_sequence)}", "日期": "2024-01-10", "区划代码": "610330", "用途": "购置御寒物资",
        "资金来源": "县级财政", "金额": "1200.50",
    } | cells


def patrol(**cells: Any) -> dict[str, Any]:
    return {
        "巡查编号": f"XC-{next(_sequence)}", "日期": "2024-01-15", "区划代码": "610330", "重点区域": "街道、汽车站",
        "带队人": "王建国", "发现人数": 1,
    } | cells


def assistance(**cells: Any) -> dict[str, Any]:
    return {
        "求助编号": f"QZ-{next(_sequence)}", "求助日期": "2024-01-16", "区划代码": "610330", "来站方式": "自行来站",
        "性别": "男", "救助类型": "生活救助", "救助金额": "120.50",
    } | cells


def write_sheet(path: Path, rows: Iterable[dict[str, Any]], columns: Iterable[str] = ()) -> Path:
    """A plain sheet with one header row; columns are those of the rows unless given."""
    rows = list(rows)
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    book = Workbook()
    sheet = book.active
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":  # a text that begins with = is no formula here
                cell.data_type = "s"
    book.save(path)
    return path


def check(kind: str, path: Path, actor: Any) -> Outcome:
    return check_import(start_import(actor=actor, kind=kind, path=path, file_name=path.name))


def bring_in(kind: str, path: Path, actor: Any, *, skip_errors: bool = False) -> Outcome:
    batch = start_import(actor=actor, kind=kind, path=path, file_name=path.name)
    return commit_import(batch, skip_errors=skip_errors)


def errors(outcome: Outcome) -> list[tuple[int | None, str | None, str]]:
    """(row, column, code) of each error."""
    return [(p.row, p.column, p.code) for p in outcome.checked.errors()]


def warnings(outcome: Outcome) -> list[tuple[int | None, str | None]]:
    """(row, column) of each warning about a row."""
    return [(p.row, p.column) for p in outcome.checked.all_warnings() if p.row]


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """(new, changed, unchanged, refused)"""
    batch = outcome.batch
    return batch.created, batch.updated, batch.unchanged, batch.rejected


def take_out(kind: str, path: Path, actor: Any, *, full: bool = False) -> Path:
    """Exports the ledger as that person sees it."""
    export_to_file(ledger(kind), actor=actor, out=path, filters=ExportFilter(), full=full, reason="核对")
    return path


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
