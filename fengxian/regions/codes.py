"""The official statistical code is the tree: zero-padded to 12 digits, a subtree is one range.

国家统计局统计用区划代码：2 省 + 2 市 + 2 县 + 3 乡镇 + 3 村。
"""

import re
from enum import StrEnum


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}
SPAN = {level: 10 ** (12 - digits) for level, digits in DIGITS.items()}
ORDER = list(Level)


def pad(code: str) -> int:
    """610330 → 610330000000. ValueError unless it is 2, 4, 6, 9 or 12 digits."""
    if not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", code, re.ASCII):
        raise ValueError("区划代码应为 6、9 或 12 位数字")
    return int(code.ljust(12, "0"))


def level_of(code: int) -> Level:
    """The level of a padded code: the shortest whose remaining digits are all zero."""
    for level in ORDER:
        if code % SPAN[level] == 0:
            return level
    raise AssertionError(code)


def official(code: int) -> str:
    """The code as the bureau writes it: 610330100000 → 610330100."""
    return str(code)[: DIGITS[level_of(code)]]


def span(code: int) -> tuple[int, int]:
    """First and last padded code of the subtree."""
    return code, code + SPAN[level_of(code)] - 1


def ancestor(code: int, level: Level) -> int:
    """The code's ancestor (or itself) at that level."""
    return code - code % SPAN[level]


def smallest_common(codes: list[int]) -> int:
    """The smallest region that holds all of them."""
    for level in reversed(ORDER):
        found = {ancestor(code, level) for code in codes}
        if len(found) == 1:
            return found.pop()
    raise ValueError("这些区划不在同一个省")


def merge_spans(codes: list[int]) -> list[tuple[int, int]]:
    """Disjoint ranges of several subtrees, nothing twice."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(span(code) for code in codes):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
