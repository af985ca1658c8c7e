"""Tying a name and number on a relief ledger to the person on the household ledger, thousands at once."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from fengxian.crypto import keyed_hash
from fengxian.ledgers.spec import Row
from households.choices import Status
from households.models import Person
from relief.plain import said, touched


class Known(NamedTuple):
    """What the rules ask of somebody on the ledger; not the encrypted numbers, which cost seconds to open."""

    pk: UUID
    name: str
    status: str
    status_date: dt.date | None
    household_id: UUID
    region_id: int

    def died_before(self, day: dt.date) -> bool:
        """Whether the person was dead on that day, the day of death itself excepted."""
        return self.status == Status.DEAD and self.status_date is not None and day > self.status_date


def known(people: Any, *more: str) -> list[tuple[Any, ...]]:
    """(``Known``, and the other columns asked for) of each of these people."""
    width = len(Known._fields)
    return [(Known(*values[:width]), *values[width:]) for values in people.values_list(*Known._fields, *more)]


def people_by_number(numbers: Iterable[str]) -> dict[str, Known]:
    """Identity number → the live person who bears it, for those on the ledger."""
    hashes = {keyed_hash(number, "identity"): number for number in numbers}
    if not hashes:
        return {}
    found = known(Person.objects.live().filter(identity_hash__in=list(hashes)), "identity_hash")
    return {hashes[hashed]: person for person, hashed in found}


def people_by_id(ids: set[UUID]) -> dict[UUID, Known]:
    """By record id, void ones included."""
    return {person.pk: person for person, in known(Person.objects.filter(pk__in=ids))} if ids else {}


def tie_people(rows: list[Row]) -> None:
    """Keeps ``person`` and ``person_id`` with each row whose 身份证号 is on the household ledger."""
    numbers = [said(row, "identity") for row in rows]
    found = people_by_number({number for number in numbers if number})
    for row, number in zip(rows, numbers, strict=True):
        person = found.get(number)
        row.keep(person=person, person_id=person.pk if person is not None else None)


def judge_name(row: Row, name_field: str = "name") -> None:
    """The name beside a known identity number must be the ledger's. The sentence gives nothing of the ledger away."""
    person = row.ref("person")
    if person is not None and touched(row, name_field, "identity") and person.name != row[name_field]:
        row.refuse(name_field, "name_mismatch", "姓名与家庭台账上这个身份证号的姓名不一致，请核对姓名和号码")


def judge_alive(row: Row, date_field: str) -> None:
    """Nothing happens to a person after their death."""
    person, day = row.ref("person"), row[date_field]
    if person is not None and day is not None and touched(row, date_field, "identity") and person.died_before(day):
        row.refuse(date_field, "deceased", "家庭台账上这个人在这一天以前已经去世，请核对人和日期")
