"""Batches behind the rows: one programme and one 所属期 each, and the smallest region that holds its lines."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from fengxian.audit.models import Change
from fengxian.audit.writing import Edit, insert_records, update_records, void_records
from fengxian.ledgers.columns import period_months
from fengxian.ledgers.spec import Row
from fengxian.regions import codes
from relief.subsidies.models import Payment, PaymentBatch

FIELDS = ("programme", "period_start", "period_end")
DIFFERS_IN_FILE = "同一批次号的项目、所属期应当一样，这一行与前面的行不一样"
DIFFERS_FROM_STORED = (
    "这个批次号已登记为另外的项目或所属期。是另一批，请换批次号；"
    "是改正这一批，请把这一批的所有行放在一个文件里导入"
)


def refuse_mixed(rows: list[Row]) -> None:
    """All rows of one 批次号 say one programme and one 所属期, and those of the batch as stored.

    A whole batch may be corrected by a file that holds all its lines.
    """
    meant: dict[str, tuple[str, str]] = {}
    lines: dict[str, list[Row]] = {}
    for row in rows:
        said = (row["programme"], row["period"])
        if meant.setdefault(row["batch"], said) != said:
            row.refuse("period", "other", DIFFERS_IN_FILE)
        else:
            lines.setdefault(row["batch"], []).append(row)
    known = batches_by_number(meant)
    differing = [number for number, batch in known.items() if meant[number] != said_by(batch)]
    counts = _live_lines([known[number] for number in differing])
    for number in differing:
        ours = sum(row.record is not None and row.record.batch_id == known[number].pk for row in lines[number])
        if ours < counts.get(known[number].pk, 0):
            for row in lines[number]:
                row.refuse("batch", "other", DIFFERS_FROM_STORED)


def batches_by_number(numbers: Iterable[str]) -> dict[str, PaymentBatch]:
    return {batch.number: batch for batch in PaymentBatch.objects.live().filter(number__in=list(numbers))}


def said_by(batch: PaymentBatch) -> tuple[str, str]:
    """(项目, 所属期) as the ledger writes them."""
    return batch.programme, batch.period


def _live_lines(batches: list[PaymentBatch]) -> dict[Any, int]:
    if not batches:
        return {}
    lines = Payment.objects.live().filter(batch__in=batches).order_by().values("batch_id")
    return dict(lines.annotate(lines=Count("pk")).values_list("batch_id", "lines"))


def write_batches(rows: list[Row], actor: Any) -> tuple[dict[str, PaymentBatch], list[Change]]:
    """The batches that the rows name, made or corrected where needed; imported ones are history (补录)."""
    first = {row["batch"]: row for row in reversed(rows)}
    known = batches_by_number(first)
    new = []
    for number, row in first.items():
        if number not in known:
            start, end = period_months(row["period"])
            new.append(PaymentBatch(
                number=number, programme=row["programme"], period_start=start, period_end=end,
                region_id=row["region"], is_history=True,
            ))
    changes = insert_records(new, actor)
    wrong = [(batch, first[number]) for number, batch in known.items()
             if said_by(batch) != (first[number]["programme"], first[number]["period"])]
    changes += update_records([_correction(batch, row) for batch, row in wrong], actor, FIELDS)
    return known | {batch.number: batch for batch in new}, changes


def _correction(batch: PaymentBatch, row: Row) -> Edit:
    was = said_by(batch)
    before = {name: getattr(batch, name) for name in FIELDS}
    batch.programme = row["programme"]
    batch.period_start, batch.period_end = period_months(row["period"])
    shown = [list(one) for one in zip(("项目", "所属期"), was, said_by(batch), strict=True) if one[1] != one[2]]
    return Edit(batch, shown, before)


def settle_batches(batch_ids: Iterable[Any], actor: Any, reason: str = "") -> list[Change]:
    """Fits each batch's region to its live lines, and voids a batch that has none left.

    The region is derived, so it raises no version.
    """
    batches = {batch.pk: batch for batch in PaymentBatch.objects.live().filter(pk__in=list(batch_ids))}
    regions: dict[Any, list[int]] = {pk: [] for pk in batches}
    lines = Payment.objects.live().filter(batch_id__in=list(batches)).order_by()
    for batch_id, region in lines.values_list("batch_id", "region_id").distinct():
        regions[batch_id].append(region)
    for pk, held in regions.items():
        if held and codes.smallest_common(held) != batches[pk].region_id:
            PaymentBatch.objects.filter(pk=pk).update(region_id=codes.smallest_common(held))
    return void_records([batches[pk] for pk, held in regions.items() if not held], actor, reason)
