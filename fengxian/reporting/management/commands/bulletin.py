"""manage.py bulletin --as USERNAME --campaign ID --out FILE.docx [--issue N] [--copies N]"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from fengxian.accounts.commands import acting_person
from fengxian.reporting.bulletins import COPIES, FIRST_ISSUE, Details, make_bulletin
from fengxian.reporting.compute import as_json
from fengxian.reporting.questions import campaign_named, of_campaign
from fengxian.reporting.reach import reach_of


class Command(BaseCommand):
    help = "把专项行动写成简报（Word 文件），数字全部来自指标"

    def add_arguments(self, parser):
        parser.add_argument("--as", dest="username", required=True)
        parser.add_argument("--campaign", required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--issue", type=int, default=FIRST_ISSUE)
        parser.add_argument("--copies", type=int, default=COPIES)

    def handle(self, *args, username, campaign, out, issue, copies, **options):
        person = acting_person(username, "bulletin.make", self.stderr)
        try:
            question = of_campaign(reach_of(person), campaign_named(person, campaign))
            figures = make_bulletin(
                actor=person, question=question, today=timezone.localdate(), out=out,
                details=Details(issue=issue, copies=copies, author=person.name),
            )
        except LookupError as error:
            self.stderr.write(error.args[0])
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"写不了文件 {out}：{error.strerror}")
            sys.exit(2)
        self.stdout.write(json.dumps({"file": str(out), "figures": as_json(figures.values)}, ensure_ascii=False))
