"""所属期: the months a payment is for, and the winters that a heating subsidy is for."""

import datetime as dt
from collections.abc import Iterator

WINTER_BEGINS = 11  # 取暖期 November to March, named by the year in which it begins
YEAR_TURNS = 4  # from April on a heating subsidy can only be for the winter to come


def month_of(day: dt.date) -> dt.date:
    """The first day of its month."""
    return day.replace(day=1)


def months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """First days of all months from the one to the other, both inside."""
    month = month_of(first)
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def winter_of(month: dt.date) -> dt.date:
    """The first day of the winter that a month belongs to: 2024-01 → 2023-11-01."""
    return dt.date(month.year - (month.month < YEAR_TURNS), WINTER_BEGINS, 1)


def winters(first: dt.date, last: dt.date) -> list[dt.date]:
    """First days of the winters that these months touch."""
    return list(dict.fromkeys(winter_of(month) for month in months(first, last)))


def period_text(first: dt.date, last: dt.date) -> str:
    """2024-01 or 2024-01~2024-02, as the ledger writes it."""
    start, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return start if start == end else f"{start}~{end}"


def period_words(first: dt.date, last: dt.date) -> str:
    """2024年1月, 2024年1—2月 or 2023年11月—2024年2月, as people say it."""
    if first == last:
        return f"{first.year}年{first.month}月"
    if first.year == last.year:
        return f"{first.year}年{first.month}—{last.month}月"
    return f"{first.year}年{first.month}月—{last.year}年{last.month}月"
