"""How the rows behind a figure are listed: a few columns of each kind of record, with masked numbers."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model

from fengxian.identity import mask_identity
from fengxian.regions.tree import tree
from households.models import Person
from relief.condolences.models import Condolence, Investment
from relief.patrols.models import Assistance, Patrol
from relief.subsidies.models import Payment
from visits.models import Hazard, Inspection, InspectionCadre, Institution, OutingCadre, Visit


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    css: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class RowTable:
    """``prepare`` joins and orders; ``cells`` are the shown values; ``page`` and ``record`` lead to the record."""

    headings: tuple[str, ...]
    prepare: Callable[[Any], Any]
    cells: Callable[[Any], Sequence[Any]]
    page: str  # url name of the record's page
    ledger: str  # kind of the ledger that these rows are exported as
    record: Callable[[Any], Any] = lambda row: row.pk  # what that page is asked for
    ledger_rows: str = "pk"  # path from a row to the ledger's record


@dataclass(frozen=True, slots=True)
class ShownRow:
    cells: list[Cell]
    page: str
    record: Any


def show(table: RowTable, rows: Sequence[Any]) -> list[ShownRow]:
    return [
        ShownRow([_cell(*one) for one in zip(table.headings, table.cells(row), strict=True)], table.page,
                 table.record(row))
        for row in rows
    ]


def _cell(heading: str, value: Any) -> Cell:
    if isinstance(value, Cell):
        return replace(value, heading=heading)
    if value is None:
        return Cell("", heading=heading)
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), "num", heading)
    return Cell(str(value), heading=heading)


def _money(amount: Any) -> Cell:
    return Cell(f"{amount:,.2f}", "money") if amount is not None else Cell("", "money")


def _number(amount: Any) -> Cell:
    return Cell("" if amount is None else f"{amount:,}", "n")


def _identity(number: str) -> Cell:
    return Cell(mask_identity(number) if number else "", "masked")


def _name(text: str) -> Cell:
    return Cell(text, "nowrap")


def _place(code: int) -> Cell:
    return Cell(tree().path(code))


def _visits(rows: Any) -> Any:
    return rows.for_list().order_by("date", "outing__number", "pk")


def _visit_cells(visit: Visit) -> Sequence[Any]:
    hazards = "、".join(hazard.type for hazard in visit.live_hazards)
    return (
        visit.date, _name(visit.person.name), _identity(visit.person.identity), Cell("、".join(visit.outing.names), "keep"),
        Cell(hazards or "无", "keep" if hazards else "zero"),
    )


TABLES: dict[type[Model], RowTable] = {
    Visit: RowTable(
        ("走访日期", "走访对象", "身份证号", "走访干部", "隐患"), _visits, _visit_cells, "visits:detail", "visits",
    ),
    OutingCadre: RowTable(
        ("走访日期", "走访干部", "出动编号", "出动区划"),
        lambda rows: rows.select_related("outing").order_by("outing__date", "outing__number", "place"),
        lambda row: (row.outing.date, _name(row.name), Cell(row.outing.number, "num"), _place(row.outing.region_id)),
        "outings:detail", "visits", record=lambda row: row.outing_id, ledger_rows="outing__visits",
    ),
    Hazard: RowTable(
        ("发现日期", "隐患类型", "隐患描述", "等级", "整改完成日期"),
        lambda rows: rows.order_by("date", "pk"),
        lambda row: (row.date, _name(row.type), row.description, _name(row.severity), row.completed_on),
        "hazards:detail", "visits", ledger_rows="visit",
    ),
    Inspection: RowTable(
        ("检查日期", "机构名称", "督导组", "发现问题", "现场整改", "限期整改完成"),
        lambda rows: rows.select_related("institution").order_by("date", "number"),
        lambda row: (
            row.date, row.institution.name, _name(row.group), _number(row.found), _number(row.fixed),
            _number(row.to_fix_done),
        ),
        "inspections:detail", "inspections",
    ),
    InspectionCadre: RowTable(
        ("检查日期", "检查人员", "检查编号", "机构名称"),
        lambda rows: rows.select_related("inspection__institution").order_by(
            "inspection__date", "inspection__number", "place"
        ),
        lambda row: (
            row.inspection.date, _name(row.name), Cell(row.inspection.number, "num"), row.inspection.institution.name,
        ),
        "inspections:detail", "inspections", record=lambda row: row.inspection_id, ledger_rows="inspection",
    ),
    Payment: RowTable(
        ("发放日期", "领款人", "身份证号", "项目", "实发金额"),
        lambda rows: rows.order_by("date", "region_id", "pk"),
        lambda row: (row.date, _name(row.payee), _identity(row.identity), _name(row.programme), _money(row.net)),
        "payments:detail", "payments",
    ),
    Condolence: RowTable(
        ("慰问日期", "姓名", "身份证号", "慰问单位", "慰问金", "慰问品折价"),
        lambda rows: rows.order_by("date", "number"),
        lambda row: (
            row.date, _name(row.name), _identity(row.identity), row.giver, _money(row.cash), _money(row.goods_value),
        ),
        "condolences:detail", "condolences",
    ),
    Investment: RowTable(
        ("日期", "凭证号", "用途", "资金来源", "金额"),
        lambda rows: rows.order_by("date", "voucher"),
        lambda row: (row.date, Cell(row.voucher, "num"), row.use, row.source, _money(row.amount)),
        "investments:detail", "investments",
    ),
    Patrol: RowTable(
        ("日期", "开始时间", "重点区域", "带队人", "发放物资"),
        lambda rows: rows.order_by("date", "number"),
        lambda row: (
            row.date, Cell(f"{row.start:%H:%M}" if row.start else "", "num"), Cell(row.areas, "keep"),
            _name(row.leader), _number(row.items),
        ),
        "patrols:detail", "patrols",
    ),
    Assistance: RowTable(
        ("求助日期", "姓名", "身份证号", "来站方式", "发放物资", "救助金额"),
        lambda rows: rows.order_by("date", "number"),
        lambda row: (
            row.date, _name(row.name), _identity(row.identity), _name(row.came_by), _number(row.items),
            _money(row.amount),
        ),
        "assistance:detail", "assistance",
    ),
    Person: RowTable(
        ("姓名", "身份证号", "对象类别", "户编号", "村（社区）"),
        lambda rows: rows.for_list(),
        lambda row: (
            _name(row.name), _identity(row.identity), Cell("、".join(row.categories), "keep"),
            Cell(row.household.code, "num"), _name(tree().name(row.region_id)),
        ),
        "households:detail", "households",
    ),
    Institution: RowTable(
        ("机构名称", "机构类型", "区划"),
        lambda rows: rows.order_by("region_id", "name"),
        lambda row: (row.name, _name(row.kind_name), _place(row.region_id)),
        "institutions:detail", "inspections", ledger_rows="inspections",
    ),
}


def table_of(rows: Any) -> RowTable:
    return TABLES[rows.model]
