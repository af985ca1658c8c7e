"""The full identity number of somebody visited, for the logged 显示 (fengxian/audit/reveals.py)."""

from typing import Any
from uuid import UUID

from fengxian.audit import reveals
from visits.models import Visit


def read(user: Any, object_id: UUID, field: str) -> str | None:
    """The whole number, or None where this person may not see it or there is none."""
    if field != "identity":
        return None
    visits = Visit.objects.visible_to(user, "reveal").filter(pk=object_id).select_related("person")
    return next((visit.person.identity or None for visit in visits), None)


def whose(object_id: UUID) -> str:
    """Asked after ``read`` has let the person see the number."""
    return next(iter(Visit.objects.filter(pk=object_id).values_list("person__name", flat=True)), "")


reveals.register("visits", read, whose=whose)
