"""What is written down at a visit: how people live, what they ask for, whether it was a call."""

from random import Random

from fengxian.demo.days import in_holiday
from fengxian.demo.families import Household, Person
from fengxian.demo.outings import Tour

AT_HOME, BY_PHONE = "入户", "电话"
_CALLS, _CALLS_IN_HOLIDAY = 0.025, 0.35
_FOOD = ("口粮充足", "口粮够吃到开春", "米面油齐备", "口粮充足，有过冬蔬菜")
_HEATING = ("燃煤炉取暖，烟道通畅", "火炕取暖正常", "柴火充足", "电暖器取暖正常", "燃煤充足，炉具完好")
_CLOTHES = ("棉衣棉被齐全", "衣被够用", "被褥干净", "")
_HEALTH = {
    "健康": ("身体平稳", "精神状态好", ""), "慢性病": ("按时服药，身体平稳", "血压偏高，已提醒复查", "常用药够用"),
    "大病": ("正在治疗，村医每周上门", "出院在家休养"), "残疾": ("生活起居有人照料", "辅具完好", "行动不便，家人照料"),
}
_REQUESTS = ("想要一床棉被", "想看病，请帮忙联系村医", "咨询低保政策", "希望修缮房屋", "想找公益岗位", "孩子上学费用有困难", "希望更换炉具")
_ASKS = 0.05
LIVING_WITH_HAZARD = "口粮、衣被够用，有一处隐患"
_HOME_CARE = "在敬老院集中供养，食宿取暖正常"


def way_of(tour: Tour, rng: Random) -> str:
    return BY_PHONE if rng.random() < (_CALLS_IN_HOLIDAY if in_holiday(tour.day) else _CALLS) else AT_HOME


def living(person: Person, way: str, rng: Random) -> str:
    if way == BY_PHONE:
        return rng.choice(("电话中说一切都好", "电话询问，取暖和口粮都够", "人在外地，电话报平安"))
    if person.support == "集中":
        return _HOME_CARE
    parts = [rng.choice(words) for words in (_FOOD, _HEATING, _CLOTHES, _HEALTH[person.health])]
    return "，".join(part for part in parts if part)


def request(household: Household, person: Person, rng: Random) -> str | None:
    """Heads of families ask; others leave it to them."""
    if person is household.head and rng.random() < _ASKS:
        return rng.choice(_REQUESTS)
    return None
