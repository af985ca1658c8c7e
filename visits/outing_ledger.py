"""Outings as a page changes them: number, day and cadres of all their visits at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Min

from fengxian.audit.models import Change
from fengxian.audit.writing import update_records
from fengxian.ledgers.spec import Context, Ledger, Row
from households.choices import Status
from households.models import Person
from visits.columns import OUTING_COLUMNS
from visits.lookups import cadres_of
from visits.models import Hazard, Outing, Visit
from visits.register import Register
from visits.writing import change_outing, lock_outings, touch_visits


class OutingLedger(Ledger):
    """Not one of the eight: outings come to be with their visits and travel in 走访台账."""

    kind = "outings"
    title = "出动"
    model = Outing
    columns = OUTING_COLUMNS
    key = ("number",)
    date_field = "date"
    unit = "次"

    def locate(self, rows: list[Row], ctx: Context) -> None:
        """Pages know their outing."""

    def current(self, records: Sequence[Outing]) -> list[list[Any]]:
        names = cadres_of([outing.pk for outing in records])
        return [[o.number, o.date, o.region_id, names.get(o.pk, ())] for o in records]

    def merge(self, row: Row, current: list[Any] | None) -> None:
        stored = current[self.place["cadres"]] if current else ()
        if stored and isinstance(row["cadres"], tuple) and set(row["cadres"]) == set(stored):
            row["cadres"] = stored
        super().merge(row, current)

    def judge(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            if not ctx.actor.covers(row.record.region_id):
                row.refuse("number", "region_not_allowed", "这次出动还走访了您范围以外的地方，请交镇（县）修改")
            elif "date" in row.changes:
                _judge_day(row)

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        held = lock_outings({row.record.pk for row in changed})
        changes: list[Change] = []
        for row in changed:
            stored = row.changes.get("cadres", (row["cadres"],))[0]
            register = Register.of(ctx.seen)
            edit = change_outing(held[row.record.pk], stored, row["date"], row["cadres"], register)
            row.record.number, row.record.date = row["number"], row["date"]
            edits = self.edits([row])
            changes += update_records(edits, ctx.actor, ("number", "date"))
            if edit is not None:
                visits = Visit.objects.live().filter(outing=row.record).values_list("pk", flat=True)
                changes += touch_visits(dict.fromkeys(visits, edit.shown), ctx.actor)
        return changes

    def prepare(self, queryset: Any) -> Any:
        return queryset.order_by("-date", "-number")

    def label(self, row_or_values: Any) -> str:
        return f"{row_or_values['number']}"


def _judge_day(row: Row) -> None:
    """The new day of all the visits: not after a death, not after what their hazards say."""
    day, visits = row["date"], Visit.objects.live().filter(outing=row.record)
    dead = Person.objects.filter(visits__in=visits, status=Status.DEAD, status_date__lt=day).by_name().first()
    if dead is not None:
        row.refuse("date", "deceased", f"{dead.name}已于 {dead.status_date} 去世，走访日期不能在这以后")
    hazards = Hazard.objects.live().filter(visit__in=visits)
    limits = hazards.aggregate(due=Min("deadline"), done=Min("completed_on"))
    if any(limit and limit < day for limit in limits.values()):
        row.refuse("date", "not_in_period", "这次出动有的隐患，整改日期早于新的走访日期，请先核对那些隐患")


LEDGER = OutingLedger()
