"""Whom to visit today and why: hazards past their day first, then high risk, then the longest unseen."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Subquery

from households.choices import Category, Relation, Risk
from households.models import Household, Person
from visits.models import Hazard, Visit

MOST = 40  # families proposed at once
OLD = 80  # 高龄, from which an age is worth a word


@dataclass(frozen=True)
class Due:
    """A family to visit: the tag says why now, the line what to know."""

    household: Household
    name: str
    people: int
    level: str  # late, soon or nothing: the tag's colour
    tag: str
    why: str
    hazard: Hazard | None


def due_families(user: Any, day: dt.date, most: int = MOST) -> list[Due]:
    """The most urgent families of one's regions that nobody visited on that day yet."""
    late = Hazard.objects.live().overdue(day).filter(visit__household=OuterRef("pk")).order_by("deadline")
    visits = Visit.objects.live().of_household(OuterRef("pk"))
    in_need = Person.objects.live().in_need().filter(household=OuterRef("pk"))
    rows = (
        Household.objects.visible_to(user).live()
        .filter(Exists(in_need), ~Exists(visits.filter(date=day)))
        .annotate(
            late=Subquery(late.values("deadline")[:1]), high=Exists(in_need.filter(risk=Risk.HIGH)),
            last=Subquery(visits.order_by("-date").values("date")[:1]),
        )
        .order_by(
            F("late").asc(nulls_last=True), "-high", F("last").asc(nulls_first=True), "region_id", "code"
        )
        .prefetch_related(_members())[:most]
    )
    rows = list(rows)
    hazards = _late_hazards([row.pk for row in rows if row.late], day)
    return [_due(row, hazards.get(row.pk), day) for row in rows]


def _members() -> Prefetch:
    people = Person.objects.live().living_here().with_categories().order_by("birth")
    return Prefetch("members", people, to_attr="here")


def _late_hazards(households: list[Any], day: dt.date) -> dict[Any, Hazard]:
    """Household id → its hazard that is overdue longest."""
    first: dict[Any, Hazard] = {}
    rows = Hazard.objects.live().overdue(day).filter(visit__household__in=households)
    for hazard in rows.select_related("visit").order_by("deadline"):
        first.setdefault(hazard.visit.household_id, hazard)
    return first


def _due(household: Any, hazard: Hazard | None, day: dt.date) -> Due:
    people = household.here
    head = next((p for p in people if p.relation == Relation.HEAD), people[0] if people else None)
    name = f"{head.name}户" if head else household.code
    if hazard is not None:
        why = f"{hazard}，{hazard.deadline.month}月{hazard.deadline.day}日前该整改"
        return Due(household, name, len(people), "late", f"逾期 {(day - hazard.deadline).days} 天", why, hazard)
    unseen = f"{(day - household.last).days} 天没有走访" if household.last else "还没有走访过"
    why = "，".join([*_who(people), unseen])
    if household.high:
        return Due(household, name, len(people), "soon", "高风险", why, None)
    return Due(household, name, len(people), "", "久未走访" if household.last else "没走访过", why, None)


def _who(people: list[Any]) -> list[str]:
    """Who in the family needs an eye kept on: the aged alone, children left behind."""
    words = []
    for category, what in ((Category.AGED_ALONE, "独居"), (Category.LEFT_BEHIND_CHILD, "留守儿童")):
        held = [p for p in people if category.value in p.categories]
        if held and what == "独居":
            words.append(f"{held[0].age} 岁独居")
        elif held:
            words.append(f"{what} {len(held)} 人")
    if not words and people and people[0].age >= OLD:
        words.append(f"{people[0].age} 岁")
    return words


@dataclass(frozen=True)
class Done:
    """A family visited today."""

    household: Household
    name: str
    what: str
    visit: Any


def visited_families(user: Any, day: dt.date) -> list[Done]:
    """Each family visited on that day, its last visit first."""
    done: dict[Any, list[Visit]] = {}
    for visit in Visit.objects.visible_to(user).live().filter(date=day).for_list().order_by("-pk"):
        done.setdefault(visit.household_id, []).append(visit)
    return [_done(visits) for visits in done.values()]


def _done(visits: list[Any]) -> Done:
    hazards = [hazard for visit in visits for hazard in visit.live_hazards]
    names = "、".join(visit.person.name for visit in visits)
    found = "、".join(dict.fromkeys(hazard.type for hazard in hazards))
    what = f"见到{names}，" + (f"{found}隐患 {len(hazards)} 处" if hazards else "没有隐患")
    return Done(visits[0].household, visits[0].person.name, what, visits[0])
