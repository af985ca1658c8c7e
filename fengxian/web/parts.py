"""The parts of one work that stand side by side above its lists: 走访, 资金 and 救助站 have several ledgers each."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    url_name: str
    right: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    label: str
    url: str
    current: bool


def shown_parts(request: HttpRequest, parts: tuple[Part, ...]) -> list[ShownPart]:
    """Those that the person may open, for parts/_parts.html (which draws nothing where there is only one)."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        ShownPart(part.label, reverse(part.url_name), part.url_name == here)
        for part in parts if request.user.may(part.right)
    ]
