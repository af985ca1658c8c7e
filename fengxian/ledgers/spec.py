"""What a ledger is: its columns, how a row finds its record, the rules it must keep, and how it is written.

Import, browser form, demo and commands all go through one ``Ledger``; an app brings its own in ``ledger.py``.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from fengxian.audit.models import Change, Record
from fengxian.audit.writing import Edit, void_records
from fengxian.ledgers.columns import CLEAR, Column, Masked, RegionCode
from fengxian.regions import codes
from fengxian.regions.tree import Tree, tree

RECORD_COLUMN = "记录号"
VERSION_COLUMN = "版本"
NEW, CHANGED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"


@dataclass(frozen=True, slots=True)
class Problem:
    """An error or a warning: Excel's row number, the column, a code of ledgers.md §1 and a sentence."""

    row: int | None
    column: str | None
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        where = f"第{self.row}行 " if self.row else ""
        where += f"{self.column}：" if self.column else ""
        return {"row": self.row, "column": self.column, "code": self.code, "message": where + self.message}


class Row:
    """One row on its way in. ``values`` holds what the record will say; ``refs`` what the ledger looked up."""

    __slots__ = ("number", "ledger", "values", "record", "changes", "errors", "warnings", "refs", "record_id", "version")

    def __init__(self, ledger: "Ledger", number: int | None, values: list[Any]):
        self.ledger = ledger
        self.number = number
        self.values = values
        self.record: Record | None = None
        self.changes: dict[str, tuple[Any, Any]] = {}
        self.errors: list[Problem] | None = None
        self.warnings: list[Problem] | None = None
        self.refs: dict[str, Any] | None = None
        self.record_id: str | None = None
        self.version: int | None = None

    def __getitem__(self, name: str) -> Any:
        return self.values[self.ledger.place[name]]

    def __setitem__(self, name: str, value: Any) -> None:
        self.values[self.ledger.place[name]] = value

    def ref(self, name: str) -> Any:
        return self.refs.get(name) if self.refs else None

    def keep(self, **refs: Any) -> None:
        self.refs = {**(self.refs or {}), **refs}

    def refuse(self, field_name: str | None, code: str, message: str) -> None:
        """Rejects the row; ``field_name`` is the column's field."""
        column = self.ledger.by_field[field_name].name if field_name else None
        self.errors = [*(self.errors or ()), Problem(self.number, column, code, message)]

    def warn(self, field_name: str | None, code: str, message: str) -> None:
        column = self.ledger.by_field[field_name].name if field_name else None
        self.warnings = [*(self.warnings or ()), Problem(self.number, column, code, message)]

    @property
    def good(self) -> bool:
        return not self.errors

    @property
    def outcome(self) -> str:
        if self.errors:
            return REJECTED
        if self.record is None:
            return NEW
        return CHANGED if self.changes else UNCHANGED


@dataclass
class Context:
    """One run of a ledger: who writes, for which file; and what rows of this run have already claimed."""

    actor: Any
    tree: Tree = field(default_factory=tree)
    today: dt.date = field(default_factory=dt.date.today)
    seen: dict[str, Any] = field(default_factory=dict)
    act: str = "import"  # the right this run needs: import or edit


