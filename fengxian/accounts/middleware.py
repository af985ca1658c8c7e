"""Where a request comes from, session limits, forced password change, and no personal page left in a cache."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from fengxian.audit.trail import address_of_request
from fengxian.doors import PUBLIC

SEEN = "seen_at"
BEGAN = "began_at"
SEEN_EVERY = 60  # seconds between two notes of "still working" in the session


def client_address(request) -> str:
    """The peer's address; behind N proxies of ours, what the outermost of them saw.

    Whatever the client itself writes into X-Forwarded-For stands further left and is not believed.
    """
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return hops[-proxies][:45]
    return request.META.get("REMOTE_ADDR", "")[:45]


class AddressOfRequest:
    """Lets the audit trail know where the act comes from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = address_of_request.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            address_of_request.reset(token)


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
                request.sign_out_reason = "太久没有操作"
                logout(request)
                messages.warning(request, "太久没有操作，已为您退出。请重新登录，草稿还在。")
            elif SEEN not in request.session or now - seen >= SEEN_EVERY:
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
        allowed = {reverse("accounts:password"), reverse("accounts:logout"), reverse("accounts:stay")}
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
