"""The picker's list: open a town, choose a village, or type a name. Only what the person reaches."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render

from fengxian.doors import signed_in
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.labels import region_label
from fengxian.regions.tree import Node, tree

MOST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    code: int
    label: str
    note: str = ""
    opens: bool = False

    @property
    def path(self) -> str:
        return tree().path(self.code)


@signed_in
def pick(request):
    """``levels`` that may be chosen, and either ``q`` (part of a name, or a code) or ``under`` (a region to open)."""
    levels = {Level(one) for one in request.GET.get("levels", "").split(",") if one in list(Level)}
    q = request.GET.get("q", "").strip()
    context = _found(request.user, levels, q) if q else _opened(request, levels)
    return render(request, "regions/_options.html", context)


def _found(user, levels: set[Level], q: str) -> dict:
    hits = [
        node for first, last in user.spans for node in tree().between(first, last)
        if node.level in levels and node.pickable and (q in node.name or codes.official(node.code).startswith(q))
    ]
    entries = [Entry(node.code, node.name, tree().name(node.parent)) for node in hits[:MOST]]
    return {"entries": entries, "q": q, "more": max(0, len(hits) - MOST), "back": None}


def _opened(request, levels: set[Level]) -> dict:
    """The children of one region; at the start the person's own regions, a single one opened at once."""
    under = request.GET.get("under", "")
    own = request.user.region_codes
    if under in ("", "0"):
        if len(own) != 1:
            return {"entries": _entries([tree().nodes[c] for c in own if c in tree()], levels), "back": None}
        under = str(own[0])
    code = int(under) if under.isascii() and under.isdigit() else 0
    if code not in tree() or not request.user.covers(code):
        raise Http404
    node = tree().nodes[code]
    top = [code] if node.level in levels and node.pickable else []
    entries = [Entry(c, region_label(node, "whole" in request.GET)) for c in top] + _entries(tree().children(code), levels)
    return {"entries": entries, "here": node.name, "back": _way_back(request.user, node)}


def _way_back(user, node: Node) -> int | None:
    if [node.code] == user.region_codes:
        return None
    return node.parent if node.parent and user.covers(node.parent) else 0


def _entries(nodes: list[Node], levels: set[Level]) -> list[Entry]:
    """A region opens where something below it may be chosen; else it is chosen itself."""
    lowest = max(map(codes.ORDER.index, levels), default=-1)
    entries = []
    for node in nodes:
        opens = codes.ORDER.index(node.level) < lowest and bool(node.children)
        if node.pickable and (opens or node.level in levels):
            entries.append(Entry(node.code, node.name, opens=opens))
    return entries
