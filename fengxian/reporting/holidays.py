"""Spring Festival holidays (国务院办公厅放假安排), which the trend marks and the report mentions."""

import datetime as dt

from fengxian.figures import Period

SPRING_FESTIVALS = (
    Period(dt.date(2023, 1, 21), dt.date(2023, 1, 27)),
    Period(dt.date(2024, 2, 10), dt.date(2024, 2, 17)),
    Period(dt.date(2025, 1, 28), dt.date(2025, 2, 4)),
)


def spring_festival_in(period: Period) -> Period | None:
    """The days of the holiday that lie inside the period."""
    for holiday in SPRING_FESTIVALS:
        start, end = max(holiday.start, period.start), min(holiday.end, period.end)
        if start <= end:
            return Period(start, end)
    return None
