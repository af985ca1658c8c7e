"""Imports and exports as records of their own: what was brought in or taken out, by whom, and how it went."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fengxian.audit.models import Entry
from fengxian.ids import new_id
from fengxian.regions.models import Region
from fengxian.scope import ScopedQuerySet


class ImportState(models.TextChoices):
    QUEUED = "queued", "等待检查"
    CHECKING = "checking", "正在检查"
    REFUSED = "refused", "整个文件不能读"
    CHECKED = "checked", "等待核对"
    COMMITTING = "committing", "正在写入"
    COMMITTED = "committed", "已写入"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "中断"
    DROPPED = "dropped", "未写入，已放弃"


class ImportQuerySet(ScopedQuerySet):
    kind = "imports"

    def visible_to(self, user, act: str = "import"):
        """One's own imports, and those of one's regions for the kinds one may import."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        kinds = [right.removesuffix(".import") for right in user.rights if right.endswith(".import")]
        scoped = self.in_scope(user).filter(kind__in=kinds).values("pk")
        return self.filter(Q(pk__in=scoped) | Q(actor=user))

    def committed(self):
        return self.filter(state=ImportState.COMMITTED)

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def in_state(self, state: str):
        return self.filter(state=state)

    def same_file(self, batch: "ImportBatch"):
        """Other imports of the very same bytes into the same ledger."""
        return self.filter(kind=batch.kind, sha256=batch.sha256).exclude(pk=batch.pk)


class ImportBatch(models.Model):
    """One workbook brought in: checked, previewed, written, perhaps taken back."""

    id = models.UUIDField("批号", primary_key=True, default=new_id, editable=False)
    kind = models.CharField("台账", max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办人", related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="+")
    file = models.FileField("文件", upload_to="imports/%Y/%m", max_length=200)
    file_name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数", default=0)
    sha256 = models.CharField("文件校验", max_length=64)
    state = models.CharField("状态", max_length=12, choices=ImportState.choices, default=ImportState.QUEUED)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    checked_at = models.DateTimeField("检查完成", null=True, blank=True)
    seconds = models.FloatField("检查用时（秒）", null=True, blank=True)
    committed_at = models.DateTimeField("写入时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    sheet = models.CharField("工作表", max_length=60, blank=True)
    header_row = models.PositiveIntegerField("表头行", default=0)
    rows = models.PositiveIntegerField("数据行", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("有改动", default=0)
    unchanged = models.PositiveIntegerField("没有变化", default=0)
    rejected = models.PositiveIntegerField("不能写入", default=0)
    skipped = models.PositiveIntegerField("跳过", default=0)
    refusal = models.CharField("拒收原因", max_length=300, blank=True)
    refusal_code = models.CharField("拒收代码", max_length=30, blank=True)
    warnings = models.JSONField("提醒", default=list)
    months = models.JSONField("日期所在月份", default=dict, help_text="{月份: 行数}，用来发现拿错了文件")
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, verbose_name="写入的审计记录", related_name="+"
    )
    kept = models.JSONField("撤销时保留", default=list)
    removed = models.PositiveIntegerField("撤销：删去", default=0)
    restored = models.PositiveIntegerField("撤销：还原", default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.get_state_display()}"


class ImportRowQuerySet(models.QuerySet):
    def with_outcome(self, outcome: str):
        return self.filter(outcome=outcome)


class ImportRow(models.Model):
    """What the preview shows of one row: its changes field by field, or why it cannot be written."""

    id = models.BigAutoField("序号", primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, verbose_name="批次", related_name="row_set")
    number = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=10)
    label = models.CharField("记录", max_length=200)
    object_id = models.UUIDField("记录号", null=True, blank=True)
    changes = models.JSONField("改动", default=list, help_text="[[栏目, 系统里, 文件里], …]，号码已遮挡")
    errors = models.JSONField("错误", default=list, help_text="[[栏目, 您填的, 代码, 原因], …]，号码已遮挡")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["batch", "outcome", "number"])]

    def __str__(self) -> str:
        return f"第{self.number}行 {self.label}"


class ExportState(models.TextChoices):
    QUEUED = "queued", "等待导出"
    RUNNING = "running", "正在导出"
    DONE = "done", "已完成"
    FAILED = "failed", "中断"


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only who asked for an export may fetch it."""
        return self.filter(actor=user) if getattr(user, "is_authenticated", False) else self.none()


class ExportJob(models.Model):
    """One ledger taken out in the background, to be fetched later by the same person."""

    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    kind = models.CharField("台账", max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办人", related_name="+")
    filters = models.JSONField("条件", default=dict)
    full = models.BooleanField("完整号码", default=False)
    reason = models.CharField("理由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    rows = models.PositiveIntegerField("行数", default=0)
    file = models.FileField("文件", upload_to="exports/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出任务"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name or self.kind
