"""Full numbers of a payment, for the logged 显示 (fengxian/audit/reveals.py)."""

from typing import Any
from uuid import UUID

from fengxian.audit import reveals
from relief.subsidies.models import Payment


def read(user: Any, object_id: UUID, field: str) -> str | None:
    """The whole number, or None where this person may not see it or there is none."""
    if field not in ("identity", "account"):
        return None
    payment = Payment.objects.visible_to(user, "reveal").filter(pk=object_id).first()
    return getattr(payment, field) or None if payment is not None else None


def payee(object_id: UUID) -> str:
    return Payment.objects.get(pk=object_id).payee


reveals.register("payments", read, whose=payee)
