"""Numbers on pages of figures: each leads to its rows, for whoever may open them."""

from typing import Any

from django import template
from django.utils.html import format_html

from fengxian.figures import figure
from fengxian.regions import codes
from fengxian.reporting.asking import Asked
from fengxian.reporting.compute import Line
from fengxian.reporting.links import drill_link
from fengxian.reporting.values import FigureValue

register = template.Library()


@register.simple_tag
def fig(asked: Asked, key: str, text: Any, line: Line | None = None, css: str = "fig", **more: Any) -> str:
    """The text as a link to the rows of the figure, there of one row of a table; plain text where they are closed."""
    if line is not None and line.region:
        more |= at(line)
    url = drill_link(asked.reach.user, asked)(figure(key), **more)
    return format_html('<a class="{}" href="{}">{}</a>', css, url, text) if url else str(text)


@register.simple_tag
def ask_with(asked: Asked, **changes: Any) -> str:
    """The page's query with some parameters changed; a padded region code is written as the bureau writes it."""
    if isinstance(changes.get("region"), int):
        changes["region"] = codes.official(changes["region"])
    return asked.query(**changes)


@register.simple_tag
def ask_line(asked: Asked, line: Line) -> str:
    """The page's query for one row of a list of regions."""
    return asked.query(**at(line))


@register.simple_tag
def ask_place(asked: Asked, place: dict[str, str], **changes: Any) -> str:
    """The page's query for the same place, with some parameters changed."""
    return asked.query(**place, **changes)


@register.filter
def at_key(values: dict[str, FigureValue], key: str) -> FigureValue:
    return values[key]


@register.filter
def counted(value: FigureValue) -> str:
    """12,368 for tables; money in yuan with two decimals."""
    if value.is_empty:
        return "—"
    if value.figure.coverage:
        return f"{value.number}%"
    return f"{value.amount:,.2f}" if value.is_money else f"{value.amount:,}"


def at(line: Line) -> dict[str, str]:
    return {"at": line.code} | ({"own": "1"} if line.own else {})


@register.filter
def item(values: dict[str, Any], key: str) -> Any:
    """The entry of that name, empty where there is none."""
    return values.get(key, "")
