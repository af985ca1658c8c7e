"""manage.py verify_totals: every figure counted again from the raw rows, row by row."""

import json
import sys

from django.core.management.base import BaseCommand

from fengxian.reporting.verify import verify


class Command(BaseCommand):
    help = "从原始记录逐行重算每个指标，与系统显示的数逐一比对；全部相等退出 0，否则列出差异、退出 1"

    def handle(self, *args, **options):
        compared, differences = verify()
        answer = {"equal": not differences, "compared": compared, "differences": [d.as_json() for d in differences]}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if differences:
            sys.exit(1)
