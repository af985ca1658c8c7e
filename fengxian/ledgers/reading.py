"""From a workbook to parsed rows: finds the sheet and its header, skips totals, parses cells, keeps what is wrong."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from fengxian.ledgers.columns import CellError
from fengxian.ledgers.registry import all_ledgers
from fengxian.ledgers.spec import RECORD_COLUMN, VERSION_COLUMN, Ledger, Problem, Row
from fengxian.ledgers.workbook import FileRefused, Sheet, open_workbook

HEADER_WITHIN = 10
IGNORED = {"序号", "错误原因"}
_TOTAL = re.compile(r"[\u4e00-\u9fff]{0,4}(合计|小计|总计)[:：]?")
_SIGNATURE = re.compile(r"(填表人|制表人|经办人|审核人)[:：]")
_CACHE_MOST = 20_000


@dataclass
class Reading:
    """A file as read: parsed rows in order, and what concerns the file as a whole."""

    ledger: Ledger
    sheet: str = ""
    header_row: int = 0
    present: list[str] = field(default_factory=list)  # fields whose column the file has
    rows: list[Row] = field(default_factory=list)
    versioned: bool = False
    skipped: int = 0
    warnings: list[Problem] = field(default_factory=list)


def squash(name: Any) -> str:
    """A column name without the spaces, line breaks and full-width signs that people put into it."""
    return "".join(unicodedata.normalize("NFKC", str(name)).split()).rstrip("*")


def read_file(ledger: Ledger, path: Path, progress: Callable[[int], None] = lambda done: None) -> Reading:
    """Reads a workbook for one ledger. Raises FileRefused where the file as a whole cannot be taken."""
    sheets = open_workbook(path)
    sheet, number, header = _find_header(ledger, sheets)
    reading = Reading(ledger, sheet.name, number)
    positions = _positions(ledger, header, reading)
    _read_rows(reading, sheet, positions, progress)
    return reading


def _find_header(ledger: Ledger, sheets: list[Sheet]) -> tuple[Sheet, int, list[Any]]:
    best: tuple[int, Sheet, int, list[Any]] | None = None
    names = {squash(c.name) for c in ledger.columns}
    heads = [(sheet, number, cells) for sheet in sheets for number, cells in islice(sheet.rows(), HEADER_WITHIN)]
    for sheet, number, cells in heads:
        hits = len({squash(c) for c in cells} & names)
        if hits >= 2 and (best is None or hits > best[0]):
            best = (hits, sheet, number, cells)
    if best is None:
        for _, _, cells in heads:
            _refuse_other_ledger(ledger, cells)
        raise FileRefused(
            f"前 {HEADER_WITHIN} 行里没有找到{ledger.title}的表头。请用系统的模板，或把列名写成模板里的样子。",
            "missing_column",
        )
    _refuse_other_ledger(ledger, best[3])
    return best[1], best[2], best[3]


def _refuse_other_ledger(ledger: Ledger, header: list[Any]) -> None:
    present = {squash(c) for c in header}
    if _lacking(ledger, present):
        for other in all_ledgers():
            if other.kind != ledger.kind and not _lacking(other, present):
                raise FileRefused(f"这是{other.title}，不是{ledger.title}。请在{other.title}那里导入。", "missing_column")


def _lacking(ledger: Ledger, present: set[str]) -> list[str]:
    return [c.name for c in ledger.columns if c.required and squash(c.name) not in present]


def _positions(ledger: Ledger, header: list[Any], reading: Reading) -> dict[int, int | str]:
    """Column index in the sheet → index in the ledger, or the name of 记录号/版本."""
    known: dict[str, int | str] = {squash(c.name): i for i, c in enumerate(ledger.columns)}
    known |= {RECORD_COLUMN: RECORD_COLUMN, VERSION_COLUMN: VERSION_COLUMN}
    positions: dict[int, int | str] = {}
    for index, cell in enumerate(header):
        name = squash(cell)
        if not name or name in IGNORED:
            continue
        if name not in known:
            reading.warnings.append(Problem(None, str(cell), "unknown_column", "系统不认识这一列，没有读取"))
        elif known[name] in positions.values():
            raise FileRefused(f"列“{name}”出现了两次，请删掉一列再上传。", "other", name)
        else:
            positions[index] = known[name]
    reading.versioned = VERSION_COLUMN in positions.values()
    reading.present = [ledger.columns[i].field for i in positions.values() if isinstance(i, int)]
    missing = [ledger.by_field[f].name for f in ledger.key if f not in reading.present]
    if missing and RECORD_COLUMN not in positions.values():
        raise FileRefused(f"缺少列：{'、'.join(missing)}。请补上再上传。", "missing_column", missing[0])
    return positions


def _read_rows(
    reading: Reading, sheet: Sheet, positions: dict[int, int | str], progress: Callable[[int], None]
) -> None:
    ledger = reading.ledger
    caches: list[dict[Any, Any]] = [{} for _ in ledger.columns]
    for number, cells in sheet.rows():
        if number <= reading.header_row or _blank(cells, positions):
            continue
        first = next((str(c).strip() for c in cells if c not in ("", None)), "")
        if _TOTAL.fullmatch("".join(first.split())):
            reading.skipped += 1
            continue
        if _SIGNATURE.match(first):
            continue
        row = Row(ledger, number, [None] * len(ledger.columns))
        for index, target in positions.items():
            raw = cells[index] if index < len(cells) else ""
            if isinstance(target, str):
                _take_version(row, target, raw)
            elif (number, index) in sheet.broken:
                row.refuse(ledger.columns[target].field, "other", sheet.broken[number, index])
            else:
                _parse(row, target, raw, caches[target])
        reading.rows.append(row)
        if len(reading.rows) % 2000 == 0:
            progress(len(reading.rows))


def _blank(cells: list[Any], positions: dict[int, int | str]) -> bool:
    """Nothing under any column that we read: a template's row with only its 序号 is blank."""
    used = (cells[i] for i in positions if i < len(cells))
    if any(c is not None and (not isinstance(c, str) or c.strip()) for c in used):
        return False
    first = next((str(c).strip() for c in cells if c not in ("", None)), "")
    return not _TOTAL.fullmatch("".join(first.split()))


def _parse(row: Row, target: int, raw: Any, cache: dict[Any, Any]) -> None:
    """Parses one cell; a ledger repeats its words a hundred thousand times, so answers are remembered."""
    if raw == "" or raw is None:
        return
    column = row.ledger.columns[target]
    if column.derived:
        return  # what follows from other columns is never taken from a file
    memo = (type(raw), raw)
    if memo in cache:
        value = cache[memo]
    else:
        try:
            value = column.parse(raw)
        except CellError as error:
            value = error
        if len(cache) < _CACHE_MOST:
            cache[memo] = value
    if isinstance(value, CellError):
        row.refuse(column.field, value.code, value.message)
        row.keep(**{f"typed_{column.field}": raw})
    else:
        row.values[target] = value


def _take_version(row: Row, name: str, raw: Any) -> None:
    text = str(raw).strip()
    if name == RECORD_COLUMN:
        row.record_id = text or None
    elif text:
        try:
            row.version = int(float(text))
        except ValueError:
            row.errors = [Problem(row.number, VERSION_COLUMN, "not_a_number", "版本号被改过，请不要改这一列")]