class Ledger:
    """One of the eight ledgers. Subclasses give the class variables and the five methods below."""

    kind: ClassVar[str]
    title: ClassVar[str]  # 走访台账
    model: ClassVar[type[Record]]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]]  # fields that must be in every file
    date_field: ClassVar[str] = ""  # the model field that --from/--to and lists filter on
    unit: ClassVar[str] = "元、人"
    rekey: ClassVar[bool] = False  # whether a row with 记录号 may change its own key

    def __init__(self) -> None:
        self.place = {c.field: i for i, c in enumerate(self.columns)}
        self.by_field = {c.field: c for c in self.columns}
        self.by_name = {c.name: c for c in self.columns}
        self.writable = [i for i, c in enumerate(self.columns) if not c.derived]

    # ── what an app's ledger says ────────────────────────────────────────────

    def locate(self, rows: list[Row], ctx: Context) -> None:
        """Sets ``row.record`` for rows whose key is known and keeps look-ups in ``row.refs``; refuses the unknown.

        Rows that name their record (记录号) already have it. Set-based: called for some thousand rows at once.
        """
        raise NotImplementedError

    def key_of(self, row: Row) -> tuple | None:
        """What makes two rows the same record; None where the row itself cannot say."""
        return tuple(row[f] for f in self.key)

    def current(self, records: Sequence[Record]) -> list[list[Any]]:
        """The values of each record, one per column."""
        raise NotImplementedError

    def judge(self, rows: list[Row], ctx: Context) -> None:
        """The ledger's own rules on complete rows (``row.values`` merged with what is stored)."""

    def judge_all(self, rows: list[Row], ctx: Context) -> None:
        """Rules that need the whole file: once, after all rows were judged."""

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        """Writes the rows (sets ``row.record`` of new ones) and returns the changes for the trail."""
        raise NotImplementedError

    def label(self, row_or_values: Any) -> str:
        """A short name of the record for lists of rows, without personal numbers."""
        return "、".join(self.by_field[f].show(row_or_values[f]) for f in self.key if not self.by_field[f].mask)

    # ── what pages and exports need ──────────────────────────────────────────

    def records(self, user: Any, act: str = "view") -> Any:
        """The rows this person may see, live ones, ready for ``current``."""
        return self.prepare(self.model._default_manager.visible_to(user, act).live())

    def prepare(self, queryset: Any) -> Any:
        """Joins and order for lists and exports."""
        return queryset

    def void(self, records: Sequence[Record], ctx: Context, reason: str) -> list[Change]:
        """Voids records with a reason, with whatever hangs on them."""
        return void_records(records, ctx.actor, reason)

    def why_kept(self, record: Record) -> str:
        """Why a record must not be taken back, or "": other live records stand on it."""
        for relation in record._meta.related_objects:
            if issubclass(relation.related_model, Record):
                rows = relation.related_model._default_manager.filter(**{relation.field.name: record}).live()
                if rows.exists():
                    return f"已有{relation.related_model._meta.verbose_name}记录"
        return ""

    def why_frozen(self, record: Record) -> str:
        """Why nothing may change or void the record any more, or "" (for payments: their month is closed)."""
        return ""

    def why_not_restored(self, record: Record, before: dict[str, Any]) -> str:
        """Why an undo must not bring these former values back, or "": others have taken their place since."""
        return ""

    # ── shared by all ────────────────────────────────────────────────────────

    def merge(self, row: Row, current: list[Any] | None) -> None:
        """Completes ``row.values`` from what is stored and notes the changes, as ledgers.md §2 says."""
        for i in self.writable:
            column, value = self.columns[i], row.values[i]
            old = current[i] if current else None
            if isinstance(value, Masked):
                if current is None or value.text != column.masked(old):
                    row.refuse(column.field, "identity_format", "这是遮挡过的号码，系统认不出是谁的，请填完整号码")
                    continue
                value = row.values[i] = old
            if value is None:
                row.values[i] = old if current else column.default
            elif value is CLEAR:
                # 清空 leaves what an empty cell of a new row means.
                row.values[i] = column.default
                if current and old != column.default:
                    row.changes[column.field] = (old, column.default)
            elif current and value != old:
                row.changes[column.field] = (old, value)
        if current:
            for i, column in enumerate(self.columns):
                if column.derived:
                    row.values[i] = current[i]

    def require(self, row: Row) -> None:
        """Refuses rows that would leave a required column empty."""
        for i in self.writable:
            if self.columns[i].required and row.values[i] in (None, "", ()):
                row.refuse(self.columns[i].field, "required", f"必填。请写{self.columns[i].name}")

    def check_region(self, row: Row, ctx: Context, name: str = "region") -> None:
        """Refuses regions that do not exist, lie at a wrong level or outside the writer's regions."""
        code, column = row[name], self.by_field[name]
        assert isinstance(column, RegionCode)
        if code is None or isinstance(code, Masked):
            return
        if code not in ctx.tree:
            row.refuse(name, "unknown_region", f"没有 {codes.official(code)} 这个区划代码，请核对")
        elif not ctx.actor.covers(code):
            row.refuse(name, "region_not_allowed", "不在您管的范围内，请交所在镇（村）录入")
        elif ctx.tree.nodes[code].level not in column.levels:
            row.refuse(name, "unknown_region", "这类记录的区划代码应写到" + _levels(column))

    def edits(self, rows: Iterable[Row]) -> list[Edit]:
        """The history of changed rows: what people see (masked), and what restores on undo."""
        return [
            Edit(
                row.record,
                [[self.by_field[f].name, *(self.by_field[f].masked(v) for v in pair)] for f, pair in row.changes.items()],
                {f: old for f, (old, _) in row.changes.items()},
            )
            for row in rows
            if row.record is not None
        ]

    def totals(self) -> list[int]:
        return [i for i, c in enumerate(self.columns) if c.total]


def _levels(column: RegionCode) -> str:
    names = {codes.Level.VILLAGE: "村（12 位）", codes.Level.TOWN: "镇（9 位）", codes.Level.COUNTY: "县（6 位）"}
    return "、".join(names[level] for level in column.levels if level in names)


def chunks(rows: Sequence[Any], size: int = 2000) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def total_of(values: Iterable[Any]) -> Decimal:
    return sum((v for v in values if v is not None), Decimal(0))
