"""What one row of the ledger must keep to, each through a real workbook."""

import datetime as dt

import pytest
from openpyxl import Workbook

from households.models import Household, Person
from tests.households.sheets import bring_in, check, codes, member, number, person, warnings

pytestmark = pytest.mark.django_db


def test_a_family_comes_in_with_all_its_words(bring, county_admin):
    born = number("19580115")
    bring(county_admin, person(
        身份证号=born, 村组="二组", 联系电话="138 0917 1234", 健康状况="慢性病", 残疾类别="肢体", 残疾等级="二级", 劳动能力="无",
        致困原因="因病、缺劳力", 风险等级="高", 人均月收入="1,050.50", 开户银行="凤县农商银行", 账户类型="存折", 银行账号="27010100123",
    ))
    known = Person.objects.get()
    assert (known.identity, known.birth, known.sex, known.household.group) == (born, dt.date(1958, 1, 15), "男", "二组")
    assert (known.phone, known.account, known.status, known.name_initials) == ("13809171234", "27010100123", "在册", "zcs")
    assert str(known.income) == "1050.50"


def test_numbers_do_not_lie_open_in_the_database(bring, county_admin, django_db_blocker):
    row = person(联系电话="13809171234", 开户银行="凤县农商银行", 账户类型="存折", 银行账号="27010100123")
    bring(county_admin, row)
    stored = str(Person.objects.extra(select={"raw": "identity || phone || account"}).values_list("raw", flat=True)[0])
    assert row["身份证号"] not in stored and "13809171234" not in stored and "27010100123" not in stored


@pytest.mark.parametrize(("cells", "column", "code"), [
    ({"身份证号": "610330195801150018"}, "身份证号", "identity_checksum"),
    ({"身份证号": "61033019580115001"}, "身份证号", "identity_format"),
    ({"身份证号": "610330195802300017"}, "身份证号", "identity_checksum"),
    ({"身份证号": number("29990101")}, "身份证号", "identity_birthdate"),
    ({"身份证号": 610330195801150019}, "身份证号", "identity_mangled"),
    ({"身份证号": "610330********0019"}, "身份证号", "identity_format"),
    ({"身份证号": None}, "身份证号", "required"),
    ({"姓名": None}, "姓名", "required"),
    ({"户编号": None}, "户编号", "required"),
    ({"对象类别": None}, "对象类别", "required"),
    ({"与户主关系": "女婿"}, "与户主关系", "wrong_choice"),
    ({"对象类别": "低保户"}, "对象类别", "wrong_choice"),
    ({"对象类别": "无、残疾人"}, "对象类别", "wrong_choice"),
    ({"对象类别": "特困人员、低保对象"}, "对象类别", "exclusive_relief"),
    ({"区划代码": "610330999999"}, "区划代码", "unknown_region"),
    ({"区划代码": "610330101"}, "区划代码", "unknown_region"),
    ({"区划代码": "凤州镇"}, "区划代码", "unknown_region"),
    ({"出生日期": "1958-01-16"}, "出生日期", "identity_birthdate"),
    ({"出生日期": "58年1月"}, "出生日期", "not_a_date"),
    ({"状态日期": "2999-01-01"}, "状态日期", "date_in_future"),
    ({"人均月收入": "约三百"}, "人均月收入", "not_money"),
    ({"人均月收入": "300.125"}, "人均月收入", "not_money"),
    ({"人均月收入": "-1"}, "人均月收入", "negative_money"),
    ({"性别": "女"}, "性别", "other"),
    ({"账户类型": "银行卡", "银行账号": "6217000000000000001"}, "银行账号", "other"),
    ({"联系电话": "12345"}, "联系电话", "other"),
    ({"村组": "长" * 41}, "村组", "too_long"),
])
def test_a_wrong_cell_is_refused_at_its_place(sheet, county_admin, cells, column, code):
    row = person(**({"身份证号": number("19580115")} | cells))
    outcome = check(sheet(row), county_admin)
    assert (2, column, code) in codes(outcome)
    assert outcome.as_json(False)["rejected"] == 1


def test_a_refused_file_writes_nothing(bring, county_admin):
    outcome = bring(county_admin, person(), person(户编号="FX-002", 身份证号="610330195801150018"))
    assert outcome.batch.state == "checked" and Person.objects.count() == Household.objects.count() == 0


def test_good_rows_come_in_when_errors_are_skipped(bring, county_admin):
    bring(county_admin, person(), person(户编号="FX-002", 身份证号="610330195801150018"), skip_errors=True)
    assert list(Household.objects.values_list("code", flat=True)) == ["FX-001"]


def test_a_child_without_a_number_comes_in_with_a_reason(bring, sheet, family, county_admin):
    child = member(姓名="赵小雨", 身份证号=None, 无证原因="新生儿未落户", 出生日期="2024-01-08", 性别="女", 与户主关系="孙子女", 对象类别="困境儿童")
    bring(county_admin, child)
    known = Person.objects.get(name="赵小雨")
    assert (known.identity, known.birth, known.sex) == ("", dt.date(2024, 1, 8), "女")
    assert check(sheet(child), county_admin).as_json(False)["unchanged"] == 1


def test_a_person_without_a_number_needs_a_birth(sheet, family, county_admin):
    child = member(姓名="赵小雨", 身份证号=None, 无证原因="新生儿未落户", 与户主关系="孙子女")
    assert codes(check(sheet(child), county_admin)) == [(2, "出生日期", "required")]


