"""Tying names in 走访干部 and 检查人员 to the register of cadres, where only one cadre can be meant."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from fengxian.accounts.models import Cadre
from fengxian.regions import codes
from fengxian.regions.codes import Level


class Register:
    """Active cadres by name, read as names come up: one query for all the new names of a call."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[UUID, int]]] = {}

    @classmethod
    def of(cls, seen: dict[str, Any]) -> "Register":
        """The register of one run of a ledger."""
        return seen.setdefault("visits:register", cls())

    def read(self, names: Iterable[str]) -> None:
        fresh = set(names) - self._known.keys()
        if not fresh:
            return
        self._known.update({name: [] for name in fresh})
        for pk, name, region in Cadre.objects.named(fresh).values_list("pk", "name", "region_id"):
            self._known[name].append((pk, region))

    def find(self, name: str, region: int) -> UUID | None:
        """The only cadre of that name in the same town, else in the county; None where two could be meant.

        Work done at county level looks among the county's own cadres first.
        """
        county, town = codes.ancestor(region, Level.COUNTY), codes.ancestor(region, Level.TOWN)
        namesakes = self._known.get(name, ())
        around = [(pk, home) for pk, home in namesakes if codes.ancestor(home, Level.COUNTY) == county]
        near = [pk for pk, home in around if codes.ancestor(home, Level.TOWN) == town]
        meant = near or [pk for pk, _ in around]
        return meant[0] if len(meant) == 1 else None
