"""Sheets are written and brought in the same way by all tests of relief."""

from types import SimpleNamespace

import pytest

from tests.relief import sheets


@pytest.fixture
def sheet(tmp_path):
    """``sheet(row, row, …)``: the path of a workbook with these rows."""
    made = iter(range(1000))
    return lambda *rows, columns=(): sheets.write_sheet(tmp_path / f"台账{next(made)}.xlsx", rows, columns)


@pytest.fixture
def bring(sheet):
    """``bring(kind, actor, row, row, …)``: the outcome of bringing these rows in."""
    return lambda kind, actor, *rows, **options: sheets.bring_in(kind, sheet(*rows), actor, **options)


@pytest.fixture
def enter(bring):
    """``enter(kind, actor, row, …)``: these rows are on record afterwards, or the test fails."""

    def go(kind, actor, *rows):
        outcome = bring(kind, actor, *rows)
        assert sheets.errors(outcome) == []
        return outcome

    return go


@pytest.fixture
def look(sheet):
    """``look(kind, actor, row, row, …)``: the outcome of checking these rows, with nothing written."""
    return lambda kind, actor, *rows: sheets.check(kind, sheet(*rows), actor)


@pytest.fixture
def family(enter, county_admin):
    """On the ledger: 赵长顺 and 孙玉琴 of one household, 周克俭 of another, as rows; and a child without a number."""
    head = sheets.member()
    wife = sheets.member(姓名="孙玉琴", 身份证号=sheets.number("19600302", "女"), 与户主关系="配偶")
    child = sheets.member(
        姓名="赵小宝", 身份证号=None, 无证原因="新生儿未上户", 出生日期="2023-11-20", 与户主关系="孙子女", 低保档次=None,
        对象类别="困境儿童",
    )
    alone = sheets.member(户编号="FX-002", 姓名="周克俭", 对象类别="特困人员", 低保档次=None, 供养方式="分散")
    enter("households", county_admin, head, wife, child, alone)
    return SimpleNamespace(head=head, wife=wife, child=child, alone=alone)
