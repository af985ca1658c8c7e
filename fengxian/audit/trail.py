"""Writing the trail: a keyed hash chain that cannot fork, whoever writes at once."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from fengxian.audit.models import Act, Change, Entry

address_of_request: ContextVar[str] = ContextVar("address_of_request", default="")
_LOCK = 610330001  # one advisory lock on PostgreSQL; SQLite's IMMEDIATE transactions are one writer already


@transaction.atomic
def record(
    act: Act, *, actor: Any = None, kind: str = "", object_id: Any = "", label: str = "", count: int = 1,
    reason: str = "", detail: dict | None = None, changes: Iterable[Change] = (),
) -> Entry:
    """Appends one entry (and the changes it stands for) to the trail. Raises if it cannot: acts fail closed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-id").values_list("mac", flat=True).first() or "0" * 64
    changes = list(changes)
    entry = Entry(
        at=timezone.now(), actor=actor if getattr(actor, "pk", None) else None,
        actor_name=str(actor or "")[:60], address=address_of_request.get(), act=act, kind=kind,
        object_id=str(object_id or ""), label=label[:120], count=count, reason=reason[:200],
        detail=detail or {}, previous_mac=last,
    )
    if changes:
        entry.detail = entry.detail | {"changes": len(changes), "digest": _digest(changes)}
    entry.mac = chain_mac(entry)
    entry.save(force_insert=True)
    for change in changes:
        change.entry = entry
    Change.objects.bulk_create(changes, batch_size=2000)
    return entry


def chain_mac(entry: Entry) -> str:
    """HMAC-SHA256 over the entry's meaning and the MAC before it, under a key of its own."""
    facts = [
        entry.previous_mac, entry.at.isoformat(), str(entry.actor_id or ""), entry.actor_name, entry.address,
        str(entry.act), entry.kind, entry.object_id, entry.label, entry.count, entry.reason,
        json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
    ]
    text = json.dumps(facts, ensure_ascii=False).encode()
    return hmac.new(settings.AUDIT_KEY.encode(), text, hashlib.sha256).hexdigest()


def _digest(changes: list[Change]) -> str:
    total = hashlib.sha256()
    for change in changes:
        total.update(f"{change.kind}|{change.object_id}|{change.act}|{change.version}|".encode())
        total.update(json.dumps(change.diff, ensure_ascii=False).encode())
    return total.hexdigest()


def broken_links() -> list[str]:
    """Where the chain does not hold: edited, deleted, inserted or reordered entries, and edited changes."""
    problems, last = [], "0" * 64
    for entry in Entry.objects.order_by("id").prefetch_related("changes").iterator(chunk_size=500):
        if entry.previous_mac != last:
            problems.append(f"第{entry.id}条前有缺失或插入")
        if not hmac.compare_digest(entry.mac, chain_mac(entry)):
            problems.append(f"第{entry.id}条被改动")
        changes = sorted(entry.changes.all(), key=lambda c: c.id)
        if "digest" in entry.detail and entry.detail["digest"] != _digest(changes):
            problems.append(f"第{entry.id}条下的改动明细被改动")
        last = entry.mac
    return problems
