"""Writing rows of 走访台账: outings and their cadres, visits, hazards.

All set-based, inside the caller's transaction.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from fengxian.audit.models import Act, Change
from fengxian.audit.writing import ChangedMeanwhile, Edit, insert_records, update_records, void_records
from fengxian.ledgers.spec import Context, Ledger, Row
from fengxian.regions import codes
from households.models import Household
from visits.hazards import HAZARD_FIELDS, first_hazards, set_hazard
from visits.lookups import Outings
from visits.models import Hazard, Outing, OutingCadre, Visit
from visits.register import Register

CLEARED = "走访台账里清空了隐患类型"


def write_visits(ledger: Ledger, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
    """Writes the rows with all that belongs to them and returns the changes for the trail."""
    outings = Outings.of(ctx)
    outings.read(row["number"] for row in (*new, *changed))
    changes = _make_outings([row for row in new if outings.get(row["number"]) is None], outings, ctx)
    held = lock_outings({outings.get(row["number"]).id for row in (*new, *changed)})
    _refuse_raced((*new, *changed), held, outings)
    changes += _change_outings(changed, held, outings, ctx)
    changes += _insert_visits(new, outings, ctx)
    changes += _update_visits(ledger, changed, ctx)
    return changes + settle_outings(held, ctx.actor, "")


# ── outings ──────────────────────────────────────────────────────────────────


def _make_outings(rows: list[Row], outings: Outings, ctx: Context) -> list[Change]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["number"]].append(row)
    fresh = []
    for number, group in groups.items():
        region = _smallest(row["region"] for row in group)
        fresh.append((Outing(number=number, date=group[0]["date"], region_id=region), group[0]))
    changes = insert_records([outing for outing, _ in fresh], ctx.actor)
    write_cadres([(outing, row["cadres"]) for outing, row in fresh], Register.of(ctx.seen))
    for outing, row in fresh:
        outings.made(outing, row["cadres"])
    return changes


def _refuse_raced(rows: Iterable[Row], held: dict[UUID, Outing], outings: Outings) -> None:
    """Between reading an outing and holding it somebody may have changed its day or voided it."""
    for row in rows:
        stored = outings.get(row["number"])
        outing = held[stored.id]
        if outing.is_void or outing.date != stored.date:
            raise ChangedMeanwhile(outing)


def _smallest(regions: Iterable[int]) -> int:
    return codes.smallest_common(list(set(regions)))


def write_cadres(outings: Sequence[tuple[Outing, Sequence[str]]], register: Register) -> None:
    """The names of each outing in their order, tied to the register where one cadre alone can be meant."""
    register.read(name for _, names in outings for name in names)
    OutingCadre.objects.bulk_create(
        [
            OutingCadre(outing=outing, name=name, place=place, cadre_id=register.find(name, outing.region_id))
            for outing, names in outings for place, name in enumerate(names)
        ],
        batch_size=2000,
    )


def lock_outings(ids: Iterable[UUID]) -> dict[UUID, Outing]:
    """The outings, held until the transaction ends: whoever adds or voids a visit of theirs waits."""
    rows = Outing.objects.filter(pk__in=list(ids)).order_by("pk").select_for_update()
    return {outing.pk: outing for outing in rows}


def _change_outings(
    rows: list[Row], held: dict[UUID, Outing], outings: Outings, ctx: Context
) -> list[Change]:
    """A new day or new cadres: once an outing, whatever the number of its rows."""
    wanted: dict[UUID, Row] = {}
    for row in rows:
        if row.changes.keys() & {"date", "cadres"}:
            wanted.setdefault(outings.get(row["number"]).id, row)
    edits = []
    for pk, row in wanted.items():
        stored = outings.get(row["number"])
        edit = change_outing(held[pk], stored.cadres, row["date"], row["cadres"], Register.of(ctx.seen))
        if edit is not None:
            edits.append(edit)
        outings.made(held[pk], row["cadres"])
    return update_records(edits, ctx.actor, ("date",))


def change_outing(
    outing: Outing, names: Sequence[str], date: dt.date, wanted: Sequence[str], register: Register
) -> Edit | None:
    """Sets day and cadres on the outing; the copies on its visits and hazards follow.

    None if nothing changes.
    """
    shown: list[list[str]] = []
    before: dict[str, Any] = {}
    if date != outing.date:
        shown.append(["走访日期", outing.date.isoformat(), date.isoformat()])
        before["date"] = outing.date
        outing.date = date
        Visit.objects.live().filter(outing=outing).update(date=date)
        Hazard.objects.live().filter(visit__outing=outing).update(date=date)
    if set(wanted) != set(names):
        shown.append(["走访干部", "、".join(names), "、".join(wanted)])
        before["cadres"] = tuple(names)
        outing.cadres.all().delete()
        write_cadres([(outing, wanted)], register)
    return Edit(outing, shown, before) if shown else None


def settle_outings(held: dict[UUID, Outing], actor: Any, reason: str) -> list[Change]:
    """Visits came or went: an outing's region is the smallest that holds them; without any it is void."""
    regions: dict[UUID, set[int]] = defaultdict(set)
    visits = Visit.objects.live().filter(outing__in=list(held)).order_by()
    for outing, region in visits.values_list("outing_id", "region_id").distinct():
        regions[outing].add(region)
    moved = []
    for pk, found in regions.items():
        region = _smallest(found)
        if region != held[pk].region_id:
            held[pk].region_id = region
            moved.append(held[pk])
    Outing.objects.bulk_update(moved, ["region"], batch_size=500)
    empty = [outing for pk, outing in held.items() if pk not in regions and not outing.is_void]
    return void_records(empty, actor, reason or "没有走访记录了")


