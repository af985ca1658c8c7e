"""Constraints that several records of relief share, each with its Chinese sentence."""

from django.db import models
from django.db.models import F, Q, UniqueConstraint, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from fengxian.money import YuanField


def unique_while_live(name: str, *fields: str, message: str) -> UniqueConstraint:
    """Among records that are not void."""
    return UniqueConstraint(
        fields=list(fields), condition=Q(voided_at=None), name=name, violation_error_message=message
    )


def not_negative(name: str, *fields: str) -> models.CheckConstraint:
    """Amounts and counts are never below zero; an empty one passes."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__gte": 0}) | Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message="金额和数量不能是负数")


def one_of(name: str, field: str, choices: type[models.TextChoices], *, blank: bool = False) -> models.CheckConstraint:
    """Only the words of the list."""
    words = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": words}), name=name, violation_error_message=f"可选：{'、'.join(choices.values)}"
    )


def or_zero(field: str) -> Coalesce:
    """The amount, or nothing where none was written."""
    return Coalesce(F(field), Value(0, output_field=YuanField()))


def hash_beside(name: str, number: str, *, needed: bool = False) -> models.CheckConstraint:
    """A number without its hash could not be found, a hash without its number not be shown."""
    empty, bare = Exact(F(number), Value("")), Q(**{f"{number}_hash": ""})
    both = ~Q(empty) & ~bare
    return models.CheckConstraint(
        condition=both if needed else both | (Q(empty) & bare), name=name,
        violation_error_message="号码和它的散列要同时有",
    )
