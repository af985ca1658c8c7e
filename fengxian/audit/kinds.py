"""Kinds of records as the trail calls them."""

from django.apps import apps

from fengxian.audit.models import Record

OWN = {"people": "人员", "cadres": "干部名册"}


def kinds() -> dict[str, str]:
    """kind → what people call it: every kind of record there is, people and cadres."""
    records = {
        model.kind: str(model._meta.verbose_name)
        for model in apps.get_models() if issubclass(model, Record) and model.kind
    }
    return records | OWN
