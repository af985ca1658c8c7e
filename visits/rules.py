"""The rules of 走访台账 on complete rows.

What happened is history: only the codes of ledgers.md §1 refuse, the rest warns.
"""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from fengxian.ledgers.spec import Context, Row
from fengxian.regions import codes
from households.choices import Status
from visits.choices import Severity
from visits.hazards import HAZARD_FIELDS
from visits.lookups import OutingFacts, Outings, PersonFacts
from visits.models import Hazard, Visit

ASSUMED = "assumed"  # warnings of our own; ledgers.md fixes the codes of errors only
ELSEWHERE = "elsewhere"
MOVED_AWAY = "moved_away"


def judge_person(row: Row, person: PersonFacts) -> None:
    """Who was visited: the name beside the number, the family, whether alive. Unchanged rows rest."""
    if row.record is not None and not row.changes:
        return
    if row["name"] != person.name:
        row.refuse("name", "name_mismatch", "和家庭台账上这个身份证号的姓名不一致，请核对姓名和号码")
    if row.record is not None and "household_code" in row.changes:
        _judge_new_family(row, person)
    if person.status == Status.DEAD and person.status_date and row["date"] > person.status_date:
        row.refuse("date", "deceased", f"家庭台账上此人已于 {person.status_date} 去世，走访日期在这以后，请核对")
    elif person.status == Status.MOVED_AWAY and person.status_date and row["date"] > person.status_date:
        row.warn("date", MOVED_AWAY, f"此人已于 {person.status_date} 迁出，请核对")
    family = row.ref("family")
    if family and not _one_holds_other(row["region"], family[1]):
        row.warn("region", ELSEWHERE, "和这一户所在的村（社区）不同，请核对")


def _judge_new_family(row: Row, person: PersonFacts) -> None:
    family = row.ref("family")
    if family is None:
        row.refuse("household_code", "unknown_household", "困难家庭台账上没有这个户编号，请先登记这一户")
    elif person.household != family[0]:
        row.refuse("identity", "unknown_person", "台账上这个人不在这一户，请核对户编号和身份证号")


def _one_holds_other(one: int, other: int) -> bool:
    return codes.smallest_common([one, other]) in (one, other)


def judge_hazard(row: Row) -> None:
    """A hazard has a type; its dates come after the visit; without 隐患等级 it is 一般."""
    if row["hazard_type"] is None:
        if any(row[name] is not None for name in HAZARD_FIELDS):
            row.refuse("hazard_type", "required", "填了隐患的其他栏目，就要选隐患类型")
        return
    judge_mending(row, row["date"])


def judge_mending(row: Row, found_on: dt.date) -> None:
    if row["severity"] is None:
        assume(row, "severity", Severity.COMMON.value)
        row.warn("severity", ASSUMED, "没有填，按“一般”记")
    for name in ("completed_on", "deadline"):
        if row[name] and row[name] < found_on:
            row.refuse(name, "not_in_period", f"早于走访日期 {found_on}，请核对")


def assume(row: Row, name: str, value: str) -> None:
    """Fills what the row leaves out, and keeps its changes true."""
    row[name] = value
    if name in row.changes:
        old, _ = row.changes.pop(name)
        if old != value:
            row.changes[name] = (old, value)


def judge_outing(row: Row, stored: OutingFacts | None, ctx: Context) -> None:
    """All rows of one outing in a file say the same day and cadres as the first of them."""
    cadres = frozenset(row["cadres"])
    firsts = ctx.seen.setdefault("visits:first", {})
    number, date, names = firsts.setdefault(row["number"], (row.number, row["date"], cadres))
    if row["date"] != date:
        row.refuse("date", "conflicting_outing", f"同一次出动只有一天：第{number}行写的是 {date}")
    if cadres != names:
        row.refuse("cadres", "conflicting_outing", f"同一次出动的干部要一样：和第{number}行不同")
    if row.record is None and stored and cadres == frozenset(stored.cadres):
        row["cadres"] = stored.cadres


def agree_with_stored(rows: list[Row], outings: Outings) -> None:
    """A file may change an outing's day or cadres only if it holds all the visits stored of that outing."""
    groups: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        stored = outings.get(row["number"])
        if stored and (row["date"] != stored.date or set(row["cadres"]) != set(stored.cadres)):
            groups[stored.id].append(row)
    if not groups:
        return
    left_out: dict[UUID, set[UUID]] = defaultdict(set)
    for outing, visit in Visit.objects.live().filter(outing__in=list(groups)).values_list("outing_id", "pk"):
        left_out[outing].add(visit)
    for outing, group in groups.items():
        left_out[outing] -= {row.record.pk for row in group if row.record is not None}
        if left_out[outing]:
            _refuse_partial(group, outings)
    known = [row for group in groups.values() for row in group if row.record is not None]
    _judge_other_hazards([row for row in known if row.good])


def _refuse_partial(group: list[Row], outings: Outings) -> None:
    for row in group:
        stored = outings.get(row["number"])
        same_day = row["date"] == stored.date
        said = f"系统里这次出动是 {stored.date}" if not same_day else f"系统里这次出动的干部是{'、'.join(stored.cadres)}"
        row.refuse(
            "cadres" if same_day else "date", "conflicting_outing",
            f"{said}。要改就把这次出动的所有行一起改，或到出动页面上改",
        )


def _judge_other_hazards(rows: list[Row]) -> None:
    """A later day of the outing must not pass what its other hazards say."""
    moved = {row.record.pk: row for row in rows if "date" in row.changes}
    others = Hazard.objects.live().filter(visit__in=list(moved)).order_by("visit_id", "seq")
    seen: set[UUID] = set()
    for hazard in others:
        row = moved[hazard.visit_id]
        if hazard.visit_id not in seen:  # the first one is the row's own
            seen.add(hazard.visit_id)
            continue
        if any(day and day < row["date"] for day in (hazard.deadline, hazard.completed_on)):
            row.refuse("date", "not_in_period", "这次走访还有别的隐患，整改日期早于新的走访日期，请核对")
