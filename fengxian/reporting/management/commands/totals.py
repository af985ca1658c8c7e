"""manage.py totals --as USERNAME [--campaign ID | --from D --to D] [--region CODE]… [--by town|village|month|category]"""

import datetime as dt
import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from fengxian.accounts.commands import acting_person, asked_day, asked_regions
from fengxian.figures import Period
from fengxian.reporting.compute import WAYS, compute
from fengxian.reporting.periods import said
from fengxian.reporting.questions import Question, campaign_named, of_campaign, usual
from fengxian.reporting.reach import Reach, reach_of


class Command(BaseCommand):
    help = "专项行动的各项指标，从台账算出"

    def add_arguments(self, parser):
        parser.add_argument("--as", dest="username", required=True)
        parser.add_argument("--campaign")
        parser.add_argument("--from", dest="start", type=asked_day)
        parser.add_argument("--to", dest="end", type=asked_day)
        parser.add_argument("--region", action="append", default=[])
        parser.add_argument("--by", choices=WAYS)

    def handle(self, *args, username, campaign, start, end, region, by, **options):
        person = acting_person(username, "figures.view", self.stderr)
        reach = reach_of(person, asked_regions(person, region, self.stderr))
        try:
            question = self.question(reach, campaign, start, end)
        except LookupError as error:
            self.stderr.write(error.args[0])
            sys.exit(2)
        figures = compute(question.reach, question.period, by)
        self.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False))

    def question(
        self, reach: Reach, campaign: str | None, start: dt.date | None, end: dt.date | None
    ) -> Question:
        if not reach.regions:
            raise LookupError("这个账号没有管辖区划，看不到任何指标。")
        if campaign and (start or end):
            raise LookupError("--campaign 和 --from、--to 只能用一种。")
        if campaign:
            return of_campaign(reach, campaign_named(reach.user, campaign))
        if start or end:
            return self.between(reach, start, end)
        question = usual(reach, timezone.localdate())
        name = question.campaign.name if question.campaign else "今年"
        self.stderr.write(f"没有指定时段，按{name}算：{said(question.period)}。")
        return question

    def between(self, reach: Reach, start: dt.date | None, end: dt.date | None) -> Question:
        if not start or not end:
            raise LookupError("--from 和 --to 要一起写。")
        if end < start:
            raise LookupError("结束日期在开始日期之前。")
        return Question(reach, Period(start, end))
