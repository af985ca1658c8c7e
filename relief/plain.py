"""Between a ledger's columns and a model whose fields bear the same names.

A column ``region`` is the model's ``region_id``; names and choices are kept as text joined by 、;
a personal number has its keyed hash beside it in ``…_hash``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fengxian.audit.models import Change, Record
from fengxian.audit.writing import insert_records, update_records
from fengxian.crypto import keyed_hash
from fengxian.ledgers import columns as c
from fengxian.ledgers.spec import Context, Ledger, Row
from relief.light import lighten

JOINT = "、"
HASHED = {c.IdentityNumber: "identity", c.Account: "account", c.Phone: "phone"}


def reader(column: c.Column) -> Callable[[Record], Any]:
    """How the column's value is read from a record."""
    name = column.field
    if isinstance(column, c.RegionCode):
        return lambda record: getattr(record, f"{name}_id")
    if isinstance(column, c.Choices | c.Names):
        return lambda record: tuple(getattr(record, name).split(JOINT)) if getattr(record, name) else None
    return lambda record: None if getattr(record, name) == "" else getattr(record, name)


def fill(record: Record, row: Row, columns: Iterable[c.Column]) -> None:
    """Sets the record's fields from a judged row."""
    for column in columns:
        name, value = column.field, row[column.field]
        if isinstance(column, c.RegionCode):
            setattr(record, f"{name}_id", value)
        elif isinstance(column, c.Choices | c.Names):
            setattr(record, name, JOINT.join(value or ()))
        elif type(column) in HASHED:
            setattr(record, name, value or "")
            setattr(record, f"{name}_hash", keyed_hash(value or "", HASHED[type(column)]))
        elif value is None and not record._meta.get_field(name).null:
            setattr(record, name, "")
        else:
            setattr(record, name, value)


def model_fields(columns: Iterable[c.Column]) -> list[str]:
    """Names of the model's fields that ``fill`` sets."""
    names = []
    for column in columns:
        names.append(column.field)
        if type(column) in HASHED:
            names.append(f"{column.field}_hash")
    return names


class PlainLedger(Ledger):
    """A ledger whose columns are its model's fields and whose key is one number of its own."""

    looked_up: tuple[str, ...] = ()  # columns that are no field of the model, written by ``complete``
    completed: tuple[str, ...] = ()  # model fields that ``complete`` sets
    kept: tuple[str, ...] = ()  # of what a row looked up, what is still asked for once it is judged

    def __init__(self) -> None:
        super().__init__()
        self.plain = [one for one in self.columns if one.field not in self.looked_up and not one.derived]
        self.readers = [self.reader(column) for column in self.columns]

    def reader(self, column: c.Column) -> Callable[[Record], Any]:
        return reader(column)

    def locate(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            self.check_region(row, ctx)
        self.find_by_number([row for row in rows if row.good], ctx)
        self.look_up([row for row in rows if row.good], ctx)

    def look_up(self, rows: list[Row], ctx: Context) -> None:
        """Keeps with each row what it refers to; refuses what does not exist."""

    def find_by_number(self, rows: list[Row], ctx: Context) -> None:
        """Ties rows to the live record of their number; one that lies elsewhere is refused without a word about it."""
        key = self.key[0]
        numbers = {row[key] for row in rows if isinstance(row[key], str)}
        live = self.prepare(self.model._default_manager.live())
        found = {getattr(r, key): r for r in live.filter(**{f"{key}__in": numbers})} if numbers else {}
        for row in rows:
            record = found.get(row[key]) if isinstance(row[key], str) else None
            if record is None:
                continue
            if not ctx.actor.covers(record.region_id):
                row.refuse(key, "region_not_allowed", "不能用这个编号，请核对编号，或交县里录入")
            elif row.record is None:
                row.record = record
            elif row.record.pk != record.pk:
                row.refuse(key, "other", "这个编号已经有另一条记录了，请换一个编号")

    def current(self, records: Sequence[Record]) -> list[list[Any]]:
        return [[read(record) for read in self.readers] for record in records]

    def complete(self, record: Any, row: Row) -> None:
        """Sets what the ledger looked up; ``completed`` names the fields."""

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        rows = [*new, *changed]
        # Rows that an undo brings back were not judged and have looked nothing up.
        self.look_up([row for row in rows if row.refs is None], ctx)
        for row in new:
            row.record = self.model()
        for row in rows:
            fill(row.record, row, self.plain)
            self.complete(row.record, row)
        changes = insert_records([row.record for row in new], ctx.actor)
        changes += update_records(self.edits(changed), ctx.actor, [*model_fields(self.plain), *self.completed])
        lighten(rows)
        return changes

    def judge(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            self.judge_row(row, ctx)
            if row.refs is not None:
                row.refs = {name: row.ref(name) for name in self.kept}
        lighten([row for row in rows if row.good and row.record is not None and not row.changes])

    def judge_row(self, row: Row, ctx: Context) -> None:
        """The ledger's own rules on one complete row."""


def said(row: Row, name: str) -> Any:
    """What the column will say once the row is merged: the row's own value, else what is stored."""
    value = row[name]
    if value is c.CLEAR:
        return None
    if value is None or isinstance(value, c.Masked):
        return getattr(row.record, name, None) or None
    return value


def touched(row: Row, *names: str) -> bool:
    """Whether the row brings something new in these columns; what stands unchanged is judged no more."""
    return row.record is None or any(name in row.changes for name in names)
