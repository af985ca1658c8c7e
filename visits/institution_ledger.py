"""Service institutions on record, as pages enter and change them."""

from collections.abc import Sequence
from typing import Any

from fengxian.audit.models import Change
from fengxian.audit.writing import insert_records, update_records
from fengxian.ledgers.spec import Context, Ledger, Row
from visits.columns import INSTITUTION_COLUMNS
from visits.models import Institution

_FIELDS = ("name", "kind_name", "region", "beds", "legal_person")


class InstitutionLedger(Ledger):
    """Not one of the eight: institutions travel in 服务机构检查台账."""

    kind = "institutions"
    title = "服务机构"
    model = Institution
    columns = INSTITUTION_COLUMNS
    key = ("name", "region")
    unit = "家"

    def locate(self, rows: list[Row], ctx: Context) -> None:
        """A new one must not be on record already."""
        fresh = [row for row in rows if row.record is None]
        known = Institution.objects.live().named({row["name"] for row in fresh if row["name"]})
        known = set(known.values_list("name", "region_id"))
        for row in fresh:
            if (row["name"], row["region"]) in known and ctx.actor.covers(row["region"]):
                row.refuse("name", "other", "这个地方已经有同名的机构，请打开那一家")

    def current(self, records: Sequence[Institution]) -> list[list[Any]]:
        return [[i.name, i.kind_name, i.region_id, i.beds, i.legal_person or None] for i in records]

    def judge(self, rows: list[Row], ctx: Context) -> None:
        for row in rows:
            self.check_region(row, ctx)

    def write(self, new: list[Row], changed: list[Row], ctx: Context) -> list[Change]:
        for row in new:
            row.record = Institution()
        for row in (*new, *changed):
            institution = row.record
            institution.name, institution.kind_name = row["name"], row["kind_name"]
            institution.region_id, institution.beds = row["region"], row["beds"]
            institution.legal_person = row["legal_person"] or ""
        return insert_records([row.record for row in new], ctx.actor) + update_records(
            self.edits(changed), ctx.actor, _FIELDS
        )

    def prepare(self, queryset: Any) -> Any:
        return queryset.order_by("region_id", "name")

    def label(self, row_or_values: Any) -> str:
        return f"{row_or_values['name']}"


LEDGER = InstitutionLedger()
