"""Pages whose records are about one person on the ledger: the person is chosen first, never typed by hand."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fengxian.ledgers.pages import RecordPages
from households.models import Person


class ForPersonPages(RecordPages):
    """``person_fields``: household code, name and identity number, as the ledger's columns call them."""

    person_fields: tuple[str, str, str]

    def hidden_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return self.person_fields

    def chosen(self, request: HttpRequest) -> Person | None:
        """The person of ?person=, inside one's regions; 404 for anybody else."""
        asked = request.GET.get("person", "")
        if not asked:
            return None
        try:
            key = UUID(asked)
        except ValueError:
            raise Http404 from None
        person = Person.objects.visible_to(request.user).live().select_related("household").filter(pk=key).first()
        if person is None:
            raise Http404
        return person

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
