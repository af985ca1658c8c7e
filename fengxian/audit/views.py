"""The audit trail as the auditor reads it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from fengxian.audit.forms import AuditFilters
from fengxian.audit.kinds import kinds
from fengxian.audit.models import Entry
from fengxian.doors import needs

PAGE_SIZE = 50
LINES = 200  # changes of one act shown on its page


@needs("audit.view")
def entries(request):
    """All acts, newest first, filtered by person, act, kind and day."""
    names = kinds()
    filters = AuditFilters.from_request(request, user=request.user, kinds=sorted(names.items()))
    found = _filtered(Entry.objects.visible_to(request.user), filters.chosen)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.kind_name = names.get(one.kind, one.kind)
    return render(request, "audit/list.html", {"filters": filters, "page": page})


def _filtered(found, chosen):
    if "person" in chosen:
        found = found.by_person(chosen["person"])
    if "act" in chosen:
        found = found.of_act(chosen["act"])
    if "kind" in chosen:
        found = found.of_kind(chosen["kind"])
    return found.between(chosen.get("since"), chosen.get("until"))


@needs("audit.view")
def entry(request, pk):
    """One act with the changes it stands for."""
    one = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    names = kinds()
    changes = list(one.changes.defer("before").order_by("id")[:LINES])
    for change in changes:
        change.kind_name = names.get(change.kind, change.kind)
    more = one.changes.count() - len(changes)
    return render(request, "audit/detail.html", {
        "entry": one, "kind_name": names.get(one.kind, one.kind), "changes": changes, "more": more,
    })
