"""The raw rows as facts for the self-check: each definition of ledgers.md §4 once more, in plain Python, row by row.

Nothing here uses the figures' own querysets, measures or SQL aggregates: a mistake there shows as a difference.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from households.models import CategorySpan, Person
from relief.condolences.models import Condolence, Investment
from relief.patrols.models import Assistance, Patrol
from relief.subsidies.models import Payment
from visits.models import Hazard, Inspection, InspectionCadre, Institution, OutingCadre, Visit

HEATING, RELIEF = "一次性取暖补贴", ("低保金", "特困供养金", "临时救助金")
PAID, COUNTY_LEADERS, ENROLLED = "成功", "县级四大班子", "在册"


@dataclass(frozen=True, slots=True)
class Fact:
    """One row's share in a figure: an amount, or whom it makes present (``token``) where distinct ones count."""

    key: str
    region: int
    day: dt.date
    amount: Decimal | int = 0
    token: str = ""
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something that coverage is asked of, and the days on which it was reached."""

    key: str
    region: int
    days: tuple[dt.date, ...]
    person: UUID | None = None


def facts() -> Iterator[Fact]:
    yield from _work()
    yield from _hazards()
    yield from _payments()
    yield from _condolences()
    yield from _rescue()
    for voided, region, day, amount in Investment.objects.values_list("voided_at", "region_id", "date", "amount"):
        if voided is None:
            yield Fact("campaign_investment", region, day, amount)


def _work() -> Iterator[Fact]:
    for parent, model in (("outing", OutingCadre), ("inspection", InspectionCadre)):
        paths = [f"{parent}__{name}" for name in ("voided_at", "region_id", "date")]
        for voided, region, day in model.objects.values_list(*paths):
            if voided is None:
                yield Fact("cadre_participations", region, day, 1)
    for voided, region, day, person in Visit.objects.values_list("voided_at", "region_id", "date", "person_id"):
        if voided is None:
            yield Fact("service_visits", region, day, 1, person=person)
    for voided, region, day, group in Inspection.objects.values_list("voided_at", "region_id", "date", "group"):
        if voided is None:
            yield Fact("institution_inspections", region, day, 1)
            if group:
                yield Fact("supervision_groups", region, day, token=group)


def _hazards() -> Iterator[Fact]:
    for voided, region, day, done in Hazard.objects.values_list("voided_at", "region_id", "date", "completed_on"):
        if voided is None:
            yield Fact("hazards_found", region, day, 1)
            if done is not None:
                yield Fact("hazards_rectified", region, day, 1)
    numbers = ("voided_at", "region_id", "date", "found", "fixed", "to_fix_done")
    for voided, region, day, found, fixed, later in Inspection.objects.values_list(*numbers):
        if voided is None:
            yield Fact("hazards_found", region, day, found)
            yield Fact("hazards_rectified", region, day, fixed + later)


def _payments() -> Iterator[Fact]:
    columns = ("voided_at", "status", "programme", "region_id", "date", "net", "person_id")
    for voided, status, programme, region, day, net, person in Payment.objects.values_list(*columns):
        if voided is not None or status != PAID:
            continue
        if programme == HEATING:
            yield Fact("heating_subsidy_paid", region, day, net)
        elif programme in RELIEF:
            yield Fact("relief_paid", region, day, net)
            yield Fact("relief_payments", region, day, 1, person=person)


def _condolences() -> Iterator[Fact]:
    columns = ("voided_at", "giver_kind", "region_id", "date", "cash", "goods_value", "identity_hash", "person_id")
    for voided, kind, region, day, cash, goods, who, person in Condolence.objects.values_list(*columns):
        if voided is None:
            name = "condolence" if kind == COUNTY_LEADERS else "condolence_other"
            yield Fact(f"{name}_persons", region, day, token=who, person=person)
            yield Fact(f"{name}_value", region, day, cash + goods)


def _rescue() -> Iterator[Fact]:
    for voided, region, day, items in Patrol.objects.values_list("voided_at", "region_id", "date", "items"):
        if voided is None:
            yield Fact("rescue_patrols", region, day, 1)
            yield Fact("rescue_items", region, day, items or 0)
    columns = ("pk", "voided_at", "region_id", "date", "identity_hash", "items", "amount", "person_id")
    for pk, voided, region, day, who, items, amount, person in Assistance.objects.values_list(*columns):
        if voided is None:
            yield Fact("rescued_persons", region, day, token=who or str(pk), person=person)
            yield Fact("rescue_items", region, day, items or 0)
            yield Fact("rescue_spending", region, day, amount)


def categories() -> dict[UUID, set[str]]:
    """Person → categories of today."""
    held: dict[UUID, set[str]] = {}
    for person, category, ends_on in CategorySpan.objects.values_list("person_id", "category", "ends_on"):
        if ends_on is None:
            held.setdefault(person, set()).add(category)
    return held


def targets(held: dict[UUID, set[str]]) -> Iterator[Target]:
    visited: dict[UUID, list[dt.date]] = {}
    for voided, person, day in Visit.objects.values_list("voided_at", "person_id", "date"):
        if voided is None:
            visited.setdefault(person, []).append(day)
    for pk, voided, status, region in Person.objects.values_list("pk", "voided_at", "status", "region_id"):
        if voided is None and status == ENROLLED and pk in held:
            yield Target("visit_coverage", region, tuple(visited.get(pk, ())), pk)
    inspected: dict[UUID, list[dt.date]] = {}
    for voided, institution, day in Inspection.objects.values_list("voided_at", "institution_id", "date"):
        if voided is None:
            inspected.setdefault(institution, []).append(day)
    for pk, voided, region in Institution.objects.values_list("pk", "voided_at", "region_id"):
        if voided is None:
            yield Target("institution_coverage", region, tuple(inspected.get(pk, ())))
