"""What an address asks for: a row by its id, within what the person may see, and a page as a whole or as a fragment."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.vary import vary_on_headers


def asked_row(request: HttpRequest, name: str, rows: Any) -> Any:
    """The row of ?name=ID; None where none is asked for, 404 for one that is not among ``rows`` (already scoped)."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(rows, pk=key)


def render_fragment(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """``folder/_name.html`` where htmx asks, ``folder/name.html`` as a page of its own; both at one address."""
    folder, _, last = name.rpartition("/")
    template = f"{folder}/_{last}.html" if request.htmx else f"{name}.html"
    return vary_on_headers("HX-Request")(render)(request, template, context)
