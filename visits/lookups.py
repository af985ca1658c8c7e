"""What rows of 走访台账 need to know of families, people and outings, read for some thousand rows at once."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from fengxian.crypto import keyed_hash
from fengxian.identity import mask_identity
from fengxian.ledgers.columns import Masked
from fengxian.ledgers.spec import Context, Row
from households.models import Household, Person
from visits.models import Outing, OutingCadre, Visit


class PersonFacts(NamedTuple):
    """What the rules ask of somebody on the ledger."""

    id: UUID
    name: str
    household: UUID
    region: int
    status: str
    status_date: dt.date | None
    identity: str = ""  # only where rows name people without a number or by its mask


FACTS = ("id", "name", "household_id", "region_id", "status", "status_date")


class People:
    """Who the rows mean: by number, or by family and name where the number is empty or masked."""

    def __init__(self, rows: Iterable[Row], ctx: Context):
        rows = list(rows)
        written = {code for row in rows if isinstance(code := row["household_code"], str)}
        self.families = households(ctx, written)
        self._by_number = self._numbered({n for row in rows if isinstance(n := row["identity"], str)})
        self._named = self._members(row for row in rows if not isinstance(row["identity"], str))

    @staticmethod
    def _numbered(numbers: set[str]) -> dict[str, PersonFacts]:
        numbered = {keyed_hash(number): number for number in numbers}
        found = Person.objects.live().filter(identity_hash__in=list(numbered))
        return {numbered[h]: PersonFacts(*facts) for h, *facts in found.values_list("identity_hash", *FACTS)}

    def _members(self, rows: Iterable[Row]) -> dict[tuple[UUID, str], list[PersonFacts]]:
        wanted = {self.families[code][0] for row in rows if (code := row["household_code"]) in self.families}
        members: dict[tuple[UUID, str], list[PersonFacts]] = {}
        if wanted:
            found = Person.objects.live().filter(household_id__in=wanted)
            for values in found.values_list(*FACTS, "identity"):
                facts = PersonFacts(*values)
                members.setdefault((facts.household, facts.name), []).append(facts)
        return members

    def meant_by(self, row: Row) -> list[PersonFacts]:
        """One person; none or several where the row does not say who it is."""
        number = row["identity"]
        if isinstance(number, str):
            found = self._by_number.get(number)
            return [found] if found else []
        family = self.families.get(row["household_code"])
        namesakes = self._named.get((family[0], row["name"]), []) if family else []
        if isinstance(number, Masked):
            return [p for p in namesakes if p.identity and mask_identity(p.identity) == number.text]
        return [p for p in namesakes if not p.identity]


def households(ctx: Context, numbers: Iterable[str]) -> dict[str, tuple[UUID, int]]:
    """户编号 → (id, region) of the families on the ledger within the writer's reach."""
    found = Household.objects.in_scope(ctx.actor).live().filter(code__in=list(numbers))
    return {code: (pk, region) for code, pk, region in found.values_list("code", "id", "region_id")}


def people_of(ids: Iterable[UUID]) -> dict[UUID, PersonFacts]:
    found = Person.objects.filter(pk__in=list(ids)).values_list(*FACTS)
    return {values[0]: PersonFacts(*values) for values in found}


class OutingFacts(NamedTuple):
    """An outing as stored, and whether the writer may know of it."""

    id: UUID
    date: dt.date
    cadres: tuple[str, ...]
    visible: bool


class Outings:
    """Outings by number, as this run of the ledger has read or made them."""

    def __init__(self, actor: Any):
        self.actor = actor
        self.known: dict[str, OutingFacts | None] = {}

    @classmethod
    def of(cls, ctx: Context) -> "Outings":
        return ctx.seen.setdefault("visits:outings", cls(ctx.actor))

    def read(self, numbers: Iterable[str]) -> None:
        """Reads those not read yet: two or three queries whatever their number."""
        fresh = set(numbers) - self.known.keys()
        if not fresh:
            return
        self.known.update(dict.fromkeys(fresh))
        rows = list(Outing.objects.live().numbered(fresh).values_list("id", "number", "date", "region_id"))
        names = cadres_of([row[0] for row in rows])
        hidden = {row[0] for row in rows if not self.actor.covers(row[3])}
        reached = set(Outing.objects.in_scope(self.actor).filter(pk__in=hidden).values_list("pk", flat=True))
        for pk, number, date, _ in rows:
            visible = pk not in hidden or pk in reached
            self.known[number] = OutingFacts(pk, date, names.get(pk, ()), visible)

    def get(self, number: Any) -> OutingFacts | None:
        return self.known.get(number)

    def made(self, outing: Outing, cadres: tuple[str, ...]) -> None:
        """Remembers an outing just written, so that later rows of the run join it."""
        self.known[outing.number] = OutingFacts(outing.pk, outing.date, cadres, True)


def cadres_of(outings: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Outing id → its cadres in the order written."""
    names: dict[UUID, tuple[str, ...]] = {}
    members = OutingCadre.objects.filter(outing_id__in=list(outings)).order_by("outing_id", "place")
    for pk, name in members.values_list("outing_id", "name"):
        names[pk] = (*names.get(pk, ()), name)
    return names


def known_visits(pairs: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Visit]:
    """(outing id, person id) → the live visit."""
    if not pairs:
        return {}
    found = Visit.objects.live().filter(
        outing_id__in={outing for outing, _ in pairs}, person_id__in={person for _, person in pairs}
    )
    return {(visit.outing_id, visit.person_id): visit for visit in found}
