"""The full identity number of an assisted person, for the logged 显示 (fengxian/audit/reveals.py)."""

from typing import Any
from uuid import UUID

from fengxian.audit import reveals
from relief.patrols.models import Assistance


def read(user: Any, object_id: UUID, field: str) -> str | None:
    """The whole number, or None where this person may not see it or there is none."""
    if field != "identity":
        return None
    assistance = Assistance.objects.visible_to(user, "reveal").filter(pk=object_id).first()
    return assistance.identity or None if assistance is not None else None


def name(object_id: UUID) -> str:
    return Assistance.objects.get(pk=object_id).name


reveals.register("assistance", read, whose=name)