# ── visits ───────────────────────────────────────────────────────────────────


def _insert_visits(rows: list[Row], outings: Outings, ctx: Context) -> list[Change]:
    hazards = []
    for row in rows:
        person = row.ref("person")
        visit = Visit(
            outing_id=outings.get(row["number"]).id, person_id=person.id, household_id=person.household,
        )
        row.record = _set_visit(visit, row)
        if row["hazard_type"]:
            hazards.append(_hazard_of(visit, row))
    changes = insert_records([row.record for row in rows], ctx.actor)
    return changes + insert_records(hazards, ctx.actor)


def _set_visit(visit: Visit, row: Row) -> Visit:
    visit.date, visit.region_id, visit.method = row["date"], row["region"], row["method"]
    visit.living, visit.appeal, visit.note = row["living"] or "", row["appeal"] or "", row["note"] or ""
    return visit


def _hazard_of(visit: Visit, row: Row) -> Hazard:
    return set_hazard(Hazard(visit=visit, region_id=visit.region_id, date=visit.date), row)


def _update_visits(ledger: Ledger, rows: list[Row], ctx: Context) -> list[Change]:
    if not rows:
        return []
    moved_house = {row["household_code"] for row in rows if "household_code" in row.changes}
    families = dict(Household.objects.live().filter(code__in=moved_house).values_list("code", "pk"))
    for row in rows:
        _set_visit(row.record, row)
        if row["household_code"] in families:
            row.record.household_id = families[row["household_code"]]
    moved = [row.record for row in rows if "region" in row.changes]
    for visit in moved:
        Hazard.objects.live().filter(visit=visit).update(region=visit.region_id)
    fields = ("date", "region", "household", "method", "living", "appeal", "note")
    return update_records(ledger.edits(rows), ctx.actor, fields) + _write_hazards(rows, ctx)


def _write_hazards(rows: list[Row], ctx: Context) -> list[Change]:
    """What the rows say of their hazard: a new one, a changed one, or 清空."""
    rows = [row for row in rows if row.changes.keys() & HAZARD_FIELDS.keys()]
    stored = first_hazards([row.record.pk for row in rows])
    fresh, edits, gone = [], [], []
    for row in rows:
        hazard = stored.get(row.record.pk)
        if hazard is None and row["hazard_type"]:
            fresh.append(_hazard_of(row.record, row))
        elif hazard is not None and row["hazard_type"] is None:
            gone.append(hazard)
        elif hazard is not None:
            edits.append(Edit(set_hazard(hazard, row), _shown(row), {}))
    changes = void_records(gone, ctx.actor, CLEARED) + insert_records(fresh, ctx.actor)
    return changes + update_records(edits, ctx.actor, tuple(HAZARD_FIELDS.values()))


def _shown(row: Row) -> list[list[str]]:
    columns = row.ledger.by_field
    return [
        [columns[f].name, columns[f].show(old), columns[f].show(new)]
        for f, (old, new) in row.changes.items() if f in HAZARD_FIELDS
    ]


def touch_visits(shown: dict[UUID, list[list[str]]], actor: Any) -> list[Change]:
    """Raises the version of visits whose outing or hazards changed: one row of 走访台账 is all of it.

    ``shown`` is what each visit's history says. Nothing of the visit itself is overwritten: nobody can lose.
    """
    visits = Visit.objects.filter(pk__in=list(shown))
    visits.update(version=F("version") + 1, updated_at=timezone.now(), updated_by=actor)
    return [
        Change(kind=Visit.kind, object_id=pk, act=Act.UPDATE, version=version, diff=shown[pk])
        for pk, version in visits.order_by("pk").values_list("pk", "version")
    ]
