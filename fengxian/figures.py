"""What a figure (指标) is: one definition feeds dashboard, drill-down, Excel, bulletin and JSON.

An app defines its figures beside its records and registers them; fengxian.reporting computes and shows them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are inside."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Rows:
    """Counts rows."""


@dataclass(frozen=True, slots=True)
class Total:
    """Sums fields of the rows (whole numbers, or yuan)."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """Counts distinct values; with ``blank_is_one`` each row without a value is one of its own."""

    field: str
    blank_is_one: bool = False


Measure = Rows | Total | Distinct


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that a figure counts: all live ones of the period, whatever the region; scoped by who asks."""

    kind: str  # the ledger kind: the right needed to open the rows
    rows: Callable[[Period], Any]  # a ScopedQuerySet
    measure: Measure
    label: str = ""  # what this part is called where a figure has several
    region: str = "region_id"  # path to the region column
    date: str = "date"  # path to the day
    person: str = ""  # path to the ledger person, where the rows are about one (for --by category)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A percentage: of all these rows, those that were reached in the period."""

    kind: str
    all: Callable[[Period], Any]
    reached: Callable[[Any, Period], Any]  # narrows ``all`` to the reached
    region: str = "region_id"
    person: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the campaign. ``unit`` as the bulletin prints it; money is in 元 and shown in 万元."""

    key: str
    name: str
    unit: str
    definition: str
    sources: tuple[Source, ...] = ()
    coverage: Coverage | None = None
    additive: bool = True  # whether villages sum to towns and towns to the county
    always_yuan: bool = False  # money never shown in 万元
    counts_persons: bool = False  # present in --by category


ORDER = (
    "cadre_participations", "service_visits", "institution_inspections", "campaign_investment",
    "supervision_groups", "heating_subsidy_paid", "relief_paid", "relief_payments", "rescue_patrols",
    "rescued_persons", "rescue_items", "rescue_spending", "condolence_persons", "condolence_value",
    "condolence_other_persons", "condolence_other_value", "hazards_found", "hazards_rectified",
    "visit_coverage", "institution_coverage",
)
_figures: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    """Adds a figure; called once by its app."""
    _figures[figure.key] = figure
    return figure


def figure(key: str) -> Figure:
    return _figures[key]


def all_figures() -> list[Figure]:
    """In the order of the report."""
    return [_figures[key] for key in ORDER if key in _figures]
