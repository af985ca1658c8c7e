"""Pages whose records are about one person on the ledger: the person is chosen first, never typed by hand."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from fengxian.ledgers.pages import RecordPages
from fengxian.web.asked import asked_row
from households.models import Household, Person


def family_or_404(request: HttpRequest, pk: Any) -> Household:
    """The family on whose page other apps show what is theirs: by region alone, their own right guards the rows."""
    return get_object_or_404(Household.objects.in_scope(request.user), pk=pk)


class ForPersonPages(RecordPages):
    """``person_fields``: household code, name and identity number, as the ledger's columns call them."""

    person_fields: tuple[str, str, str]

    def hidden_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return self.person_fields

    def chosen(self, request: HttpRequest) -> Person | None:
        """The person of ?person=, inside one's regions; 404 for anybody else."""
        return asked_row(request, "person", Person.objects.visible_to(request.user).live().select_related("household"))

    def given(self, request: HttpRequest) -> dict[str, Any] | None:
        person = self.chosen(request)
        if person is None:
            return None
        code, name, number = self.person_fields
        return {code: person.household.code, name: person.name, number: person.identity or None}

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        person = self.chosen(request)
        return {"region": person.region_id} if person else {}

    def choose_first(self, request: HttpRequest) -> HttpResponse:
        return redirect(f"{reverse('households:pick')}?{urlencode({'next': request.get_full_path()})}")

    def form_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {"person": record.person if record is not None else self.chosen(request)}
