"""The pages of relief, as people of different roles use them."""

import datetime as dt

import pytest
from django.urls import reverse

from fengxian.identity import mask_identity
from fengxian.regions import codes
from relief.condolences.models import Condolence
from relief.patrols.models import Assistance, Patrol
from relief.subsidies.models import ClosedMonth, Payment, PaymentBatch
from tests.relief.sheets import FAR_VILLAGE, assistance, condolence, investment, number, patrol, payment

pytestmark = pytest.mark.django_db
LISTS = ["payments", "condolences", "investments", "patrols", "assistance"]


@pytest.fixture
def full(enter, county_admin, family):
    """A few rows in each ledger; returns the family."""
    enter(
        "payments", county_admin, payment(family.head, 账户类型="存折", 银行账号="2703012345678"),
        payment(family.wife, 发放状态="退汇", 失败原因="户名不符"), payment(family.alone, 区划代码=FAR_VILLAGE),
    )
    enter("condolences", county_admin, condolence(姓名="周克俭", 身份证号=family.alone["身份证号"]), condolence())
    enter("investments", county_admin, investment())
    found = patrol(发放物资件套=1)
    enter("patrols", county_admin, found)
    enter("assistance", county_admin, assistance(巡查编号=found["巡查编号"], 姓名="李四", 身份证号=number(), 伙食=20, 救助金额=20))
    return family


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_needs_few_queries_whatever_its_rows(
    client_for, county_admin, full, django_assert_max_num_queries, kind
):
    client = client_for(county_admin)
    with django_assert_max_num_queries(12):
        assert page(client, f"{kind}:list").status_code == 200


@pytest.mark.parametrize("name", ["payments:batches", "payments:months"])
def test_batches_and_months_need_few_queries(
    client_for, county_admin, full, django_assert_max_num_queries, name
):
    client = client_for(county_admin)
    with django_assert_max_num_queries(12):
        assert page(client, name).status_code == 200


@pytest.mark.parametrize("kind", LISTS)
def test_each_record_has_a_page_a_form_and_a_way_to_void_it(client_for, county_admin, full, kind):
    client = client_for(county_admin)
    models = {"payments": Payment, "condolences": Condolence, "patrols": Patrol, "assistance": Assistance}
    record = models.get(kind, Condolence).objects.first() if kind in models else None
    if record is None:
        record = page(client, f"{kind}:list").context["rows"][0]["record"]
    for name in ("detail", "update", "void"):
        assert page(client, f"{kind}:{name}", record.pk).status_code == 200


def test_no_page_shows_a_whole_number(client_for, county_admin, full):
    client = client_for(county_admin)
    whole = [full.head["身份证号"], full.alone["身份证号"], "2703012345678"]
    pages = [page(client, f"{kind}:list") for kind in LISTS]
    pages += [page(client, "payments:detail", one.pk) for one in Payment.objects.all()]
    pages += [page(client, "payments:update", one.pk) for one in Payment.objects.all()]
    pages += [page(client, "condolences:detail", one.pk) for one in Condolence.objects.all()]
    for response in pages:
        assert not [n for n in whole if n in response.content.decode()]


def test_the_roster_sums_what_it_shows_by_status(client_for, county_admin, full):
    shown = page(client_for(county_admin), "payments:list", status="成功")
    assert [(one.status, one.lines) for one in shown.context["statuses"]] == [
        ("成功", 2), ("待发", 0), ("退汇", 1), ("失败", 0),
    ]
    assert len(shown.context["rows"]) == 2


def test_a_batch_page_ends_in_its_equation(client_for, county_admin, full):
    batch = PaymentBatch.objects.get()
    shown = page(client_for(county_admin), "payments:batch", batch.pk)
    whole, regions = shown.context["whole"], shown.context["regions"]
    assert (whole.lines, whole.net) == (3, 2400) and shown.context["agrees"]
    assert [(one.name, one.sums.net) for one in regions] == [("双石铺镇", 800), ("凤州镇", 1600)]
    assert "与上方合计一致" in shown.content.decode() and "户名不符" in shown.content.decode()


