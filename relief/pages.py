"""What the pages of the relief ledgers share: the parts above the list, and a number to begin with."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from fengxian.ledgers.columns import Column, Money, RegionCode
from fengxian.ledgers.forms import RecordForm
from fengxian.ledgers.pages import Listing, RecordPages
from fengxian.regions import codes
from fengxian.regions.tree import tree
from fengxian.web.parts import Part, shown_parts


class ReliefPages(RecordPages):
    """Pages of a ledger that numbers its own records: a new one is offered today's next number."""

    prefix = ""
    own_work = False  # done by the person's own office, at the level of its region
    parts: tuple[Part, ...] = ()
    list_template = "relief/list.html"
    form_template = "relief/form.html"

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        return {"parts": shown_parts(request, self.parts)}

    def shown_columns(self) -> list[Column]:
        """On pages a region is its name, so its column is not called a code."""
        return [replace(one, name="区划") if isinstance(one, RegionCode) else one for one in super().shown_columns()]

    def cell(self, column: Column, value: Any) -> dict[str, Any]:
        cell = super().cell(column, value)
        if isinstance(column, RegionCode):
            return cell | {"column": replace(column, name="区划")}
        if value == 0 and (isinstance(column, Money) or column.total):
            return cell | {"css": f"{cell['css']} zero"}
        return cell

    def table(self, records: list[Any]) -> list[dict[str, Any]]:
        """A line of a list has room for the village alone; its page says the town too."""
        rows = super().table(records)
        for row in rows:
            for cell in row["cells"]:
                if isinstance(cell["column"], RegionCode):
                    cell["text"] = tree().name(row["record"].region_id)
        return rows

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        today, own = dt.date.today(), request.user.region_codes
        region = own[0] if self.own_work and len(own) == 1 else only_village(request.user)
        return {self.ledger.key[0]: self.next_number(today), "date": today, "region": region}

    def form(self, request: HttpRequest, data: Any = None, *, values: dict[str, Any] | None = None) -> RecordForm:
        form = super().form(request, data, values=values)
        form.fields["region"].label = "区划"
        return form

    def next_number(self, day: dt.date) -> str:
        """WW20240202-03: the first free one of the day, counted over all regions, as numbers are unique in all."""
        start, key = f"{self.prefix}{day:%Y%m%d}-", self.ledger.key[0]
        used = self.ledger.model._default_manager.filter(**{f"{key}__startswith": start}).values_list(key, flat=True)
        tails = [int(tail) for number in used if (tail := number.removeprefix(start)).isdigit()]
        return f"{start}{max(tails, default=0) + 1:02}"


def only_village(user: Any) -> int | None:
    """The village of somebody who has just one: nobody asks a village worker where."""
    own = user.region_codes
    return own[0] if len(own) == 1 and codes.level_of(own[0]) == codes.Level.VILLAGE else None
