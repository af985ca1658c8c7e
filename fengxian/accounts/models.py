"""People who sign in: one role, one or several regions. And the register of cadres who take part in the work."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fengxian.accounts.querysets import UserQuerySet
from fengxian.accounts.rights import Role, right_name, rights_of
from fengxian.ids import new_id
from fengxian.regions import codes
from fengxian.regions.models import Region
from fengxian.scope import ScopedQuerySet


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class User(AbstractBaseUser):
    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    username = models.CharField(
        "账号", max_length=40, unique=True, validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "这个账号已经有人用了，请换一个"},
    )
    name = models.CharField("姓名", max_length=40)
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    regions = models.ManyToManyField(Region, verbose_name="管辖区划", related_name="people")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_known",
                violation_error_message="没有这个角色",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret=None) -> str:
        """A session ends with the next request once the password, the role, the regions or the switch changed."""
        facts = f"{self.password}|{self.role}|{self.is_active}|{self.region_codes}"
        return salted_hmac("fengxian.accounts.session", facts, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def region_codes(self) -> list[int]:
        """Padded codes of this person's regions; none means none, never all."""
        return sorted(self.regions.values_list("code", flat=True)) if self.pk else []

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return codes.merge_spans(self.region_codes)

    @cached_property
    def rights(self) -> frozenset[str]:
        return rights_of(self.role) if self.is_active else frozenset()

    def may(self, right: str) -> bool:
        """Whether the role holds ``kind.act``."""
        return right in self.rights

    def refusal(self, right: str) -> str:
        """「您是镇审核，没有“走访：导入”的权限」."""
        return f"您是{self.get_role_display()}，没有“{right_name(right)}”的权限。"

    def covers(self, code: int) -> bool:
        """Whether a region lies wholly inside this person's regions."""
        low, high = codes.span(code)
        return any(first <= low and high <= last for first, last in self.spans)


class CadreQuerySet(ScopedQuerySet):
    kind = "cadres"

    def right(self, act: str) -> str:
        return "cadres.manage"

    def named(self, names) -> "CadreQuerySet":
        return self.filter(name__in=names, is_active=True)

    def matching(self, text: str) -> "CadreQuerySet":
        """By a part of the name or of the unit."""
        return self.filter(models.Q(name__icontains=text) | models.Q(unit__icontains=text))

    def in_state(self, state: str) -> "CadreQuerySet":
        """``on``: 在岗; ``off``: 离岗."""
        return self.filter(is_active=state == "on")

    def for_list(self) -> "CadreQuerySet":
        return self.select_related("region", "user").order_by("-is_active", "region_id", "unit", "name")


class Cadre(models.Model):
    """A name on the 干部名册; names in 走访干部 and 检查人员 are tied to it."""

    id = models.UUIDField("编号", primary_key=True, default=new_id, editable=False)
    name = models.CharField("姓名", max_length=40, db_index=True)
    unit = models.CharField("单位", max_length=80)
    post = models.CharField("职务", max_length=40, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="所在区划", related_name="+")
    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, verbose_name="登录账号", related_name="cadre"
    )
    is_active = models.BooleanField("在岗", default=True)

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "干部"
        ordering = ["region_id", "unit", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unit", "region"], name="cadre_once_per_unit",
                violation_error_message="名册上已有这位干部（同单位同名）",
            )
        ]

    def __str__(self) -> str:
        return self.name
