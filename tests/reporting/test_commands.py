"""totals, verify_totals and bulletin as other people's checks call them: JSON alone, sentences on the side, exit codes."""

import json

import pytest
from django.core.management import call_command

from fengxian.figures import Figure, Rows, Source, figure, register
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.saving import void_record
from tests.reporting import world as w
from visits.models import Visit

pytestmark = pytest.mark.usefixtures("records")


@pytest.fixture
def run(capsys):
    """``run("totals", …)``: (exit code, JSON or None, what was said beside)."""

    def go(*arguments):
        capsys.readouterr()
        try:
            call_command(*arguments)
            code = 0
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return go


def values(answer):
    return {key: figure["value"] for key, figure in answer["figures"].items()}


def test_totals_of_a_campaign(run, county_admin):
    code, answer, beside = run("totals", "--as", "county_admin", "--campaign", "2024-winter")
    assert (code, beside) == (0, "")
    assert answer["region"] == {"code": "610330", "name": "凤县"}
    assert (answer["from"], answer["to"], answer["by"]) == ("2024-01-01", "2024-02-28", None)
    assert values(answer) == w.WHOLE
    assert answer["figures"]["service_visits"] == {
        "name": "走访服务对象", "value": "5", "unit": "人次", "display": "5人次",
    }
    assert "rows" not in answer


def test_totals_say_which_figures_need_not_add_up(run):
    _, answer, _ = run("totals", "--as", "county_admin", "--campaign", "2024-winter", "--by", "town")
    not_additive = {key for key, shown in answer["figures"].items() if shown.get("additive") is False}
    assert not_additive == {
        "supervision_groups", "rescued_persons", "condolence_persons", "condolence_other_persons", "visit_coverage",
        "institution_coverage",
    }
    assert {key for key, shown in answer["rows"][0]["figures"].items() if shown.get("additive") is False} == not_additive


def test_totals_by_category_say_that_nothing_adds_up(run):
    _, answer, _ = run("totals", "--as", "county_admin", "--campaign", "2024-winter", "--by", "category")
    assert all(shown["additive"] is False for row in answer["rows"] for shown in row["figures"].values())


def test_totals_between_two_days(run):
    _, answer, _ = run("totals", "--as", "county_admin", "--from", "2024-02-10", "--to", "2024-03-01")
    assert values(answer)["service_visits"] == "4"


def test_totals_without_a_period_take_the_latest_campaign_and_say_so(run):
    code, answer, beside = run("totals", "--as", "county_admin")
    assert code == 0 and values(answer) == w.WHOLE
    assert "2024年1月1日至2月28日" in beside


def test_totals_of_a_village_worker_are_the_villages(run, village_worker):
    _, answer, _ = run("totals", "--as", "village_worker")
    assert answer["region"] == {"code": w.VILLAGE, "name": "龙口村"}
    assert (values(answer)["service_visits"], values(answer)["cadre_participations"]) == ("3", "3")
    assert values(answer)["rescue_spending"] == "30.00"


def test_totals_of_every_role_are_the_same_in_the_same_region(run, make_user):
    make_user("rescue_officer", w.COUNTY, username="rescue")
    assert values(run("totals", "--as", "rescue", "--campaign", "2024-winter")[1]) == w.WHOLE


@pytest.mark.parametrize("arguments", [
    ("--as", "nobody"), ("--as", "county_admin", "--campaign", "2023-winter"),
    ("--as", "county_admin", "--region", "610331"), ("--as", "county_admin", "--region", "61"),
    ("--as", "county_admin", "--region", "abc"), ("--as", "village_worker", "--region", w.TOWN),
    ("--as", "village_worker", "--region", w.NEXT_VILLAGE), ("--as", "county_admin", "--from", "2024-01-01"),
    ("--as", "county_admin", "--from", "2024-02-01", "--to", "2024-01-01"), ("--as", "nowhere"),
])
def test_totals_refuse_in_a_sentence(run, village_worker, make_user, arguments):
    make_user("leader", username="nowhere")
    code, answer, beside = run("totals", *arguments)
    assert (code, answer) == (2, None)
    assert beside.strip().endswith("。")


def test_a_disabled_account_sees_no_totals(run, county_admin):
    county_admin.is_active = False
    county_admin.save()
    assert run("totals", "--as", "county_admin")[0] == 2


def test_verify_totals_finds_everything_equal(run):
    code, answer, _ = run("verify_totals")
    assert (code, answer["equal"], answer["differences"]) == (0, True, [])
    assert answer["compared"] > 1000


def test_verify_totals_is_equal_after_a_voiding(run, county_admin, records):
    void_record(ledger("visits"), actor=county_admin, record=records["visit"], version=1, reason="重复")
    assert run("verify_totals")[0] == 0


def test_verify_totals_tells_a_figure_that_counts_voided_rows(run, county_admin, records):
    right = figure("service_visits")
    everything = Source("visits", lambda period: Visit.objects.during(period), Rows(), person="person_id")
    void_record(ledger("visits"), actor=county_admin, record=records["visit"], version=1, reason="重复")
    try:
        register(Figure(right.key, right.name, right.unit, right.definition, (everything,), counts_persons=True))
        code, answer, _ = run("verify_totals")
    finally:
        register(right)
    assert (code, answer["equal"]) == (1, False)
    assert {one["figure"] for one in answer["differences"]} == {"service_visits"}
    whole = next(one for one in answer["differences"] if one["group"] == "whole")
    assert (whole["shown"], whole["counted"]) == ("5", "4")


def test_bulletin_prints_its_figures(run, tmp_path):
    out = tmp_path / "简报.docx"
    code, answer, _ = run("bulletin", "--as", "county_admin", "--campaign", "2024-winter", "--out", str(out))
    assert code == 0 and out.stat().st_size > 10_000
    assert answer["file"] == str(out) and values(answer) == w.WHOLE


@pytest.mark.parametrize("arguments", [
    ("--as", "village_worker", "--campaign", "2024-winter"), ("--as", "county_admin", "--campaign", "1999"),
])
def test_bulletin_refuses_in_a_sentence(run, village_worker, tmp_path, arguments):
    out = tmp_path / "x.docx"
    code, answer, beside = run("bulletin", *arguments, "--out", str(out))
    assert (code, answer, out.exists()) == (2, None, False)
    assert beside.strip().endswith("。")


def test_bulletin_to_a_folder_that_is_not_there(run, tmp_path):
    code, answer, beside = run(
        "bulletin", "--as", "county_admin", "--campaign", "2024-winter", "--out", str(tmp_path / "no" / "x.docx")
    )
    assert (code, answer) == (2, None) and "写不了" in beside
