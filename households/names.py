"""Sort and search keys of names: neither database brings a Chinese collation, so the pinyin is stored."""

import functools

from pypinyin import lazy_pinyin

# Surnames that are read otherwise than the character alone.
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "任": "ren", "华": "hua", "朴": "piao", "区": "ou",
    "查": "zha", "盖": "ge", "长": "zhang", "尉": "wei", "翟": "zhai", "缪": "miao", "燕": "yan", "员": "yun",
    "黑": "he", "折": "she", "万": "wan", "乐": "yue", "覃": "qin", "洗": "xian", "卜": "bu", "召": "shao",
}


@functools.lru_cache(maxsize=20_000)
def _reading(character: str) -> str:
    return "".join(lazy_pinyin(character)).lower()


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
