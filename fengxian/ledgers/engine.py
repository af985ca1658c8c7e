"""Check and write rows of a ledger: one implementation for browser, commands, sync and demo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from fengxian.audit.models import Change
from fengxian.ledgers.columns import CLEAR, CellError
from fengxian.ledgers.reading import Reading
from fengxian.ledgers.spec import CHANGED, NEW, REJECTED, UNCHANGED, Context, Ledger, Problem, Row, chunks
from fengxian.ledgers.workbook import FileRefused


class RowsRefused(Exception):
    """Some rows break a rule; each row carries its errors."""

    def __init__(self, rows: list[Row]):
        self.rows = rows
        super().__init__("；".join(p.as_json()["message"] for r in rows for p in r.errors or ()))


@dataclass
class Checked:
    """All rows of one run, judged."""

    ledger: Ledger
    rows: list[Row]
    warnings: list[Problem] = field(default_factory=list)

    def of(self, outcome: str) -> list[Row]:
        return [row for row in self.rows if row.outcome == outcome]

    def counts(self) -> dict[str, int]:
        counts = dict.fromkeys((NEW, CHANGED, UNCHANGED, REJECTED), 0)
        for row in self.rows:
            counts[row.outcome] += 1
        return counts

    def errors(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.errors or ()]

    def all_warnings(self) -> list[Problem]:
        return self.warnings + [problem for row in self.rows for problem in row.warnings or ()]


def check_rows(
    ledger: Ledger, rows: list[Row], ctx: Context, progress: Callable[[int], None] = lambda done: None
) -> Checked:
    """Finds each row's record, merges, and applies every rule. Writes nothing."""
    for done, part in enumerate(chunks(rows), 1):
        _find(ledger, list(part), ctx)
        progress(min(done * 2000, len(rows)))
    ledger.judge_all([row for row in rows if row.good], ctx)
    return Checked(ledger, rows)


def _find(ledger: Ledger, part: list[Row], ctx: Context) -> None:
    _by_record_id(ledger, part, ctx)
    ledger.locate([row for row in part if row.good], ctx)
    good = [row for row in part if row.good]
    known = [row for row in good if row.record is not None]
    stored = dict(zip((id(r) for r in known), ledger.current([r.record for r in known]), strict=True))
    for row in good:
        ledger.merge(row, stored.get(id(row)))
        ledger.require(row)
        _refuse_rekey(ledger, row)
        _refuse_twice(ledger, row, ctx)
        _refuse_stale(row)
    ledger.judge([row for row in good if row.good], ctx)


def _by_record_id(ledger: Ledger, part: list[Row], ctx: Context) -> None:
    """Rows of our own exports name their record; one that is not there (another database) goes by its key."""
    wanted: dict[UUID, Row] = {}
    for row in part:
        if row.record_id and row.good:
            try:
                wanted[UUID(row.record_id)] = row
            except ValueError:
                row.errors = [Problem(row.number, "记录号", "other", "记录号被改过，请不要改这一列")]
    if not wanted:
        return
    found = ledger.prepare(ledger.model._default_manager.visible_to(ctx.actor).live()).filter(pk__in=list(wanted))
    for record in found:
        wanted[record.pk].record = record


def _refuse_twice(ledger: Ledger, row: Row, ctx: Context) -> None:
    key = ("record", row.record.pk) if row.record is not None else ledger.key_of(row)
    if key is None or not row.good:
        return
    first = ctx.seen.setdefault(f"key:{ledger.kind}", {}).setdefault(key, row.number)
    if first is not row.number:
        row.refuse(None, "duplicate_in_file", f"与第{first}行重复（同一条记录出现了两次）")


def _refuse_stale(row: Row) -> None:
    if row.record is None or not row.changes:
        return
    if row.version is not None and row.version != row.record.version:
        row.refuse(None, "changed_meanwhile", "您导出以后，别人改过这条记录。请重新导出，在新表上再改")


def _refuse_rekey(ledger: Ledger, row: Row) -> None:
    if row.record_id and row.record is not None and not ledger.rekey:
        for name in ledger.key:
            if name in row.changes:
                row.refuse(name, "other", "和记录号指的不是同一条记录。编号请到页面上改，或清空记录号作为新行")


def check_reading(reading: Reading, ctx: Context, progress: Callable[[int], None] = lambda done: None) -> Checked:
    """Checks a file; FileRefused where new rows lack a required column altogether."""
    checked = check_rows(reading.ledger, reading.rows, ctx, progress)
    checked.warnings = list(reading.warnings)
    if not reading.versioned and checked.of(CHANGED):
        checked.warnings.append(
            Problem(None, None, "last_writer", "文件没有版本列：这期间别人改过的地方，写入后以文件为准")
        )
    _refuse_lacking_columns(reading, checked)
    return checked


def _refuse_lacking_columns(reading: Reading, checked: Checked) -> None:
    required = {c.name: c.field for c in reading.ledger.columns if c.required}
    lacking = {name for name, f in required.items() if f not in reading.present}
    if not lacking:
        return
    hit = {p.column for p in checked.errors() if p.code == "required"} & lacking
    if hit:
        names = [c.name for c in reading.ledger.columns if c.name in hit]
        raise FileRefused(f"缺少必填的列：{'、'.join(names)}。请补上这些列再上传。", "missing_column", names[0])


def write_rows(
    checked: Checked, ctx: Context, progress: Callable[[int], None] = lambda done: None
) -> list[Change]:
    """Writes the good rows inside the caller's transaction and returns the changes for the trail."""
    changes: list[Change] = []
    todo = [row for row in checked.rows if row.outcome in (NEW, CHANGED)]
    done = 0
    for part in chunks(todo):
        changes += checked.ledger.write(
            [row for row in part if row.record is None], [row for row in part if row.record is not None], ctx
        )
        done += len(part)
        progress(done)
    return changes


def make_row(ledger: Ledger, data: dict[str, Any], *, number: int | None = None, parsed: bool = False) -> Row:
    """A row from field → raw value (or parsed value), as a form or the demo holds it."""
    row = Row(ledger, number, [None] * len(ledger.columns))
    for name, raw in data.items():
        if name not in ledger.place:
            continue
        if parsed:
            row[name] = raw
            continue
        try:
            row[name] = ledger.by_field[name].parse(raw)
        except CellError as error:
            row.refuse(name, error.code, error.message)
    return row


@transaction.atomic
def save_rows(ledger: Ledger, rows: list[Row], ctx: Context) -> tuple[Checked, list[Change]]:
    """Checks and writes rows all or none; RowsRefused carries the errors. The caller adds the trail entry."""
    checked = check_rows(ledger, rows, ctx)
    if refused := checked.of(REJECTED):
        raise RowsRefused(refused)
    return checked, write_rows(checked, ctx)


def clear_blanks(row: Row, fields: Iterable[str]) -> None:
    """In a form an emptied field means 清空, in a file it means "leave"."""
    for name in fields:
        if row[name] is None and not row.ledger.by_field[name].derived:
            row[name] = CLEAR


