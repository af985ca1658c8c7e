"""Who may come in at the doors of imports and exports: the ledger or batch of the address, or 404, or 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from fengxian.doors import signed_in
from fengxian.ledgers.models import ExportJob, ImportBatch
from fengxian.ledgers.registry import all_ledgers
from fengxian.ledgers.spec import Ledger

NO_RIGHT = "您的角色没有这项权限。"


def ledger_or_404(kind: str) -> Ledger:
    """The ledger of that kind; Http404 if there is none."""
    for ledger in all_ledgers():
        if ledger.kind == kind:
            return ledger
    raise Http404


def of_ledger(act: str) -> Callable:
    """The view gets the ledger that its address names; 403 without the right ``<kind>.<act>``."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, kind: str, *args: Any, **kwargs: Any) -> Any:
            ledger = ledger_or_404(kind)
            if not request.user.may(f"{kind}.{act}"):
                raise PermissionDenied(NO_RIGHT)
            return view(request, ledger, *args, **kwargs)

        guarded.right = f"<kind>.{act}"
        return guarded

    return wrap


def of_batch(view: Callable) -> Callable:
    """The view gets an import of this person's scope; 404 for others', 403 where the right was taken away."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: Any, *args: Any, **kwargs: Any) -> Any:
        batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).select_related("actor", "region"), pk=pk)
        if not request.user.may(f"{batch.kind}.import"):
            raise PermissionDenied(NO_RIGHT)
        return view(request, batch, *args, **kwargs)

    return signed_in(guarded)


def of_job(view: Callable) -> Callable:
    """The view gets one of this person's own exports, while they still hold the right to it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: Any, *args: Any, **kwargs: Any) -> Any:
        job = get_object_or_404(ExportJob.objects.visible_to(request.user), pk=pk)
        needed = ["export", "reveal"] if job.full else ["export"]
        if not all(request.user.may(f"{job.kind}.{act}") for act in needed):
            raise PermissionDenied(NO_RIGHT)
        return view(request, job, *args, **kwargs)

    return signed_in(guarded)
