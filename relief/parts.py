"""The parts of one work that stand side by side above its lists: 资金 and 救助站 have several ledgers each."""

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


MONEY = (
    Part("发放花名册", "payments:list", "payments.view"), Part("发放批次", "payments:batches", "payments.view"),
    Part("封账", "payments:months", "payments.view"), Part("投入资金", "investments:list", "investments.view"),
)
RESCUE = (
    Part("巡查记录", "patrols:list", "patrols.view"), Part("救助登记", "assistance:list", "assistance.view"),
)


def shown_parts(request: HttpRequest, parts: tuple[Part, ...]) -> list[ShownPart]:
    """Those that the person may open; none where there would be only one."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    open_ones = [
        ShownPart(part.label, reverse(part.url_name), part.url_name == here)
        for part in parts if request.user.may(part.right)
    ]
    return open_ones if len(open_ones) > 1 else []
