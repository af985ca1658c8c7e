"""A long file must not hold a hundred thousand whole persons: rows that are done keep what later steps ask of them."""

from typing import Any
from uuid import UUID

from fengxian.ledgers.spec import Context, Row
from households.models import Household, Person

_HOMES = "households:homes"
LONG = 500  # rows; shorter runs (a page, a village's file) keep their persons whole


class Light:
    """What is left of a person whose row writes nothing more."""

    __slots__ = ("pk", "version", "household", "is_head")

    def __init__(self, person: Person, homes: dict[Any, Household]):
        self.pk: UUID = person.pk
        self.version = person.version
        self.household = homes.setdefault(person.household_id, person.household)
        self.is_head = person.is_head

    @property
    def household_id(self) -> Any:
        return self.household.pk


def lighten(rows: list[Row], ctx: Context) -> None:
    """Rows that wrote their person, or will write nothing, of a long run."""
    if len(rows) < LONG:
        return
    homes = ctx.seen.setdefault(_HOMES, {})
    for row in rows:
        if isinstance(row.record, Person):
            row.record = Light(row.record, homes)  # type: ignore[assignment]


def whole(row: Row) -> Person:
    """The row's person with all fields, read again where only a light one was kept."""
    if isinstance(row.record, Light):
        row.record = Person.objects.for_list().get(pk=row.record.pk)
    assert isinstance(row.record, Person)
    return row.record
