"""Loading the hierarchy: 凤县 alone, all of Shaanxi above and around it, again, and files that are wrong."""

import pytest
from django.conf import settings

from fengxian.regions.codes import pad
from fengxian.regions.models import Region
from fengxian.regions.services import RegionFileError, display_name, load_regions

DATA = settings.BASE_DIR / "fengxian/regions/data"
COUNTY = pad("610330")


def test_the_county_has_nine_towns_and_seventy_villages_to_pick(regions):
    inside = Region.objects.within(COUNTY).pickable()
    assert inside.filter(level="town").count() == 9
    assert inside.filter(level="village").count() == 70
    assert Region.objects.within(COUNTY).filter(pickable=False).count() == 4


def test_the_province_comes_above_and_around_it(regions):
    assert load_regions(DATA / "shaanxi_regions.csv")["total"] == 21_809
    assert Region.objects.get(pk=COUNTY).parent.name == "宝鸡市"
    assert Region.objects.within(COUNTY).count() == 84


def test_loading_again_changes_nothing(regions):
    before = list(Region.objects.values())
    assert load_regions(DATA / "fengxian_regions.csv") == {"rows": 84, "created": 0, "total": 84}
    assert list(Region.objects.values()) == before


@pytest.mark.parametrize(("line", "row", "said"), [
    ("61033,凤县,county,", 2, "位数与层级不符"),
    ("610330,凤县,shire,", 2, "不认识"),
    ("610330,,county,", 2, "缺少名称"),
    ("610330100,双石铺镇,town,610331", 2, "不在文件里"),
])
def test_a_bad_line_is_named_and_nothing_is_written(line, row, said, db, tmp_path):
    path = tmp_path / "区划.csv"
    path.write_text(f"code,official_name,level,parent_code\n{line}\n", encoding="utf-8")
    with pytest.raises(RegionFileError) as refused:
        load_regions(path)
    assert refused.value.problems[0][0] == row and said in refused.value.problems[0][1]
    assert not Region.objects.exists()


@pytest.mark.parametrize(("official", "shown"), [
    ("新建路社区居委会", "新建路社区"), ("白家店村民委员会", "白家店村"), ("龙口村村委会", "龙口村"), ("龙口村委会", "龙口村"),
    ("龙口社区居委会", "龙口社区"),
])
def test_names_are_shown_as_people_say_them(official, shown):
    assert display_name(official) == shown
