"""The bulletin: every number a figure, only what there is to say, on the paper of GB/T 9704."""

import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from fengxian.audit.models import Act, Entry
from fengxian.figures import Period
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import void_record
from fengxian.regions import codes
from fengxian.reporting.bulletins import Details, draft
from fengxian.reporting.questions import Question
from fengxian.reporting.reach import reach_of
from tests.reporting import world as w

TODAY = dt.date(2024, 3, 1)


def written(user, *regions, period=w.WINTER, campaign=None, **details):
    """(the blocks as one text, the bulletin, its figures)."""
    reach = reach_of(user, map(codes.pad, regions))
    bulletin, figures = draft(Question(reach, period, campaign), Details(**details), TODAY)
    return "\n".join(block.text for block in bulletin.blocks), bulletin, figures


@pytest.fixture
def download(client_for, county_admin):
    """``download(query, **fields)``: the document that the page's button gives."""
    client = client_for(county_admin)
    fields = {"title": "标题", "issue": "3", "day": "2024-02-28", "author": "郑海涛", "copies": "80"}

    def get(query="", **changes):
        return client.post(reverse("reporting:document") + query, fields | changes)

    return get


def opened(response):
    return Document(io.BytesIO(response.content))


def paragraphs(document):
    return [p.text for p in document.paragraphs]


@pytest.mark.usefixtures("records")
class TestText:
    def test_it_follows_the_published_report(self, county_admin, campaign):
        text, bulletin, _ = written(county_admin, campaign=campaign)
        for said in (
            "自2024年1月以来，凤县民政局按照省、市部署，扎实开展“下基层、解民忧、暖民心”专项行动",
            "一、强化“三级联动”，俯下身子入基层", "同步组成1个督导组",
            "参与专项行动干部累计10人次，走访服务对象5人次，检查服务机构3次，投入资金10045.75元。",
            "实现了走访对象、服务机构全覆盖。", "累计排查隐患7处，完成整改5处。",
            "二、聚焦“民生大事”，迈开步子解民忧", "发放低保、特困家庭一次性取暖补贴0.05万元",
            "及时将全县2024年1月—2月低保、特困、临时救助资金1300.5元发放到位，惠及困难群众2人次，确保困难群众温暖过冬。",
            "县救助站春节期间主动放弃休假，组织工作人员对街道、汽车站等重点区域进行常态化巡查，累计巡查2次",
            "共救助流浪乞讨人员3人，发放救助物资6件套，发放救助补助资金63元。",
            "三、紧盯“关键小事”，担起担子暖民心", "为全县2名困难群众送去了价值0.11万元的慰问品及慰问金",
            "凤县老年学学会开展了一系列“寒冬送温暖”活动，走访慰问困难群众，为他们送去了米、面等慰问物资。",
        ):
            assert said in text, said
        assert bulletin.day == dt.date(2024, 2, 28)

    def test_every_number_is_a_figure(self, county_admin, campaign):
        _, bulletin, figures = written(county_admin, campaign=campaign)
        for block in bulletin.blocks:
            for run in block.runs:
                if run.key:
                    assert figures[run.key].number in run.text
                else:
                    assert not re.search(r"\d", re.sub(r"2024年(1月)?(—2月)?", "", run.text)), run.text

    def test_full_coverage_is_said_only_where_it_is_full(self, county_admin, records):
        void_record(ledger("visits"), actor=county_admin, record=records["other_visit"], version=1, reason="重复")
        text, _, _ = written(county_admin)
        assert "全覆盖。" not in text and "走访对象覆盖率66.6%，服务机构检查覆盖率100%。" in text

    def test_a_town_reports_as_a_town(self, county_admin, campaign):
        text, bulletin, _ = written(county_admin, w.OTHER_TOWN, campaign=campaign)
        assert bulletin.sender == "双石铺镇" and bulletin.office == "双石铺镇人民政府"
        assert "双石铺镇按照省、市、县部署" in text and "为全镇1名困难群众" in text and "牵头制定" not in text
        assert "巡查" not in text and "督导组" in text

    def test_what_there_is_nothing_to_say_about_is_left_out(self, county_admin, campaign):
        text, _, _ = written(county_admin, w.NEXT_VILLAGE, campaign=campaign)
        assert "走访服务对象1人次" in text
        for silent in ("取暖补贴", "巡查", "慰问金", "救助流浪", "检查服务机构", "二、"):
            assert silent not in text, silent

    def test_a_time_without_records_says_so(self, county_admin):
        text, _, _ = written(county_admin, period=Period(dt.date(2023, 5, 1), dt.date(2023, 5, 31)))
        assert "2023年5月，全县暂无走访、发放、救助和慰问记录。" in text

    def test_outside_the_new_year_nothing_is_said_of_it(self, county_admin):
        text, _, _ = written(county_admin, period=Period(dt.date(2024, 1, 1), dt.date(2024, 1, 31)))
        assert "新春" not in text and "春节" not in text and "由县级四大班子领导带队" in text


@pytest.mark.usefixtures("records")
class TestPaper:
    def test_the_document_says_what_the_figures_say(self, download):
        text = "\n".join(paragraphs(opened(download())))
        for said in ("10人次", "5人次", "10045.75元", "0.05万元", "63元", "第3期", "郑海涛", "2024年2月28日"):
            assert said in text, said

    def test_it_is_laid_out_as_gb_t_9704_wants(self, download):
        document = opened(download())
        page = document.sections[0]
        assert [round(x / Mm(1)) for x in (page.page_width, page.page_height)] == [210, 297]
        margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
        assert [round(x / Mm(1)) for x in margins] == [37, 35, 28, 26]
        body = next(p for p in document.paragraphs if p.text.startswith("自2024年"))
        assert body.runs[0].font.size == Pt(16) and body.paragraph_format.line_spacing in (None, Pt(28.8))
        assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.8)
        fonts = {p.text[:4]: p.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) for p in document.paragraphs if p.runs}
        assert fonts["标题"] == "方正小标宋简体" and fonts["一、强化"] == "黑体" and fonts["自202"] == "仿宋_GB2312"

    def test_it_ends_with_whom_it_goes_to_and_how_many(self, download):
        cells = [row.cells[0].text for row in opened(download()).tables[0].rows]
        assert cells[0].startswith("报：省民政厅") and cells[1].startswith("送：") and cells[2] == "（共印80份）"

    def test_making_it_is_on_the_record_with_its_figures(self, download):
        assert download().status_code == 200
        entry = Entry.objects.get(act=Act.BULLETIN)
        assert "第3期" in entry.label and entry.detail["figures"] == w.WHOLE

    def test_a_wrong_field_comes_back_with_what_was_typed(self, download):
        response = download(issue="零")
        assert response.status_code == 422 and 'value="零"' in response.content.decode()
        assert not Entry.objects.filter(act=Act.BULLETIN).exists()

    def test_looking_writes_nothing(self, client_for, county_admin):
        client = client_for(county_admin)
        before = Entry.objects.count()
        response = client.get(reverse("reporting:bulletin"))
        page = response.content.decode()
        assert response.status_code == 200 and reverse("reporting:drill", args=["service_visits"]) in page
        assert Entry.objects.count() == before

    def test_only_those_who_may_make_it(self, client_for, village_worker, download):
        client = client_for(village_worker)
        assert client.get(reverse("reporting:bulletin")).status_code == 403
        assert client.post(reverse("reporting:document"), {}).status_code == 403
        assert download("?region=610331").status_code == 404
