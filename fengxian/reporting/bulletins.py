"""Making the bulletin: the report of a region and period on the bulletin's paper, and on the record."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from fengxian.audit import trail
from fengxian.audit.models import Act
from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.reporting.compute import Computed, compute
from fengxian.reporting.document import Bulletin, write_document
from fengxian.reporting.facts import facts_of
from fengxian.reporting.questions import Question
from fengxian.reporting.reach import Reach
from fengxian.reporting.text import issue_day, place_of, write_report

TITLE = "心系群众解民忧　情暖寒冬在行动"
NO_CAMPAIGN = "困难群众救助工作"
FIRST_ISSUE, COPIES = 1, 50
# To whom each level reports and whom it informs.
SENT_TO = {
    Level.COUNTY: ("省民政厅，市民政局，县委、县人大常委会、县政府、县政协", "县级各部门，各镇人民政府"),
    Level.TOWN: ("县民政局，镇党委、镇人大、镇政府", "各村（社区）"),
}
ELSEWHERE = ("上级民政部门", "有关单位")


@dataclass(frozen=True)
class Details:
    """What the figures do not say: issue number, title, day, copies, who wrote it."""

    issue: int = FIRST_ISSUE
    title: str = TITLE
    day: dt.date | None = None
    copies: int = COPIES
    author: str = ""


def draft(question: Question, details: Details, today: dt.date) -> tuple[Bulletin, Computed]:
    """The bulletin as it would be printed now, and the figures in it."""
    figures = compute(question.reach, question.period)
    campaign = question.campaign.name if question.campaign else NO_CAMPAIGN
    place = place_of(question.reach)
    report_to, send_to = sent_to(question.reach)
    blocks = write_report(figures, campaign, facts_of(question.reach, question.period))
    return Bulletin(
        sender=place.who, campaign=campaign, issue=details.issue, office=place.office,
        day=details.day or issue_day(question.period, today), title=details.title, blocks=tuple(blocks),
        author=details.author, report_to=report_to, send_to=send_to, copies=details.copies,
    ), figures


def sent_to(reach: Reach) -> tuple[str, str]:
    return SENT_TO.get(codes.level_of(reach.only), ELSEWHERE) if reach.only else ELSEWHERE


@transaction.atomic
def make_bulletin(*, actor: Any, question: Question, details: Details, today: dt.date, out: Path | Any) -> Computed:
    """Writes the document, then the audit entry with the figures as they were printed."""
    bulletin, figures = draft(question, details, today)
    write_document(bulletin, out)
    trail.record(
        Act.BULLETIN, actor=actor, kind="bulletin", object_id=question.campaign.pk if question.campaign else "",
        label=f"{bulletin.sender}简报第{bulletin.issue}期：{bulletin.title}", detail={
            "regions": [codes.official(code) for code in question.reach.regions],
            "from": question.period.start.isoformat(), "to": question.period.end.isoformat(),
            "figures": {key: value.text for key, value in figures.values.items()},
        },
    )
    return figures
