"""Hazards one by one, as pages enter and rectify them: further hazards of a visit, 整改 and 销号."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from fengxian.audit.models import Change
from fengxian.audit.writing import insert_records, update_records, void_records
from fengxian.ledgers.spec import Context, Ledger, Row
from households.models import Household, Person
from visits.columns import HAZARD_COLUMNS
from visits.hazards import HAZARD_FIELDS, hazard_values, set_hazard
from visits.models import Hazard, Visit
from visits.rules import judge_mending
from visits.writing import touch_visits


class HazardLedger(Ledger):
    """Not one of the eight: its rows travel in 走访台账. A new one needs its visit as the ref ``visit``."""

    kind = "hazards"
    title = "隐患整改台账"
    model = Hazard
    columns = HAZARD_COLUMNS
    key = ("hazard_type",)
    date_field = "date"
    unit = "处"

    def locate(self, rows: list[Row], ctx: Context) -> None:
        """Pages know their hazard or its visit; nothing is looked up by what was typed."""

    def key_of(self, row: Row) -> None:
        return None

    def current(self, records: Sequence[Hazard]) -> list[list[Any]]:
        visits = Visit.objects.filter(pk__in={hazard.visit_id for hazard in records})
        visits = {pk: tuple(ids) for pk, *ids in visits.values_list("pk", "household_id", "person_id")}
        families = Household.objects.filter(pk__in={family for family, _ in visits.values()})
        families = dict(families.values_list("pk", "code"))
        people = Person.objects.filter(pk__in={person for _, person in visits.values()})
        people = dict(people.values_list("pk", "name"))
        rows = []
        for hazard in records:
            family, person = visits[hazard.visit_id]
            where = [hazard.date, hazard.region_id, families[family], people[person]]
            rows.append([*where, *hazard_values(hazard)])
        return rows

    def judge(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            visit = row.ref("visit") or row.record.visit
            if visit.is_void:
                row.refuse(None, "other", "这次走访已经作废，不能再登记隐患")
            elif not ctx.actor.covers(visit.region_id):
                row.refuse(None, "region_not_allowed", "不在您管的范围内，请交所在镇（村）处理")
            judge_mending(row, visit.date)

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        shown: dict[UUID, list[list[str]]] = defaultdict(list)
        for row in new:
            row.record = _next_hazard(row)
            shown[row.record.visit_id].append(["隐患", "", str(row.record)])
        changes = insert_records([row.record for row in new], ctx.actor)
        for row in changed:
            set_hazard(row.record, row)
        edits = self.edits(changed)
        for edit in edits:
            shown[edit.record.visit_id] += edit.shown
        changes += update_records(edits, ctx.actor, tuple(HAZARD_FIELDS.values()))
        return changes + touch_visits(shown, ctx.actor)

    def void(self, records: Sequence[Hazard], ctx: Context, reason: str) -> list[Change]:
        changes = void_records(records, ctx.actor, reason)
        shown: dict[UUID, list[list[str]]] = defaultdict(list)
        for hazard in records:
            shown[hazard.visit_id].append(["隐患", str(hazard), f"作废：{reason}"])
        return changes + touch_visits(shown, ctx.actor)

    def prepare(self, queryset: Any) -> Any:
        return queryset.select_related("visit").order_by("-date", "-pk")

    def label(self, row_or_values: Any) -> str:
        return row_or_values["description"] or f"{row_or_values['hazard_type']}隐患"


def _next_hazard(row: Row) -> Hazard:
    visit = row.ref("visit")
    last = Hazard.objects.filter(visit=visit).aggregate(last=Max("seq"))["last"] or 0
    return set_hazard(Hazard(visit=visit, region_id=visit.region_id, date=visit.date, seq=last + 1), row)


LEDGER = HazardLedger()
