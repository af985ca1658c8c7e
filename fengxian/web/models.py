"""Which forms were sent already."""

from django.conf import settings
from django.db import models


class FormToken(models.Model):
    """A form as it was drawn once; a second submit of it finds its token taken and goes to the first one's result."""

    token = models.CharField("表单编号", max_length=32, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="谁", related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    result_url = models.CharField("结果地址", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"

    def __str__(self) -> str:
        return self.token
