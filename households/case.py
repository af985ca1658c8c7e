"""What the page of one family says of it, worked out of its members."""

from dataclasses import dataclass
from typing import Any

from households import choices as c
from households.models import Household, Person

CHILD_CATEGORIES = {
    c.Category.ORPHAN, c.Category.UNSUPPORTED_CHILD, c.Category.LEFT_BEHIND_CHILD, c.Category.CHILD_IN_NEED,
}
ADULT = 18  # 未成年人保护法 第二条


@dataclass(frozen=True, slots=True)
class Flag:
    """A fact that explains itself: what, why it matters, one action on this person."""

    level: str  # late, soon or info, as the design names them
    title: str
    text: str
    person: Person | None = None
    action: str = ""


class Case:
    """A family and its members; ``of`` reads both."""

    def __init__(self, household: Household, members: list[Person]):
        self.household = household
        self.members = [person for person in members if not person.is_void]
        self.voided = [person for person in members if person.is_void]
        self.here = [person for person in self.members if person.lives_here]
        self.in_need = [p for p in self.members if p.status == c.Status.ENROLLED and p.categories]

    @classmethod
    def of(cls, household: Household) -> "Case":
        return cls(household, list(household.members.for_list()))

    @property
    def head(self) -> Person | None:
        return next((person for person in self.members if person.is_head), None)

    @property
    def title(self) -> str:
        """李有田户, by its head, else by whoever is left."""
        first = self.head or next(iter(self.here or self.members or self.voided), None)
        return f"{first.name}户" if first else f"户编号 {self.household.code}"

    @property
    def risk(self) -> str:
        """The highest of its members'."""
        held = {person.risk for person in self.here}
        return next((word for word in c.Risk.values if word in held), "")

    @property
    def cadres(self) -> list[str]:
        return _distinct(person.cadre for person in [p for p in [self.head] if p] + self.members)

    @property
    def causes(self) -> list[str]:
        return _distinct(person.cause for person in self.here)

    @property
    def categories(self) -> list[str]:
        """低保 B 档, 特困分散供养, then the others, each once."""
        words: list[str] = []
        for person in self.in_need:
            words += [category_text(person, word) for word in person.categories]
        return _distinct(words)

    @property
    def status(self) -> str:
        """在册 while one member is, else what most of them are."""
        held = [person.status for person in self.members]
        return c.Status.ENROLLED if c.Status.ENROLLED in held else max(set(held), key=held.count, default="")

    @property
    def guarded(self) -> list[Person]:
        return [person for person in self.here if person.guardian_name]

    @property
    def with_account(self) -> list[Person]:
        return [person for person in self.members if person.account or person.bank]

    @property
    def has_phone(self) -> bool:
        return any(person.phone for person in self.here)

    @property
    def flags(self) -> list[Flag]:
        flags = [] if self.head or not self.here else [
            Flag("late", "这一户没有户主", "在世、未迁出的成员里要有一位户主，发放和走访都以户主为准。", self.here[0], "定户主")
        ]
        for person in self.here:
            flags += _flags_of(person)
        return flags


def category_text(person: Person, category: str) -> str:
    """A category with what qualifies it."""
    if category == c.Category.ALLOWANCE:
        return f"低保 {person.tier} 档" if person.tier else category
    if category == c.Category.DESTITUTE:
        details = "、".join(filter(None, (f"{person.support}供养" if person.support else "", person.care_grade)))
        return f"特困人员（{details}）" if details else category
    return category


def _flags_of(person: Person) -> list[Flag]:
    flags = []
    if person.age < ADULT and CHILD_CATEGORIES & set(person.categories) and not person.guardian_name:
        flags.append(Flag(
            "late", f"{person.name}没有监护责任人",
            f"{person.age} 岁，{'、'.join(person.categories)}。父母不在身边的孩子要有一位监护责任人。", person, "登记监护人",
        ))
    if c.Category.DESTITUTE in person.categories and not person.care_grade:
        flags.append(Flag(
            "soon", f"{person.name}的自理能力还没有评估", "吃饭、穿衣、上下床、如厕、室内行走、洗澡六项评完，才能定照料护理档次。",
            person, "填写六项",
        ))
    if c.Category.ALLOWANCE in person.categories and not person.tier:
        flags.append(Flag("soon", f"{person.name}的低保档次没有写", "没有档次，算不出每月该发多少。", person, "补档次"))
    return flags


def _distinct(words: Any) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))
