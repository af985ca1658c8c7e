"""干部名册: the cadres who take part in the work, whether or not they sign in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fengxian.accounts.forms import CadreFilters, CadreForm
from fengxian.accounts.models import Cadre
from fengxian.accounts.services import NotAllowed, save_cadre
from fengxian.audit.history import history_of
from fengxian.doors import needs
from fengxian.web.once import submit_once

PAGE_SIZE = 50
manages = needs("cadres.manage")


@manages
def cadres(request):
    filters = CadreFilters.from_request(request, user=request.user)
    found = _filtered(Cadre.objects.visible_to(request.user), filters.chosen)
    page = Paginator(found.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/cadres.html", {"filters": filters, "page": page})


def _filtered(found, chosen):
    if "region" in chosen:
        found = found.within(chosen["region"])
    if "state" in chosen:
        found = found.in_state(chosen["state"])
    return found.matching(chosen["q"].strip()) if "q" in chosen else found


@manages
def create(request):
    return _edit(request, None, {})


@manages
def detail(request, pk):
    cadre = _get(request, pk)
    return render(request, "accounts/cadre.html", {"cadre": cadre, "history": history_of(cadre.pk)})


@manages
def update(request, pk):
    cadre = _get(request, pk)
    return _edit(request, cadre, {
        "name": cadre.name, "unit": cadre.unit, "post": cadre.post, "region_id": cadre.region_id, "user": cadre.user,
    })


def _edit(request, cadre, initial):
    form = CadreForm(request.POST or None, user=request.user, cadre=cadre, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(request, lambda: _save(request, cadre, form.cleaned_data))
        except (ValidationError, NotAllowed) as refused:
            form.add_error(None, refused.messages if isinstance(refused, ValidationError) else str(refused))
    context = {"form": form, "cadre": cadre}
    return render(request, "accounts/cadre_form.html", context, status=422 if form.errors else 200)


def _save(request, cadre, data) -> str:
    saved = save_cadre(actor=request.user, cadre=cadre, **data)
    messages.success(request, f"已保存{saved.name}。")
    return reverse("accounts:cadre-detail", args=[saved.pk])


@require_POST
@manages
def leave(request, pk):
    return _switch(request, pk, is_active=False)


@require_POST
@manages
def come_back(request, pk):
    return _switch(request, pk, is_active=True)


def _switch(request, pk, *, is_active: bool):
    cadre = save_cadre(actor=request.user, cadre=_get(request, pk), is_active=is_active)
    messages.success(request, f"已登记{cadre.name}{'回岗' if is_active else '离岗'}。")
    return redirect("accounts:cadre-detail", pk=cadre.pk)


def _get(request, pk) -> Cadre:
    return get_object_or_404(Cadre.objects.visible_to(request.user).select_related("user"), pk=pk)
