"""The append-only trail of acts, and under each act the changes of records with their old and new values."""

from django.conf import settings
from django.db import models

from fengxian.audit.querysets import EntryQuerySet
from fengxian.crypto import EncryptedField
from fengxian.ids import new_id
from fengxian.scope import ScopedQuerySet


class Act(models.TextChoices):
    CREATE = "create", "新建"
    UPDATE = "update", "修改"
    VOID = "void", "作废"
    RESTORE = "restore", "恢复"
    REVEAL = "reveal", "查看完整号码"
    EXPORT = "export", "导出"
    PRINT = "print", "打印"
    IMPORT = "import", "导入"
    UNDO = "undo", "撤销导入"
    SIGN_IN = "sign_in", "登录"
    SIGN_OUT = "sign_out", "退出"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    LOCKED = "locked", "登录被锁"
    PASSWORD = "password", "修改密码"
    PEOPLE = "people", "人员管理"
    REFUSED = "refused", "被拒绝"
    BULLETIN = "bulletin", "出简报"
    SYSTEM = "system", "系统"


class Entry(models.Model):
    """One act: who, when, from where, what. Each carries a MAC over itself and the one before it."""

    id = models.BigAutoField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="谁", related_name="+"
    )
    actor_name = models.CharField("姓名", max_length=60, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    act = models.CharField("动作", max_length=20, choices=Act.choices)
    kind = models.CharField("记录种类", max_length=20, blank=True)
    object_id = models.CharField("记录号", max_length=40, blank=True)
    label = models.CharField("对象", max_length=120, blank=True)
    count = models.PositiveIntegerField("条数", default=1)
    reason = models.CharField("理由", max_length=200, blank=True)
    detail = models.JSONField("详情", default=dict, blank=True)
    previous_mac = models.CharField("上一条校验", max_length=64)
    mac = models.CharField("校验", max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kind", "object_id"]),
            models.Index(fields=["actor", "-id"]),
            models.Index(fields=["act", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.get_act_display()}"


class Change(models.Model):
    """What one act did to one record. ``diff`` is for people (personal values masked); ``before`` restores."""

    id = models.BigAutoField("序号", primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name="审计记录", related_name="changes")
    kind = models.CharField("记录种类", max_length=20)
    object_id = models.UUIDField("记录号")
    act = models.CharField("动作", max_length=20, choices=Act.choices)
    version = models.PositiveIntegerField("改后版本")
    diff = models.JSONField("改动", default=list, help_text="[[栏目, 原值, 新值], …]")
    before = EncryptedField("原值", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "改动"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_id", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} v{self.version}"


class RecordQuerySet(ScopedQuerySet):
    """Rows of a kind of record."""

    def live(self):
        """Without the voided ones."""
        return self.filter(voided_at=None)


class Record(models.Model):
    """What every ledger record has: an id, a version that each write raises, who and when, and voiding with a reason.

    Nothing is ever hard-deleted (社会救助暂行办法 第六十六条 (五)：丢失、篡改救助记录须追责).
    """

    kind = ""

    id = models.UUIDField("记录号", primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("录入时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="录入人", related_name="+", editable=False
    )
    updated_at = models.DateTimeField("修改时间", editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="修改人", related_name="+", editable=False
    )
    voided_at = models.DateTimeField("作废时间", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=200, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
