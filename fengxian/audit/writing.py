"""Writing records: versions by compare-and-set, voiding, and the visible history, for one row or a hundred thousand.

Services of the apps decide what may be written; these functions write it and leave the trail.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from fengxian.audit.bulk import insert_many
from fengxian.audit.models import Act, Change, Record


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since it was read."""

    def __init__(self, record: Record):
        self.record = record
        super().__init__(f"{record.updated_by} 在 {timezone.localtime(record.updated_at):%m月%d日 %H:%M} 改过这条记录")


@dataclass(slots=True)
class Edit:
    """One known record with its new field values set, and the columns that changed: label → (old, new).

    ``shown`` is what people see in the history (personal values masked); ``before`` restores on undo.
    """

    record: Record
    shown: list[list[str]] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)


def stamp_new(record: Record, actor: Any, now: dt.datetime | None = None) -> Record:
    """Sets who and when on a record about to be created."""
    now = now or timezone.now()
    record.created_at = record.updated_at = now
    record.created_by = record.updated_by = actor
    return record


def insert_records(records: Sequence[Record], actor: Any) -> list[Change]:
    """Creates them in one go and returns the changes for the trail."""
    now = timezone.now()
    for record in records:
        stamp_new(record, actor, now)
    insert_many(records)
    return [Change(kind=r.kind, object_id=r.pk, act=Act.CREATE, version=1) for r in records]


def update_records(edits: Sequence[Edit], actor: Any, fields: Iterable[str]) -> list[Change]:
    """Writes the fields of each edited record if its version is still the one read; raises ChangedMeanwhile.

    The whole set is one act: the caller's transaction takes all back where one of them lost the race.
    """
    now = timezone.now()
    columns = [*fields, "version", "updated_at", "updated_by"]
    changes = []
    for edit in edits:
        record = edit.record
        read = record.version
        record.version, record.updated_at, record.updated_by = read + 1, now, actor
        values = {name: getattr(record, _attname(record, name)) for name in columns}
        done = type(record)._default_manager.filter(pk=record.pk, version=read).update(
            **{_attname(record, name): value for name, value in values.items()}
        )
        if done != 1:
            raise ChangedMeanwhile(type(record)._default_manager.select_related("updated_by").get(pk=record.pk))
        changes.append(
            Change(
                kind=record.kind, object_id=record.pk, act=Act.UPDATE, version=record.version,
                diff=edit.shown, before=dump(edit.before),
            )
        )
    return changes


def _attname(record: Record, name: str) -> str:
    return record._meta.get_field(name).attname


def void_records(records: Sequence[Record], actor: Any, reason: str) -> list[Change]:
    """Marks them void with the reason; the rows stay. Raises ChangedMeanwhile if one changed since it was read."""
    return _switch(records, actor, Act.VOID, voided_at=timezone.now(), void_reason=reason[:200])


def restore_records(records: Sequence[Record], actor: Any) -> list[Change]:
    """Takes a voiding back."""
    return _switch(records, actor, Act.RESTORE, voided_at=None, void_reason="")


def _switch(records: Sequence[Record], actor: Any, act: Act, **values: Any) -> list[Change]:
    now = timezone.now()
    changes = []
    for record in records:
        done = type(record)._default_manager.filter(pk=record.pk, version=record.version).update(
            **values, version=models.F("version") + 1, updated_at=now, updated_by=actor
        )
        if done != 1:
            raise ChangedMeanwhile(type(record)._default_manager.select_related("updated_by").get(pk=record.pk))
        record.version += 1
        for name, value in values.items():
            setattr(record, name, value)
        diff = [["作废理由", "", values["void_reason"]]] if act == Act.VOID else []
        changes.append(Change(kind=record.kind, object_id=record.pk, act=act, version=record.version, diff=diff))
    return changes


def dump(values: dict[str, Any]) -> str:
    """JSON of python values that ``load`` brings back with their types."""
    return json.dumps(values, default=_encode, ensure_ascii=False) if values else ""


def load(text: str) -> dict[str, Any]:
    return json.loads(text, object_hook=_decode) if text else {}


def _encode(value: Any) -> dict:
    for name, kind in (("date", dt.date), ("money", Decimal), ("time", dt.time), ("uuid", UUID)):
        if isinstance(value, kind) and not isinstance(value, dt.datetime):
            return {"__": name, "v": str(value)}
    if isinstance(value, frozenset | set | tuple):
        return {"__": "list", "v": sorted(value)}
    raise TypeError(f"{type(value)} 不能存入历史")


def _decode(value: dict) -> Any:
    if "__" not in value:
        return value
    makers = {
        "date": dt.date.fromisoformat, "money": Decimal, "time": dt.time.fromisoformat, "uuid": UUID, "list": tuple,
    }
    return makers[value["__"]](value["v"])
