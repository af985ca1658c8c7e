"""Taking out the rows behind a figure as the ledger they stand in, in the bureau's format and on the record."""

from dataclasses import dataclass
from typing import Any

from fengxian.figures import Figure
from fengxian.ledgers.exports import ExportFilter
from fengxian.ledgers.spec import Ledger
from fengxian.reporting.rowtables import table_of

AT_ONCE = 20_000  # rows that are written while one waits


@dataclass(frozen=True)
class FigureRows(ExportFilter):
    """The ledger's rows that a figure's source counts, and no others."""

    figure: Figure | None = None
    rows: Any = None

    def apply(self, ledger: Ledger, records: Any) -> Any:
        path = table_of(self.rows).ledger_rows
        return records.filter(pk__in=self.rows.order_by().values(path))

    def title(self, ledger: Ledger, actor: Any) -> str:
        return super().title(ledger, actor).removesuffix(ledger.title) + self.figure.name

    def as_json(self) -> dict[str, Any]:
        return super().as_json() | {"figure": self.figure.key}
