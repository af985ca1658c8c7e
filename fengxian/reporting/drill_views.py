"""A figure down to its rows: by town and village, by month, by category of person; and its rows as a workbook."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fengxian.doors import needs
from fengxian.figures import Figure, all_figures
from fengxian.ledgers.exports import export_to_file
from fengxian.ledgers.files import book_name, send_workbook
from fengxian.ledgers.registry import ledger
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.tree import tree
from fengxian.reporting.asking import Asked, ask
from fengxian.reporting.compute import CATEGORY, MONTH, OWN_LEVEL, compute
from fengxian.reporting.dashboard import LEVEL_NAMES
from fengxian.reporting.drill import Drill, Part, drill
from fengxian.reporting.panels import page_frame
from fengxian.reporting.questions import padded
from fengxian.reporting.rowexport import AT_ONCE, FigureRows
from fengxian.reporting.rowtables import show, table_of

ROWS_A_PAGE = 15
THIS = LEVEL_NAMES | {Level.PROVINCE: "省"}


@needs("figures.view")
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever sees the figure sees it by region; the rows themselves need the right to their kind."""
    figure, asked = figure_or_404(key), ask(request)
    by = request.GET.get("by", "")
    if by == MONTH or (by == CATEGORY and figure.counts_persons):
        return _other_ways(request, figure, asked, by)
    shown = drilled(request, figure, asked)
    part = chosen_part(request, shown)
    context = page_frame(request, asked) | {
        "figure": figure, "shown": shown, "value": shown.value, "part": part, "by": "", "place": _place(request),
        "here_name": _here_name(shown), "here_word": _here_word(shown, part),
        "export_query": asked.query(**_place(request), source=part.number),
        "may_see": request.user.may(f"{part.kind}.view"), "may_export": request.user.may(f"{part.kind}.export"),
    }
    if context["may_see"]:
        table = table_of(part.rows)
        page = Paginator(table.prepare(part.rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page, "table": table, "rows": show(table, page.object_list), "recounted": part.recounted(),
        }
    return render(request, "reporting/drill.html", context)


def _other_ways(request: HttpRequest, figure: Figure, asked: Asked, by: str) -> HttpResponse:
    computed = compute(asked.reach, asked.period, by, [figure])
    lines = computed.rows
    return render(request, "reporting/ways.html", page_frame(request, asked) | {
        "figure": figure, "value": computed[figure.key], "by": by, "lines": lines,
        "most": max((line.values[figure.key].amount for line in lines), default=0),
        "adds_up": sum(line.values[figure.key].amount for line in lines) == computed[figure.key].amount,
    })


@require_POST
@needs("figures.view")
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The rows on the page as a workbook; needs the right to take that ledger out, and is on the record."""
    figure, asked = figure_or_404(key), ask(request)
    shown = drilled(request, figure, asked)
    part = chosen_part(request, shown)
    if not request.user.may(f"{part.kind}.export"):
        raise PermissionDenied("您的角色没有这项权限。")
    if part.rows.count() > AT_ONCE:
        messages.warning(request, f"超过 {AT_ONCE:,} 行，请先点到一个镇或村，或选短一些的时段，再导出。")
        return redirect(f"{reverse('reporting:drill', args=[key])}?{request.GET.urlencode()}")
    book = ledger(table_of(part.rows).ledger)
    filters = FigureRows(shown.here.regions, asked.period.start, asked.period.end, figure=figure, rows=part.rows)
    return send_workbook(book_name(figure.name), lambda out: export_to_file(
        book, actor=request.user, out=out, filters=filters,
    ))


def figure_or_404(key: str) -> Figure:
    for one in all_figures():
        if one.key == key:
            return one
    raise Http404


def drilled(request: HttpRequest, figure: Figure, asked: Asked) -> Drill:
    """The place that the address names, which must lie inside the region shown."""
    at = None
    if request.GET.get("at"):
        try:
            at = padded(request.GET["at"])
        except LookupError:
            raise Http404 from None
        if at not in tree() or not asked.reach.covers(at):
            raise Http404
    return drill(figure, asked.reach, asked.period, at, own=at is not None and "own" in request.GET)


def chosen_part(request: HttpRequest, shown: Drill) -> Part:
    wanted = request.GET.get("source", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    return shown.sources[number] if number < len(shown.sources) else shown.sources[0]


def _place(request: HttpRequest) -> dict[str, str]:
    """The part of the address that says where one stands."""
    return {name: request.GET[name] for name in ("at", "own") if request.GET.get(name)}


def _here_name(shown: Drill) -> str:
    if shown.here.own:
        return f"{shown.here.name}（{OWN_LEVEL[codes.level_of(shown.here.regions[0])]}）"
    return shown.here.name


def _here_word(shown: Drill, part: Part) -> str:
    """What the sum of the rows equals."""
    if len(shown.sources) > 1:
        return f"“{part.label}”的数"
    if shown.here.own:
        return "本级"
    return "指标" if shown.here.regions == shown.top.regions else f"本{THIS[codes.level_of(shown.here.regions[0])]}"
