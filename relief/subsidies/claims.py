"""Nobody is paid twice for a month: who holds which month, in the file and in the database.

A 成功 line of 低保金 or 特困供养金 holds each month of its 所属期 for its person; a heating line holds the winter for
its household. The unique key of ``PaidMonth`` decides between two writers; these functions say it before, in a
sentence beside the row.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from fengxian.ledgers.columns import period_months
from fengxian.ledgers.spec import Row, chunks
from relief.subsidies.choices import MONTHLY, PaymentStatus, Programme
from relief.subsidies.models import PaidMonth, Payment
from relief.subsidies.periods import months, winters

# A change of one of these columns moves what a line holds.
MOVES = ("programme", "period", "household", "identity", "payee", "status")
PERSON_TWICE = "这个人这一期的这个项目已经发放成功过（{}），不能重复发放"
HOUSEHOLD_TWICE = "这一户这个冬季的取暖补贴已经发放成功过（{}），一户一冬只发一次"


class Claim(NamedTuple):
    """One month (or winter) of one programme, and whose it is."""

    programme: str
    holder: UUID
    month: dt.date


def held_by(payment: Payment) -> list[Claim]:
    """What a line holds as it stands."""
    if not payment.is_paid:
        return []
    return claims_of(
        payment.programme, payment.period_start, payment.period_end, payment.person_id, payment.household_id
    )


def claims_of(programme: str, first: dt.date, last: dt.date, person: UUID, household: UUID) -> list[Claim]:
    """What a paid line holds; 临时救助金 may recur and holds nothing."""
    if programme in MONTHLY:
        return [Claim(programme, person, month) for month in months(first, last)]
    if programme == Programme.HEATING:
        return [Claim(programme, household, winter) for winter in winters(first, last)]
    return []


def _wanted(row: Row) -> list[Claim]:
    if row["status"] != PaymentStatus.PAID:
        return []
    first, last = period_months(row["period"])
    return claims_of(row["programme"], first, last, row.ref("person_id"), row.ref("household_id"))


def refuse_double(rows: list[Row]) -> None:
    """Refuses rows that would pay somebody twice, against the file and against what is stored.

    A row that is refused keeps what its line holds in the database, so the rest is looked at once more.
    """
    wanted = {id(row): _wanted(row) for row in rows}
    stored = _stored({claim for claims in wanted.values() for claim in claims})
    while True:
        good = [row for row in rows if row.good]
        _one_pass(good, wanted, stored)
        if all(row.good or row.record is None for row in good):
            return


def _one_pass(rows: list[Row], wanted: dict[int, list[Claim]], stored: dict[Claim, UUID]) -> None:
    moving = {row.record.pk for row in rows if row.record is not None}
    taken: dict[Claim, str] = {claim: "系统里已有" for claim, line in stored.items() if line not in moving}
    # Lines that stay as they are come before lines that want their month.
    for row in sorted(rows, key=lambda row: row.record is None or any(name in row.changes for name in MOVES)):
        clash = next((claim for claim in wanted[id(row)] if claim in taken), None)
        if clash is None:
            here = f"本表第{row.number}行" if row.number else "本次"
            taken.update(dict.fromkeys(wanted[id(row)], here))
        else:
            sentence = HOUSEHOLD_TWICE if clash.programme == Programme.HEATING else PERSON_TWICE
            row.refuse("period", "duplicate_payment", sentence.format(taken[clash]))


def _stored(claims: set[Claim]) -> dict[Claim, UUID]:
    """Which of the claims a live line holds, and which line."""
    found: dict[Claim, UUID] = {}
    for part in chunks(list({claim.holder for claim in claims})):
        held = PaidMonth.objects.filter(live=True, holder__in=part)
        for programme, holder, month, line in held.values_list("programme", "holder", "month", "payment_id"):
            claim = Claim(programme, holder, month)
            if claim in claims:
                found[claim] = line
    return found


def held_by_others(claims: Iterable[Claim], payment: UUID) -> bool:
    """Whether another live line holds one of them."""
    return any(line != payment for line in _stored(set(claims)).values())


def release(payments: Iterable[UUID]) -> None:
    """Their months are free again."""
    for part in chunks(list(payments)):
        PaidMonth.objects.filter(payment_id__in=part, live=True).update(live=False)


def hold(payments: Iterable[Payment]) -> None:
    """Takes the months of paid lines; IntegrityError where another line holds one of them."""
    PaidMonth.objects.bulk_create(
        [PaidMonth(payment=payment, **claim._asdict()) for payment in payments for claim in held_by(payment)],
        batch_size=2000,
    )
