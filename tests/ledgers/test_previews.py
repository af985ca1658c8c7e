"""What a file's name says of months, and how much longer work may take."""

import time

import pytest

from fengxian.ledgers.previews import named_months, time_left
from fengxian.ledgers.typed import hide


@pytest.mark.parametrize(("name", "months"), [
    ("留凤关镇2月走访.xlsx", {2}), ("1—2月低保.xlsx", {1, 2}), ("2024年1月至3月.xlsx", {1, 2, 3}), ("十二月慰问.xlsx", {12}),
    ("二月.xlsx", {2}), ("2024-01-15走访.xlsx", set()), ("凤州镇.xlsx", set()), ("13月.xlsx", set()), ("12月28日.xlsx", {12}),
    ("1、2月.xlsx", {1, 2}),
])
def test_months_are_read_from_a_files_name(name, months):
    assert named_months(name) == months


@pytest.mark.parametrize(("done", "took", "said"), [
    (0, 10, ""), (5000, 3, "还要约 3 秒"), (100, 3, "还要约 5 分钟"), (10_000, 3, ""),
])
def test_the_time_left_is_told_from_the_pace_so_far(done, took, said):
    assert time_left({"done": done, "total": 10_000, "began": time.time() - took}) == said


@pytest.mark.parametrize(("raw", "shown"), [
    ("61033019580115152", "610330********152"), (6.1033019580115e17, "6.10330E+17"), ("1381234567", "****67"),
])
def test_a_wrong_number_is_recognisable_and_not_whole(raw, shown):
    assert hide(raw) == shown
