"""Handing an import to the background: each step is a compare-and-set on its state, in one transaction with its task."""

import time
from typing import Any

from django.db import transaction

from fengxian.ledgers.imports import NotAllowed
from fengxian.ledgers.models import ImportBatch, ImportState
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.tasks import check_batch, commit_batch, undo_batch

STALLED_AFTER = 180  # seconds without a sign of life: the worker was ended in the middle
UNDOING = "正在撤销"
UNDER_WAY = (ImportState.QUEUED, ImportState.CHECKING, ImportState.COMMITTING)


def is_stalled(batch: ImportBatch) -> bool:
    """Work that was begun and is not going on. Writing is one transaction, so nothing of it was kept."""
    last = Progress(batch.pk).get()["at"]
    return batch.state in (ImportState.CHECKING, ImportState.COMMITTING) and time.time() - last > STALLED_AFTER


def queue_check(batch: ImportBatch) -> None:
    """The first check of a new batch."""
    check_batch.enqueue(str(batch.pk))


@transaction.atomic
def queue_recheck(batch: ImportBatch) -> bool:
    """Checks once more what was broken off; False where there is nothing to take up."""
    allowed = [ImportState.FAILED, *([batch.state] if is_stalled(batch) else [])]
    if not _move(batch, allowed, ImportState.QUEUED, checked_at=None):
        return False
    check_batch.enqueue(str(batch.pk))
    return True


@transaction.atomic
def queue_commit(batch: ImportBatch, *, actor: Any, skip_errors: bool) -> bool:
    """Has the good rows written; False for a second click. Only who uploaded the file may write it."""
    if batch.actor_id != actor.pk:
        raise NotAllowed("这一批由上传的人核对、写入。")
    if not _move(batch, [ImportState.CHECKED], ImportState.QUEUED):
        return False
    commit_batch.enqueue(str(batch.pk), skip_errors)
    return True


def drop_batch(batch: ImportBatch, *, actor: Any) -> bool:
    """Puts a checked file aside unwritten."""
    if batch.actor_id != actor.pk:
        raise NotAllowed("这一批由上传的人核对、写入。")
    return _move(batch, [ImportState.CHECKED, ImportState.FAILED], ImportState.DROPPED)


@transaction.atomic
def queue_undo(batch: ImportBatch, *, actor: Any) -> bool:
    """Has a written import taken back; False where it is not written (any more)."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=ImportState.COMMITTED).exists():
        return False
    Progress(batch.pk).set(0, 0, UNDOING)
    undo_batch.enqueue(str(batch.pk), str(actor.pk))
    return True


def _move(batch: ImportBatch, allowed: list[str], state: str, **more: Any) -> bool:
    moved = ImportBatch.objects.filter(pk=batch.pk, state__in=allowed).update(state=state, **more) == 1
    if moved:
        batch.state = state
    return moved
