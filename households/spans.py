"""Changing a person's categories in time: what ends, what begins, and what an undo takes back exactly."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fengxian.audit.bulk import insert_many
from fengxian.ledgers.spec import Context, Row
from households import choices as c
from households.models import CategorySpan

UNDO = "undo"


@dataclass
class SpanChanges:
    """All that one write does to categories, saved in a few statements."""

    begun: list[CategorySpan] = field(default_factory=list)
    moved: list[CategorySpan] = field(default_factory=list)
    dropped: list[Any] = field(default_factory=list)

    def save(self) -> None:
        """Ends before beginnings: the database allows one current relief category a person."""
        if self.dropped:
            CategorySpan.objects.filter(pk__in=self.dropped).delete()
        if self.moved:
            fields = ["starts_on", "ends_on", "closed_version"]
            ending = [span for span in self.moved if span.ends_on]
            CategorySpan.objects.bulk_update(ending, fields, batch_size=500)
            CategorySpan.objects.bulk_update([s for s in self.moved if not s.ends_on], fields, batch_size=500)
        insert_many(self.begun)


def wanted(row: Row) -> list[str]:
    """The categories that the row says, without 无."""
    return [word for word in row["categories"] or () if word != c.NO_CATEGORY]


def first_spans(rows: Iterable[Row]) -> list[CategorySpan]:
    """Of new persons: from 类别起始日期, or with an open start."""
    return [
        CategorySpan.begin(row.record, category, row["category_from"], 1) for row in rows for category in wanted(row)
    ]


def change_spans(rows: list[Row], ctx: Context) -> None:
    """Of known persons whose categories or their start changed. Called before their versions are raised."""
    held: dict[Any, list[CategorySpan]] = defaultdict(list)
    for span in CategorySpan.objects.filter(person__in=[row.record.pk for row in rows]).order_by("pk"):
        held[span.person_id].append(span)
    todo = SpanChanges()
    for row in rows:
        if ctx.act == UNDO:
            _take_back(row, held[row.record.pk], todo)
        else:
            _change(row, held[row.record.pk], ctx.today, todo)
    todo.save()


def _change(row: Row, held: list[CategorySpan], today: dt.date, todo: SpanChanges) -> None:
    current = [span for span in held if span.ends_on is None]
    now, version = {span.category: span for span in current}, row.record.version + 1
    start = row["category_from"] if "category_from" in row.changes else None
    added = [category for category in wanted(row) if category not in now]
    for category in now.keys() - set(wanted(row)):
        _end(now[category], _end_day(row, start if added else None, today), version, todo)
    for category in added:
        todo.begun.append(CategorySpan.begin(row.record, category, start or today, version))
    if not added and "category_from" in row.changes:
        _correct_start([span for span in current if span.ends_on is None], row["category_from"], todo)


def _end_day(row: Row, replaced_on: dt.date | None, today: dt.date) -> dt.date:
    """状态日期 where the person stopped, died or moved away; the start of what follows; else today."""
    if row["status"] != c.Status.ENROLLED and row["status_date"]:
        return row["status_date"]
    return replaced_on or today


def _end(span: CategorySpan, day: dt.date, version: int, todo: SpanChanges) -> None:
    span.ends_on = max(day, span.starts_on) if span.starts_on else day
    span.closed_version = version
    todo.moved.append(span)


def _correct_start(current: list[CategorySpan], start: dt.date | None, todo: SpanChanges) -> None:
    """类别起始日期 is the earliest start: a corrected one moves the earliest, and whatever would lie before it."""
    starts = [span.starts_on for span in current]
    earliest = None if None in starts else min(starts, default=None)
    for span in current:
        if span.starts_on == earliest or (start and span.starts_on and span.starts_on < start):
            span.starts_on = start
            todo.moved.append(span)


def _take_back(row: Row, held: list[CategorySpan], todo: SpanChanges) -> None:
    """The write that made the person's present version: what it began goes, what it ended goes on."""
    version = row.record.version
    begun = [span for span in held if span.opened_version == version and version > 1]
    todo.dropped += [span.pk for span in begun]
    for span in held:
        if span.closed_version == version:
            span.ends_on = span.closed_version = None
            todo.moved.append(span)
    if not begun and "category_from" in row.changes and "categories" not in row.changes:
        _correct_start([span for span in held if span.ends_on is None], row["category_from"], todo)
