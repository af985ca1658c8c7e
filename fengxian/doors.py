"""Every view names its right. A route that names none stops the start-up."""

from collections.abc import Callable, Iterator
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import URLPattern, URLResolver

PUBLIC = "public"
SIGNED_IN = "signed_in"


def needs(right: str) -> Callable:
    """The view is for roles with this right (403 inside one's region without it)."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(right):
                raise PermissionDenied(request.user.refusal(right))
            return view(request, *args, **kwargs)

        guarded.right = right
        return guarded

    return wrap


def signed_in(view: Callable) -> Callable:
    """The view is for anybody who has signed in."""
    view.right = SIGNED_IN
    return view


def public(view: Callable) -> Callable:
    """The view needs no sign-in."""
    view.right = PUBLIC
    return login_not_required(view)


def routes(patterns, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, Callable]]:
    """(path, full name, view) of every route below these patterns."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry.url_patterns, path, inner)
        elif isinstance(entry, URLPattern):
            yield path, f"{namespace}{entry.name}", entry.callback


def refuse_unnamed_rights(patterns) -> None:
    """Raises ImproperlyConfigured where a route's view names no right."""
    unnamed = [path for path, _, view in routes(patterns) if not hasattr(view, "right")]
    if unnamed:
        raise ImproperlyConfigured(f"这些地址没有写明权限：{'、'.join(unnamed)}")
