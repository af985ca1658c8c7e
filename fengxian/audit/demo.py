"""Whether the records are made up: the demo says so in the trail, and every page repeats it."""

from django.core.cache import cache

from fengxian.audit.models import Act, Entry

LABEL = "演示数据"
_SECONDS = 60


def is_demo() -> bool:
    """Whether this database was filled by load_demo; asked again once a minute."""
    return cache.get_or_set("audit:is_demo", _asked, _SECONDS)


def _asked() -> bool:
    return Entry.objects.filter(act=Act.SYSTEM, label=LABEL).exists()


def demo_notice(request) -> dict:
    """Context processor: ``is_demo`` is asked only by templates that show it."""
    return {"is_demo": is_demo}
