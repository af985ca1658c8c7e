"""Session limits, forced password change, and no personal page left in a shared browser's cache."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from fengxian.accounts.doors import PUBLIC

SEEN = "seen_at"
BEGAN = "began_at"


class SessionLimits:
    """Signs out after the idle time and after the absolute time (等保 8.1.4.1 b)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            began = request.session.setdefault(BEGAN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
                messages.warning(request, "太久没有操作，已为您退出。请重新登录，草稿还在。")
            elif SEEN not in request.session or now - seen >= 60:
                request.session[SEEN] = now
        return self.get_response(request)


class PasswordMustChange:
    """Leads a person with a given password to the page that changes it, and nowhere else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        allowed = {reverse("accounts:password"), reverse("accounts:logout")}
        if request.path in allowed or getattr(view, "right", "") == PUBLIC:
            return None
        return redirect("accounts:password")


class NoStore:
    """Pages hold personal data: neither a proxy nor the Back button of a shared machine keeps them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