def test_a_town_officer_sees_only_their_lines_of_a_batch(client_for, town_officer, full):
    shown = page(client_for(town_officer), "payments:batch", PaymentBatch.objects.get().pk)
    assert (shown.context["whole"].lines, shown.context["level"]) == (2, "村（社区）")
    assert "只是您管的范围内的行" in shown.content.decode()


def test_a_village_worker_of_another_town_does_not_find_the_batch(client_for, make_user, full):
    client = client_for(make_user("village_worker", "610330102200"))
    assert page(client, "payments:batch", PaymentBatch.objects.get().pk).status_code == 404
    assert page(client, "payments:list", batch=PaymentBatch.objects.get().pk).status_code == 404
    assert page(client, "payments:detail", Payment.objects.first().pk).status_code == 404


def test_a_village_worker_cannot_enter_payments(client_for, village_worker, full):
    client = client_for(village_worker)
    assert page(client, "payments:create").status_code == 403
    assert page(client, "payments:update", Payment.objects.first().pk).status_code == 403


def test_whoever_enters_a_payment_chooses_the_person_first(client_for, county_admin, full):
    batch = PaymentBatch.objects.get()
    response = page(client_for(county_admin), "payments:create", batch=batch.pk)
    assert response.status_code == 302 and f"batch%3D{batch.pk}" in response.url


def test_a_clerk_can_enter_a_payment_and_its_net_is_derived(client_for, county_admin, full):
    client, person = client_for(county_admin), Payment.objects.get(payee="周克俭").person
    address = f"{reverse('payments:create')}?person={person.pk}"
    assert "周克俭" in client.get(address).content.decode()
    typed = {
        "batch": "临救-1", "programme": "临时救助金", "period": "2024-02", "region": "610330101200", "covered": "1",
        "due": "1,000", "back": "50.5", "deduction": "", "date": "2024-02-01", "status": "成功",
    }
    assert client.post(address, typed).status_code == 302
    saved = Payment.objects.get(batch__number="临救-1")
    assert (str(saved.net), saved.person, saved.created_by) == ("1050.50", person, county_admin)


def test_a_clerk_is_told_beside_the_field_and_what_was_typed_is_kept(client_for, county_admin, full):
    client, person = client_for(county_admin), Payment.objects.get(payee="周克俭").person
    typed = {
        "batch": "B9", "programme": "低保金", "period": "2024-1-1", "region": "610330101200", "covered": "1",
        "due": "一千", "date": "2024-02-01", "status": "成功",
    }
    response = client.post(f"{reverse('payments:create')}?person={person.pk}", typed)
    text = response.content.decode()
    assert response.status_code == 422 and "不是所属期" in text and "不是金额" in text and "一千" in text
    assert not Payment.objects.filter(batch__number="B9")


def test_a_second_click_writes_nothing_twice(client_for, county_admin):
    client = client_for(county_admin)
    typed = {
        "number": "XC-1", "date": "2024-02-01", "region": "610330", "areas": ["街道"], "leader": "王建国", "found": "0",
        "once": "0" * 32,
    }
    first, second = (client.post(reverse("patrols:create"), typed) for _ in range(2))
    assert (first.status_code, second.url) == (302, first.url) and Patrol.objects.count() == 1


def test_two_people_who_change_one_record_are_both_heard(client_for, county_admin, full):
    client, gift = client_for(county_admin), Condolence.objects.get(name="周克俭", person__isnull=False)
    form = {"number": gift.number, "date": "2024-02-02", "region": "610330101200", "name": "周克俭",
            "identity": mask_identity(gift.identity), "giver": "县委办公室", "giver_kind": "县级四大班子", "cash": "500", "goods_value": "300", "note": "第一次"}
    address = reverse("condolences:update", args=[gift.pk])
    assert client.post(address, form | {"version": "1"}).status_code == 302
    late = client.post(address, form | {"version": "1", "note": "第二次"})
    assert late.status_code == 409 and "第一次" in late.content.decode() and "第二次" in late.content.decode()


