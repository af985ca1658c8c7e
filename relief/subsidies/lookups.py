"""Whom the rows of 资金发放花名册 mean, and which lines are on record already: read for thousands at once."""

from collections.abc import Iterable
from uuid import UUID

from fengxian.identity import mask_identity
from fengxian.ledgers.columns import Masked
from fengxian.ledgers.spec import Context, Row
from households.models import Household, Person
from relief.people import Known, known, people_by_number
from relief.subsidies.models import Payment


class Payees:
    """People by number, or by family and name where the number is empty or masked."""

    def __init__(self, rows: Iterable[Row], ctx: Context):
        rows = list(rows)
        self.actor = ctx.actor
        self.families = families_by_code(ctx, {code for row in rows if isinstance(code := row["household"], str)})
        self._by_number = people_by_number({n for row in rows if isinstance(n := row["identity"], str)})
        self._members = self._members_of({
            self.families[row["household"]] for row in rows
            if not isinstance(row["identity"], str) and row["household"] in self.families
        })

    @staticmethod
    def _members_of(families: set[UUID]) -> dict[tuple[UUID, str], list[tuple[Known, str]]]:
        """(household, name) → its members of that name, each with the identity number."""
        members: dict[tuple[UUID, str], list[tuple[Known, str]]] = {}
        if families:
            for person, number in known(Person.objects.live().filter(household_id__in=families), "identity"):
                members.setdefault((person.household_id, person.name), []).append((person, number))
        return members

    def meant_by(self, row: Row) -> list[Known]:
        """One person of the writer's regions; none or several where the row does not say who it is."""
        number = row["identity"]
        if isinstance(number, str):
            found = self._by_number.get(number)
            return [found] if found and self.actor.covers(found.region_id) else []
        namesakes = self._members.get((self.families.get(row["household"]), row["payee"]), [])
        if isinstance(number, Masked):
            return [person for person, theirs in namesakes if theirs and mask_identity(theirs) == number.text]
        return [person for person, theirs in namesakes if not theirs]


def families_by_code(ctx: Context, codes: set[str]) -> dict[str, UUID]:
    """户编号 → id of the families on the ledger within the writer's regions."""
    if not codes:
        return {}
    found = Household.objects.in_scope(ctx.actor).live().filter(code__in=codes)
    return dict(found.values_list("code", "id"))


def lines_on_record(batches: set[str], people: set[UUID], prepare) -> dict[tuple[str, UUID], Payment]:
    """(批次号, person id) → the live line, wherever it lies."""
    if not batches or not people:
        return {}
    live = Payment.objects.live().filter(person_id__in=people, batch__number__in=batches)
    return {(line.batch.number, line.person_id): line for line in prepare(live)}


