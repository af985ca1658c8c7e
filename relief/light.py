"""A long file must not hold a hundred thousand whole records: rows that are done keep what later steps ask of them."""

from typing import Any
from uuid import UUID

from fengxian.audit.models import Record
from fengxian.ledgers.spec import Row

LONG = 1000  # rows handled at once from which on a file counts as long


class Light:
    """What is left of a record whose row writes nothing more."""

    __slots__ = ("pk", "version", "batch_id")

    def __init__(self, record: Record):
        self.pk: UUID = record.pk
        self.version = record.version
        self.batch_id: Any = getattr(record, "batch_id", None)


def lighten(rows: list[Row]) -> None:
    """Rows of a long run that have written their record, or will write nothing."""
    if len(rows) < LONG:
        return
    for row in rows:
        if isinstance(row.record, Record):
            row.record = Light(row.record)  # type: ignore[assignment]
