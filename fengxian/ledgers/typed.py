"""What somebody typed into a cell that was refused, as a page may show it: recognisable, never a whole number of a person."""

from typing import Any

from fengxian.identity import mask_tail
from fengxian.ledgers.columns import CLEAR, Masked, number_text
from fengxian.ledgers.spec import Problem, Row


def typed(row: Row, problem: Problem) -> str:
    """The cell that a problem is about; empty where it was empty or the problem is about the whole row."""
    column = row.ledger.by_name.get(problem.column or "")
    if column is None:
        return ""
    raw = row.ref(f"typed_{column.field}")
    if raw is not None:
        return hide(raw) if column.mask else number_text(raw).strip()
    value = row[column.field]
    if value is CLEAR or isinstance(value, Masked):
        return str(getattr(value, "text", value))
    return column.masked(value)


def hide(raw: Any) -> str:
    """610330********152 of a number with a digit too few; 6.10330E+17 of one that Excel broke."""
    if isinstance(raw, float | int) and not isinstance(raw, bool) and abs(raw) >= 1e11:
        return f"{raw:.5E}"
    text = number_text(raw).strip()
    return f"{text[:6]}********{text[-3:]}" if len(text) > 12 else mask_tail(text)
