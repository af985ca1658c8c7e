"""Sheets are written and brought in the same way by all tests of the household ledger."""

import pytest

from tests.households import sheets


@pytest.fixture
def sheet(tmp_path):
    """``sheet(row, row, …)``: the path of a workbook with these rows."""
    made = iter(range(100))
    return lambda *rows, columns=(): sheets.write_sheet(tmp_path / f"台账{next(made)}.xlsx", rows, columns)


@pytest.fixture
def bring(sheet):
    """``bring(actor, row, row, …)``: the outcome of bringing these rows in."""
    return lambda actor, *rows, **options: sheets.bring_in(sheet(*rows), actor, **options)


@pytest.fixture
def family(bring, county_admin):
    """A couple on the ledger: 赵长顺, head, and 孙玉琴. Returns their rows as they were brought in."""
    rows = [sheets.person(), sheets.member()]
    bring(county_admin, *rows)
    return rows
