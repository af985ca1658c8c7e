"""The words of 困难群众家庭台账 (ledgers.md §3). A stored word is the ledger's own word."""

from django.db import models


class Relation(models.TextChoices):
    HEAD = "户主", "户主"
    SPOUSE = "配偶", "配偶"
    CHILD = "子女", "子女"
    PARENT = "父母", "父母"
    GRANDPARENT = "祖父母", "祖父母"
    GRANDCHILD = "孙子女", "孙子女"
    SIBLING = "兄弟姐妹", "兄弟姐妹"
    OTHER = "其他", "其他"


class Category(models.TextChoices):
    """对象类别 that one can have; 无 is a person without any."""

    ALLOWANCE = "低保对象", "低保对象"
    DESTITUTE = "特困人员", "特困人员"
    MONITORED = "防止返贫监测对象", "防止返贫监测对象"
    MARGINAL = "低保边缘家庭成员", "低保边缘家庭成员"
    RIGID_COSTS = "刚性支出困难家庭成员", "刚性支出困难家庭成员"
    ORPHAN = "孤儿", "孤儿"
    UNSUPPORTED_CHILD = "事实无人抚养儿童", "事实无人抚养儿童"
    LEFT_BEHIND_CHILD = "留守儿童", "留守儿童"
    CHILD_IN_NEED = "困境儿童", "困境儿童"
    LEFT_BEHIND_AGED = "留守老人", "留守老人"
    AGED_ALONE = "独居老人", "独居老人"
    EMPTY_NEST_AGED = "空巢老人", "空巢老人"
    DISABLED = "残疾人", "残疾人"
    TEMPORARY_RELIEF = "临时救助对象", "临时救助对象"
    OTHER = "其他困难人员", "其他困难人员"


CATEGORIES: tuple[str, ...] = tuple(Category.values)  # in the ledger's order; read once, ledgers are long
NO_CATEGORY = "无"
RELIEF_GROUP = "relief"  # 低保 and 特困 exclude each other (社会救助暂行办法 第十五条)
RELIEF_CATEGORIES = (Category.ALLOWANCE.value, Category.DESTITUTE.value)


class Status(models.TextChoices):
    ENROLLED = "在册", "在册"
    STOPPED = "停保", "停保"
    DEAD = "死亡", "死亡"
    MOVED_AWAY = "迁出", "迁出"


LEFT = (Status.DEAD.value, Status.MOVED_AWAY.value)  # no longer living in the household


class Sex(models.TextChoices):
    MALE = "男", "男"
    FEMALE = "女", "女"


class Tier(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class Support(models.TextChoices):
    INSTITUTION = "集中", "集中"
    HOME = "分散", "分散"


class Ability(models.TextChoices):
    CAN = "能", "能"
    CANNOT = "不能", "不能"


class Health(models.TextChoices):
    HEALTHY = "健康", "健康"
    CHRONIC = "慢性病", "慢性病"
    SERIOUS = "大病", "大病"
    DISABLED = "残疾", "残疾"


class DisabilityLevel(models.TextChoices):
    FIRST = "一级", "一级"
    SECOND = "二级", "二级"
    THIRD = "三级", "三级"
    FOURTH = "四级", "四级"


class Labour(models.TextChoices):
    ABLE = "有", "有"
    PARTLY = "部分", "部分"
    UNABLE = "无", "无"


class Risk(models.TextChoices):
    HIGH = "高", "高"
    MEDIUM = "中", "中"
    LOW = "低", "低"


class AccountType(models.TextChoices):
    CARD = "银行卡", "银行卡"
    PASSBOOK = "存折", "存折"


class Residence(models.TextChoices):
    URBAN = "城市", "城市"
    RURAL = "农村", "农村"


# The six things of 特困人员认定办法 第二十一条: model field → the ledger's column.
ABILITIES = {
    "can_eat": "吃饭", "can_dress": "穿衣", "can_rise": "上下床", "can_use_toilet": "如厕",
    "can_walk": "室内行走", "can_bathe": "洗澡",
}
