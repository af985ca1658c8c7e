"""The life of an import: start, check, commit, undo. Browser and commands call these and nothing else."""

import hashlib
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from fengxian.audit import trail
from fengxian.audit.models import Act, Change
from fengxian.audit.writing import ChangedMeanwhile, load
from fengxian.ledgers.engine import Checked, check_reading, make_row, write_rows
from fengxian.ledgers.models import ImportBatch, ImportRow, ImportState
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.reading import Reading, read_file
from fengxian.ledgers.registry import ledger as ledger_of
from fengxian.ledgers.spec import CHANGED, NEW, REJECTED, UNCHANGED, Context, Ledger, Problem, Row, chunks
from fengxian.ledgers.typed import typed
from fengxian.ledgers.workbook import FileRefused
from fengxian.regions import codes
from fengxian.regions.models import Region

SAMPLE = 200  # new and unchanged rows kept for the preview; changed and rejected ones are all kept


class NotAllowed(Exception):
    """The person's role or regions do not allow this."""


class WrongState(Exception):
    """Somebody else, or a second click, was here before."""


@dataclass
class Outcome:
    """What a run of a file came to."""

    batch: ImportBatch
    checked: Checked | None = None
    reading: Reading | None = None

    def as_json(self, committed: bool) -> dict[str, Any]:
        batch = self.batch
        if batch.refusal:
            errors = [Problem(None, None, batch.refusal_code, batch.refusal).as_json()]
        else:
            errors = [p.as_json() for p in self.checked.errors()] if self.checked else []
        warnings = [p.as_json() for p in self.checked.all_warnings()] if self.checked else []
        return {
            "kind": batch.kind, "file": batch.file_name, "rows": batch.rows, "created": batch.created,
            "updated": batch.updated, "unchanged": batch.unchanged, "rejected": batch.rejected,
            "skipped": batch.skipped, "committed": committed, "batch": str(batch.pk) if committed else None,
            "errors": errors, "warnings": warnings,
        }


def start_import(*, actor: Any, kind: str, path: Path, file_name: str) -> ImportBatch:
    """Keeps the file and puts the import on record. Raises NotAllowed."""
    if not actor.may(f"{kind}.import"):
        raise NotAllowed("您的角色不能导入这本台账。")
    region = home_region(actor)
    batch = ImportBatch(kind=kind, actor=actor, region=region, file_name=Path(file_name).name[:200])
    with path.open("rb") as source:
        batch.sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        source.seek(0)
        batch.size = path.stat().st_size
        batch.file.save(f"{batch.pk}.xlsx", File(source), save=False)
    batch.save(force_insert=True)
    return batch


def home_region(actor: Any) -> Region:
    """The smallest region that holds all of a person's; NotAllowed for somebody without any."""
    if not actor.region_codes:
        raise NotAllowed("您的账号还没有分配管辖区划，请联系县管理员。")
    return Region.objects.get(pk=codes.smallest_common(actor.region_codes))


def check_import(batch: ImportBatch) -> Outcome:
    """Reads and checks the file and keeps the preview. Writes no record."""
    _move(batch, (ImportState.QUEUED, ImportState.CHECKED, ImportState.FAILED), ImportState.CHECKING)
    began, progress = time.monotonic(), Progress(batch.pk)
    try:
        reading = _read(batch, progress)
        checked, _ = _check(batch, reading, progress)
    except FileRefused as refused:
        return _refuse(batch, refused)
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.FAILED)
        raise
    _note(batch, reading, checked)
    batch.checked_at, batch.seconds = timezone.now(), round(time.monotonic() - began, 2)
    batch.state = ImportState.CHECKED
    with transaction.atomic():
        batch.save()
        _keep_preview(batch, checked)
    progress.clear()
    return Outcome(batch, checked, reading)


def commit_import(batch: ImportBatch, *, skip_errors: bool = False) -> Outcome:
    """Checks the kept file again against what is stored now, and writes it in one transaction.

    With rows refused and not ``skip_errors`` nothing is written and the batch stays CHECKED.
    """
    _move(batch, (ImportState.CHECKED, ImportState.QUEUED, ImportState.FAILED), ImportState.COMMITTING)
    progress = Progress(batch.pk)
    try:
        outcome = _commit(batch, progress, skip_errors)
    except FileRefused as refused:
        return _refuse(batch, refused)
    except (IntegrityError, ChangedMeanwhile):
        # Another import or person was quicker with the same rows: against what is stored now they are known rows.
        outcome = _commit(batch, progress, skip_errors)
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.FAILED)
        raise
    progress.clear()
    return outcome


