"""台账导入导出: what may be brought in and taken out, templates, and the history of imports."""

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fengxian.doors import signed_in
from fengxian.ledgers.files import book_name, send_workbook
from fengxian.ledgers.gates import of_ledger
from fengxian.ledgers.models import ExportJob, ImportBatch, ImportState
from fengxian.ledgers.registry import all_ledgers
from fengxian.ledgers.spec import Ledger
from fengxian.ledgers.template import write_template
from fengxian.web.filters import FilterForm

RECENT = 8
PAGE_SIZE = 50


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each ledger this person may import or export, recent imports of their scope, and their exports to fetch."""
    user = request.user
    books = [
        {"ledger": book, "may_import": user.may(f"{book.kind}.import"), "may_export": user.may(f"{book.kind}.export")}
        for book in all_ledgers() if user.may(f"{book.kind}.import") or user.may(f"{book.kind}.export")
    ]
    return render(request, "ledgers/home.html", {
        "books": books, "may_import_any": any(book["may_import"] for book in books),
        "recent": with_titles(recent_imports(user)[:RECENT]),
        "exports": with_titles(ExportJob.objects.visible_to(user)[:RECENT]),
    })


class ImportFilters(FilterForm):
    """Which ledger, which state."""

    ledger = forms.ChoiceField(label="台账", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "不限"), *ImportState.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ledger"].choices = [("", "不限"), *((book.kind, book.title) for book in all_ledgers())]


@signed_in
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """All imports of this person's scope: who brought in what, and how it went."""
    filters = ImportFilters.from_request(request)
    batches = recent_imports(request.user)
    if "ledger" in filters.chosen:
        batches = batches.of_kind(filters.chosen["ledger"])
    if "state" in filters.chosen:
        batches = batches.in_state(filters.chosen["state"])
    page = Paginator(batches, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "ledgers/imports.html", {
        "page": page, "recent": with_titles(page.object_list), "filters": filters,
    })


@of_ledger("import")
@require_GET
def template(request: HttpRequest, ledger: Ledger) -> FileResponse:
    """The empty workbook of one ledger, with the codes of this person's regions."""
    return send_workbook(
        book_name(f"{ledger.title}模板"), lambda out: write_template(ledger, out, actor=request.user)
    )


def recent_imports(user):
    """Imports that this person may see, newest first."""
    return ImportBatch.objects.visible_to(user).select_related("actor", "region")


def with_titles(rows) -> list:
    """Imports or exports with the title of their ledger."""
    titles = {book.kind: book.title for book in all_ledgers()}
    rows = list(rows)
    for row in rows:
        row.title = titles.get(row.kind, row.kind)
    return rows
