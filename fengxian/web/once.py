"""A form writes once: a double click, a resend after Back, or two workers at one moment do nothing twice.

In a template ``{% load once %}{% once_token %}`` inside the form; in the view::

    def save():
        visit = record_visit(actor=request.user, ...)
        return visit.get_absolute_url()
    return submit_once(request, save)

The database's unique key decides which submit is the first. The token is taken in the same transaction as
the write: a save that fails gives it back.
"""

import datetime as dt
import re
from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from fengxian.web.models import FormToken

FIELD = "once"
KEPT = dt.timedelta(days=2)


def submit_once(request, save: Callable[[], str]) -> HttpResponseRedirect:
    """Runs ``save`` (which writes and returns the address of its result) unless this form was saved before.

    Whatever ``save`` raises is raised, with nothing written and the form free to be sent again.
    """
    with transaction.atomic():
        if not claim(request):
            return again(request)
        url = save()
        settle(request, url)
    return redirect(url)


def claim(request) -> bool:
    """Takes this form's token; False if it is taken. Inside the caller's transaction, together with the write."""
    token = _token(request)
    if not token:
        return True
    FormToken.objects.filter(user=request.user, at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            FormToken.objects.create(token=token, user=request.user)
    except IntegrityError:
        return False
    return True


def settle(request, url: str) -> None:
    """Notes where the result of this form is, for a second submit to be led there."""
    FormToken.objects.filter(token=_token(request), user=request.user).update(result_url=url)


def again(request) -> HttpResponseRedirect:
    """The answer to a second submit: it says so, and leads to the first one's result."""
    messages.info(request, "这张表已经保存过，没有再写一次。", fail_silently=True)
    return redirect(result_of(request))


def result_of(request) -> str:
    """Where the first submit of this form led; the front page where that is not known."""
    urls = FormToken.objects.filter(token=_token(request), user=request.user).values_list("result_url", flat=True)
    return next(iter(urls), "") or "/"


def _token(request) -> str:
    token = request.POST.get(FIELD, "")
    return token if re.fullmatch(r"[0-9a-f]{32}", token) else ""
