"""Long work outside the request: checking, writing and undoing imports, and large exports.

A task that finds its work already taken (a second click, a second worker) does nothing.
"""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.utils import timezone
from django_tasks import task

from fengxian.accounts.models import User
from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.imports import NotAllowed, WrongState, check_import, commit_import, undo_import
from fengxian.ledgers.models import ExportJob, ExportState, ImportBatch
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.registry import ledger

EXPORTS_KEPT = dt.timedelta(days=7)  # a workbook of personal data does not lie about for longer


@task()
def check_batch(batch_id: str) -> None:
    """Checks an uploaded workbook and keeps the preview."""
    batch = _begin(batch_id, "正在读取")
    try:
        check_import(batch)
    except WrongState:
        return


def _begin(batch_id: str, doing: str) -> ImportBatch:
    """The batch, with a first sign of life for whoever waits."""
    Progress(batch_id).set(0, 0, doing)
    return ImportBatch.objects.select_related("actor").get(pk=batch_id)


@task()
def commit_batch(batch_id: str, skip_errors: bool) -> None:
    """Writes the good rows of a checked workbook."""
    batch = _begin(batch_id, "正在核对")
    try:
        commit_import(batch, skip_errors=skip_errors)
    except WrongState:
        return


@task()
def undo_batch(batch_id: str, actor_id: str) -> None:
    """Takes a written import back."""
    batch = ImportBatch.objects.select_related("actor", "entry").get(pk=batch_id)
    try:
        undo_import(batch, actor=User.objects.get(pk=actor_id))
    except (NotAllowed, WrongState):
        return
    finally:
        Progress(batch_id).clear()


@task()
def run_export(job_id: str) -> None:
    """Writes a large ledger for its person to fetch."""
    if ExportJob.objects.filter(pk=job_id, state=ExportState.QUEUED).update(state=ExportState.RUNNING) != 1:
        return
    job = ExportJob.objects.select_related("actor").get(pk=job_id)
    try:
        write_export(job)
    except Exception:
        ExportJob.objects.filter(pk=job_id).update(state=ExportState.FAILED)
        raise
    finally:
        Progress(job_id).clear()


def write_export(job: ExportJob) -> None:
    """Fills the job's file and marks it done."""
    progress, filters = Progress(job.pk), ExportFilter.from_json(job.filters)
    book = ledger(job.kind)
    total = filters.apply(book, book.records(job.actor, "export")).count()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / job.file_name
        job.rows = export_to_file(
            book, actor=job.actor, out=out, filters=filters, full=job.full, reason=job.reason,
            progress=lambda done: progress.set(done, total, "正在导出"),
        )
        with out.open("rb") as file:
            job.file.save(f"{job.pk}.xlsx", File(file), save=False)
    job.state, job.done_at = ExportState.DONE, timezone.now()
    job.save()
    drop_old_exports()


def drop_old_exports(now: dt.datetime | None = None) -> int:
    """Deletes the files of exports older than EXPORTS_KEPT; the jobs stay as history."""
    before = (now or timezone.now()) - EXPORTS_KEPT
    old: Any = ExportJob.objects.filter(state=ExportState.DONE, created_at__lt=before).exclude(file="")
    for job in old:
        job.file.delete(save=True)
    return len(old)
