"""The rules of 资金发放花名册 on complete rows."""

from fengxian.identity import parse_account
from fengxian.ledgers.spec import Context, Row
from relief.people import judge_alive, judge_name
from relief.plain import touched
from relief.subsidies.choices import PaymentStatus
from relief.subsidies.closing import closed_months, is_closed
from relief.subsidies.guards import SENTENCE


def judge_payment(row: Row, ctx: Context) -> None:
    judge_amount(row)
    judge_result(row)
    judge_account(row)
    judge_name(row, "payee")
    judge_closed(row, ctx)


def judge_amount(row: Row) -> None:
    """实发 = 应发 + 补发 − 扣减."""
    net = row["due"] + row["back"] - row["deduction"]
    if net != row["net"]:
        row.refuse("net", "amount_mismatch", f"应发加补发减扣减是 {net:,.2f}，与实发金额 {row['net']:,.2f} 不等")


def judge_result(row: Row) -> None:
    """成功 has a day, before the person's death. Money that came back from a dead person's account is history."""
    if row["status"] == PaymentStatus.PAID:
        if row["date"] is None:
            row.refuse("date", "required", "发放成功的要写发放日期")
        judge_alive(row, "date")
    elif row["status"] != PaymentStatus.PENDING and not row["failure"]:
        row.warn("failure", "failure_without_reason", f"{row['status']}的请写失败原因，便于更正后重发")


def judge_account(row: Row) -> None:
    """A card number passes Luhn; a passbook's need not (domain.md §4)."""
    if row["account"] and touched(row, "account", "account_type"):
        try:
            parse_account(row["account"], row["account_type"] or "")
        except ValueError as error:
            row.refuse("account", "other", str(error))


def judge_closed(row: Row, ctx: Context) -> None:
    """Nothing comes into a closed month, and nothing in it changes."""
    closed = closed_months(ctx)
    if not closed or (row.record is not None and not row.changes):
        return
    stored = row.record
    if is_closed(row["region"], row["date"], closed) or (
        stored is not None and is_closed(stored.region_id, stored.date, closed)
    ):
        row.refuse("date", "other", SENTENCE)
