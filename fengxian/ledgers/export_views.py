"""Taking a ledger out: filters, masked or with full numbers and a reason; large ones in the background."""

from pathlib import Path

from django import forms
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.files import XLSX, book_name, send_workbook
from fengxian.ledgers.gates import ledger_or_404, of_job, of_ledger
from fengxian.ledgers.models import ExportJob, ExportState
from fengxian.ledgers.previews import Work, time_left
from fengxian.ledgers.progress import Progress
from fengxian.ledgers.spec import Ledger
from fengxian.ledgers.tasks import run_export
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.web.forms import DateField, RegionsField
from fengxian.web.once import submit_once

AT_ONCE = 5000  # rows that are written while one waits; more become a job


class ExportForm(forms.Form):
    """Which rows, and whether with full numbers."""

    def __init__(self, *args, user, ledger: Ledger, **kwargs):
        super().__init__(*args, **kwargs)
        levels = (Level.TOWN, Level.VILLAGE)
        self.fields["region"] = RegionsField(
            user, levels=levels, whole=True, required=False, label="区划", help_text="不选就是您管的全部范围。"
        )
        if ledger.date_field:
            self.fields["from"] = DateField(label="从", required=False)
            self.fields["to"] = DateField(label="到", required=False)
        if user.may(f"{ledger.kind}.reveal"):
            self.fields["full"] = forms.BooleanField(label="含完整的身份证号、电话和账号", required=False)
            self.fields["reason"] = forms.CharField(
                label="为什么要完整号码", max_length=200, required=False,
                help_text="您的姓名、时间、条件和理由会留在审计记录里。",
            )

    def clean(self) -> dict:
        data = super().clean()
        start, end = data.get("from"), data.get("to")
        if start and end and start > end:
            self.add_error("to", "止日在起日之前。")
        if data.get("full") and not data.get("reason", "").strip():
            self.add_error("reason", "要完整号码，请写明理由。")
        return data

    @property
    def filters(self) -> ExportFilter:
        data = self.cleaned_data
        return ExportFilter(tuple(data.get("region") or ()), data.get("from"), data.get("to"))

    @property
    def full(self) -> bool:
        return bool(self.cleaned_data.get("full"))

    @property
    def reason(self) -> str:
        return self.cleaned_data.get("reason", "").strip() if self.full else ""


@of_ledger("export")
def export(request: HttpRequest, ledger: Ledger) -> HttpResponse:
    """Asks which rows, then sends the workbook, or starts a job where it takes long."""
    if request.method != "POST":
        form = ExportForm(initial=_asked(request), user=request.user, ledger=ledger)
        return _export_page(request, ledger, form)
    form = ExportForm(request.POST, user=request.user, ledger=ledger)
    if not form.is_valid():
        return _export_page(request, ledger, form, status=422)
    if _count(request, ledger, form) > AT_ONCE:
        return submit_once(request, lambda: _start(request, ledger, form))
    return send_workbook(book_name(ledger.title), lambda out: export_to_file(
        ledger, actor=request.user, out=out, filters=form.filters, full=form.full, reason=form.reason,
    ))


def _count(request: HttpRequest, ledger: Ledger, form: ExportForm) -> int:
    return form.filters.apply(ledger, ledger.records(request.user, "export")).count()


def _asked(request: HttpRequest) -> dict:
    """The filters that the list page sends along in the address."""
    asked = {name: request.GET[name] for name in ("from", "to") if request.GET.get(name)}
    try:
        region = codes.pad(request.GET.get("region", ""))
    except ValueError:
        return asked
    return asked | {"region": [region]}


def _export_page(request: HttpRequest, ledger: Ledger, form: ExportForm, status: int = 200) -> HttpResponse:
    return render(request, "ledgers/export.html", {"ledger": ledger, "form": form, "at_once": AT_ONCE}, status=status)


@transaction.atomic
def _start(request: HttpRequest, ledger: Ledger, form: ExportForm) -> str:
    job = ExportJob.objects.create(
        kind=ledger.kind, actor=request.user, filters=form.filters.as_json(), full=form.full, reason=form.reason,
        file_name=book_name(ledger.title),
    )
    run_export.enqueue(str(job.pk))
    return reverse("ledgers:job", args=[job.pk])


@of_job
@require_GET
@vary_on_headers("HX-Request")
def job(request: HttpRequest, job: ExportJob) -> HttpResponse:
    """A large export: progress, then the download."""
    ledger = ledger_or_404(job.kind)
    work = _work(job, ledger)
    if request.htmx:
        if work is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "ledgers/_longwork.html", {"work": work})
    return render(request, "ledgers/job.html", {
        "job": job, "ledger": ledger, "work": work,
        "title": ExportFilter.from_json(job.filters).title(ledger, request.user),
    })


def _work(job: ExportJob, ledger: Ledger) -> Work | None:
    if job.state not in (ExportState.QUEUED, ExportState.RUNNING):
        return None
    progress = Progress(job.pk).get()
    sentence = "排队等待，轮到就开始"
    if progress["total"]:
        sentence = f"已导出 {progress['done']:,} 行，共 {progress['total']:,} 行"
    return Work(
        f"正在导出{ledger.title}", sentence, time_left(progress), progress["done"], progress["total"]
    )


@of_job
@require_GET
def job_file(request: HttpRequest, job: ExportJob) -> FileResponse:
    """The finished workbook; 404 before it is done and after it was cleared away."""
    if job.state != ExportState.DONE or not job.file or not Path(job.file.path).exists():
        raise Http404
    return FileResponse(job.file.open("rb"), as_attachment=True, filename=job.file_name, content_type=XLSX)
