"""Money is exact: Decimal yuan in Python, whole 分 in the database, no float anywhere."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from fengxian.identity import clean

CENT = Decimal("0.01")
MOST = Decimal("9999999999.99")


class MoneyError(ValueError):
    """A text that is no amount; ``code`` is the ledger error code."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def parse_yuan(value: object) -> Decimal:
    """Yuan from a cell or field: full-width digits and thousands commas allowed, a third decimal never rounded.

    Raises MoneyError with code not_money or negative_money.
    """
    text = f"{value:.15g}" if isinstance(value, float) else clean(value)
    text = text.removeprefix("¥").removeprefix("￥").removesuffix("元")
    try:
        amount = Decimal(_without_commas(text))
    except InvalidOperation:
        raise MoneyError("not_money", "不是金额，请填数字，如 1200.00") from None
    if not amount.is_finite() or abs(amount) > MOST:
        raise MoneyError("not_money", "金额过大或不是数字")
    if amount != amount.quantize(CENT):
        raise MoneyError("not_money", "金额最多两位小数，系统不替您四舍五入")
    if amount < 0:
        raise MoneyError("negative_money", "金额不能是负数")
    return amount.quantize(CENT)


def _without_commas(text: str) -> str:
    """Takes thousands commas out, and only those: "1,2" is no amount."""
    whole, _, rest = text.partition(".")
    groups = whole.lstrip("-").split(",")
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])):
        raise InvalidOperation
    if not text.isascii() or "_" in text:
        raise InvalidOperation
    return whole.replace(",", "") + (f".{rest}" if rest else "")


def yuan(amount: Decimal | int | None) -> str:
    """"1200.00", as JSON prints it."""
    return f"{Decimal(amount or 0):.2f}"


def wan(amount: Decimal) -> str:
    """万元 as the bulletin prints it: exact, zeros dropped, at most four decimals, else in 元 (ledgers.md §4)."""
    tenk = amount / 10000
    if tenk == tenk.quantize(Decimal("0.0001")):
        return f"{_plain(tenk)}万元"
    return f"{_plain(amount)}元"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class YuanField(models.BigIntegerField):
    """Decimal yuan with two places in Python, whole 分 in the database."""

    description = "人民币金额（元，库内以分存）"

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(int(value)).scaleb(-2)

    def get_prep_value(self, value):
        if value is None or hasattr(value, "resolve_expression"):
            return value
        fen = Decimal(value).scaleb(2)
        if fen != fen.to_integral_value():
            raise ValueError(f"{value}：金额最多两位小数")
        return int(fen)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return parse_yuan(value)
        except MoneyError as error:
            raise ValidationError(error.message, code=error.code) from error

    @property
    def validators(self):
        # BigIntegerField's range validators would compare yuan with fen; the range is parse_yuan's and the database's.
        return list(self._validators)
