"""The drawing of the days, and words for periods."""

import datetime as dt

import pytest

from fengxian.figures import Period, figure
from fengxian.reporting.asking import read_dates, read_month
from fengxian.reporting.periods import months_of, said
from fengxian.reporting.reach import reach_of
from fengxian.reporting.trend import FLOOR, TOP, by_day, draw
from tests.reporting import world as w

DAY = dt.date(2024, 2, 9)


def period(start, end):
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_bars_stand_on_the_floor_and_the_highest_fits():
    trend = draw({DAY: 624, dt.date(2024, 2, 11): 7}, period("2024-02-08", "2024-02-12"))
    assert (trend.total, trend.peak.day) == (631, DAY)
    assert [mark.text for mark in trend.scale] == ["0", "200", "400", "600", "800"]
    assert all(bar.y >= TOP and abs(bar.y + bar.height - FLOOR) < 0.2 for bar in trend.bars)
    assert trend.holiday == (40.0, 60.0, 70.0)


@pytest.mark.parametrize("most", [0, 1, 3, 7, 19, 99, 100, 101, 5000])
def test_the_scale_is_in_whole_numbers(most):
    trend = draw({DAY: most}, Period(DAY, DAY))
    assert all(mark.text.replace(",", "").isdigit() for mark in trend.scale)
    assert int(trend.scale[-1].text.replace(",", "")) >= most


def test_labels_of_a_long_period_keep_apart():
    trend = draw({}, period("2024-01-01", "2024-12-31"))
    places = [mark.at for mark in trend.labels]
    assert len(places) == 7 and all(b - a > 12 for a, b in zip(places, places[1:], strict=False))
    assert sum(mark.on_phone for mark in trend.labels) == 3


def test_the_days_add_up_to_the_figure(county_admin, records):
    days = by_day(figure("service_visits"), reach_of(county_admin), w.WINTER)
    assert days == {dt.date(2024, 1, 5): 2, dt.date(2024, 2, 10): 2, dt.date(2024, 2, 20): 1}


@pytest.mark.parametrize(("start", "end", "words"), [
    ("2024-01-01", "2024-02-28", "2024年1月1日至2月28日"), ("2024-02-01", "2024-02-29", "2024年2月"),
    ("2023-12-01", "2024-01-31", "2023年12月1日至2024年1月31日"), ("2024-02-03", "2024-02-03", "2024年2月3日"),
])
def test_periods_are_said_shortly(start, end, words):
    assert said(period(start, end)) == words


def test_months_are_cut_to_the_period():
    months = [(code, str(days.start), str(days.end)) for code, _, days in months_of(period("2023-12-20", "2024-01-05"))]
    assert months == [("2023-12", "2023-12-20", "2023-12-31"), ("2024-01", "2024-01-01", "2024-01-05")]


@pytest.mark.parametrize("text", ["", "2024", "2024-13", "2024-00", "x", "99999-01"])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_dates_in_the_wrong_order_are_none():
    assert read_dates("2024-02-02", "2024-02-01") is None and read_dates("", "2024-02-01") is None
