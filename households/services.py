"""What pages write: persons and households, through the ledger's own rules, with one audit entry last.

All raise RowsRefused (errors by column) or ChangedMeanwhile, and write nothing then.
"""

from typing import Any

from django.db import IntegrityError, transaction

from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.audit.writing import ChangedMeanwhile, Edit, update_records
from fengxian.ledgers.engine import RowsRefused, clear_blanks, make_row, save_rows
from fengxian.ledgers.saving import sentence_of
from fengxian.ledgers.spec import Context, Row
from households.choices import Relation
from households.finding import CODE_ELSEWHERE, households_by_code
from households.ledger import LEDGER
from households.models import Household, Person


def register_family(*, actor: Any, data: dict[str, Any]) -> Person:
    """A household with its first person. ``data``: field → text as a form holds it; an empty 户编号 is given one."""
    row = _new_row(data)
    if row["code"] in households_by_code({row["code"]} if isinstance(row["code"], str) else set()):
        row.refuse("code", "other", "这个户编号已经有一户了。要加人，请打开那一户，选添加成员；新的一户请换编号")
    return _save(actor, [row])


def add_member(*, actor: Any, household: Household, data: dict[str, Any]) -> Person:
    """Another person of a household on record, where that household is."""
    own = {"code": household.code, "region": str(household.region_id), "group": household.group}
    return _save(actor, [_new_row(data | own)])


def save_person(
    *, actor: Any, person: Person, version: int, data: dict[str, Any], new_head: Person | None = None
) -> Person:
    """Changes a person; ``version`` is the one that was seen. ``new_head`` takes over in the same moment."""
    rows = [_known_row(person, version, data)]
    if new_head is not None:
        rows.append(_known_row(new_head, new_head.version, {"relation": Relation.HEAD.value}))
    return _save(actor, rows)


def move_household(*, actor: Any, household: Household, version: int, data: dict[str, Any]) -> Household:
    """Gives a household another village, 村组 or 户编号; all its members go with it."""
    if household.version != version:
        raise ChangedMeanwhile(household)
    resident = household.members.live().for_list().first()
    row = _known_row(resident, resident.version, {name: data.get(name) for name in ("region", "group")})
    code = LEDGER.by_field["code"].parse(data.get("code")) or household.code
    with transaction.atomic():
        _refuse_taken_code(row, code, household, actor)
        changes = save_rows(LEDGER, [row], Context(actor=actor, act="edit"))[1]
        household.refresh_from_db()
        changes += _rename(household, code, actor)
        if changes:
            trail.record(
                Act.UPDATE, actor=actor, kind=household.kind, object_id=household.pk, label=f"户编号 {code}",
                changes=changes,
            )
    return household


def void_person(*, actor: Any, person: Person, version: int, reason: str) -> None:
    """Voids a person entered by mistake, and the household if nobody is left. ValueError says why not."""
    if not reason.strip():
        raise ValueError("请写明作废的理由")
    if person.version != version:
        raise ChangedMeanwhile(person)
    with transaction.atomic():
        if why := LEDGER.why_kept(person):
            raise ValueError(f"不能作废：{why}，请先作废那些记录")
        others = person.household.members.live().living_here().exclude(pk=person.pk)
        if person.is_head and others.exists():
            raise ValueError("这个人是户主，户里还有别的成员。请先把另一位改为户主，再作废")
        changes = LEDGER.void([person], Context(actor=actor, act="edit"), reason.strip())
        trail.record(
            Act.VOID, actor=actor, kind=LEDGER.kind, object_id=person.pk, reason=reason.strip(), changes=changes,
            label=label_of(person),
        )


def label_of(person: Person) -> str:
    return LEDGER.label({"name": person.name, "code": person.household.code})


def next_code(region: int) -> str:
    """The next free 户编号 of a village: one more than its latest, or the village's first."""
    latest = Household.objects.within(region).order_by("-pk").values_list("code", flat=True).first()
    digits = len(latest or "") - len((latest or "").rstrip("0123456789"))
    stem, count = (latest[:-digits], int(latest[-digits:])) if latest and digits else (f"FX-{str(region)[7:]}-", 0)
    while True:
        count += 1
        code = f"{stem}{count:0{digits or 3}}"
        if not Household.objects.filter(code=code).exists():
            return code


def _new_row(data: dict[str, Any]) -> Row:
    row = make_row(LEDGER, data)
    if row["code"] is None and isinstance(row["region"], int):
        row["code"] = next_code(row["region"])
    return row


def _known_row(person: Person, version: int, data: dict[str, Any]) -> Row:
    row = make_row(LEDGER, data)
    row.record, row.version = person, version
    clear_blanks(row, data)
    if version != person.version:
        raise ChangedMeanwhile(person)
    return row


def _save(actor: Any, rows: list[Row]) -> Person:
    """Writes the rows and the entry; the first is what it is about."""
    row, is_new = rows[0], rows[0].record is None
    if any(not one.good for one in rows):
        if is_new:
            _note_missing(row)
        raise RowsRefused(rows)
    try:
        with transaction.atomic():
            checked, changes = save_rows(LEDGER, rows, Context(actor=actor, act="edit"))
            if changes:
                trail.record(
                    Act.CREATE if is_new else Act.UPDATE, actor=actor, kind=LEDGER.kind, object_id=row.record.pk, label=LEDGER.label(row),
                    changes=changes,
                )
    except IntegrityError as error:
        row.refuse("identity", "other", sentence_of(LEDGER, error))
        raise RowsRefused([row]) from error
    return row.record


def _note_missing(row: Row) -> None:
    """One answer for the whole form: what is missing, beside what could not be read."""
    unread, row.errors = row.errors or [], None
    LEDGER.require(row)
    said = {problem.column for problem in unread}
    row.errors = [*unread, *(problem for problem in row.errors or () if problem.column not in said)]


def _refuse_taken_code(row: Row, code: str, household: Household, actor: Any) -> None:
    other = households_by_code({code}).get(code)
    if other is None or other.pk == household.pk:
        return
    mine = actor.covers(other.region_id)
    row.refuse("code", "other" if mine else "region_not_allowed",
               f"户编号 {code} 已经有人用了，请换一个" if mine else CODE_ELSEWHERE)
    raise RowsRefused([row])


def _rename(household: Household, code: str, actor: Any) -> list[Any]:
    if code == household.code:
        return []
    edit = Edit(household, [["户编号", household.code, code]], {"code": household.code})
    household.code = code
    return update_records([edit], actor, ["code"])