def test_a_number_obtained_later_goes_to_the_person_on_record(bring, family, county_admin):
    child = member(姓名="赵小雨", 身份证号=None, 无证原因="新生儿未落户", 出生日期="2024-01-08", 与户主关系="孙子女", 对象类别="无")
    bring(county_admin, child)
    bring(county_admin, child | {"身份证号": number("20240108", "女"), "无证原因": None})
    known = Person.objects.get(name="赵小雨")
    assert known.identity and known.no_identity_reason == "" and Person.objects.count() == 3


def test_the_same_number_twice_in_a_file_is_refused(sheet, county_admin):
    row = person()
    assert codes(check(sheet(row, row | {"与户主关系": "其他"}), county_admin)) == [(3, None, "duplicate_in_file")]


def test_a_known_number_with_another_name_is_refused(sheet, family, county_admin):
    renamed = family[0] | {"姓名": "赵长生"}
    assert codes(check(sheet(renamed), county_admin)) == [(2, "姓名", "name_mismatch")]


def test_a_row_that_names_its_record_may_correct_name_and_number(sheet, family, county_admin):
    known, correct = Person.objects.get(relation="户主"), number("19580205")
    path = sheet(family[0] | {"姓名": "赵长生", "身份证号": correct, "记录号": str(known.pk)})
    bring_in(path, county_admin)
    known.refresh_from_db()
    assert (known.name, known.identity, known.birth) == ("赵长生", correct, dt.date(1958, 2, 5))
    assert check(path, county_admin).as_json(False)["unchanged"] == 1


def test_a_corrected_number_must_be_free(sheet, family, county_admin):
    known = Person.objects.get(relation="户主")
    taken = family[0] | {"身份证号": family[1]["身份证号"], "记录号": str(known.pk)}
    assert codes(check(sheet(taken), county_admin)) == [(2, "身份证号", "other")]


def test_two_rows_cannot_take_one_new_number(sheet, family, county_admin):
    known, free = Person.objects.get(relation="户主"), number("19580205")
    corrected = family[0] | {"身份证号": free, "记录号": str(known.pk)}
    newcomer = member(姓名="赵二", 身份证号=free, 与户主关系="兄弟姐妹")
    assert codes(check(sheet(corrected, newcomer), county_admin)) == [(2, "身份证号", "duplicate_in_file")]


def test_a_row_changed_by_somebody_since_the_export_is_refused(sheet, family, county_admin):
    known = Person.objects.get(relation="户主")
    Person.objects.filter(pk=known.pk).update(version=2)
    path = sheet(family[0] | {"风险等级": "高", "记录号": str(known.pk), "版本": 1})
    assert codes(check(path, county_admin)) == [(2, None, "changed_meanwhile")]


def test_an_empty_cell_keeps_and_清空_clears(bring, family, county_admin):
    bring(county_admin, family[0] | {"风险等级": "高", "致困原因": "因病"})
    bring(county_admin, family[0] | {"风险等级": None, "致困原因": "清空"})
    known = Person.objects.get(relation="户主")
    assert (known.risk, known.cause) == ("高", "")


def test_soft_rules_warn_and_never_refuse(sheet, county_admin):
    outcome = check(sheet(
        person(低保档次=None, 对象类别="低保对象、孤儿", 身份证号=number("19580115")),
        member(对象类别="特困人员、独居老人", 低保档次=None, 身份证号=number("19900101")),
        member(姓名="赵三", 状态="死亡", 身份证号=number("19300101"), 与户主关系="父母"),
    ), county_admin)
    assert codes(outcome) == []
    assert warnings(outcome) == [
        (2, "对象类别"), (2, "低保档次"), (3, "对象类别"), (3, "供养方式"), (4, "状态日期"),
    ]


def test_a_passbook_number_need_not_pass_the_card_check(sheet, county_admin):
    row = person(账户类型="存折", 银行账号="6217000000000000001")
    assert check(sheet(row), county_admin).as_json(False)["created"] == 1


def test_a_kept_in_ones_own_way_workbook_is_understood(tmp_path, county_admin):
    book = Workbook()
    sheet = book.active
    sheet.append(["凤州镇困难群众家庭台账"])
    sheet.append(["填报单位：凤州镇"])
    sheet.append(["姓 名", "身份证号 ", "与户主 关系", "对象类别", "户编号", "区划代码", "类别起始日期", "备用"])
    sheet.append(["赵 长 顺", "’６１０３３０１９５８０１１５００１９", "户主", "低保对象", "FX-9", 610330101200, "2021年10月1日", "x"])
    sheet.append([None])
    sheet.append(["合计", None, 1])
    path = tmp_path / "村里的.xlsx"
    book.save(path)
    outcome = bring_in(path, county_admin)
    known = Person.objects.get()
    assert (known.name, known.identity, known.category_from) == ("赵长顺", "610330195801150019", dt.date(2021, 10, 1))
    assert outcome.as_json(True)["skipped"] == 1


def test_a_file_without_numbers_is_refused_as_a_whole(sheet, county_admin):
    row = person()
    del row["身份证号"]
    outcome = check(sheet(row), county_admin)
    assert (outcome.batch.state, outcome.batch.refusal_code) == ("refused", "missing_column")
    assert "身份证号" in outcome.batch.refusal


def test_new_people_need_every_required_column(sheet, county_admin):
    row = person()
    del row["对象类别"]
    outcome = check(sheet(row), county_admin)
    assert outcome.batch.refusal_code == "missing_column" and "对象类别" in outcome.batch.refusal


def test_known_people_need_only_what_changes(bring, family, county_admin):
    bring(county_admin, {"身份证号": family[0]["身份证号"], "风险等级": "高"})
    known = Person.objects.get(name="赵长顺")
    assert (known.risk, known.tier, known.household.code) == ("高", "B", "FX-001")
