"""Which rows a question is about: the regions asked for, all of them inside those of the person who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fengxian.regions import codes
from fengxian.regions.models import in_spans
from fengxian.regions.tree import tree


@dataclass(frozen=True, slots=True)
class Reach:
    """``regions`` are padded codes, none inside another, so that several add up counting nothing twice.

    ``own``: only records made at the very level of the region, not below it (县本级、镇本级).
    ``user`` is None only where the system checks itself (verify_totals).
    """

    user: Any
    regions: tuple[int, ...]
    own: bool = False

    def narrow(self, rows: Any, path: str) -> Any:
        """The rows of these regions; every role sees the figures of its regions (ledgers.md §4)."""
        if self.user is not None:
            rows = rows.in_scope(self.user)
        if self.own:
            return rows.filter(**{f"{path}__in": self.regions})
        return rows.filter(in_spans(path, codes.merge_spans(list(self.regions))))

    def at(self, code: int, own: bool = False) -> "Reach":
        """The same question about one region inside."""
        return Reach(self.user, (code,), own)

    def covers(self, code: int) -> bool:
        return any(first <= code <= last for first, last in map(codes.span, self.regions))

    @property
    def name(self) -> str:
        """凤县；凤州镇、河口镇；龙口村."""
        return "、".join(tree().name(code) for code in self.regions)

    @property
    def short(self) -> str:
        """凤县；双石铺镇等 3 处."""
        return f"{tree().name(self.regions[0])}等 {len(self.regions)} 处" if len(self.regions) > 1 else self.name

    @property
    def official(self) -> str:
        return ",".join(codes.official(code) for code in self.regions)

    @property
    def only(self) -> int | None:
        """The one region, where it is one."""
        return self.regions[0] if len(self.regions) == 1 else None


def reach_of(user: Any, asked: Iterable[int] = ()) -> Reach:
    """The asked regions (none asked: all of the person's). LookupError for one outside the person's regions."""
    wanted = list(asked)
    for code in wanted:
        if code not in tree() or not user.covers(code):
            raise LookupError(f"没有区划 {codes.official(code)}，或不在您管的范围内。")
    return Reach(user, outermost(wanted or user.region_codes))


def whole() -> Reach:
    """Everything on record, for the system's own checks."""
    return Reach(None, tuple(sorted(n.code for n in tree().nodes.values() if n.parent not in tree())))


def outermost(regions: Iterable[int]) -> tuple[int, ...]:
    """Without those that lie inside another."""
    kept: list[int] = []
    for code in sorted(set(regions), key=lambda c: (c, -codes.span(c)[1])):
        if not kept or code > codes.span(kept[-1])[1]:
            kept.append(code)
    return tuple(kept)


def meet(regions: Iterable[int], other: int) -> tuple[int, ...]:
    """What these regions and the other have in common."""
    low, high = codes.span(other)
    found = []
    for code in regions:
        first, last = codes.span(code)
        if low <= first and last <= high:
            found.append(code)
        elif first <= low and high <= last:
            found.append(other)
    return outermost(found)
