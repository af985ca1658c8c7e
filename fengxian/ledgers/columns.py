"""Columns of a ledger: one spec feeds template, import, export, form and screen table.

A column parses what a cell or a form field holds into a Python value, and shows a value as people read it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fengxian import identity, money
from fengxian.regions import codes

CLEAR = type("Clear", (), {"__repr__": lambda self: "清空"})()
CLEAR_WORD = "清空"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SEPARATORS = re.compile(r"[、，,;；/\n]+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")


class CellError(ValueError):
    """What is wrong with one cell: a ledger error code and a sentence that says what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Masked:
    """A personal number as our own exports mask it: means "unchanged" if it is the mask of what is stored."""

    text: str


@dataclass(frozen=True)
class Column:
    """A text column; the base of all others."""

    name: str
    field: str
    required: bool = False
    help: str = ""
    section: str = ""
    width: int = 12
    most: int = 200
    long: bool = False
    derived: bool = False  # shown and exported, never written
    total: bool = False  # summed in the 合计 row
    mask: Callable[[Any], str] | None = None  # personal: how it is shown without the right
    default: Any = None  # what an empty cell of a new row means

    def parse(self, raw: Any) -> Any:
        """The value, None for an empty cell; raises CellError."""
        text = raw.strip().removeprefix("'").strip() if isinstance(raw, str) else number_text(raw)
        if not text:
            return None
        if _ILLEGAL.search(text):
            raise CellError("other", "含有看不见的控制字符，请删掉重新输入")
        if text == CLEAR_WORD:
            return CLEAR
        if self.mask and "*" in text:
            return Masked(text)
        return self.read(text, raw)

    def read(self, text: str, raw: Any) -> Any:
        if len(text) > self.most:
            raise CellError("too_long", f"最多 {self.most} 个字，现在 {len(text)} 个字")
        return text

    def show(self, value: Any) -> str:
        """As people read it on a page."""
        return "" if value is None else str(value)

    def cell(self, value: Any) -> Any:
        """As a workbook holds it."""
        return self.show(value)

    def masked(self, value: Any) -> str:
        """Without the right to see it whole."""
        return self.mask(value) if self.mask and value else self.show(value)