def _commit(batch: ImportBatch, progress: Progress, skip_errors: bool) -> Outcome:
    reading = _read(batch, progress)  # before the transaction: reading must not hold others up
    with transaction.atomic():
        checked, ctx = _check(batch, reading, progress)
        _note(batch, reading, checked)
        if checked.of(REJECTED) and not skip_errors:
            batch.state = ImportState.CHECKED
            batch.save()
        else:
            _write(batch, checked, ctx, progress)
    return Outcome(batch, checked, reading)


def _write(batch: ImportBatch, checked: Checked, ctx: Context, progress: Progress) -> None:
    todo = batch.created + batch.updated
    outcomes = {id(row): row.outcome for row in checked.rows}
    changes = write_rows(checked, ctx, lambda done: progress.set(done, todo, "正在写入"))
    batch.entry = trail.record(
        Act.IMPORT, actor=ctx.actor, kind=batch.kind, object_id=batch.pk,
        label=f"{checked.ledger.title} {batch.file_name}", count=todo, changes=changes,
        detail={"file_sha256": batch.sha256, **checked.counts()},
    )
    batch.state, batch.committed_at = ImportState.COMMITTED, timezone.now()
    batch.save()
    _keep_preview(batch, checked, outcomes)


def _read(batch: ImportBatch, progress: Progress) -> Reading:
    return read_file(
        ledger_of(batch.kind), Path(batch.file.path), lambda done: progress.set(done, 0, "正在读取")
    )


def _check(batch: ImportBatch, reading: Reading, progress: Progress) -> tuple[Checked, Context]:
    ctx = Context(actor=batch.actor)
    total = len(reading.rows)
    return check_reading(reading, ctx, lambda done: progress.set(done, total, "正在检查")), ctx


def _refuse(batch: ImportBatch, refused: FileRefused) -> Outcome:
    batch.state, batch.refusal, batch.refusal_code = ImportState.REFUSED, refused.message[:300], refused.code
    batch.save()
    return Outcome(batch)


def _note(batch: ImportBatch, reading: Reading, checked: Checked) -> None:
    counts = checked.counts()
    batch.sheet, batch.header_row, batch.rows = reading.sheet[:60], reading.header_row, len(reading.rows)
    batch.created, batch.updated = counts[NEW], counts[CHANGED]
    batch.unchanged, batch.rejected, batch.skipped = counts[UNCHANGED], counts[REJECTED], reading.skipped
    batch.warnings = [p.as_json() for p in checked.all_warnings()[:500]]
    day = checked.ledger.date_field
    if day in checked.ledger.place:
        batch.months = dict(Counter(f"{r[day]:%Y-%m}" for r in checked.rows if r.good and r[day]))


def _keep_preview(batch: ImportBatch, checked: Checked, outcomes: dict[int, str] | None = None) -> None:
    """``outcomes`` as judged before writing, which gives new rows a record."""
    ImportRow.objects.filter(batch=batch).delete()
    left = {NEW: SAMPLE, UNCHANGED: SAMPLE}
    kept = []
    for row in checked.rows:
        outcome = outcomes[id(row)] if outcomes else row.outcome
        if left.get(outcome, 1) <= 0:
            continue
        if outcome in left:
            left[outcome] -= 1
        kept.append(_preview(batch, checked.ledger, row, outcome))
    ImportRow.objects.bulk_create(kept, batch_size=1000)


def _preview(batch: ImportBatch, book: Ledger, row: Row, outcome: str) -> ImportRow:
    changes = [
        [book.by_field[f].name, book.by_field[f].masked(old), book.by_field[f].masked(new)]
        for f, (old, new) in row.changes.items()
    ]
    return ImportRow(
        batch=batch, number=row.number, outcome=outcome, label=_label(book, row)[:200],
        object_id=row.record.pk if row.record is not None else None, changes=changes,
        errors=[[p.column or "", typed(row, p)[:100], p.code, p.message] for p in row.errors or ()],
    )


