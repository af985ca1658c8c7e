"""Amounts that a form derives instead of asking: the sum of others, as they were typed."""

from collections.abc import Iterable
from decimal import Decimal

from django.http import QueryDict

from fengxian.money import MoneyError, parse_yuan


def typed_amounts(data: QueryDict, names: Iterable[str]) -> list[Decimal] | None:
    """The amounts typed under these names, empty ones left out; None where one of them is no amount."""
    try:
        return [parse_yuan(data[name]) for name in names if data.get(name, "").strip()]
    except MoneyError:
        return None


def with_total(data: QueryDict, total: str, amount: Decimal) -> QueryDict:
    """The same form with that amount as its total."""
    filled = data.copy()
    filled[total] = f"{amount:.2f}"
    return filled
