"""People, for the county administrator: only those whose regions all lie within the administrator's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fengxian.accounts.forms import NewPersonForm, PeopleFilters, PersonForm
from fengxian.accounts.models import User
from fengxian.accounts.services import NotAllowed, change_person, create_person, reset_password, set_active
from fengxian.audit.history import history_of
from fengxian.doors import needs
from fengxian.web.once import again, claim, settle, submit_once

PAGE_SIZE = 50
manages = needs("people.manage")


@manages
def people(request):
    filters = PeopleFilters.from_request(request, user=request.user)
    found = _filtered(User.objects.managed_by(request.user), filters.chosen)
    page = Paginator(found.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"filters": filters, "page": page})


def _filtered(found, chosen):
    if "region" in chosen:
        found = found.within(chosen["region"])
    if "role" in chosen:
        found = found.with_role(chosen["role"])
    if "state" in chosen:
        found = found.in_state(chosen["state"])
    return found.matching(chosen["q"].strip()) if "q" in chosen else found


@manages
def create(request):
    form = NewPersonForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _create(request, form.cleaned_data)
        except (ValidationError, NotAllowed) as refused:
            _explain(form, refused)
    return render(request, "accounts/person_form.html", {"form": form}, status=422 if form.errors else 200)


def _create(request, data):
    """The password is shown in this one answer and kept nowhere."""
    with transaction.atomic():
        if not claim(request):
            return again(request)
        person, password = create_person(actor=request.user, **data)
        settle(request, _address(person))
    return render(request, "accounts/handed_over.html", {"person": person, "password": password, "is_new": True})


@manages
def detail(request, pk):
    person = _get(request, pk)
    return render(request, "accounts/person.html", {
        "person": person, "history": history_of(person.pk), "is_self": person.pk == request.user.pk,
    })


@manages
def update(request, pk):
    person = _get(request, pk)
    initial = {"name": person.name, "role": person.role, "regions": person.region_codes}
    form = PersonForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(request, lambda: _change(request, person, form.cleaned_data))
        except (ValidationError, NotAllowed) as refused:
            _explain(form, refused)
    return render(
        request, "accounts/person_form.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


def _change(request, person, data) -> str:
    change_person(actor=request.user, person=person, **data)
    messages.success(request, f"已保存{person.name}的角色和管辖区划。")
    return _address(person)


@require_POST
@manages
def reset(request, pk):
    person = _get(request, pk)
    try:
        with transaction.atomic():
            if not claim(request):
                return again(request)
            password = reset_password(actor=request.user, person=person)
            settle(request, _address(person))
    except NotAllowed as refused:
        return _back(request, person, refused)
    return render(request, "accounts/handed_over.html", {"person": person, "password": password})


@require_POST
@manages
def disable(request, pk):
    return _switch(request, pk, active=False)


@require_POST
@manages
def enable(request, pk):
    return _switch(request, pk, active=True)


def _switch(request, pk, *, active: bool):
    person = _get(request, pk)
    try:
        set_active(actor=request.user, person=person, active=active)
    except NotAllowed as refused:
        return _back(request, person, refused)
    messages.success(request, f"已{'启用' if active else '停用'}{person.name}的账号。")
    return redirect(_address(person))


def _get(request, pk) -> User:
    """404 outside the administrator's regions and for nobody alike."""
    return get_object_or_404(User.objects.managed_by(request.user), pk=pk)


def _address(person: User) -> str:
    return reverse("accounts:person-detail", args=[person.pk])


def _back(request, person: User, refused: NotAllowed):
    messages.error(request, str(refused))
    return redirect(_address(person))


def _explain(form, refused: Exception) -> None:
    """Puts the service's sentences beside the fields."""
    if isinstance(refused, ValidationError) and hasattr(refused, "error_dict"):
        for field, errors in refused.error_dict.items():
            form.add_error(field if field in form.fields else None, errors)
    else:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
