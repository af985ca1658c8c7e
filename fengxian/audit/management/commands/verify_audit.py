"""``manage.py verify_audit``: does the trail hold? JSON; exit 1 where a link is broken."""

import json
import sys

from django.core.management.base import BaseCommand

from fengxian.audit.models import Entry
from fengxian.audit.trail import broken_links


class Command(BaseCommand):
    help = "核对审计链：有没有被改动、删除或插入的记录"

    def handle(self, *args, **options):
        problems = broken_links()
        head = Entry.objects.order_by("-id").values_list("id", "mac").first() or (0, "")
        self.stdout.write(json.dumps(
            {"ok": not problems, "entries": Entry.objects.count(), "last": head[0], "last_mac": head[1],
             "problems": problems},
            ensure_ascii=False,
        ))
        if problems:
            sys.exit(1)
