"""Signing in and out, one's own page and password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fengxian.accounts.forms import PasswordForm, SignInForm
from fengxian.accounts.rights import ACTS, KINDS, SYSTEM_RIGHTS
from fengxian.accounts.services import change_own_password
from fengxian.audit.models import Entry
from fengxian.doors import public, signed_in

sign_in = public(LoginView.as_view(
    form_class=SignInForm, template_name="accounts/sign_in.html", redirect_authenticated_user=True,
))
RECENT = 8


@require_POST
@signed_in
def sign_out(request):
    logout(request)
    messages.success(request, "已退出。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(request, original_response=None, credentials=None, *args, **kwargs):
    """Shown by django-axes; the same whether the account exists or not."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "accounts/locked.html", {"minutes": minutes}, status=429)


@signed_in
def me(request):
    """Who I am here, what I may do, and when I signed in."""
    signs = Entry.objects.sign_ins_of(request.user)[:RECENT]
    return render(request, "accounts/me.html", {"rights": _in_words(request.user), "signs": signs})


def _in_words(user) -> list[tuple[str, str]]:
    """(「走访」, 「查看、录入修改、导入」) for every kind of work the role may do."""
    lines = []
    for kind, name in KINDS.items():
        acts = [label for act, label in ACTS.items() if user.may(f"{kind}.{act}")]
        if acts:
            lines.append((name, "、".join(acts)))
    own = [label for right, label in SYSTEM_RIGHTS.items() if user.may(right)]
    return [*lines, ("系统", "、".join(own))] if own else lines


@signed_in
def password(request):
    """Changing one's own password; the way out of a given one."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_own_password(person=request.user, password=form.cleaned_data["new_password1"])
        except ValidationError as error:
            form.add_error("new_password1", error)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "密码已改。其他地方的登录都已退出。")
            return redirect("accounts:me")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@signed_in
def stay(request):
    """Somebody is still working: the request itself pushes the idle time back."""
    return HttpResponse(status=204)
