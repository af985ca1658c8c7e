"""What the pages of the relief ledgers share: the parts above the list, and a number to begin with."""

import datetime as dt
from typing import Any

from django.http import HttpRequest

from fengxian.ledgers.pages import Listing, RecordPages
from fengxian.regions import codes
from relief.parts import Part, shown_parts


class ReliefPages(RecordPages):
    """Pages of a ledger that numbers its own records: a new one is offered today's next number."""

    prefix = ""
    parts: tuple[Part, ...] = ()
    list_template = "relief/list.html"
    form_template = "relief/form.html"

    def list_context(self, request: HttpRequest, listing: Listing) -> dict[str, Any]:
        return {"parts": shown_parts(request, self.parts)}

    def suggested(self, request: HttpRequest) -> dict[str, Any]:
        today = dt.date.today()
        return {
            self.ledger.key[0]: self.next_number(today), "date": today, "region": only_region(request.user),
        }

    def next_number(self, day: dt.date) -> str:
        """WW20240202-03: the first free one of the day, counted over all regions, as numbers are unique in all."""
        start, key = f"{self.prefix}{day:%Y%m%d}-", self.ledger.key[0]
        used = self.ledger.model._default_manager.filter(**{f"{key}__startswith": start}).values_list(key, flat=True)
        tails = [int(tail) for number in used if (tail := number.removeprefix(start)).isdigit()]
        return f"{start}{max(tails, default=0) + 1:02}"


def only_region(user: Any) -> int | None:
    """The region of somebody who has just one, down to a village: nobody asks a village worker where."""
    own = user.region_codes
    return own[0] if len(own) == 1 and codes.level_of(own[0]) == codes.Level.VILLAGE else None
