"""``{% once_token %}``: the hidden mark of a form as it is drawn this time."""

from uuid import uuid4

from django import template
from django.utils.html import format_html

from fengxian.web.once import FIELD

register = template.Library()


@register.simple_tag
def once_token() -> str:
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)
