"""The whole tree in memory, read once a process and again when it changes: names without a query a row."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.models import Region

STAMP = "regions:stamp"


@dataclass(slots=True)
class Node:
    code: int
    name: str
    level: Level
    parent: int | None
    kind: str
    pickable: bool
    children: list[int] = field(default_factory=list)


class Tree:
    """Region names and children by padded code."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        rows = Region.objects.order_by("code").values_list("code", "name", "level", "parent_id", "kind", "pickable")
        for code, name, level, parent, kind, pickable in rows:
            self.nodes[code] = Node(code, name, Level(level), parent, kind, pickable)
            if parent in self.nodes:
                self.nodes[parent].children.append(code)

    def __contains__(self, code: object) -> bool:
        return code in self.nodes

    def name(self, code: int | None) -> str:
        node = self.nodes.get(code or 0)
        return node.name if node else ""

    def path(self, code: int, above: Level = Level.COUNTY) -> str:
        """「凤州镇 白石铺村」: names below that level, down to the code."""
        names = []
        node = self.nodes.get(code)
        while node and codes.ORDER.index(node.level) > codes.ORDER.index(above):
            names.append(node.name)
            node = self.nodes.get(node.parent or 0)
        return " ".join(reversed(names)) or self.name(code)

    def children(self, code: int, pickable: bool = True) -> list[Node]:
        node = self.nodes.get(code)
        below = [self.nodes[c] for c in node.children] if node else []
        return [n for n in below if n.pickable or not pickable]

    def descendants(self, code: int, level: Level, pickable: bool = True) -> list[Node]:
        low, high = codes.span(code)
        return [
            n for n in self.nodes.values()
            if low <= n.code <= high and n.level == level and (n.pickable or not pickable)
        ]

    def between(self, low: int, high: int) -> list[Node]:
        """All nodes of that range of codes, in the order of the codes."""
        return [n for n in self.nodes.values() if low <= n.code <= high]

    def names_at(self, level: Level) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for node in self.nodes.values():
            if node.level == level:
                found.setdefault(node.name, []).append(node.code)
        return found


_held: tuple[object, Tree] | None = None


def tree() -> Tree:
    """The tree of this process, read again after load_regions changed it anywhere."""
    global _held
    stamp = cache.get(STAMP)
    if _held is None or _held[0] != stamp or not _held[1].nodes:
        _held = (stamp, Tree())
    return _held[1]


def forget_tree() -> None:
    """Called by whatever changes regions, to be heard by all processes once committed."""
    global _held
    _held = None
    transaction.on_commit(lambda: cache.set(STAMP, uuid4().hex, None))
