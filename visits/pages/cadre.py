"""待对应名单: names in 走访干部 and 检查人员 that the register does not know; and who of the register took part."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from fengxian.accounts.services import NotAllowed
from fengxian.doors import needs
from fengxian.ledgers.pages import PAGE_SIZE
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.web.filters import FilterForm
from fengxian.web.forms import DateField, RegionField
from fengxian.web.once import submit_once
from visits.pages.base import parts_of
from visits.tying import (
    Untied,
    candidates,
    register_name,
    taking_part,
    tie_name,
    tie_unambiguous,
    untied_names,
)

manages = needs("cadres.manage")
LIST = "visits:cadres"


class RegisterForm(forms.Form):
    """A name put on the register."""

    unit = forms.CharField(label="单位", max_length=80)
    post = forms.CharField(label="职务", max_length=40, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = (Level.COUNTY, Level.TOWN, Level.VILLAGE)
        self.fields["region"] = RegionField(user, levels=levels, label="所在区划")


class PartFilters(FilterForm):
    """Who took part, when, where."""

    words = {"region": ("", "的干部"), "took": ("，", "")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = (Level.TOWN, Level.VILLAGE)
        self.fields["region"] = RegionField(user, levels=levels, whole=True, required=False, label="区划")
        self.fields["from"] = DateField(label="从", required=False)
        self.fields["to"] = DateField(label="到", required=False)
        self.fields["took"] = forms.ChoiceField(
            label="参与", choices=[("", "不限"), ("yes", "参加过"), ("no", "没有参加")], required=False
        )


@manages
def to_tie(request: HttpRequest) -> HttpResponse:
    """The names to tie, the most frequent first."""
    names = untied_names(request.user)
    page = Paginator(names, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "visits/cadres.html", {
        "page": page, "times": sum(one.times for one in names), "parts": parts_of(request),
    })


@manages
def tie(request: HttpRequest) -> HttpResponse:
    """One name of one town: whom on the register it means, or a new cadre."""
    one = _asked(request)
    form = RegisterForm(request.POST if "unit" in request.POST else None, user=request.user,
                        initial={"region": one.town})
    known = list(candidates(request.user, one.name))
    if request.method == "POST":
        try:
            return submit_once(request, lambda: _tied(request, one, form, known))
        except (ValidationError, NotAllowed) as refused:
            form.add_error(None, refused.messages if isinstance(refused, ValidationError) else str(refused))
    return render(request, "visits/tie.html", {
        "one": one, "form": form, "known": known, "parts": parts_of(request),
    }, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> Untied:
    """The name of ?name= and ?town=; 404 where nothing of it is left to tie."""
    try:
        town = codes.pad(request.GET.get("town", ""))
    except ValueError:
        raise Http404 from None
    name = request.GET.get("name", "")
    found = next((one for one in untied_names(request.user) if (one.name, one.town) == (name, town)), None)
    if found is None:
        raise Http404
    return found


def _tied(request: HttpRequest, one: Untied, form: RegisterForm, known: list) -> str:
    if "unit" in request.POST:
        if not form.is_valid():
            raise ValidationError("请把单位和所在区划填完整")
        data = form.cleaned_data
        cadre = register_name(
            actor=request.user, name=one.name, town=one.town, unit=data["unit"], post=data["post"],
            region=data["region"],
        )
    else:
        cadre = next((c for c in known if str(c.pk) == request.POST.get("cadre", "")), None)
        if cadre is None:
            raise ValidationError("请选一位干部")
        tie_name(actor=request.user, name=one.name, town=one.town, cadre=cadre)
    messages.success(request, f"{one.name}的 {one.times} 次已对应到{cadre.unit}{cadre.name}。")
    return reverse(LIST)


@require_POST
@manages
def tie_all(request: HttpRequest) -> HttpResponse:
    """Ties all names that the register makes plain by now."""
    tied = tie_unambiguous(actor=request.user)
    messages.success(request, f"已对应 {tied} 次。" if tied else "名册上没有能直接认定的人，请逐个对应。")
    return redirect(LIST)


@manages
def took_part(request: HttpRequest) -> HttpResponse:
    """全员参与: each cadre on the register and how often they took part."""
    filters = PartFilters.from_request(request, user=request.user)
    chosen = filters.chosen
    cadres = taking_part(request.user, chosen.get("from"), chosen.get("to"))
    if "region" in chosen:
        cadres = cadres.within(chosen["region"])
    everyone, active = cadres.count(), cadres.filter(times__gt=0).count()
    if "took" in chosen:
        cadres = cadres.filter(times__gt=0) if chosen["took"] == "yes" else cadres.filter(times=0)
    page = Paginator(cadres.order_by("-times", "region_id", "unit", "name"), PAGE_SIZE)
    return render(request, "visits/took_part.html", {
        "page": page.get_page(request.GET.get("page")), "filters": filters,
        "everyone": everyone, "active": active,
        "parts": parts_of(request),
    })


urls = [
    path("cadres/", to_tie, name="cadres"),
    path("cadres/tie/", tie, name="tie"),
    path("cadres/tie-all/", tie_all, name="tie-all"),
    path("cadres/took-part/", took_part, name="took-part"),
]
