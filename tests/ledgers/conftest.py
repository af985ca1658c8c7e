"""Import and export in tests: tasks run at once, and workbooks lie in the test's own folder."""

import pytest

from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.registry import ledger
from tests.ledgers import books

IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"


@pytest.fixture
def tasks_run_at_once(settings):
    """Background tasks run inside the request that hands them over."""
    settings.TASKS = {"default": {"BACKEND": IMMEDIATE}}


@pytest.fixture
def sheet(tmp_path):
    """``sheet(row, row, …)``: the path of a plain workbook with these rows."""
    made = iter(range(1000))
    return lambda *rows, name="", **options: books.plain(
        tmp_path / (name or f"台账{next(made)}.xlsx"), *rows, **options
    )


@pytest.fixture
def money_on_record(sheet, town_officer):
    """Three rows of 投入资金台账 in 凤州镇."""
    rows = [books.money(), books.money(金额="300"), books.money(备注="补录")]
    assert books.counts(books.bring(sheet(*rows), town_officer)) == (3, 0, 0, 0)
    return rows


@pytest.fixture
def export(tmp_path):
    """``export(kind, actor, …)``: the path of that person's exported ledger."""
    made = iter(range(100))

    def go(kind, actor, filters=None, **options):
        out = tmp_path / f"导出{next(made)}.xlsx"
        export_to_file(ledger(kind), actor=actor, out=out, filters=filters or ExportFilter(), **options)
        return out

    return go
