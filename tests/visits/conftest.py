"""Families to visit, and workbooks as clerks keep them."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from fengxian.accounts.models import Cadre
from fengxian.audit.writing import stamp_new
from fengxian.crypto import keyed_hash
from fengxian.identity import check_character
from fengxian.ledgers.imports import check_import, commit_import, start_import, undo_import
from fengxian.regions import codes
from households.models import CategorySpan, Household, Person
from households.names import initials, sort_key

VILLAGE, OTHER_VILLAGE, TOWN = "610330101200", "610330101201", "610330101"
FAR_VILLAGE = "610330100200"  # in another town


def number(serial: int, birth: str = "19500101") -> str:
    """A made-up identity number with a true check character."""
    first17 = f"610330{birth}{serial:03}"
    return first17 + check_character(first17)


@pytest.fixture
def add_person(county_admin):
    """``add_person("F1", "赵长顺", 1)``: somebody on the ledger; without a serial, without an identity number."""

    def add(code: str, name: str, serial: int = 0, village: str = VILLAGE, category: str = "低保对象", **fields):
        region = codes.pad(village)
        household = Household.objects.live().filter(code=code).first()
        if household is None:
            household = stamp_new(Household(code=code, region_id=region), county_admin)
            household.save()
        identity = number(serial) if serial else ""
        is_first = not household.members.exists()
        person = Person(
            household=household, region_id=region, name=name, name_key=sort_key(name), name_initials=initials(name),
            identity=identity, identity_hash=keyed_hash(identity), birth=fields.pop("birth", dt.date(1950, 1, 1)),
            no_identity_reason="" if serial else "从未办证", relation="户主" if is_first else "其他", **fields,
        )
        stamp_new(person, county_admin).save()
        if category:
            CategorySpan.begin(person, category, None, 1).save()
        return person

    return add


@pytest.fixture
def family(add_person):
    """户 F1 in 龙口村: 赵长顺 (number 1) and 孙玉琴 (number 2)."""
    return add_person("F1", "赵长顺", 1), add_person("F1", "孙玉琴", 2)


@pytest.fixture
def add_cadre(regions):
    def add(name: str, region: str = TOWN, unit: str = "凤州镇政府") -> Cadre:
        return Cadre.objects.create(name=name, unit=unit, region_id=codes.pad(region))

    return add


def visit_row(**changes) -> dict:
    """A good row of 走访台账 to 赵长顺; changes by column name, None leaves the cell empty."""
    return {
        "出动编号": "CD-1", "走访日期": dt.date(2024, 1, 15), "区划代码": VILLAGE, "走访干部": "王建国、李红",
        "走访方式": "入户", "户编号": "F1", "走访对象": "赵长顺", "身份证号": number(1),
    } | changes


def inspection_row(**changes) -> dict:
    return {
        "检查编号": "JC-1", "检查日期": dt.date(2024, 1, 20), "机构名称": "县中心敬老院", "机构类型": "养老机构",
        "区划代码": VILLAGE, "督导组": "第一督导组", "检查人员": "王建国、曾慧", "发现问题数": 5, "现场整改数": 3,
        "限期整改数": 2,
    } | changes


def workbook(path: Path, rows: list[dict]) -> Path:
    """A real .xlsx: the union of the rows' columns as header, a title above it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    book = Workbook()
    sheet = book.active
    sheet.append(["凤县2024年台账"])
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
    book.save(path)
    return path


class Import:
    """What bringing in one file came to."""

    def __init__(self, outcome, batch):
        self.json, self.batch = outcome, batch

    @property
    def codes(self) -> list[tuple[int, str, str]]:
        return [(e["row"], e["column"], e["code"]) for e in self.json["errors"]]

    @property
    def warned(self) -> list[tuple[int, str, str]]:
        return [(w["row"], w["column"], w["code"]) for w in self.json["warnings"] if w["row"]]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, changed, unchanged, refused."""
        return tuple(self.json[name] for name in ("created", "updated", "unchanged", "rejected"))


@pytest.fixture
def bring_in(tmp_path):
    """``bring_in(user, "visits", rows)``: through a real workbook, checked and written."""
    files = []

    def run(user, kind: str, *rows: dict, commit: bool = True, skip_errors: bool = False) -> Import:
        files.append(workbook(tmp_path / f"{kind}{len(files)}.xlsx", list(rows)))
        batch = start_import(actor=user, kind=kind, path=files[-1], file_name=files[-1].name)
        outcome = commit_import(batch, skip_errors=skip_errors) if commit else check_import(batch)
        return Import(outcome.as_json(commit), batch)

    return run


@pytest.fixture
def take_back():
    def run(user, brought: Import) -> None:
        undo_import(brought.batch, actor=user)

    return run