def number_text(raw: Any) -> str:
    """A number cell at 15 significant digits, without an exponent; dates and booleans as text."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, int | float):
        return f"{Decimal(f'{raw:.15g}'):f}"
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    return str(raw)


@dataclass(frozen=True)
class PersonName(Column):
    """A name: alignment spaces inside Chinese names and variants of the middle dot are forgiven."""

    most: int = 40

    def read(self, text: str, raw: Any) -> str:
        return super().read(clean_name(text), raw)


def clean_name(text: str) -> str:
    name = re.sub(r"[•・‧∙●]", "·", text)
    return "".join(name.split()) if re.search("[\u3400-\u9fff]", name) else " ".join(name.split())


@dataclass(frozen=True)
class Names(Column):
    """Names joined by 、; a tuple without repeats."""

    most: int = 300

    def read(self, text: str, raw: Any) -> tuple[str, ...]:
        super().read(text, raw)
        names = tuple(dict.fromkeys(clean_name(n) for n in _SEPARATORS.split(text) if n.strip()))
        if any(len(n) > 40 for n in names):
            raise CellError("too_long", "姓名之间请用、隔开，每个姓名最多 40 个字")
        return names

    def show(self, value: Any) -> str:
        return "、".join(value or ())


@dataclass(frozen=True)
class Choice(Column):
    """One of the given words; full-width variants and stray spaces are forgiven."""

    choices: tuple[str, ...] = ()

    def read(self, text: str, raw: Any) -> str:
        found = _match(text, self.choices)
        if found is None:
            raise CellError("wrong_choice", f"“{text[:20]}”不在可选范围：{'、'.join(self.choices)}")
        return found


@dataclass(frozen=True)
class Choices(Column):
    """Several of the given words, joined by 、; a tuple in the order of the list."""

    choices: tuple[str, ...] = ()

    def read(self, text: str, raw: Any) -> tuple[str, ...]:
        found = set()
        for part in _SEPARATORS.split(text):
            if not part.strip():
                continue
            word = _match(part, self.choices)
            if word is None:
                raise CellError("wrong_choice", f"“{part[:20]}”不在可选范围：{'、'.join(self.choices)}")
            found.add(word)
        return tuple(c for c in self.choices if c in found)

    def show(self, value: Any) -> str:
        return "、".join(value or ())


def _match(text: str, choices: tuple[str, ...]) -> str | None:
    wanted = _squash(text)
    return next((c for c in choices if _squash(c) == wanted), None)


def _squash(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


@dataclass(frozen=True)
class Date(Column):
    """A day. Accepts Excel dates, 2024-01-15, 2024.1.15, 2024/1/15, 2024年1月15日."""

    width: int = 12
    future: bool = False
    mask: Callable[[Any], str] | None = None

    def parse(self, raw: Any) -> Any:
        if isinstance(raw, dt.datetime | dt.date):
            return self._bounds(raw.date() if isinstance(raw, dt.datetime) else raw)
        if isinstance(raw, int | float):
            raise CellError("not_a_date", "是数字不是日期，请写成 2024-01-15")
        return super().parse(raw)

    def read(self, text: str, raw: Any) -> dt.date:
        half = "".join(unicodedata.normalize("NFKC", text).split())
        found = re.fullmatch(r"(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)(?:0?0:00(?::00)?)?", half)
        try:
            if not found:
                raise ValueError
            parts = [int(p) for p in found.groups() if p]
            return self._bounds(dt.date(*parts))
        except ValueError as error:
            if isinstance(error, CellError):
                raise
            raise CellError("not_a_date", f"“{text[:20]}”不是日期，可写成 2024-02-13 或 2024年2月13日") from None

    def _bounds(self, day: dt.date) -> dt.date:
        if day.year < 1900:
            raise CellError("not_a_date", "年份早于 1900 年，请核对")
        if not self.future and day > dt.date.today():
            raise CellError("date_in_future", f"{day:%Y-%m-%d} 在今天以后，请核对")
        return day

    def show(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def cell(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Time(Column):
    """A time of day, hours and minutes."""

    width: int = 9

    def parse(self, raw: Any) -> Any:
        if isinstance(raw, dt.datetime):
            return raw.time().replace(second=0, microsecond=0)
        if isinstance(raw, dt.time):
            return raw.replace(second=0, microsecond=0)
        if isinstance(raw, float) and 0 <= raw < 1:
            minutes = round(raw * 1440)
            return dt.time(minutes // 60 % 24, minutes % 60)
        return super().parse(raw)

    def read(self, text: str, raw: Any) -> dt.time:
        half = "".join(unicodedata.normalize("NFKC", text).split())
        found = re.fullmatch(r"(\d{1,2})(?::|时|点)(\d{1,2})?分?(?::\d{2})?", half)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise CellError("not_a_date", f"“{text[:20]}”不是时间，可写成 21:30")
        return dt.time(int(found[1]), int(found[2] or 0))

    def show(self, value: Any) -> str:
        return f"{value:%H:%M}" if value else ""


@dataclass(frozen=True)
class Money(Column):
    """Yuan with at most two decimals; never rounded, never 0 for a text."""

    width: int = 13

    def parse(self, raw: Any) -> Any:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return self.read(number_text(raw), raw)
        return super().parse(raw)

    def read(self, text: str, raw: Any) -> Decimal:
        try:
            return money.parse_yuan(text)
        except money.MoneyError as error:
            raise CellError(error.code, error.message) from error

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:,.2f}"

    def cell(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Count(Column):
    """A whole number, not negative."""

    width: int = 8
    highest: int = 1_000_000

    def read(self, text: str, raw: Any) -> int:
        half = identity.clean(text)
        if re.fullmatch(r"\d{1,3}(,\d{3})+", half):
            half = half.replace(",", "")
        if not re.fullmatch(r"\d{1,9}(\.0+)?", half, re.ASCII) or int(half.split(".")[0]) > self.highest:
            raise CellError("not_a_number", f"“{text[:20]}”不是数，请填 0 或正整数")
        return int(half.split(".")[0])

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def cell(self, value: Any) -> Any:
        return value


class _Personal:
    """Numbers that Excel breaks when it takes them for numbers."""

    @staticmethod
    def refuse_mangled(text: str, raw: Any) -> None:
        too_long = isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) >= 1e15
        if too_long or _SCIENTIFIC.fullmatch(identity.clean(text)):
            raise CellError(
                "identity_mangled", "表格软件把号码变成了数字，后几位已丢失。请把这一列设为文本，重新输入"
            )


@dataclass(frozen=True)
class IdentityNumber(Column, _Personal):
    """An 18-digit identity number (GB 11643-1999)."""

    width: int = 21
    mask: Callable[[Any], str] | None = identity.mask_identity

    def read(self, text: str, raw: Any) -> str:
        self.refuse_mangled(text, raw)
        try:
            return identity.parse_identity(text).number
        except identity.IdentityError as error:
            raise CellError(error.code, error.message) from error


@dataclass(frozen=True)
class Account(Column, _Personal):
    """A bank account number; whether a card passes Luhn is judged beside its 账户类型."""

    width: int = 23
    mask: Callable[[Any], str] | None = identity.mask_account

    def read(self, text: str, raw: Any) -> str:
        self.refuse_mangled(text, raw)
        try:
            return identity.parse_account(text)
        except ValueError as error:
            raise CellError("other", str(error)) from error


@dataclass(frozen=True)
class Phone(Column):
    width: int = 15
    mask: Callable[[Any], str] | None = identity.mask_phone

    def read(self, text: str, raw: Any) -> str:
        try:
            return identity.parse_phone(text)
        except ValueError as error:
            raise CellError("other", str(error)) from error


@dataclass(frozen=True)
class RegionCode(Column):
    """A padded region code; ``levels`` are those where this kind of record may lie."""

    width: int = 15
    levels: tuple[codes.Level, ...] = (codes.Level.VILLAGE,)

    def read(self, text: str, raw: Any) -> int:
        try:
            return codes.pad(identity.clean(text))
        except ValueError as error:
            raise CellError("unknown_region", str(error)) from error

    def show(self, value: Any) -> str:
        return codes.official(value) if value else ""


@dataclass(frozen=True)
class Period(Column):
    """所属期: 2024-01 or 2024-01~2024-02; kept as that text."""

    width: int = 17

    def parse(self, raw: Any) -> Any:
        if isinstance(raw, dt.datetime | dt.date):
            return f"{raw:%Y-%m}"
        return super().parse(raw)

    def read(self, text: str, raw: Any) -> str:
        half = "".join(unicodedata.normalize("NFKC", text).split())
        found = re.fullmatch(r"(\d{4})[-.年/](\d{1,2})月?(?:[~～—–-]+(\d{4})[-.年/](\d{1,2})月?)?", half)
        numbers = [int(n) for n in found.groups() if n] if found else []
        if not numbers or any(not 1 <= m <= 12 for m in numbers[1::2]):
            raise CellError("not_in_period", f"“{text[:20]}”不是所属期，可写成 2024-01 或 2024-01~2024-02")
        first, last = tuple(numbers[:2]), tuple(numbers[-2:])
        if last < first:
            raise CellError("not_in_period", "所属期的止月在起月之前")
        start, end = (f"{year:04}-{month:02}" for year, month in (first, last))
        return start if start == end else f"{start}~{end}"


def period_months(period: str) -> tuple[dt.date, dt.date]:
    """First days of the first and the last month of a 所属期."""
    start, _, end = period.partition("~")
    return dt.date.fromisoformat(f"{start}-01"), dt.date.fromisoformat(f"{end or start}-01")
