"""困难群众家庭台账: one row a person, key 身份证号 (or 户编号+姓名+出生日期 where 无证原因 is given)."""

from collections.abc import Sequence
from typing import Any

from fengxian.audit.models import Change
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Ledger, Row
from fengxian.regions.tree import tree
from households import rules
from households.choices import NO_CATEGORY
from households.columns import COLUMNS, KeyDay
from households.families import judge_families
from households.finding import bare_key, find_all
from households.light import lighten
from households.models import Person
from households.writing import void_people, write_rows

_GIVEN = {
    "village": lambda p: None,  # read from the tree, once for all
    "code": lambda p: p.household.code,
    "region": lambda p: p.region_id,
    "group": lambda p: p.household.group or None,
    "birth": lambda p: p.birth if p.identity_hash else KeyDay.of(p.birth),
    "categories": lambda p: p.categories or (NO_CATEGORY,),
    "income": lambda p: p.income,
}


def _getter(field: str) -> Any:
    return _GIVEN.get(field) or (lambda person: getattr(person, field) or None)


class HouseholdLedger(Ledger):
    kind = "households"
    title = "困难群众家庭台账"
    model = Person
    columns = COLUMNS
    key = ("identity",)
    rekey = True
    unit = "元、人"

    def __init__(self) -> None:
        super().__init__()
        self._getters = [_getter(column.field) for column in self.columns]

    def prepare(self, queryset: Any) -> Any:
        return queryset.for_list()

    def current(self, records: Sequence[Person]) -> list[list[Any]]:
        place, village = self.place["village"], tree().name
        rows = [[get(person) for get in self._getters] for person in records]
        for person, row in zip(records, rows, strict=True):
            row[place] = village(person.region_id) or None
        return rows

    def locate(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            rules.unmask_birth(row)
        find_all(rows, ctx, self.prepare)

    def key_of(self, row: Row) -> tuple | None:
        return ("identity", row["identity"]) if isinstance(row["identity"], str) else bare_key(row)

    def merge(self, row: Row, current: list[Any] | None) -> None:
        said_birth, said_sex = row["birth"], row["sex"]
        super().merge(row, current)
        rules.derive_from_number(row, current, said_birth, said_sex)
        rules.settle_categories(row, current)

    def require(self, row: Row) -> None:
        """身份证号 may be missing with a reason; then 出生日期 must be there, as part of the key."""
        reason = bool(row["no_identity_reason"])
        for column in self.columns:
            needed = column.required and not (column.field == "identity" and reason)
            needed = needed or (column.field == "birth" and reason and not row["identity"])
            if needed and row[column.field] in (None, "", ()):
                also = "；没有身份证号的，请写无证原因" if column.field == "identity" else ""
                row.refuse(column.field, "required", f"必填。请写{column.name}{also}")

    def judge(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            rules.judge_row(row, ctx)
        rules.refuse_taken_keys([row for row in rows if row.good and row.record is not None], ctx)
        lighten([row for row in rows if row.good and not row.changes], ctx)

    def judge_all(self, rows: list[Row], ctx: Context) -> None:
        judge_families(rows, ctx)

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        return write_rows(self, new, changed, ctx)

    def void(self, records: Sequence[Person], ctx: Context, reason: str) -> list[Change]:
        return void_people(list(records), ctx.actor, reason)

    def label(self, row_or_values: Any) -> str:
        name, code = row_or_values["name"], row_or_values["code"]
        return f"{name}（户编号 {code}）" if code else str(name or "")


LEDGER = register(HouseholdLedger())
