"""What the masked number's part needs to know."""

from django import template

from fengxian.audit import reveals

register = template.Library()


@register.filter
def may_reveal(user, kind: str) -> bool:
    """``{% if request.user|may_reveal:"households" %}``."""
    return reveals.may_reveal(user, kind)
