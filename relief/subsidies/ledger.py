"""资金发放花名册: one row a person paid in one batch (ledgers.md §3)."""

from collections.abc import Sequence
from typing import Any

from fengxian.audit.models import Change
from fengxian.audit.writing import insert_records, update_records, void_records
from fengxian.ledgers.columns import Column, period_months
from fengxian.ledgers.registry import register
from fengxian.ledgers.spec import Context, Row
from relief.light import lighten
from relief.people import people_by_id
from relief.plain import PlainLedger, fill, model_fields, reader
from relief.subsidies import batches, claims
from relief.subsidies.choices import PaymentStatus
from relief.subsidies.columns import PAYMENT_COLUMNS
from relief.subsidies.guards import SENTENCE
from relief.subsidies.lookups import Payees, lines_on_record
from relief.subsidies.models import Payment, PaymentQuerySet
from relief.subsidies.rules import judge_payment

RELEASED = "payments:released"
READERS = {
    "batch": lambda payment: payment.batch.number,
    "household": lambda payment: payment.household.code,
    "period": lambda payment: payment.period,
}


class PaymentLedger(PlainLedger):
    kind = "payments"
    title = "资金发放花名册"
    model = Payment
    columns = PAYMENT_COLUMNS
    key = ("batch", "identity")
    date_field = "date"
    looked_up = ("batch", "household", "period")
    completed = ("batch", "household", "person", "period_start", "period_end")
    kept = ("person_id", "household_id")

    def reader(self, column: Column):
        return READERS.get(column.field) or reader(column)

    def prepare(self, queryset: PaymentQuerySet) -> PaymentQuerySet:
        joined = queryset.select_related("batch", "household").with_closing()
        return joined.order_by("batch__number", "region_id", "household__code", "pk")

    # ── finding ──────────────────────────────────────────────────────────────

    def locate(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            self.check_region(row, ctx)
        good = [row for row in rows if row.good]
        payees = Payees(good, ctx)
        for row in good:
            self._find_person(row, payees)
        self._find_lines(good, ctx)
        for row in good:
            self._refuse_unknown(row, payees)
        self._keep_ids(good, payees)

    def _find_person(self, row: Row, payees: Payees) -> None:
        meant = payees.meant_by(row)
        if len(meant) == 1:
            row.keep(person=meant[0])
        elif len(meant) > 1:
            row.refuse("payee", "unknown_person", "这一户有几位同名的无证人员，分不清是谁。请先在家庭台账补登身份证号")

    def _find_lines(self, rows: list[Row], ctx: Context) -> None:
        keys = {id(row): (row["batch"], row.ref("person").pk) for row in rows if row.ref("person") and row["batch"]}
        found = lines_on_record(
            {number for number, _ in keys.values() if isinstance(number, str)},
            {person for _, person in keys.values()}, self.prepare,
        )
        for row in rows:
            line = found.get(keys.get(id(row)))
            if line is None:
                continue
            if not ctx.actor.covers(line.region_id):
                row.refuse("batch", "region_not_allowed", "这一行不在您管的范围内，请交所在镇（村）或县里修改")
            elif row.record is None:
                row.record = line
            elif row.record.pk != line.pk:
                row.refuse("batch", "other", "这一批里已经有这个人的一行了")

    def _refuse_unknown(self, row: Row, payees: Payees) -> None:
        """A new line, or one that names others than before, is for a person of a family on the ledger."""
        code, number, line, person = row["household"], row["identity"], row.record, row.ref("person")
        family = payees.families.get(code)
        same_family = line is not None and (not isinstance(code, str) or code == line.household.code)
        if isinstance(code, str) and family is None and not same_family:
            row.refuse("household", "unknown_household", "困难家庭台账上没有这个户编号，请先登记这一户")
        elif person is None and isinstance(number, str) and (line is None or number != line.identity):
            row.refuse("identity", "unknown_person", "困难家庭台账上没有这个人，请核对号码，或先登记到家庭台账")
        elif person is not None and family is not None and not same_family and person.household_id != family:
            row.refuse("identity", "unknown_person", "台账上这个人不在这一户，请核对户编号和身份证号")
        elif line is None and person is None and number is None and code and row["payee"]:
            row.refuse("identity", "required", "请写身份证号。台账上登记为无证的人，户编号和姓名要与台账一致")

    @staticmethod
    def _keep_ids(rows: list[Row], payees: Payees) -> None:
        """What each row will stand for: what it names, else what is stored."""
        silent = [row for row in rows if row.ref("person") is None and row.record is not None]
        stored = people_by_id({row.record.person_id for row in silent})
        for row in silent:
            row.keep(person=stored[row.record.person_id])
        for row in rows:
            line, person = row.record, row.ref("person")
            family = payees.families.get(row["household"])
            row.keep(
                person_id=person.pk if person is not None else None,
                household_id=family or getattr(line, "household_id", None),
            )

    def key_of(self, row: Row) -> tuple | None:
        person = row.ref("person_id")
        return (row["batch"], person) if person else None

    # ── judging ──────────────────────────────────────────────────────────────

    def require(self, row: Row) -> None:
        """As everywhere, but somebody on the ledger without a number needs none here."""
        needed = [c for c in self.columns if c.required and not (c.field == "identity" and row.ref("person_id"))]
        for column in needed:
            if row[column.field] in (None, "", ()):
                row.refuse(column.field, "required", f"必填。请写{column.name}")

    def judge_row(self, row: Row, ctx: Context) -> None:
        judge_payment(row, ctx)

    def judge_all(self, rows: list[Row], ctx: Context) -> None:
        batches.refuse_mixed(rows)
        claims.refuse_double([row for row in rows if row.good])
        moved = [row for row in rows if row.good and row.record is not None and _moves(row)]
        ctx.seen[RELEASED] = [row.record.pk for row in moved]

    # ── writing ──────────────────────────────────────────────────────────────

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        rows = [*new, *changed]
        # All months that the run gives up are free before the first of its lines takes one.
        claims.release(ctx.seen.pop(RELEASED, ()))
        self._look_up_again([row for row in rows if row.refs is None], ctx)
        known, changes = batches.write_batches(rows, ctx.actor)
        left = {row.record.batch_id for row in changed}
        for row in new:
            row.record = Payment()
        for row in rows:
            self._set(row, known)
        moved = [row.record for row in changed if _moves(row)]
        claims.release(payment.pk for payment in moved)
        changes += insert_records([row.record for row in new], ctx.actor)
        changes += update_records(
            self.edits(changed), ctx.actor, [*model_fields(self.plain), *self.completed]
        )
        claims.hold([*(row.record for row in new), *moved])
        lighten(rows)
        return changes + batches.settle_batches({*left, *(b.pk for b in known.values())}, ctx.actor, "批次里没有行了")

    def _set(self, row: Row, known: dict[str, Any]) -> None:
        payment = row.record
        fill(payment, row, self.plain)
        payment.batch = known[row["batch"]]
        payment.person_id, payment.household_id = row.ref("person_id"), row.ref("household_id")
        payment.period_start, payment.period_end = period_months(row["period"])

    def _look_up_again(self, rows: list[Row], ctx: Context) -> None:
        """Rows that an undo brings back were not judged: their person and household are looked up here."""
        if not rows:
            return
        payees = Payees(rows, ctx)
        for row in rows:
            self._find_person(row, payees)
        self._keep_ids(rows, payees)

    def void(self, records: Sequence[Payment], ctx: Context, reason: str) -> list[Change]:
        """With the months they hold; a batch without any line left goes too."""
        claims.release(payment.pk for payment in records)
        changes = void_records(records, ctx.actor, reason)
        return changes + batches.settle_batches({payment.batch_id for payment in records}, ctx.actor, reason)

    def why_frozen(self, record: Payment) -> str:
        return SENTENCE if record.is_closed else ""

    def why_not_restored(self, record: Payment, before: dict[str, Any]) -> str:
        """A line that was paid before must not be paid again where somebody has paid since."""
        period = before.get("period", record.period)
        wanted = claims.claims_of(
            before.get("programme", record.programme), *period_months(period), record.person_id, record.household_id
        )
        paid = before.get("status", record.status) == PaymentStatus.PAID
        return "这一期后来已另外发放" if paid and claims.held_by_others(wanted, record.pk) else ""

    def label(self, row_or_values: Any) -> str:
        return f"{row_or_values['payee']} {row_or_values['period']} {row_or_values['programme']}"


def _moves(row: Row) -> bool:
    return any(name in row.changes for name in claims.MOVES)


PAYMENT = register(PaymentLedger())
