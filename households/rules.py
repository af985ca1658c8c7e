"""What one row must keep to, whatever other rows say. Soft rules only warn (ledgers.md §2)."""

import datetime as dt
from typing import Any

from fengxian import identity
from fengxian.ledgers.columns import Masked
from fengxian.ledgers.spec import Context, Row
from households import choices as c
from households.columns import KeyDay, show_birth
from households.finding import bare_people, birth_in, sex_in

CHILD_UNDER = {c.Category.ORPHAN.value: 18, c.Category.UNSUPPORTED_CHILD.value: 18, c.Category.LEFT_BEHIND_CHILD.value: 16,
               c.Category.CHILD_IN_NEED.value: 18}
AGED_FROM = dict.fromkeys(
    (c.Category.LEFT_BEHIND_AGED.value, c.Category.AGED_ALONE.value, c.Category.EMPTY_NEST_AGED.value), 60
)


def settle(row: Row, current: list[Any] | None, name: str, value: Any) -> None:
    """Sets a value that follows from others and keeps the note of changes true."""
    row[name] = value
    row.changes.pop(name, None)
    old = current[row.ledger.place[name]] if current else None
    if current and old != value:
        row.changes[name] = (old, value)


def unmask_birth(row: Row) -> None:
    """A masked birth beside a full number is the number's own birth if the mask fits."""
    number, birth = row["identity"], row["birth"]
    if isinstance(number, str) and isinstance(birth, Masked) and birth.text == show_birth(birth_in(number)):
        row["birth"] = birth_in(number)


def derive_from_number(row: Row, current: list[Any] | None, said_birth: Any, said_sex: Any) -> None:
    """Birth and sex are the number's; what was written beside it must agree. With a number no reason for having none."""
    number = row["identity"]
    if not isinstance(number, str):
        if isinstance(row["birth"], dt.date):
            row["birth"] = KeyDay.of(row["birth"])
        return
    if isinstance(said_birth, dt.date) and said_birth != birth_in(number):
        row.refuse("birth", "identity_birthdate", f"出生日期与身份证号里的{birth_in(number):%Y-%m-%d}不一致，请核对")
    if isinstance(said_sex, str) and said_sex != sex_in(number):
        row.refuse("sex", "other", f"性别与身份证号不一致：证号第 17 位表示{sex_in(number)}性，请核对")
    settle(row, current, "birth", birth_in(number))
    settle(row, current, "sex", sex_in(number))
    settle(row, current, "no_identity_reason", None)


def settle_categories(row: Row, current: list[Any] | None) -> None:
    """Nobody without a category has a start of one."""
    if row["categories"] == (c.NO_CATEGORY,):
        settle(row, current, "category_from", None)


def judge_row(row: Row, ctx: Context) -> None:
    """The hard rules; then, for rows that write something, the soft ones."""
    row.ledger.check_region(row, ctx)
    categories = row["categories"] or ()
    if c.NO_CATEGORY in categories and len(categories) > 1:
        row.refuse("categories", "wrong_choice", "选了无，就不能再选其他类别")
    if set(c.RELIEF_CATEGORIES) <= set(categories):
        row.refuse("categories", "exclusive_relief", "低保对象和特困人员不能同时是一个人，请只留一项")
    _judge_account(row)
    if row.good and (row.record is None or row.changes):
        _warn_age(row, categories, ctx.today)
        _warn_lacking(row, categories)


def _judge_account(row: Row) -> None:
    """A card number must pass Luhn; passbook numbers often do not (domain.md §4)."""
    if row["account"] and row["account_type"] == c.AccountType.CARD:
        try:
            identity.parse_account(row["account"], row["account_type"])
        except ValueError as error:
            row.refuse("account", "other", str(error))


def _warn_age(row: Row, categories: tuple[str, ...], today: dt.date) -> None:
    age = identity.age_on(row["birth"], today)
    for category in categories:
        if age >= CHILD_UNDER.get(category, 999):
            row.warn("categories", "other", f"{category}应不满 {CHILD_UNDER[category]} 周岁，这个人 {age} 周岁，请核对")
        if age < AGED_FROM.get(category, 0):
            row.warn("categories", "other", f"{category}应满 {AGED_FROM[category]} 周岁，这个人 {age} 周岁，请核对")


def _warn_lacking(row: Row, categories: tuple[str, ...]) -> None:
    if c.Category.ALLOWANCE in categories and not row["tier"]:
        row.warn("tier", "other", "低保对象没有写低保档次")
    if c.Category.DESTITUTE in categories and not row["support"]:
        row.warn("support", "other", "特困人员没有写供养方式")
    if row["status"] in c.LEFT and row["status_date"] is None:
        row.warn("status_date", "other", f"{row['status']}没有写状态日期")


def refuse_taken_keys(rows: list[Row], ctx: Context) -> None:
    """A changed key (ledgers.md: a row with 记录号 may correct it) must be free, in the ledger and in the file."""
    claimed = ctx.seen.setdefault(f"key:{rows[0].ledger.kind}", {}) if rows else {}
    rekeyed = [row for row in rows if row.changes.keys() & {"identity", "code", "name", "birth"}]
    bare = [row for row in rekeyed if not row["identity"]]
    taken = bare_people({row["code"] for row in bare})
    for row in rekeyed:
        key = row.ledger.key_of(row)
        first = claimed.setdefault(key, row.number)
        if first is not row.number:
            row.refuse("identity", "duplicate_in_file", f"与第{first}行重复（同一个人出现了两次）")
        elif not row["identity"] and taken.get(key, row.record.pk) != row.record.pk:
            row.refuse("birth", "other", "这一户已有同名、同出生日期的无证人员")
