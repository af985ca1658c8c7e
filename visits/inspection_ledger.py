"""服务机构检查台账: one row an inspection; an institution not yet known (name and region) is put on record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from fengxian.audit.models import Change
from fengxian.audit.writing import insert_records, update_records, void_records
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Ledger, Row
from visits.columns import INSPECTION_COLUMNS
from visits.models import Inspection, InspectionCadre, Institution
from visits.register import Register

Place = tuple[str, int]  # 机构名称 and region: what makes two institutions one
KEPT = "kept"
UNEVEN = "uneven"
_PLAIN = ("number", "date", "group", "found", "fixed", "to_fix", "to_fix_done", "deadline", "note")
_TEXTS = {"group", "note"}


class InspectionLedger(Ledger):
    kind = "inspections"
    title = "服务机构检查台账"
    model = Inspection
    columns = INSPECTION_COLUMNS
    key = ("number",)
    date_field = "date"
    unit = "个"

    # ── finding ──────────────────────────────────────────────────────────────

    def locate(self, rows: list[Row], ctx: Context) -> None:
        numbers = {n for row in rows if isinstance(n := row["number"], str)}
        known = {i.number: i for i in self.model.objects.live().filter(number__in=numbers)}
        for row in rows:
            stored = known.get(row["number"])
            if stored is None or row.record is not None:
                continue
            if ctx.actor.covers(stored.region_id):
                row.record = stored
            else:
                row.refuse("number", "region_not_allowed", "这个编号已经用在别处，请换一个编号")

    def current(self, records: Sequence[Inspection]) -> list[list[Any]]:
        names = _cadres_of([inspection.pk for inspection in records])
        places = Institution.objects.filter(pk__in={i.institution_id for i in records})
        places = {pk: (name, kind) for pk, name, kind in places.values_list("pk", "name", "kind_name")}
        return [
            [
                i.number, i.date, *places[i.institution_id], i.region_id, i.group or None,
                names.get(i.pk, ()), i.found, i.fixed, i.to_fix, i.to_fix_done, i.deadline, i.note or None,
            ]
            for i in records
        ]

    # ── judging ──────────────────────────────────────────────────────────────

    def merge(self, row: Row, current: list[Any] | None) -> None:
        """The order of the names is no change."""
        stored = current[self.place["cadres"]] if current else ()
        if stored and isinstance(row["cadres"], tuple) and set(row["cadres"]) == set(stored):
            row["cadres"] = stored
        super().merge(row, current)

    def judge(self, rows: list[Row], ctx: Context) -> None:
        known = _institutions(_place(row) for row in rows)
        kinds: dict[Place, str] = ctx.seen.setdefault("inspections:kinds", {})
        kinds.update({place: institution.kind_name for place, institution in known.items()})
        for row in rows:
            self.check_region(row, ctx)
            _judge_counts(row)
            if row["deadline"] and row["deadline"] < row["date"]:
                row.refuse("deadline", "not_in_period", "早于检查日期，请核对")
            if row.good:
                if _stays(row):
                    kind = row.changes.get("institution_kind", (row["institution_kind"],))[0]
                else:
                    kind = kinds.setdefault(_place(row), row["institution_kind"])
                _keep_kind(row, kind)

    # ── writing ──────────────────────────────────────────────────────────────

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        rows = [*new, *changed]
        elsewhere = [row for row in rows if not _stays(row)]
        known = _institutions(_place(row) for row in elsewhere)
        changes = _put_on_record(elsewhere, known, ctx)
        left = {row.record.institution_id for row in elsewhere if row.record is not None}
        for row in elsewhere:
            row.record = row.record or Inspection()
            row.record.institution = known[_place(row)]
        for row in rows:
            _set_inspection(row.record, row)
        changes += insert_records([row.record for row in new], ctx.actor)
        fields = (*_PLAIN, "institution", "region")
        changes += update_records(self.edits(changed), ctx.actor, fields)
        _write_names(new, [row for row in changed if "cadres" in row.changes], Register.of(ctx.seen))
        return changes + _forget_institutions(left, ctx.actor, "检查记录改到了别的机构")

    def void(self, records: Sequence[Inspection], ctx: Context, reason: str) -> list[Change]:
        """With institutions that only these inspections had put on record."""
        changes = void_records(records, ctx.actor, reason)
        return changes + _forget_institutions({i.institution_id for i in records}, ctx.actor, reason)

    def why_kept(self, record: Inspection) -> str:
        return ""

    def prepare(self, queryset: Any) -> Any:
        return queryset.order_by("date", "number")

    def label(self, row_or_values: Any) -> str:
        return f"{row_or_values['institution']} {row_or_values['date']:%Y-%m-%d}"


def _place(row: Row) -> Place:
    return row["institution"], row["region"]


def _stays(row: Row) -> bool:
    """Whether a known inspection keeps its institution, whose own page may have renamed or moved it since."""
    return row.record is not None and not row.changes.keys() & {"institution", "region"}


def _institutions(places: Any) -> dict[Place, Institution]:
    wanted = set(places)
    found = Institution.objects.live().named({name for name, _ in wanted})
    return {(i.name, i.region_id): i for i in found if (i.name, i.region_id) in wanted}


def _judge_counts(row: Row) -> None:
    """限期整改完成数 beyond 限期整改数 is nonsense; a sum that does not come out is a slip worth a word."""
    if row["to_fix_done"] > row["to_fix"]:
        row.refuse("to_fix_done", "other", f"完成了 {row['to_fix_done']} 个，多于限期整改的 {row['to_fix']} 个，请核对")
    if row["found"] != row["fixed"] + row["to_fix"]:
        row.warn("found", UNEVEN, f"发现 {row['found']} 个，现场整改加限期整改是 {row['fixed'] + row['to_fix']} 个，请核对")


def _keep_kind(row: Row, kind: str) -> None:
    """机构类型 belongs to the institution's own record: an inspection that says otherwise leaves it as it is."""
    if row["institution_kind"] != kind:
        row.warn("institution_kind", KEPT, f"这家机构登记的类型是“{kind}”，没有改动；要改请到机构页面上改")
        row["institution_kind"] = kind
    old, _ = row.changes.pop("institution_kind", (kind, None))
    if old != kind:
        row.changes["institution_kind"] = (old, kind)


