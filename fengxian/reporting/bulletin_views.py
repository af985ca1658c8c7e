"""编写简报: a preview whose numbers lead to their rows, and the document to take away."""

import io
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fengxian.doors import needs
from fengxian.figures import figure
from fengxian.reporting.asking import Asked, ask
from fengxian.reporting.bulletins import COPIES, FIRST_ISSUE, TITLE, Details, draft, make_bulletin
from fengxian.reporting.links import drill_link
from fengxian.reporting.panels import page_frame
from fengxian.reporting.prose import Block
from fengxian.reporting.text import issue_day
from fengxian.web.forms import DateField

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DetailsForm(forms.Form):
    """What stands around the text."""

    title = forms.CharField(label="标题", max_length=60)
    issue = forms.IntegerField(label="第几期", min_value=1, max_value=999)
    day = DateField(label="日期")
    author = forms.CharField(label="撰稿", max_length=40, required=False)
    copies = forms.IntegerField(label="印多少份", min_value=1, max_value=9999)

    @property
    def details(self) -> Details:
        return Details(**self.cleaned_data)


def details_form(request: HttpRequest, asked: Asked) -> DetailsForm:
    """Bound to what was typed, else to what usually stands there."""
    usual = {
        "title": TITLE, "issue": FIRST_ISSUE, "day": issue_day(asked.period, asked.today).isoformat(),
        "author": request.user.name, "copies": COPIES,
    }
    given = request.POST if request.method == "POST" else request.GET
    return DetailsForm({name: given.get(name, value) for name, value in usual.items()})


@needs("bulletin.make")
def bulletin(request: HttpRequest) -> HttpResponse:
    """The text with its figures, and how the paper will look."""
    asked = ask(request)
    return _page(request, asked, details_form(request, asked))


@require_POST
@needs("bulletin.make")
def document(request: HttpRequest) -> HttpResponse:
    """The Word document; making it is on the record."""
    asked = ask(request)
    form = details_form(request, asked)
    if not form.is_valid():
        return _page(request, asked, form, status=422)
    out = io.BytesIO()
    make_bulletin(
        actor=request.user, question=asked.question, details=form.details, today=timezone.localdate(), out=out
    )
    name = f"{asked.reach.name}简报第{form.details.issue}期-{form.details.day:%Y%m%d}.docx"
    return HttpResponse(out.getvalue(), content_type=DOCX, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
    })


def _page(request: HttpRequest, asked: Asked, form: DetailsForm, status: int = 200) -> HttpResponse:
    details = form.details if form.is_valid() else Details(author=request.user.name)
    drafted, _ = draft(asked.question, details, timezone.localdate())
    link = drill_link(request.user, asked)
    return render(request, "reporting/bulletin.html", page_frame(request, asked) | {
        "form": form, "bulletin": drafted, "parts": parts_of(drafted.blocks),
        "links": {run.key: link(figure(run.key)) for block in drafted.blocks for run in block.runs if run.key},
    }, status=status)


def parts_of(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    """The paragraphs under their headings; those before the first under 开头."""
    parts: list[tuple[str, list[Block]]] = [("开头", [])]
    for block in blocks:
        if block.level:
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return parts
