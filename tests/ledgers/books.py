"""Workbooks as other people keep them: two small ledgers, 投入资金台账 and 慰问发放花名册, in many shapes."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from fengxian.identity import check_character
from fengxian.ledgers.imports import Outcome, check_import, commit_import, start_import

HEAD = ["凭证号", "日期", "区划代码", "用途", "资金来源", "金额", "备注"]
VILLAGE, TOWN, FAR_VILLAGE = "610330101200", "610330101", "610330100001"  # 龙口村 in 凤州镇, and one in 双石铺镇
_sequence = itertools.count(1)


def money(**cells: Any) -> dict[str, Any]:
    """A row of 投入资金台账."""
    return {
        "凭证号": f"PZ-{next(_sequence):04}", "日期": "2024-01-15", "区划代码": VILLAGE, "用途": "购置御寒物资",
        "资金来源": "县级财政", "金额": "1200.50",
    } | cells


def identity(born: str = "19580115") -> str:
    """A valid identity number that nobody bears, a new one with each call."""
    first = f"610330{born}{next(_sequence) % 1000:03}"
    return first + check_character(first)


def gift(**cells: Any) -> dict[str, Any]:
    """A row of 慰问发放花名册."""
    return {
        "慰问编号": f"WW-{next(_sequence):04}", "慰问日期": "2024-02-02", "区划代码": VILLAGE, "姓名": "周克俭",
        "身份证号": identity(), "慰问单位": "县委办公室", "单位类型": "县级四大班子", "慰问金": 500, "慰问品折价": 300,
    } | cells


def fill(sheet: Worksheet, rows: Iterable[dict[str, Any]], head: list[str] | None = None) -> None:
    """The header and the rows below whatever the sheet holds already."""
    rows = list(rows)
    head = head or list(dict.fromkeys(name for row in rows for name in row))
    sheet.append(head)
    for row in rows:
        sheet.append([row.get(name) for name in head])


def save(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def plain(path: Path, *rows: dict[str, Any], head: list[str] | None = None) -> Path:
    """A workbook of one sheet with one header row."""
    book = Workbook()
    fill(book.active, rows, head)
    return save(book, path)


def with_part(path: Path, name: str, content: bytes, *, instead: bool = False) -> Path:
    """The workbook with one part of its archive added, or put in another's place."""
    with ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert instead == (name in parts)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, old in (parts | {name: content}).items():
            archive.writestr(part, content if part == name else old)
    return path


def part_of(path: Path, name: str) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(name)


def check(path: Path, actor: Any, kind: str = "investments") -> Outcome:
    return check_import(start_import(actor=actor, kind=kind, path=path, file_name=path.name))


def bring(path: Path, actor: Any, kind: str = "investments", **options: Any) -> Outcome:
    return commit_import(start_import(actor=actor, kind=kind, path=path, file_name=path.name), **options)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    batch = outcome.batch
    return batch.created, batch.updated, batch.unchanged, batch.rejected


def codes(outcome: Outcome) -> list[tuple[int | None, str | None, str]]:
    """(row, column, code) of every error."""
    assert outcome.checked is not None, outcome.batch.refusal
    return [(p.row, p.column, p.code) for p in outcome.checked.errors()]


def reopened(path: Path) -> Worksheet:
    return load_workbook(path).active
