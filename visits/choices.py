"""The words of 走访台账 and 服务机构检查台账 (ledgers.md §3)."""

from django.db import models


class Method(models.TextChoices):
    HOME = "入户", "入户"
    PHONE = "电话", "电话"


class HazardType(models.TextChoices):
    HEATING = "取暖安全", "取暖安全"
    FIRE = "用火", "用火"
    ELECTRICITY = "用电", "用电"
    GAS = "燃气", "燃气"
    HOUSE = "房屋", "房屋"
    ICY_ROAD = "道路冰雪", "道路冰雪"
    ALONE = "独居失联", "独居失联"
    UNGUARDED = "监护缺失", "监护缺失"
    FRAUD = "诈骗", "诈骗"
    OTHER = "其他", "其他"


class Severity(models.TextChoices):
    COMMON = "一般", "一般"
    GRAVE = "重大", "重大"


class HazardState(models.TextChoices):
    """Derived from 整改期限 and 整改完成日期, never typed."""

    LATE = "逾期", "逾期"
    OPEN = "限期内", "限期内"
    UNDATED = "未定期限", "未定期限"
    DONE = "已整改", "已整改"

    @property
    def mark(self) -> str:
        """The mark beside the word: a square, a triangle or a circle of the design."""
        return {"已整改": "is-done", "逾期": "is-late", "限期内": "is-soon"}.get(self.value, "")


class InstitutionKind(models.TextChoices):
    CARE_HOME = "养老机构", "养老机构"
    DAY_CARE = "日间照料", "日间照料"
    MUTUAL_AID = "互助幸福院", "互助幸福院"
    CHILDREN = "儿童福利机构", "儿童福利机构"
    RESCUE = "救助站", "救助站"
    FUNERAL = "殡葬机构", "殡葬机构"
    MARRIAGE = "婚姻登记处", "婚姻登记处"
    SOCIAL_WORK = "社工站", "社工站"
    WINDOW = "民政服务窗口", "民政服务窗口"
    OTHER = "其他", "其他"


class SupervisionGroup(models.TextChoices):
    FIRST = "第一督导组", "第一督导组"
    SECOND = "第二督导组", "第二督导组"
    THIRD = "第三督导组", "第三督导组"
