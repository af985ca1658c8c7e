"""manage.py verify_totals"""

import json
import sys

from django.core.management.base import BaseCommand

from fengxian.figures import all_figures
from fengxian.reporting.recount import differences, periods


class Command(BaseCommand):
    help = "从原始记录逐行重算每个指标（每个行动、每个月、每个镇村），与系统显示的比较；有差异则退出码为 1"

    def handle(self, *args, **options):
        found = list(differences())
        self.stdout.write(
            json.dumps(
                {"figures": len(all_figures()), "periods": len(periods()), "differences": found}, ensure_ascii=False
            )
        )
        if found:
            self.stderr.write(f"有 {len(found)} 处不符。")
            sys.exit(1)
