"""Stretches of days: months inside a period, and how a period is said."""

import calendar
import datetime as dt
from collections.abc import Iterator

from fengxian.figures import Period


def month_of(year: int, month: int) -> Period:
    return Period(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def months_of(period: Period) -> Iterator[tuple[str, str, Period]]:
    """(2024-01, 2024年1月, the days of that month inside the period) for each month that it touches."""
    year, month = period.start.year, period.start.month
    while (year, month) <= (period.end.year, period.end.month):
        whole = month_of(year, month)
        days = Period(max(whole.start, period.start), min(whole.end, period.end))
        yield f"{year:04}-{month:02}", f"{year}年{month}月", days
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def days_of(period: Period) -> Iterator[dt.date]:
    day = period.start
    while day <= period.end:
        yield day
        day += dt.timedelta(days=1)


def said(period: Period) -> str:
    """2024年1月1日至2月28日; 2024年1月; 2024年2月3日."""
    start, end = period.start, period.end
    if period == month_of(start.year, start.month):
        return f"{start.year}年{start.month}月"
    first = f"{start.year}年{start.month}月{start.day}日"
    if start == end:
        return first
    year = f"{end.year}年" if end.year != start.year else ""
    return f"{first}至{year}{end.month}月{end.day}日"
