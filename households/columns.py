"""The columns of 困难群众家庭台账, in the ledger's order (ledgers.md §3), grouped as the paper form is."""

import datetime as dt

from fengxian import identity
from fengxian.ledgers.columns import (
    Account,
    Choice,
    Choices,
    Column,
    Date,
    IdentityNumber,
    Money,
    PersonName,
    Phone,
    RegionCode,
)
from households import choices as c

FAMILY, PERSON, RELIEF, ABILITY = "家庭", "个人", "对象类别和救助", "自理能力（特困人员填）"
HEALTH, HARDSHIP, GUARDIAN, BANK, STATE = "健康和劳动能力", "困难和保障", "监护", "领款账户", "状态"


class KeyDay(dt.date):
    """The birth of a person without an identity number: part of their key, so it is always shown whole."""

    @classmethod
    def of(cls, day: dt.date) -> "KeyDay":
        return cls(day.year, day.month, day.day)


def show_birth(day: dt.date) -> str:
    """1958-**-** beside a masked identity number, which a full birth date would give away."""
    return day.isoformat() if isinstance(day, KeyDay) else identity.mask_birth(day)


def _choice(name: str, field: str, words, section: str, **more) -> Choice:
    return Choice(name, field, choices=tuple(words.values), section=section, width=8, **more)


COLUMNS = (
    Column("户编号", "code", required=True, section=FAMILY, most=40, width=14),
    RegionCode("区划代码", "region", required=True, section=FAMILY),
    Column("村(社区)", "village", derived=True, section=FAMILY, width=13),
    Column("村组", "group", section=FAMILY, most=40, width=9),
    PersonName("姓名", "name", required=True, section=PERSON, width=9),
    IdentityNumber("身份证号", "identity", required=True, section=PERSON, help="没有身份证号的，写无证原因和出生日期"),
    Column("无证原因", "no_identity_reason", section=PERSON, most=100, help="有身份证号的不用写"),
    Date("出生日期", "birth", section=PERSON, mask=show_birth, help="有身份证号的不用写，由证号得出"),
    _choice("性别", "sex", c.Sex, PERSON, help="有身份证号的不用写，由证号得出"),
    _choice("与户主关系", "relation", c.Relation, PERSON, required=True),
    Choices(
        "对象类别", "categories", required=True, section=RELIEF, width=18,
        choices=(*c.CATEGORIES, c.NO_CATEGORY), help="可选几项；没有的选无",
    ),
    _choice("低保档次", "tier", c.Tier, RELIEF),
    _choice("供养方式", "support", c.Support, RELIEF),
    *(_choice(name, field, c.Ability, ABILITY) for field, name in c.ABILITIES.items()),
    Phone("联系电话", "phone", section=PERSON),
    _choice("健康状况", "health", c.Health, HEALTH),
    Column("残疾类别", "disability_kind", section=HEALTH, most=40, help="如 肢体、视力、听力、智力、精神"),
    _choice("残疾等级", "disability_level", c.DisabilityLevel, HEALTH),
    _choice("劳动能力", "labour", c.Labour, HEALTH),
    Column("致困原因", "cause", section=HARDSHIP, help="如 因病、因残、因学、缺劳力"),
    _choice("风险等级", "risk", c.Risk, HARDSHIP),
    Column("保障措施", "measures", section=HARDSHIP, most=500, long=True, width=18),
    PersonName("监护责任人", "guardian_name", section=GUARDIAN, width=9),
    Column("监护人关系", "guardian_relation", section=GUARDIAN, most=40, width=9),
    Phone("监护人电话", "guardian_phone", section=GUARDIAN),
    PersonName("包联干部", "cadre", section=HARDSHIP, width=9),
    Column("开户银行", "bank", section=BANK, most=80, width=16),
    _choice("账户类型", "account_type", c.AccountType, BANK),
    Account("银行账号", "account", section=BANK),
    _choice("城乡", "residence", c.Residence, RELIEF),
    Money("人均月收入", "income", section=HARDSHIP),
    Date("类别起始日期", "category_from", section=RELIEF, help="空着表示起始日期不详，或新增的类别从今天起"),
    _choice("状态", "status", c.Status, STATE, default=c.Status.ENROLLED.value, help="空着表示在册"),
    Date("状态日期", "status_date", section=STATE, help="停保、死亡或迁出的日期"),
    Column("备注", "note", section=STATE, most=1000, long=True, width=18),
)