def _label(book: Ledger, row: Row) -> str:
    try:
        return book.label(row)
    except (AttributeError, TypeError):  # a refused row may hold a mask or nothing where a value should be
        return ""


def _move(batch: ImportBatch, allowed: tuple[str, ...], state: str) -> None:
    """Compare-and-set: of two clicks, two workers or two nodes one goes on."""
    if ImportBatch.objects.filter(pk=batch.pk, state__in=allowed).update(state=state) != 1:
        raise WrongState("这一批已经在处理，或已经写入、撤销。")
    batch.state = state


def undo_import(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Takes a committed import back. Rows edited since, or on which others stand, are kept and named."""
    if not actor.may(f"{batch.kind}.import"):
        raise NotAllowed("您的角色不能撤销这本台账的导入。")
    with transaction.atomic():
        _move(batch, (ImportState.COMMITTED,), ImportState.UNDONE)
        book, ctx = ledger_of(batch.kind), Context(actor=actor, act="undo")
        own = Change.objects.filter(entry=batch.entry, kind=book.model.kind).order_by("id")
        changes: list[Change] = []
        # What the import added goes first, so that what it changed can come back to its place.
        for part in chunks(sorted(own, key=lambda change: change.act != Act.CREATE)):
            changes += _take_back(batch, book, list(part), ctx)
        batch.undone_at = timezone.now()
        trail.record(
            Act.UNDO, actor=actor, kind=batch.kind, object_id=batch.pk, label=f"{book.title} {batch.file_name}",
            count=batch.removed + batch.restored, changes=changes, detail={"kept": len(batch.kept)},
        )
        batch.save()
    return batch


def _take_back(batch: ImportBatch, book: Ledger, part: list[Change], ctx: Context) -> list[Change]:
    records = {r.pk: r for r in book.prepare(book.model._default_manager.filter(pk__in=[c.object_id for c in part]))}
    voids = [
        records[one.object_id] for one in part
        if one.act == Act.CREATE and not _kept(batch, book, one, records.get(one.object_id), ctx)
    ]
    changes = book.void(voids, ctx, f"撤销导入 {batch.file_name}") if voids else []
    batch.removed += len(voids)
    # Only now can be seen whether others stand where a former value comes back to.
    restores = [
        (records[one.object_id], load(one.before)) for one in part
        if one.act != Act.CREATE and not _kept(batch, book, one, records.get(one.object_id), ctx)
    ]
    return changes + _restore(batch, book, restores, ctx)


def _kept(batch: ImportBatch, book: Ledger, change: Change, record: Any, ctx: Context) -> bool:
    """Whether the row stays as it is; then it is named with the reason."""
    why = _why_kept(book, change, record, ctx)
    if why:
        batch.kept.append({"record": str(change.object_id), "label": _name(book, record), "reason": why})
    return bool(why)


def _why_kept(book: Ledger, change: Change, record: Any, ctx: Context) -> str:
    if record is None or record.is_void:
        return "已经作废"
    if record.version != change.version:
        return "写入以后又有人改过"
    if not ctx.actor.covers(record.region_id):
        return "不在您管的范围内"
    if why := book.why_frozen(record):
        return why
    return book.why_kept(record) if change.act == Act.CREATE else book.why_not_restored(record, load(change.before))


def _name(book: Ledger, record: Any) -> str:
    if record is None:
        return ""
    values = book.current([record])[0]
    return book.label({c.field: values[i] for i, c in enumerate(book.columns)})


def _restore(batch: ImportBatch, book: Ledger, restores: list[tuple[Any, dict]], ctx: Context) -> list[Change]:
    if not restores:
        return []
    current = book.current([record for record, _ in restores])
    rows = []
    for (record, before), values in zip(restores, current, strict=True):
        row = make_row(book, before, parsed=True)
        row.record = record
        for name, old in before.items():
            row.changes[name] = (values[book.place[name]], old)
        row.values = [before.get(c.field, values[i]) for i, c in enumerate(book.columns)]
        rows.append(row)
    batch.restored += len(rows)
    return book.write([], rows, ctx)
