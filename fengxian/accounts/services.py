"""The only ways in which people and cadres come to be and change. Each leaves its old and new values on the trail."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fengxian.accounts.models import Cadre, User
from fengxian.accounts.passwords import made_up_password
from fengxian.accounts.rights import Role
from fengxian.audit.models import Act, Change
from fengxian.audit.trail import record
from fengxian.regions.models import Region
from fengxian.regions.tree import tree

PEOPLE, CADRES = "people", "cadres"


class NotAllowed(Exception):
    """Somebody tries what the rules of managing people refuse; the sentence says what to do instead."""


@transaction.atomic
def create_person(
    *, actor: User | None, username: str, name: str, role: str, regions: Iterable[int],
    password: str = "", must_change: bool = True,
) -> tuple[User, str]:
    """A new person and the password to hand over (made up unless given).

    ``actor`` None is the command line. ValidationError on a taken username, an unknown role or a weak password.
    """
    codes = _known_regions(regions)
    _within_reach(actor, codes)
    person = User(username=username, name=name, role=role, must_change_password=must_change)
    password = password or made_up_password()
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    person.regions.set(codes)
    shown = [["账号", "", username], ["姓名", "", name], ["角色", "", _role(role)], ["管辖区划", "", _names(codes)]]
    _trace(actor, person, Act.CREATE, shown)
    return person, password


@transaction.atomic
def change_person(*, actor: User, person: User, name: str, role: str, regions: Iterable[int]) -> User:
    """Another name, role or area. Their sessions end with the next request where role or area changed."""
    codes = _known_regions(regions)
    _may_manage(actor, person)
    _within_reach(actor, codes)
    old_codes = sorted(person.regions.values_list("code", flat=True))
    if person.pk == actor.pk and (role != person.role or codes != old_codes):
        raise NotAllowed("不能改自己的角色和管辖区划，请另一位管理员来改")
    shown = _differences([
        ("姓名", person.name, name), ("角色", _role(person.role), _role(role)),
        ("管辖区划", _names(old_codes), _names(codes)),
    ])
    person.name, person.role = name, role
    person.full_clean()
    person.save(update_fields=["name", "role"])
    person.regions.set(codes)
    if shown:
        _trace(actor, person, Act.UPDATE, shown)
    return person


@transaction.atomic
def reset_password(*, actor: User, person: User) -> str:
    """A made-up password, to be handed over and changed at the next sign-in."""
    _may_manage(actor, person)
    if person.pk == actor.pk:
        raise NotAllowed("自己的密码请在“改密码”里改")
    password = made_up_password()
    person.set_password(password)
    person.must_change_password = True
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    _trace(actor, person, Act.UPDATE, [["密码", "", "已重置，下次登录须改"]])
    return password


@transaction.atomic
def set_active(*, actor: User, person: User, active: bool) -> User:
    """Disables an account at once, or lets it in again. Nobody shuts the door on themselves."""
    _may_manage(actor, person)
    if person.pk == actor.pk:
        raise NotAllowed("不能停用自己的账号，请另一位管理员来做")
    if person.is_active != active:
        person.is_active = active
        person.save(update_fields=["is_active"])
        states = {True: "启用", False: "停用"}
        _trace(actor, person, Act.UPDATE, [["状态", states[not active], states[active]]])
    return person


@transaction.atomic
def change_own_password(*, person: User, password: str) -> None:
    """ValidationError where the new one is weak or the old one again."""
    if person.check_password(password):
        raise ValidationError("新密码要与原来的不同")
    validate_password(password, person)
    person.set_password(password)
    person.must_change_password = False
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(Act.PASSWORD, actor=person, kind=PEOPLE, object_id=person.pk, label=person.username)


@transaction.atomic
def save_cadre(*, actor: User, cadre: Cadre | None = None, **values: Any) -> Cadre:
    """Puts a cadre on the register or changes one: name, unit, post, region_id, user_id, is_active."""
    is_new = cadre is None
    cadre = Cadre() if cadre is None else cadre
    if not actor.covers(values.get("region_id", cadre.region_id)):
        raise NotAllowed("这个区划不在您管的范围")
    before = {} if is_new else _shown_cadre(cadre)
    for field, value in values.items():
        setattr(cadre, field, value)
    cadre.full_clean()
    cadre.save()
    after = _shown_cadre(Cadre.objects.select_related("region", "user").get(pk=cadre.pk))
    shown = _differences([(label, before.get(label, ""), value) for label, value in after.items()])
    if shown:
        act = Act.CREATE if is_new else Act.UPDATE
        record(act, actor=actor, kind=CADRES, object_id=cadre.pk, label=cadre.name,
               changes=[_change(CADRES, cadre.pk, act, shown)])
    return cadre


def _shown_cadre(cadre: Cadre) -> dict[str, str]:
    return {
        "姓名": cadre.name, "单位": cadre.unit, "职务": cadre.post, "所在区划": tree().path(cadre.region_id),
        "登录账号": cadre.user.username if cadre.user else "", "状态": "在岗" if cadre.is_active else "离岗",
    }


def _may_manage(actor: User, person: User) -> None:
    if not User.objects.managed_by(actor).filter(pk=person.pk).exists():
        raise NotAllowed("这位人员不在您管的范围")


def _within_reach(actor: User | None, codes: list[int]) -> None:
    if not codes:
        raise ValidationError({"regions": "请选择管辖区划"})
    if actor is not None and not all(actor.covers(code) for code in codes):
        raise NotAllowed("管辖区划不能超出您自己的范围")


def _known_regions(regions: Iterable[int]) -> list[int]:
    """Sorted codes; one that lies inside another of them is dropped. ValidationError on an unknown one."""
    asked = sorted(set(regions))
    if Region.objects.filter(code__in=asked).count() != len(asked):
        raise ValidationError({"regions": "没有这个区划"})
    return [code for code in asked if not any(_inside(code, other) for other in asked if other != code)]


def _inside(code: int, other: int) -> bool:
    held = tree()
    while code in held:
        code = held.nodes[code].parent or 0
        if code == other:
            return True
    return False


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


def _names(codes: Iterable[int]) -> str:
    return "、".join(tree().path(code) for code in codes)


def _differences(values: list[tuple[str, str, str]]) -> list[list[str]]:
    return [[label, old, new] for label, old, new in values if old != new]


def _trace(actor: User | None, person: User, act: Act, shown: list[list[str]]) -> None:
    record(Act.PEOPLE, actor=actor, kind=PEOPLE, object_id=person.pk, label=f"{person.name}（{person.username}）",
           changes=[_change(PEOPLE, person.pk, act, shown)])


def _change(kind: str, pk: Any, act: Act, shown: list[list[str]]) -> Change:
    """People and cadres carry no version of their own: the trail counts their changes."""
    version = Change.objects.filter(object_id=pk).count() + 1
    return Change(kind=kind, object_id=pk, act=act, version=version, diff=shown)
