"""Writing one record from a page: the same rules as an import, one audit entry, and no silent overwriting."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from fengxian.audit import trail
from fengxian.audit.models import Act, Record
from fengxian.audit.writing import ChangedMeanwhile
from fengxian.ledgers.engine import RowsRefused, check_rows, clear_blanks, make_row, write_rows
from fengxian.ledgers.spec import NEW, UNCHANGED, Context, Ledger, Row


def save_record(
    ledger: Ledger, *, actor: Any, data: dict[str, Any], record: Record | None = None, version: int | None = None,
    refs: dict[str, Any] | None = None,
) -> Row:
    """Creates or changes one record from raw values as a form holds them (field → text).

    ``version`` is the one the person saw. ``refs`` are look-ups that a page already did for the ledger.
    Raises RowsRefused (errors per field) or ChangedMeanwhile; writes nothing then.
    """
    row = make_row(ledger, data)
    if record is not None:
        row.record, row.version = record, version
        clear_blanks(row, data)
        if version is not None and version != record.version:
            raise ChangedMeanwhile(record)
    if refs:
        row.keep(**refs)
    if not row.good:
        raise RowsRefused([row])
    try:
        with transaction.atomic():
            return _write(ledger, row, Context(actor=actor, act="edit"))
    except IntegrityError as error:
        row.refuse(ledger.key[0], "other", sentence_of(ledger, error))
        raise RowsRefused([row]) from error


def _write(ledger: Ledger, row: Row, ctx: Context) -> Row:
    checked = check_rows(ledger, [row], ctx)
    if not row.good:
        raise RowsRefused([row])
    outcome = row.outcome
    if ctx.act == "edit" and outcome != NEW and row.version is None and row.record is not None:
        # Somebody typed a number that is already on record: a page never overwrites by accident.
        row.refuse(ledger.key[0], "other", "这个编号已经有一条记录了。要改它，请打开那条记录")
        raise RowsRefused([row])
    if outcome == UNCHANGED:
        return row
    changes = write_rows(checked, ctx)
    trail.record(
        Act.CREATE if outcome == NEW else Act.UPDATE, actor=ctx.actor, kind=ledger.kind, object_id=row.record.pk,
        label=ledger.label(row), changes=changes,
    )
    return row


def void_record(ledger: Ledger, *, actor: Any, record: Record, version: int, reason: str) -> None:
    """Voids one record with its reason; the row stays. ValueError where others stand on it or no reason is given."""
    if not reason.strip():
        raise ValueError("请写明作废的理由")
    if version != record.version:
        raise ChangedMeanwhile(record)
    with transaction.atomic():
        if why := ledger.why_frozen(record):
            raise ValueError(f"不能作废：{why}")
        if why := ledger.why_kept(record):
            raise ValueError(f"不能作废：{why}，请先作废那些记录")
        changes = ledger.void([record], Context(actor=actor, act="edit"), reason.strip())
        trail.record(
            Act.VOID, actor=actor, kind=ledger.kind, object_id=record.pk, reason=reason.strip(), changes=changes,
            label=name_of(ledger, record),
        )


def name_of(ledger: Ledger, record: Record) -> str:
    """The record's short name, without personal numbers."""
    return ledger.label(values_of(ledger, record))


def values_of(ledger: Ledger, record: Record) -> dict[str, Any]:
    """field → value of one record."""
    values = ledger.current([record])[0]
    return {column.field: values[i] for i, column in enumerate(ledger.columns)}


def sentence_of(ledger: Ledger, error: IntegrityError) -> str:
    """The Chinese sentence of the constraint that refused: PostgreSQL gives its name, SQLite its columns."""
    text = str(error)
    for model, constraint in _constraints(ledger):
        columns = ", ".join(f"{model._meta.db_table}.{column}" for column in _columns(model, constraint))
        if constraint.name in text or (columns and text.endswith(f": {columns}")):
            return constraint.get_violation_error_message()
    return "这个编号已经有另一条记录了，请换一个编号"


def _constraints(ledger: Ledger) -> Iterable[tuple[Any, Any]]:
    for model in (ledger.model, *(f.related_model for f in ledger.model._meta.get_fields() if f.related_model)):
        yield from ((model, constraint) for constraint in model._meta.constraints)


def _columns(model: Any, constraint: Any) -> list[str]:
    return [model._meta.get_field(name).column for name in getattr(constraint, "fields", ())]
