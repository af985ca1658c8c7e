"""Identity numbers, phones and bank accounts: parse, check, mask. Pure functions, no database.

GB 11643-1999: six digits of region, eight of birth, three of sequence (odd: male), one check character.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHAPE = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?", re.ASCII)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
OLDEST = 120


class IdentityError(ValueError):
    """An identity number that cannot be right; ``code`` is the ledger error code."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Identity:
    """A checked 18-digit identity number and what it says."""

    number: str
    birth: dt.date

    @property
    def sex(self) -> str:
        return "男" if int(self.number[16]) % 2 else "女"


def clean(text: object) -> str:
    """Half-width, without spaces, invisible characters and a leading apostrophe."""
    half = unicodedata.normalize("NFKC", str(text)).translate(_INVISIBLE)
    return "".join(half.split()).lstrip("'’‘")


def check_character(first17: str) -> str:
    return _CHECK[sum(w * int(d) for w, d in zip(_WEIGHTS, first17, strict=True)) % 11]


def parse_identity(text: object, today: dt.date | None = None) -> Identity:
    """The identity in a cell or field, or IdentityError with code identity_format, _checksum or _birthdate."""
    number = clean(text).upper()
    if not _SHAPE.fullmatch(number):
        if re.fullmatch(r"\d{15}", number):
            raise IdentityError("identity_format", "15 位旧证号自 2013 年起停用，请换成 18 位")
        raise IdentityError("identity_format", f"应为 18 位数字（末位可为 X），现在是 {len(number)} 位")
    if check_character(number[:17]) != number[17]:
        raise IdentityError("identity_checksum", "校验码不符。请对照证件核对最后 4 位")
    return Identity(number, _birth(number, today or dt.date.today()))


def _birth(number: str, today: dt.date) -> dt.date:
    try:
        birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdentityError("identity_birthdate", "中间 8 位不是一个真实的出生日期") from None
    if birth > today or age_on(birth, today) > OLDEST:
        raise IdentityError("identity_birthdate", "中间 8 位的出生日期在未来，或超过 120 岁")
    return birth


def age_on(birth: dt.date, day: dt.date) -> int:
    """Completed years (周岁) on that day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def parse_phone(text: object) -> str:
    """A mobile or land-line number; ValueError otherwise."""
    phone = clean(text)
    if _MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone):
        return phone
    raise ValueError("电话应为 11 位手机号，或 0917-xxxxxxx 样的座机号")


def luhn_ok(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def parse_account(text: object, kind: str = "") -> str:
    """A bank account number. Cards (银行卡) must pass Luhn; passbooks (存折) only have digits and a length."""
    number = clean(text).replace("-", "")
    if not re.fullmatch(r"\d{8,30}", number, re.ASCII):
        raise ValueError("账号应为 8—30 位数字")
    if kind == "银行卡":
        if not 16 <= len(number) <= 19:
            raise ValueError("银行卡号应为 16—19 位数字")
        if not luhn_ok(number):
            raise ValueError("银行卡号校验不符，请对照卡面核对；存折账号请把账户类型选为存折")
    return number


def mask_identity(number: str) -> str:
    """610330********0019"""
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else mask_tail(number)


def mask_phone(number: str) -> str:
    """138****1234; a land line keeps its last four."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else mask_tail(number)


def mask_account(number: str) -> str:
    """6217 **** **** 1234"""
    return f"{number[:4]} **** **** {number[-4:]}" if len(number) >= 12 else mask_tail(number)


def mask_tail(text: str) -> str:
    return "****" + text[-2:] if text else ""


def mask_birth(birth: dt.date) -> str:
    """Only the year: an identity mask beside a full birth date would give the whole number away."""
    return f"{birth.year}-**-**"