def test_the_amount_of_assistance_follows_from_its_costs(client_for, county_admin):
    client = client_for(county_admin)
    typed = {
        "number": "QZ-1", "date": "2024-02-01", "region": "610330", "came_by": "自行来站", "sex": "男",
        "help_kind": "返乡救助", "travel_cost": "85.5", "food_cost": "20", "amount": "",
    }
    assert client.post(reverse("assistance:create"), typed).status_code == 302
    saved = Assistance.objects.get()
    assert (str(saved.amount), saved.name) == ("105.50", "无名氏")


def test_a_new_record_is_offered_the_next_number_of_the_day(client_for, county_admin, enter):
    day = f"{dt.date.today():%Y%m%d}"
    enter("patrols", county_admin, patrol(巡查编号=f"XC{day}-09"))
    assert f"XC{day}-10" in page(client_for(county_admin), "patrols:create").content.decode()


def test_a_households_page_gets_its_payments_and_condolences_as_fragments(client_for, county_admin, full):
    client, household = client_for(county_admin), Payment.objects.get(payee="周克俭").household
    for kind, word in (("payments", "享受的救助"), ("condolences", "县委办公室")):
        address = reverse(f"{kind}:of-household", args=[household.pk])
        fragment, whole = client.get(address, headers={"hx-request": "true"}), client.get(address)
        assert word in fragment.content.decode() and "<html" not in fragment.content.decode()
        assert "<html" in whole.content.decode() and "HX-Request" in whole["Vary"]


def test_a_household_elsewhere_is_not_found(client_for, make_user, full):
    client, household = client_for(make_user("village_worker", "610330102200")), Payment.objects.first().household
    for kind in ("payments", "condolences"):
        assert page(client, f"{kind}:of-household", household.pk).status_code == 404


def test_finance_can_close_a_month_after_looking_again(client_for, make_user, full):
    client = client_for(make_user("finance", "610330"))
    address = reverse("payments:close-month", args=[codes.pad("610330"), dt.date(2024, 1, 1)])
    assert address in page(client, "payments:months").content.decode()
    assert "退汇或失败" in client.get(address).content.decode() and not ClosedMonth.objects.exists()
    assert client.post(address).url == reverse("payments:months")
    assert "已封账" in page(client, "payments:months").content.decode()
    assert "已封账" in page(client, "payments:detail", Payment.objects.first().pk).content.decode()
    assert "还没有过完" not in client.post(address, follow=True).content.decode()
    assert ClosedMonth.objects.count() == 1


def test_a_town_officer_cannot_close_the_countys_month(client_for, town_officer, full):
    address = reverse("payments:close-month", args=[codes.pad("610330"), dt.date(2024, 1, 1)])
    assert client_for(town_officer).post(address).status_code == 403
    assert not ClosedMonth.objects.exists()


def test_the_rescue_officer_sees_only_the_stations_work(client_for, make_user, full):
    client = client_for(make_user("rescue_officer", "610330"))
    assert page(client, "patrols:list").status_code == page(client, "assistance:list").status_code == 200
    assert page(client, "payments:list").status_code == page(client, "condolences:list").status_code == 403
    shown = page(client, "patrols:detail", Patrol.objects.first().pk).content.decode()
    assert "李四" in shown


def test_the_auditor_may_look_but_not_touch(client_for, make_user, full):
    client = client_for(make_user("auditor", "610330"))
    one = Payment.objects.first()
    shown = page(client, "payments:detail", one.pk).content.decode()
    assert not [act for act in ("update", "void") if reverse(f"payments:{act}", args=[one.pk]) in shown]
