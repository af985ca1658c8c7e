"""The hazard that a row of 走访台账 brings: the first live one of its visit."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from visits.models import Hazard

# Column field of the ledger → field of the hazard, in the order of the columns.
HAZARD_FIELDS = {
    "hazard_type": "type", "severity": "severity", "description": "description", "measure": "measure",
    "owner": "owner", "deadline": "deadline", "completed_on": "completed_on",
}
_TEXTS = {"description", "measure", "owner"}


def first_hazards(visits: Iterable[UUID]) -> dict[UUID, Hazard]:
    """Visit id → its first live hazard."""
    first: dict[UUID, Hazard] = {}
    for hazard in Hazard.objects.live().filter(visit__in=list(visits)).order_by("visit_id", "seq"):
        first.setdefault(hazard.visit_id, hazard)
    return first


def hazard_values(hazard: Hazard | None) -> list[Any]:
    """The values of the hazard's columns; all empty without one."""
    if hazard is None:
        return [None] * len(HAZARD_FIELDS)
    return [getattr(hazard, name) or None for name in HAZARD_FIELDS.values()]


def set_hazard(hazard: Hazard, values: Any) -> Hazard:
    """Takes the hazard's columns of a row (or any mapping of column fields) into the hazard."""
    for column, name in HAZARD_FIELDS.items():
        value = values[column]
        setattr(hazard, name, "" if value is None and name in _TEXTS else value)
    return hazard
