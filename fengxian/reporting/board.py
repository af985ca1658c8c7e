"""The board of the dashboard: twelve tiles in the report's order, each with a note counted from the same rows."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from fengxian import figures
from fengxian.figures import Distinct, Figure, Measure, Period, Rows, Source, Total
from fengxian.reporting.compute import Values
from fengxian.reporting.values import FigureValue
from relief.condolences.figures import by_county_leaders, investments
from relief.patrols.choices import CameBy
from relief.patrols.figures import assisted, patrols
from relief.subsidies.figures import heating_paid
from visits.choices import Method
from visits.figures import visits

# A patrol that begins in these hours is one by night.
NIGHT_FROM, NIGHT_UNTIL = dt.time(18), dt.time(6)
GROUPS = (
    ("下基层", "走访督导", (
        "cadre_participations", "service_visits", "institution_inspections", "campaign_investment",
    )),
    ("解民忧", "资金慰问", ("heating_subsidy_paid", "relief_paid", "condolence_persons", "condolence_value")),
    ("暖民心", "街面救助", ("rescue_patrols", "rescued_persons", "rescue_items", "rescue_spending")),
)


def _part(label: str, kind: str, rows: Callable[[Period], Any], measure: Measure, *where: Q, **same: Any) -> Source:
    """The rows of a source that also meet a condition."""
    return Source(kind, lambda period: rows(period).filter(*where, **same), measure, label)


def _note(key: str, unit: str, *parts: Source, always_yuan: bool = False) -> Figure:
    return Figure(f"note_{key}", "", unit, "", parts, always_yuan=always_yuan)


_NIGHT = Q(start__gte=NIGHT_FROM) | Q(start__lt=NIGHT_UNTIL)
# What the notes count: parts of the tile's own rows. None of these is a figure of the campaign.
NOTES = (
    _note("service_visits", "",
          _part("入户", "visits", visits, Rows(), method=Method.HOME),
          _part("电话", "visits", visits, Rows(), method=Method.PHONE)),
    _note("campaign_investment", "张", _part("凭证", "investments", investments, Rows())),
    _note("heating_subsidy_paid", "户", _part("发到", "payments", heating_paid, Distinct("household_id"))),
    _note("condolence_value", "元",
          _part("慰问金", "condolences", by_county_leaders, Total(("cash",))),
          _part("慰问品", "condolences", by_county_leaders, Total(("goods_value",)))),
    _note("rescue_patrols", "",
          _part("夜间", "patrols", patrols, Rows(), _NIGHT),
          _part("白天", "patrols", patrols, Rows(), ~_NIGHT, start__isnull=False)),
    _note("rescued_persons", "人",
          _part("其中巡查发现", "assistance", assisted, Distinct("identity_hash", blank_is_one=True),
                came_by=CameBy.PATROL)),
    _note("rescue_spending", "元",
          _part("乘车", "assistance", assisted, Total(("travel_cost", "short_transport_cost"))),
          _part("食宿", "assistance", assisted, Total(("food_cost", "lodging_cost"))),
          _part("医疗", "assistance", assisted, Total(("medical_cost",))), always_yuan=True),
)
# Tiles whose note is another figure of the report: key → (words before, key, words after).
BESIDE = {
    "institution_inspections": ("督导组", "supervision_groups"),
    "relief_paid": ("惠及困难群众", "relief_payments"),
    "condolence_persons": ("各级各界另慰问", "condolence_other_persons"),
}
# Tiles whose note tells their own sources apart.
APART = {"cadre_participations": ("走访", "检查"), "rescue_items": ("救助登记", "巡查")}


@dataclass(frozen=True, slots=True)
class Tile:
    """``url`` is empty where the person may not see rows of that kind; ``beside`` is the figure behind the notes."""

    value: FigureValue
    url: str
    notes: tuple[str, ...] = ()
    beside: FigureValue | None = None
    beside_url: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    name: str
    about: str
    tiles: list[Tile]


def wanted() -> list[Figure]:
    """All that the board needs, counted in one query: the report's figures and the notes."""
    return [*figures.all_figures(), *NOTES]


def board(values: Values, link: Callable[[Figure], str]) -> list[TileGroup]:
    return [TileGroup(name, about, [_tile(key, values, link) for key in keys]) for name, about, keys in GROUPS]


def _tile(key: str, values: Values, link: Callable[[Figure], str]) -> Tile:
    value = values[key]
    url = link(value.figure)
    if key in BESIDE:
        before, other = BESIDE[key]
        beside = values[other]
        return Tile(value, url, (before,), beside, link(beside.figure)) if beside.amount else Tile(value, url)
    if key in APART:
        counted = [FigureValue(_note(key, ""), (part,)) for part in value.parts]
        return Tile(value, url, _listed(APART[key], counted, value.unit))
    note = values.get(f"note_{key}")
    return Tile(value, url, _said(note, value.unit) if note else ())


def _said(note: FigureValue, unit: str) -> tuple[str, ...]:
    """入户 12011，电话 357; 慰问金 52.3，慰问品 23.7. Parts that are nothing are left out, and so is the tile's own unit."""
    shown = [FigureValue(note.figure, (part,)) for part in note.parts]
    labels = [source.label for source in note.figure.sources]
    return _listed(labels, shown, unit)


def _listed(labels: Sequence[str], values: Sequence[FigureValue], unit: str) -> tuple[str, ...]:
    said = zip(labels, values, strict=True)
    return tuple(
        f"{label} {value.number}{'' if value.unit == unit else value.unit}" for label, value in said if value.amount
    )
