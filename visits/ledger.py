"""走访台账: one row a person visited. All rows of one 出动编号 share their day and cadres (ledgers.md §3)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fengxian.audit.models import Change
from fengxian.audit.writing import void_records
from fengxian.ledgers.columns import CLEAR
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Ledger, Row
from households.models import Household, Person
from visits import writing
from visits.columns import VISIT_COLUMNS
from visits.hazards import HAZARD_FIELDS, first_hazards, hazard_values
from visits.lookups import Outings, People, cadres_of, known_visits, people_of
from visits.models import Hazard, Outing, Visit
from visits.rules import agree_with_stored, judge_hazard, judge_outing, judge_person

TAKEN = "这个编号已经用在别处，请换一个编号"


class VisitLedger(Ledger):
    kind = "visits"
    title = "走访台账"
    model = Visit
    columns = VISIT_COLUMNS
    key = ("number", "identity")
    date_field = "date"
    unit = "人次"

    # ── finding ──────────────────────────────────────────────────────────────

    def locate(self, rows: list[Row], ctx: Context) -> None:
        outings = Outings.of(ctx)
        outings.read(n for row in rows if isinstance(n := row["number"], str))
        people = People(rows, ctx)
        unnamed = [row for row in rows if row.record is None]
        for row in unnamed:
            self._find_person(row, people)
        self._find_visits(unnamed, outings, ctx)
        for row in rows:
            row.keep(family=people.families.get(row["household_code"]))
            if row.record is None:
                self._refuse_unknown(row, people, ctx)

    def _find_person(self, row: Row, people: People) -> None:
        meant = people.meant_by(row)
        if len(meant) == 1:
            row.keep(person=meant[0])
        elif len(meant) > 1:
            row.refuse("name", "unknown_person", "这一户有几位同名的人，分不清是谁。请先在家庭台账补登身份证号")

    def _find_visits(self, rows: list[Row], outings: Outings, ctx: Context) -> None:
        pairs = {}
        for row in rows:
            outing, person = outings.get(row["number"]), row.ref("person")
            if outing and person:
                pairs[id(row)] = (outing.id, person.id)
        visits = known_visits(set(pairs.values()))
        for row in rows:
            visit = visits.get(pairs.get(id(row)))
            if visit is None:
                continue
            if ctx.actor.covers(visit.region_id):
                row.record = visit
            else:
                row.refuse("number", "region_not_allowed", "这次走访不在您管的范围内，请交所在镇（村）修改")

    def _refuse_unknown(self, row: Row, people: People, ctx: Context) -> None:
        """A new visit is to a person of a family on the ledger, within the writer's reach."""
        code, person, family = row["household_code"], row.ref("person"), row.ref("family")
        outing = Outings.of(ctx).get(row["number"])
        if outing and not outing.visible:
            row.refuse("number", "conflicting_outing", TAKEN)
        if isinstance(code, str) and family is None:
            row.refuse("household_code", "unknown_household", "困难家庭台账上没有这个户编号，请先登记这一户")
        elif isinstance(row["identity"], str) and (person is None or not ctx.actor.covers(person.region)):
            row.refuse("identity", "unknown_person", "困难家庭台账上没有这个人，请核对号码，或先登记到家庭台账")
        elif person is not None and family is not None and person.household != family[0]:
            row.refuse("identity", "unknown_person", "台账上这个人不在这一户，请核对户编号和身份证号")

    def key_of(self, row: Row) -> tuple | None:
        person = row.ref("person")
        return (row["number"], person.id) if person else None

    def current(self, records: Sequence[Visit]) -> list[list[Any]]:
        outing_ids = {visit.outing_id for visit in records}
        outings = dict(Outing.objects.filter(pk__in=outing_ids).values_list("id", "number"))
        cadres = cadres_of(outing_ids)
        people = _names_and_numbers({visit.person_id for visit in records})
        families = Household.objects.filter(pk__in={visit.household_id for visit in records})
        families = dict(families.values_list("id", "code"))
        hazards = first_hazards([visit.pk for visit in records])
        return [
            [
                outings[visit.outing_id], visit.date, visit.region_id, cadres.get(visit.outing_id, ()),
                visit.method, families[visit.household_id], *people[visit.person_id], visit.living or None,
                *hazard_values(hazards.get(visit.pk)), visit.appeal or None, visit.note or None,
            ]
            for visit in records
        ]

    # ── judging ──────────────────────────────────────────────────────────────

    def merge(self, row: Row, current: list[Any] | None) -> None:
        """清空 of 隐患类型 takes the whole hazard; the order of the cadres is no change."""
        if row["hazard_type"] is CLEAR:
            for name in HAZARD_FIELDS:
                row[name] = CLEAR
        stored = current[self.place["cadres"]] if current else ()
        if stored and isinstance(row["cadres"], tuple) and set(row["cadres"]) == set(stored):
            row["cadres"] = stored
        super().merge(row, current)

    def require(self, row: Row) -> None:
        """As everywhere, but somebody on the ledger without a number needs none here."""
        if row["identity"] is None and (row.ref("person") or row.record is not None):
            for column in self.columns:
                if column.required and column.field != "identity" and row[column.field] in (None, "", ()):
                    row.refuse(column.field, "required", f"必填。请写{column.name}")
        else:
            super().require(row)

    def judge(self, rows: list[Row], ctx: Context) -> None:
        outings = Outings.of(ctx)
        outings.read(row["number"] for row in rows)  # also of known rows that left it out
        known = [row for row in rows if row.record is not None and not row.ref("person")]
        people = people_of(row.record.person_id for row in known)
        for row in rows:
            self.check_region(row, ctx)
            if "number" in row.changes:
                row.refuse("number", "other", "走访不能改到别的出动里去。请作废这一条，在那次出动里重新登记")
                continue
            judge_person(row, row.ref("person") or people[row.record.person_id])
            judge_hazard(row)
            judge_outing(row, outings.get(row["number"]), ctx)
            # A hundred thousand rows wait for the end of the file: only new ones still need their person.
            row.refs = {"person": row.ref("person")} if row.record is None else None

    def judge_all(self, rows: list[Row], ctx: Context) -> None:
        agree_with_stored(rows, Outings.of(ctx))

    # ── writing ──────────────────────────────────────────────────────────────

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        return writing.write_visits(self, new, changed, ctx)

    def void(self, records: Sequence[Visit], ctx: Context, reason: str) -> list[Change]:
        """With its hazards; an outing without any visit left goes too."""
        outings = writing.lock_outings({visit.outing_id for visit in records})
        hazards = list(Hazard.objects.live().filter(visit__in=[visit.pk for visit in records]))
        changes = void_records(hazards, ctx.actor, reason) + void_records(records, ctx.actor, reason)
        return changes + writing.settle_outings(outings, ctx.actor, reason)

    def why_kept(self, record: Visit) -> str:
        """Nothing stands on a visit: its hazards are part of it, and their changes raise its version."""
        return ""

    def prepare(self, queryset: Any) -> Any:
        return queryset.order_by("date", "outing_id", "id")

    def label(self, row_or_values: Any) -> str:
        return f"{row_or_values['name']} {row_or_values['date']:%Y-%m-%d}"


def _names_and_numbers(people: set[UUID]) -> dict[UUID, tuple[str, str | None]]:
    found = Person.objects.filter(pk__in=people).values_list("id", "name", "identity")
    return {pk: (name, number or None) for pk, name, number in found}


LEDGER = register(VisitLedger())
