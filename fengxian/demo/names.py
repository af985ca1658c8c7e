"""Made-up names as people of the region bear them, by sex and generation."""

import datetime as dt
from random import Random

SURNAMES = {
    "王": 62, "李": 58, "张": 60, "刘": 44, "杨": 36, "陈": 30, "赵": 32, "何": 20, "马": 20, "周": 18, "冯": 16,
    "罗": 15, "唐": 13, "曹": 13, "韩": 12, "高": 12, "胡": 12, "吴": 12, "黄": 12, "徐": 10, "孙": 10, "朱": 9,
    "任": 9, "贾": 9, "田": 9, "雷": 8, "蒲": 8, "苟": 7, "强": 6, "薛": 7, "梁": 8, "宋": 8, "郭": 9, "谢": 7,
    "彭": 7, "许": 6, "邓": 7, "史": 5, "石": 6, "樊": 5, "卢": 5, "丁": 5, "姚": 5, "毛": 4, "袁": 5, "蒋": 5,
    "辛": 4, "白": 5, "康": 5, "庞": 4, "费": 3, "孔": 3, "景": 3, "仝": 2, "岳": 3, "祁": 3, "柏": 2, "段": 3,
}
# First and second character of a given name: (men, women) of one generation.
_OLD = (("德永福满天有长世文志金兴正玉树生", "厚福顺才仓堂贵山林明祥发荣全成元"),
        ("桂秀玉凤春素翠银金彩淑菊月贵", "兰英珍花芳莲琴香梅娥贤玲凤芝"))
_MIDDLE = (("建志宏小永保军海新红卫爱晓拴宝", "国军平强林明刚民涛峰利成社斌宁"),
           ("红丽晓小爱雪海亚春彩玉会秋", "霞萍燕梅娟琴玲芳利艳侠绒莉"))
_YOUNG = (("", "磊鹏凯伟超斌龙浩杰阳勇涛博飞"), ("", "婷娜静倩丹瑶敏洁莹雪颖佳"))
_CHILDREN = (("子浩雨梓宇俊嘉文思一", "涵轩泽然墨辰豪航睿博晨阳"), ("子雨欣梓诗思佳语一若", "涵桐怡萱悦彤琪瑶诺晴妍"))
_BORN_BEFORE = ((1957, _OLD), (1984, _MIDDLE), (2005, _YOUNG), (9999, _CHILDREN))


def surname(rng: Random) -> str:
    return rng.choices(list(SURNAMES), list(SURNAMES.values()))[0]


def given_name(birth: dt.date, sex: str, rng: Random) -> str:
    first, second = next(parts for year, parts in _BORN_BEFORE if birth.year < year)[sex == "女"]
    return (rng.choice(first) if first else "") + rng.choice(second)


def full_name(family: str, birth: dt.date, sex: str, taken: set[str], rng: Random) -> str:
    """A name that nobody in ``taken`` bears; the taken ones learn it."""
    while (name := family + given_name(birth, sex, rng)) in taken:
        if len(taken) > 2000:
            raise ValueError("名字用完了")
    taken.add(name)
    return name
