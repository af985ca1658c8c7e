"""The full identity number of somebody who was given something, for the logged 显示 (fengxian/audit/reveals.py)."""

from typing import Any
from uuid import UUID

from fengxian.audit import reveals
from relief.condolences.models import Condolence


def read(user: Any, object_id: UUID, field: str) -> str | None:
    """The whole number, or None where this person may not see it or there is none."""
    if field != "identity":
        return None
    condolence = Condolence.objects.visible_to(user, "reveal").filter(pk=object_id).first()
    return condolence.identity or None if condolence is not None else None


def name(object_id: UUID) -> str:
    return Condolence.objects.get(pk=object_id).name


reveals.register("condolences", read, whose=name)
