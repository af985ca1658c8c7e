"""Rows by 对象类别: a person counts in each of the categories that the person has today.

Rows about somebody who is not on the ledger come in a row of their own, and so do persons without a category.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, F, FilteredRelation, Q, Value, When

from fengxian.reporting.parts import Part
from households.choices import NO_CATEGORY, Category

NOT_ON_LEDGER = "不在台账"
_HELD = "category_held"


def with_categories(part: Part, rows_are_persons: bool) -> Part:
    """The part's rows, one for each category of their person."""
    person = "" if rows_are_persons else part.person.removesuffix("_id")
    if not person and not rows_are_persons:
        return part
    spans = f"{person}__spans" if person else "spans"
    rows = part.rows.annotate(
        **{_HELD: FilteredRelation(spans, condition=Q(**{f"{spans}__ends_on": None}))}
    )
    return Part(part.key, rows, part.measure, part.region, person)


def by_category(part: Part) -> Any:
    """Groups rows prepared by ``with_categories``."""
    if _HELD not in part.rows.query._filtered_relations:
        return Value(NOT_ON_LEDGER, output_field=CharField())
    named = f"{_HELD}__category"
    cases = [When(**{f"{named}__isnull": False}, then=F(named))]
    if part.person:
        cases.append(When(**{f"{part.person}__isnull": True}, then=Value(NOT_ON_LEDGER)))
    return Case(*cases, default=Value(NO_CATEGORY), output_field=CharField())


def in_order(found: Iterable[str]) -> list[str]:
    """All categories in the order of the ledger, then 无 and those not on the ledger where there are any."""
    extra = [name for name in (NO_CATEGORY, NOT_ON_LEDGER) if name in set(found)]
    return [*Category.values, *extra]
