"""Sort and search keys of names: neither database brings a Chinese collation, so the pinyin is stored."""

import functools

from pypinyin import lazy_pinyin

# Surnames that are read otherwise than the character alone.
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "任": "ren", "华": "hua", "朴": "piao", "区": "ou",
    "查": "zha", "盖": "ge", "尉": "wei", "翟": "zhai", "缪": "miao", "燕": "yan", "员": "yun",
    "黑": "he", "折": "she", "万": "wan", "乐": "yue", "覃": "qin", "洗": "xian", "卜": "bu", "召": "shao",
}

# Characters of given names whose first reading in the dictionary is not the one in names.
_GIVEN = {"长": "chang", "乐": "le", "朝": "chao", "重": "chong", "行": "xing", "藏": "cang", "会": "hui", "传": "chuan"}


@functools.lru_cache(maxsize=20_000)
def _reading(character: str) -> str:
    return _GIVEN.get(character) or "".join(lazy_pinyin(character)).lower()


def syllables(name: str) -> list[str]:
    """The reading of each character; the first is a surname."""
    read = [_reading(character) for character in name if character.strip()]
    if name[:1] in _SURNAMES:
        read[0] = _SURNAMES[name[0]]
    return read


def sort_key(name: str) -> str:
    """赵长顺 → "zhao chang shun"."""
    return " ".join(syllables(name))[:160]


def initials(name: str) -> str:
    """赵长顺 → "zcs"."""
    return "".join(part[:1] for part in syllables(name))[:40]
