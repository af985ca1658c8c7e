"""manage.py export_ledger KIND --as USERNAME --out FILE.xlsx [--region CODE]… [--from D --to D] [--full-identity]"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from fengxian.accounts.commands import acting_person, asked_day, asked_regions
from fengxian.ledgers.exports import ExportFilter, export_to_file
from fengxian.ledgers.registry import ORDER, ledger


class Command(BaseCommand):
    help = "导出一本台账；号码默认遮挡，--full-identity 需要权限并留审计记录"

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=ORDER)
        parser.add_argument("--as", dest="username", required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--region", action="append", default=[])
        parser.add_argument("--from", dest="start", type=asked_day)
        parser.add_argument("--to", dest="end", type=asked_day)
        parser.add_argument("--full-identity", action="store_true")

    def handle(self, *args, kind, username, out, region, start, end, full_identity, **options):
        actor = acting_person(username, f"{kind}.export", self.stderr)
        if full_identity and not actor.may(f"{kind}.reveal"):
            self.stderr.write("您的角色不能导出完整号码。")
            sys.exit(2)
        filters = ExportFilter(tuple(asked_regions(actor, region, self.stderr)), start, end)
        rows = export_to_file(
            ledger(kind), actor=actor, out=out, filters=filters, full=full_identity, reason="命令行导出"
        )
        self.stdout.write(json.dumps({"rows": rows, "file": str(out)}, ensure_ascii=False))
