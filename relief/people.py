"""Tying a name and number on a relief ledger to the person on the household ledger, thousands at once."""

from collections.abc import Iterable
from uuid import UUID

from fengxian.crypto import keyed_hash
from fengxian.ledgers.spec import Row
from households.models import Person
from relief.plain import said, touched

# Not the encrypted numbers: nobody here reads them, and opening a hundred thousand takes seconds.
FACTS = ("id", "name", "status", "status_date", "household_id", "region_id", "identity_hash")


def people_by_number(numbers: Iterable[str]) -> dict[str, Person]:
    """Identity number → the live person who bears it, for those on the ledger."""
    hashes = {keyed_hash(number, "identity"): number for number in numbers}
    if not hashes:
        return {}
    found = Person.objects.live().filter(identity_hash__in=list(hashes)).only(*FACTS)
    return {hashes[person.identity_hash]: person for person in found}


def people_by_id(ids: set[UUID]) -> dict[UUID, Person]:
    """By record id, void ones included."""
    return {person.pk: person for person in Person.objects.filter(pk__in=ids).only(*FACTS)} if ids else {}


def tie_people(rows: list[Row]) -> None:
    """Keeps ``person`` with each row whose 身份证号 is on the household ledger."""
    numbers = [said(row, "identity") for row in rows]
    known = people_by_number({number for number in numbers if number})
    for row, number in zip(rows, numbers, strict=True):
        row.keep(person=known.get(number))


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