def _put_on_record(rows: list[Row], known: dict[Place, Institution], ctx: Context) -> list[Change]:
    fresh: dict[Place, Institution] = {}
    for row in rows:
        place = _place(row)
        if place not in known and place not in fresh:
            fresh[place] = Institution(
                name=place[0], region_id=place[1], kind_name=row["institution_kind"], by_inspection=True
            )
    known.update(fresh)
    return insert_records(list(fresh.values()), ctx.actor)


def _set_inspection(inspection: Inspection, row: Row) -> None:
    for name in _PLAIN:
        value = row[name]
        setattr(inspection, name, "" if value is None and name in _TEXTS else value)
    inspection.region_id = row["region"]


def _cadres_of(inspections: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    names: dict[UUID, tuple[str, ...]] = {}
    members = InspectionCadre.objects.filter(inspection__in=inspections).order_by("inspection_id", "place")
    for pk, name in members.values_list("inspection_id", "name"):
        names[pk] = (*names.get(pk, ()), name)
    return names


def _write_names(new: list[Row], renamed: list[Row], register: Register) -> None:
    InspectionCadre.objects.filter(inspection__in=[row.record.pk for row in renamed]).delete()
    rows = [*new, *renamed]
    register.read(name for row in rows for name in row["cadres"])
    members = [
        InspectionCadre(
            inspection=row.record, name=name, place=place, cadre_id=register.find(name, row["region"])
        )
        for row in rows for place, name in enumerate(row["cadres"])
    ]
    InspectionCadre.objects.bulk_create(members, batch_size=2000)


def _forget_institutions(ids: set[UUID], actor: Any, reason: str) -> list[Change]:
    """Institutions that only inspections had put on record and none names any more; completed ones stay."""
    alone = Institution.objects.live().filter(pk__in=ids, by_inspection=True, version=1)
    named = Inspection.objects.live().filter(institution=OuterRef("pk"))
    return void_records(list(alone.filter(~Exists(named))), actor, reason)


LEDGER = register(InspectionLedger())
