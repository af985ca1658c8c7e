"""Full numbers of a person on the ledger, for the logged 显示 (fengxian/audit/reveals.py)."""

from typing import Any
from uuid import UUID

from fengxian.audit import reveals
from households.models import Person


def read(user: Any, object_id: UUID, field: str) -> str | None:
    """The whole number, or None where this person may not see it or there is none."""
    if field not in reveals.USUAL:
        return None
    person = Person.objects.visible_to(user, "reveal").filter(pk=object_id).first()
    return getattr(person, field) or None if person is not None else None


def name_of(object_id: UUID) -> str:
    return Person.objects.get(pk=object_id).name


reveals.register("households", read, whose=name_of)
