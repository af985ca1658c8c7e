"""Numbers that pages propose for a new outing or inspection; anybody may write another."""

import datetime as dt
from typing import Any

from fengxian.regions import codes
from fengxian.regions.codes import Level
from visits.models import Inspection, Outing


def next_outing_number(day: dt.date, region: int) -> str:
    """ZF-240115-101-03: day, town (000: the county itself), first free number; unique over all regions."""
    town = str(codes.ancestor(region, Level.TOWN))[6:9]
    return _first_free(Outing, f"ZF-{day:%y%m%d}-{town}-")


def next_inspection_number(day: dt.date) -> str:
    """JC-240120-02."""
    return _first_free(Inspection, f"JC-{day:%y%m%d}-")


def _first_free(model: Any, start: str) -> str:
    used = model.objects.filter(number__startswith=start).values_list("number", flat=True)
    tails = [int(tail) for number in used if (tail := number.removeprefix(start)).isdigit()]
    return f"{start}{max(tails, default=0) + 1:02}"
