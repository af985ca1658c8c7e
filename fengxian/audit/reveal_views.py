"""Showing one full number: with a reason, for a minute, on the record."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from fengxian.audit.forms import ReasonForm
from fengxian.audit.models import Act
from fengxian.audit.reveals import Reveal, known
from fengxian.audit.trail import record
from fengxian.doors import signed_in

SECONDS = 60


@signed_in
def reveal(request):
    """GET asks for the reason, POST shows the number. ``kind``, ``object_id`` and ``field`` say which one."""
    asked = request.POST if request.method == "POST" else request.GET
    kind, field = asked.get("kind", ""), asked.get("field", "")
    object_id = _uuid(asked.get("object_id", ""))
    source = known(kind)
    if source is None or object_id is None or field not in source.fields:
        raise Http404
    number = _read(request, source, object_id, field)
    label = source.label(field, object_id)
    context = {
        "kind": kind, "object_id": object_id, "field": field, "label": label,
        "masked": source.mask(field, number), "seconds": SECONDS, "slot": f"m-{kind}-{object_id}-{field}",
    }
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, context | {"form": form})
    record(Act.REVEAL, actor=request.user, kind=kind, object_id=object_id, label=label, reason=form.sentence)
    return _show(request, context | {"number": number})


def _read(request, source: Reveal, object_id: UUID, field: str) -> str:
    """The number, or 403 without the right and 404 outside the scope; a refused try to see it is on the record."""
    allowed = request.user.may(source.right)
    number = source.read(request.user, object_id, field) if allowed else None
    if number:
        return number
    if request.method == "POST":
        record(Act.REFUSED, actor=request.user, kind=source.kind, object_id=object_id,
               label=f"查看{source.label(field)}", reason="没有权限" if not allowed else "不在范围内")
    if not allowed:
        raise PermissionDenied(f"您的角色不能看完整的{source.label(field)}。")
    raise Http404


def _ask(request, context):
    template = "audit/_reveal_form.html" if request.htmx else "audit/reveal.html"
    response = render(request, template, context)
    if request.htmx and request.method == "POST":  # the form again, into the dialog it came from
        response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def _show(request, context):
    if request.htmx:
        response = render(request, "audit/_revealed.html", context)
        response["HX-Trigger"] = "dialog-close"
        return response
    response = render(request, "audit/revealed.html", context)
    response["Refresh"] = f"{SECONDS}; url={request.path}?kind={context['kind']}&object_id={context['object_id']}" \
                          f"&field={context['field']}"
    return response


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
