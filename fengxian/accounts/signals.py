"""Signing in and out leaves entries on the trail; what cannot be written down does not happen."""

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from fengxian.audit.models import Act
from fengxian.audit.trail import record

KIND = "people"
UNKNOWN = "没有这个账号"  # what was typed may be a password in the wrong box: it is not kept


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    record(Act.SIGN_IN, actor=user, kind=KIND, object_id=user.pk, label=user.username)


@receiver(user_logged_out)
def signed_out(sender, request, user, **kwargs):
    if user is not None:
        record(Act.SIGN_OUT, actor=user, kind=KIND, object_id=user.pk, label=user.username,
               reason=getattr(request, "sign_out_reason", ""))


@receiver(user_login_failed)
def sign_in_failed(sender, credentials, request=None, **kwargs):
    if not getattr(request, "axes_locked_out", False):  # the locked ones leave an entry of their own
        _record(Act.SIGN_IN_FAILED, credentials.get("username", ""))


@receiver(user_locked_out)
def locked(sender, request, username, ip_address, **kwargs):
    _record(Act.LOCKED, username or "")


def _record(act: Act, username: str) -> None:
    person = get_user_model().objects.filter(username=username).first()
    record(act, kind=KIND, object_id=person.pk if person else "", label=username if person else UNKNOWN)
