"""The days of the campaign and how busy they were."""

import datetime as dt

SPRING_FESTIVAL_EVE = dt.date(2024, 2, 9)
HOLIDAY = (dt.date(2024, 2, 10), dt.date(2024, 2, 17))
NEW_YEARS_DAY = dt.date(2024, 1, 1)
WORKED_SUNDAYS = (dt.date(2024, 2, 4), dt.date(2024, 2, 18))  # 调休
# Visits before the New Year come in two waves: after the cold wave, and before the feast.
_WAVES = ((dt.date(2024, 1, 22), dt.date(2024, 1, 26), 2.1), (dt.date(2024, 1, 31), dt.date(2024, 2, 8), 1.5))
_WEEKDAYS = (1.0, 1.06, 1.1, 1.0, 0.92)
_WEEKEND, _EVE, _IN_HOLIDAY, _FIRST_OF_YEAR = 0.26, 0.3, 0.05, 0.35


def in_holiday(day: dt.date) -> bool:
    return HOLIDAY[0] <= day <= HOLIDAY[1]


def is_workday(day: dt.date) -> bool:
    free = in_holiday(day) or day == NEW_YEARS_DAY or day.weekday() >= 5
    return day in WORKED_SUNDAYS or not free


def busyness(day: dt.date) -> float:
    """How many go out on that day, beside an ordinary working day's 1."""
    if in_holiday(day):
        return _IN_HOLIDAY
    if day == SPRING_FESTIVAL_EVE:
        return _EVE
    if day == NEW_YEARS_DAY:
        return _FIRST_OF_YEAR
    if not is_workday(day):
        return _WEEKEND
    wave = next((factor for first, last, factor in _WAVES if first <= day <= last), 1.0)
    return _WEEKDAYS[min(day.weekday(), 4)] * wave
