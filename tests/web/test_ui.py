"""Numbers, dates, masks, icons and bars as pages show them."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from fengxian.web.templatetags import ui


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|yuan }}", Decimal("1234"), "1,234.00"), ("{{ v|yuan }}", None, ""), ("{{ v|yuan }}", 0, "0.00"),
        ("{{ v|wan }}", Decimal("1045750"), "104.575万元"), ("{{ v|thousands }}", 12368, "12,368"),
        ("{{ v|thousands }}", None, ""), ("{{ v|day }}", dt.date(2024, 2, 28), "2024-02-28"), ("{{ v|day }}", None, ""),
        ("{{ v|cn_day }}", dt.date(2024, 2, 8), "2024年2月8日"), ("{{ v|blank }}", None, ""), ("{{ v|blank }}", 0, "0"),
        ("{{ v|grey_zero }}", 0, '<span class="zero">0</span>'), ("{{ v|grey_zero }}", 7, "7"),
        ("{{ v|mask_identity }}", "610330195801150019", "610330********0019"),
        ("{{ v|mask_phone }}", "13812346120", "138****6120"),
        ("{{ v|mask_account }}", "6217000000001935", "6217 **** **** 1935"), ("{{ v|mask_identity }}", None, ""),
        ("{{ v|age }}", None, ""),
    ],
)
def test_a_value_is_shown_as_the_bureau_writes_it(source, value, shown):
    assert draw(source, v=value) == shown


def test_this_years_day_is_said_without_the_year():
    today = dt.date.today()
    assert ui.cn_day(today) == f"{today.month}月{today.day}日"


def test_a_moment_is_local_time():
    assert ui.moment(dt.datetime(2024, 2, 28, 23, 30, tzinfo=dt.UTC)) == "2024-02-29 07:30"
    assert ui.day(dt.datetime(2024, 2, 28, 23, 30, tzinfo=dt.UTC)) == "2024-02-29"


def test_an_icon_comes_from_the_sprite_and_an_unknown_one_is_an_error():
    assert re.search(r"/icons(\.\w+)?\.svg#walk", ui.icon("walk"))
    with pytest.raises(ValueError, match="没有图标"):
        ui.icon("no-such-icon")


@pytest.mark.parametrize(("value", "most", "width"), [(77, 100, "77.0%"), (0, 0, "0%"), (5, 4, "100%"), (None, 9, "0%")])
def test_a_bar_needs_no_style_and_stays_inside(value, most, width):
    drawn = ui.meter(value, most, "is-done")
    assert f'width="{width}"' in drawn and "style" not in drawn


def test_a_query_keeps_the_other_parameters_and_starts_at_the_first_page(rf):
    context = {"request": rf.get("/?q=赵&page=3&role=leader")}
    assert ui.query_with(context, page=4) == "?q=%E8%B5%B5&role=leader&page=4"
    assert ui.query_with(context, role=None) == "?q=%E8%B5%B5"


def test_page_numbers_leave_gaps():
    page = Paginator(range(1000), 50).page(10)
    assert ui.pages_around(page) == [1, 0, 8, 9, 10, 11, 12, 0, 20]
