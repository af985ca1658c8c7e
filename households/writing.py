"""Writing rows of 困难群众家庭台账: households once, persons and categories in a few statements for thousands."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from fengxian.audit.bulk import insert_many
from fengxian.audit.models import Change
from fengxian.audit.writing import Edit, insert_records, update_records, void_records
from fengxian.crypto import keyed_hash
from fengxian.ledgers.spec import Context, Ledger, Row, chunks
from fengxian.regions.tree import tree
from households import choices as c
from households import names, spans
from households.columns import COLUMNS, KeyDay
from households.families import HEADSHIP, IN_FILE, RESIGNING
from households.finding import households_by_code
from households.light import lighten
from households.models import Household, Person

# The household's own, the derived, and what lies in time; all others are fields of Person by the same name.
_ELSEWHERE = {"code", "region", "village", "group", "categories", "category_from"}
_PLAIN = [column.field for column in COLUMNS if column.field not in _ELSEWHERE]
_NULL = {"income", "status_date"}
_BESIDE = {  # field → what is stored beside it
    "name": ("name_key", "name_initials"), "identity": ("identity_hash",), "phone": ("phone_hash",),
    "account": ("account_hash",), "code": ("household",), "region": ("region",),
}


def write_rows(ledger: Ledger, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
    """Writes the rows and returns the changes for the trail. Raises ChangedMeanwhile."""
    left = {row.record.household_id for row in changed if "code" in row.changes}
    homes, changes = _settle_homes([*new, *changed], ctx)
    changes += _insert(new, homes, ctx)
    changes += _update(ledger, changed, homes, ctx)
    return changes + void_empty(left, ctx.actor, "成员已全部转入其他户")


def void_people(people: list[Person], actor: Any, reason: str) -> list[Change]:
    """Voids persons, and the households that are left without anybody."""
    changes = void_records(people, actor, reason)
    return changes + void_empty({person.household_id for person in people}, actor, reason)


def void_empty(homes: Iterable[Any], actor: Any, reason: str) -> list[Change]:
    """Voids those of the households that have no live member."""
    changes = []
    for part in chunks(list(homes)):
        members = Person.objects.live().filter(household=OuterRef("pk"))
        empty = Household.objects.live().filter(pk__in=part).exclude(Exists(members))
        changes += void_records(list(empty), actor, reason)
    return changes


# ── households ───────────────────────────────────────────────────────────────

def _settle_homes(rows: list[Row], ctx: Context) -> tuple[dict[str, Household], list[Change]]:
    """户编号 → household, for the rows that bring one or change one: made once, moved once."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.record is None or row.changes.keys() & {"code", "region", "group"}:
            first.setdefault(row["code"], row)
    homes = households_by_code(set(first))
    new = {
        code: Household(code=code, region_id=row["region"], group=row["group"] or "")
        for code, row in first.items() if code not in homes
    }
    changes = insert_records(list(new.values()), ctx.actor)
    edits = [edit for code, home in homes.items() if (edit := _move(home, first[code]))]
    changes += update_records(edits, ctx.actor, ["region", "group"])
    moved = [edit.record for edit in edits if "region" in edit.before]
    changes += _take_along(moved, [*rows], ctx)
    return homes | new, changes


def _move(home: Household, row: Row) -> Edit | None:
    """The household as the row says; None where it says nothing new."""
    edit = Edit(home)
    if home.region_id != row["region"]:
        edit.shown.append(["村（社区）", tree().path(home.region_id), tree().path(row["region"])])
        edit.before["region"], home.region_id = home.region_id, row["region"]
    if home.group != (row["group"] or ""):
        edit.shown.append(["村组", home.group, row["group"] or ""])
        edit.before["group"], home.group = home.group, row["group"] or ""
    return edit if edit.before else None


def _take_along(homes: list[Household], rows: list[Row], ctx: Context) -> list[Change]:
    """Members that the run does not name move with their household."""
    in_run = ctx.seen.get(IN_FILE, set()) | {row.record.pk for row in rows if row.record is not None}
    region_of = {home.pk: home.region_id for home in homes}
    edits = []
    for person in Person.objects.live().filter(household__in=list(region_of)) if homes else ():
        region = region_of[person.household_id]
        if person.pk not in in_run and person.region_id != region:
            shown = ["村（社区）", tree().path(person.region_id), tree().path(region)]
            edits.append(Edit(person, [shown], {"region": person.region_id}))
            person.region_id = region
    return update_records(edits, ctx.actor, ["region"])


# ── persons ──────────────────────────────────────────────────────────────────

def _insert(rows: list[Row], homes: dict[str, Household], ctx: Context) -> list[Change]:
    for row in rows:
        row.record = Person(household=homes[row["code"]], region_id=row["region"])
        _fill(row.record, row, _PLAIN)
    changes = insert_records([row.record for row in rows], ctx.actor)
    insert_many(spans.first_spans(rows))
    lighten(rows, ctx)
    return changes


def _update(ledger: Ledger, rows: list[Row], homes: dict[str, Household], ctx: Context) -> list[Change]:
    edits = ledger.edits(rows)
    spans.change_spans([row for row in rows if row.changes.keys() & {"categories", "category_from"}], ctx)
    _release_heads(rows, ctx)
    fields = {"relation"}  # written back for those who were released
    for row in rows:
        if "code" in row.changes:
            row.record.household = homes[row["code"]]
        if "region" in row.changes:
            row.record.region_id = row["region"]
        plain = [name for name in row.changes if name not in _ELSEWHERE]
        _fill(row.record, row, plain)
        fields |= {*plain, *(beside for name in row.changes for beside in _BESIDE.get(name, ()))}
    return update_records(edits, ctx.actor, sorted(fields))


def _release_heads(rows: list[Row], ctx: Context) -> None:
    """Whoever stops being head does so before another begins: the database allows one, at every moment."""
    ending = set(ctx.seen.pop(RESIGNING, ()))
    ending |= {row.record.pk for row in rows if row.record.is_head and row.changes.keys() & HEADSHIP}
    for part in chunks(list(ending)):
        Person.objects.filter(pk__in=part).update(relation=c.Relation.OTHER)


def _fill(person: Person, row: Row, fields: Iterable[str]) -> None:
    """Sets those fields of the person, and what is stored beside them."""
    for name in fields:
        value = row[name]
        if isinstance(value, KeyDay):
            value = dt.date.fromordinal(value.toordinal())
        setattr(person, name, value if value is not None or name in _NULL else "")
        if name == "name":
            person.name_key, person.name_initials = names.sort_key(value), names.initials(value)
        elif name in _BESIDE:
            setattr(person, f"{name}_hash", keyed_hash(value or "", name))
