"""The health page, and the pages that say what went wrong and what to do next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader

from fengxian.doors import public

DEFAULT_REASON = "您的角色没有这项权限。"


@public
def health(request):
    """Says that the process answers, and nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def page_not_found(request, exception):
    """404: unknown, and outside one's region, alike."""
    return render(request, "errors/404.html", status=404)


def no_right(request, exception):
    """403: which right is missing and whom to ask."""
    reason = str(exception) or DEFAULT_REASON
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def server_error(request):
    """500: drawn without the database, which may be what failed."""
    return HttpResponse(loader.get_template("errors/500.html").render({}), status=500)


def csrf_failed(request, reason=""):
    """The form is too old, or was not drawn by us."""
    return render(request, "errors/csrf.html", status=403)
