"""The import flow: upload → check → look → write → undo."""

from pathlib import Path

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from fengxian.ledgers.error_book import bad_row, mark_errors
from fengxian.ledgers.files import XLSX, on_disk, send_workbook
from fengxian.ledgers.gates import ledger_or_404, of_batch, of_ledger
from fengxian.ledgers.imports import NotAllowed, start_import
from fengxian.ledgers.models import ImportBatch, ImportState
from fengxian.ledgers.previews import Preview, steps, work_of
from fengxian.ledgers.queueing import drop_batch, queue_check, queue_commit, queue_recheck, queue_undo
from fengxian.ledgers.spec import REJECTED, Ledger
from fengxian.ledgers.views import recent_imports, with_titles
from fengxian.ledgers.workbook import MOST_BYTES
from fengxian.web.once import submit_once

RECENT = 5
DROP = "点这里选文件，或把文件拖到这里"
SHOWN_STATES = (ImportState.CHECKED, ImportState.COMMITTED, ImportState.UNDONE, ImportState.DROPPED)


class UploadForm(forms.Form):
    """One workbook. What is in it is read in the background."""

    file = forms.FileField(
        label="台账文件", widget=forms.FileInput(attrs={"accept": ".xlsx", "data-drop": DROP}),
        help_text="Excel 或 WPS 存的 .xlsx，不超过 30 MB，不加密码。自己的表也可以，列名对得上就行。",
        error_messages={
            "required": "请选一个文件。", "empty": "文件是空的，请重新保存后再上传。", "missing": "请选一个文件。",
            "invalid": "请选一个文件。",
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过 30 MB，请按镇或按月拆成几个文件再上传。")
        return file


@of_ledger("import")
def upload(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    """Takes a workbook and has it checked."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            return submit_once(request, lambda: _start(request, ledger, form.cleaned_data["file"]))
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
    return _upload_page(request, ledger, form, status=422 if form.errors else 200)


def _start(request: HttpRequest, ledger: Ledger, file: UploadedFile) -> str:
    with on_disk(file) as path:
        batch = start_import(actor=request.user, kind=ledger.kind, path=path, file_name=file.name)
    queue_check(batch)
    return reverse("ledgers:batch", args=[batch.pk])


def _upload_page(
    request: HttpRequest, ledger: Ledger, form: UploadForm, refused: ImportBatch | None = None, status: int = 200
) -> HttpResponse:
    recent = recent_imports(request.user).of_kind(ledger.kind)
    return render(request, "ledgers/upload.html", {
        "ledger": ledger, "form": form, "refused": refused, "recent": with_titles(recent[:RECENT]),
    }, status=status)


@of_batch
@require_GET
@vary_on_headers("HX-Request")
def batch(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """One import in whatever state it is: progress, what would be written, what was written, what was kept."""
    ledger = ledger_or_404(batch.kind)
    work = work_of(batch, ledger)
    if request.htmx:
        if work is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "ledgers/_longwork.html", {"work": work, "batch": batch})
    if batch.state == ImportState.REFUSED:
        return _upload_page(request, ledger, UploadForm(), refused=batch)
    context = {
        "batch": batch, "ledger": ledger, "work": work, "steps": steps(batch), "own": batch.actor_id == request.user.pk,
        "record_url": _record_url(request, ledger),
        "twin": recent_imports(request.user).committed().same_file(batch).first(),
        "recent": with_titles(recent_imports(request.user).of_kind(ledger.kind).exclude(pk=batch.pk)[:RECENT]),
    }
    if batch.state in SHOWN_STATES and work is None:
        context["preview"] = Preview(batch, ledger, request.GET.get("tab", ""), request.GET.get("page"))
    return render(request, "ledgers/batch.html", context)


def _record_url(request: HttpRequest, ledger: Ledger) -> str:
    """The name of the page of one record, empty where this person may not open it."""
    name = f"{ledger.kind}:detail"
    if not request.user.may(f"{ledger.kind}.view"):
        return ""
    try:
        reverse(name, args=["00000000-0000-0000-0000-000000000000"])
    except NoReverseMatch:
        return ""
    return name


@of_batch
@require_POST
def commit(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """写入 N 行. A second click finds the batch already on its way."""
    try:
        queue_commit(batch, actor=request.user, skip_errors=request.POST.get("skip") == "1")
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    return redirect("ledgers:batch", pk=batch.pk)


@of_batch
@require_POST
def drop(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """换一个文件: puts this one aside, nothing written."""
    try:
        drop_batch(batch, actor=request.user)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    return redirect("ledgers:import", kind=batch.kind)


@of_batch
@require_POST
def recheck(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Takes up what was broken off."""
    queue_recheck(batch)
    return redirect("ledgers:batch", pk=batch.pk)


@of_batch
def undo(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Asks first, then takes the whole import back."""
    if request.method == "POST":
        queue_undo(batch, actor=request.user)
        return redirect("ledgers:batch", pk=batch.pk)
    if batch.state != ImportState.COMMITTED:
        return redirect("ledgers:batch", pk=batch.pk)
    return render(request, "ledgers/undo.html", {"batch": batch, "ledger": ledger_or_404(batch.kind)})


@of_batch
@require_GET
def errors(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """The person's own sheet with what is wrong. It holds whole numbers: only who brought it gets it back."""
    _only_uploader(request, batch)
    bad = (
        bad_row(row.number, ((column, message) for column, _, _, message in row.errors))
        for row in batch.row_set.with_outcome(REJECTED)
    )
    name = f"{Path(batch.file_name).stem}-改错.xlsx"
    return send_workbook(name, lambda out: mark_errors(
        Path(batch.file.path), out, sheet=batch.sheet, header_row=batch.header_row, rows=batch.rows, bad=bad,
    ))


@of_batch
@require_GET
def file(request: HttpRequest, batch: ImportBatch) -> FileResponse:
    """The uploaded workbook as it came, for who brought it."""
    _only_uploader(request, batch)
    return FileResponse(batch.file.open("rb"), as_attachment=True, filename=batch.file_name, content_type=XLSX)


def _only_uploader(request: HttpRequest, batch: ImportBatch) -> None:
    if batch.actor_id != request.user.pk:
        raise PermissionDenied("文件里有完整号码，只有上传的人能取回。")
