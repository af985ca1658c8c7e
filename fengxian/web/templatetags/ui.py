"""Small parts of pages: icons, numbers, dates, masks, bars, form fields.

Rule source: the design's rules 7, 9, 10, 14 (numbers, dates, empty cells) and 标 masked by default.
"""

import datetime as dt
import functools
import re
from decimal import Decimal

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from fengxian import identity, money
from fengxian.regions.tree import tree

register = template.Library()


@functools.cache
def icon_names() -> frozenset[str]:
    """The icons that the sprite holds."""
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite))


@register.simple_tag
def icon(name: str, extra: str = "") -> str:
    """``{% icon "walk" %}`` or ``{% icon "walk" "icon-sm" %}``. ValueError for a name the sprite lacks."""
    if name not in icon_names():
        raise ValueError(f"没有图标 {name}，请把它写进 static/vendor/icons.txt")
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {extra}" if extra else "", static("icons.svg"), name,
    )


@register.simple_tag
def meter(value, most, extra: str = "") -> str:
    """A bar beside a number, never instead of it: ``{% meter 77 100 "is-done" %}``."""
    share = 0 if not most else max(0, min(100, round(float(value or 0) / float(most) * 100, 1)))
    return format_html(
        '<svg class="meter{}" aria-hidden="true" focusable="false"><rect width="{}%" height="100%"></rect></svg>',
        f" {extra}" if extra else "", share,
    )


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """This page's query with some parameters changed (None takes one out); other pages than asked start at 1."""
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def region_path(code: int | None) -> str:
    """「凤州镇 白石铺村」."""
    return tree().path(code) if code else ""


@register.filter
def region_name(code: int | None) -> str:
    """「白石铺村」."""
    return tree().name(code)


@register.filter
def yuan(amount: Decimal | int | None) -> str:
    """1,234.00; nothing for no amount."""
    return "" if amount in (None, "") else f"{Decimal(amount):,.2f}"


@register.filter
def wan(amount: Decimal | None) -> str:
    """104.575万元, as the bulletin prints it."""
    return "" if amount in (None, "") else money.wan(Decimal(amount))


@register.filter
def thousands(number) -> str:
    """12,368."""
    return "" if number in (None, "") else f"{number:,}"


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """2024-02-28, for tables."""
    return _local(value).isoformat() if value else ""


@register.filter
def cn_day(value: dt.date | dt.datetime | None) -> str:
    """2月28日, for sentences of this year; with the year otherwise."""
    if not value:
        return ""
    local = _local(value)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """2024-02-28 17:30, local time."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def _local(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def age(birth: dt.date | None) -> int | str:
    """Completed years today (周岁)."""
    return identity.age_on(birth, timezone.localdate()) if birth else ""


@register.filter
def blank(value) -> str:
    """Nothing for None: an empty cell stays empty (design rule 14)."""
    return "" if value is None else value


@register.filter
def grey_zero(value) -> str:
    """A zero in grey, anything else as it is."""
    return format_html('<span class="zero">{}</span>', value) if value in (0, "0", "0.00") else blank(value)


@register.filter
def mask_identity(number: str | None) -> str:
    return identity.mask_identity(number or "")


@register.filter
def mask_phone(number: str | None) -> str:
    return identity.mask_phone(number or "")


@register.filter
def mask_account(number: str | None) -> str:
    return identity.mask_account(number or "")


@register.filter
def may(user, right: str) -> bool:
    """``{% if user|may:"visits.edit" %}``."""
    return bool(getattr(user, "is_authenticated", False) and user.may(right))


@register.filter
def field_shape(field: BoundField) -> str:
    """How parts/_field.html draws a field: hidden, choices, check, or plain input."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "input"


@register.simple_tag
def field_input(field: BoundField) -> str:
    """The field's own control with the design's classes (Django adds aria-invalid and aria-describedby)."""
    widget = field.field.widget
    given = widget.attrs.get("class", "")
    shape = "form-select" if isinstance(widget, Select) else "form-control"
    if isinstance(widget, FileInput):
        shape = "form-control"
    return field.as_widget(attrs={"class": f"{shape} {given}".strip()})


@register.filter
def error_count(form) -> int:
    """Sentences of all fields and of the form as a whole."""
    return sum(len(sentences) for sentences in form.errors.values())


@register.simple_tag
def pages_around(page) -> list[int]:
    """Page numbers to show: the ends and two beside this one; 0 stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]
