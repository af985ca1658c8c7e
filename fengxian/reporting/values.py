"""One figure's value: exact inside, and as JSON, screen and paper print it (ledgers.md §4)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fengxian import money
from fengxian.figures import Figure

YUAN, PERCENT = "元", "%"


@dataclass(frozen=True, slots=True)
class FigureValue:
    """``parts``: what each source counts (money in 分); of a coverage, all and the reached."""

    figure: Figure
    parts: tuple[int, ...]

    @property
    def amount(self) -> Decimal:
        """The number itself: a count, yuan, or percent."""
        if self.figure.coverage:
            everyone, reached = self.parts
            return percent(reached, everyone)
        total = Decimal(sum(self.parts))
        return total.scaleb(-2) if self.is_money else total

    @property
    def is_money(self) -> bool:
        return self.figure.unit == YUAN

    @property
    def text(self) -> str:
        """As JSON's ``value``: 12368, 1045750.00, 99.5."""
        return money.yuan(self.amount) if self.is_money else plain(self.amount)

    @property
    def display(self) -> str:
        """As the bulletin prints it: 12368人次, 104.575万元, 3676.66元, 100%."""
        return self.number + self.unit

    @property
    def number(self) -> str:
        """The display without its unit."""
        if self.is_empty:
            return "—"
        return self._wan[: -len(self.unit)] if self.is_money else plain(self.amount)

    @property
    def unit(self) -> str:
        if self.is_empty:
            return ""
        if self.is_money:
            return "万元" if self._wan.endswith("万元") else YUAN
        return self.figure.unit

    @property
    def _wan(self) -> str:
        return f"{plain(self.amount)}{YUAN}" if self.figure.always_yuan else money.wan(self.amount)

    @property
    def is_empty(self) -> bool:
        """A coverage of nothing: there is no percentage."""
        return bool(self.figure.coverage) and not self.parts[0]

    @property
    def is_whole(self) -> bool:
        """A coverage that left nobody out."""
        return bool(self.figure.coverage) and self.parts[0] == self.parts[1] > 0

    def as_json(self, additive: bool) -> dict[str, Any]:
        shown = {
            "name": self.figure.name, "value": self.text, "unit": self.figure.unit, "display": self.display,
        }
        return shown if additive and self.figure.additive else shown | {"additive": False}


def percent(reached: int, everyone: int) -> Decimal:
    """With one decimal, rounded down: 100 is said only where it is all."""
    return Decimal(reached * 1000 // everyone if everyone else 0).scaleb(-1)


def plain(number: Decimal) -> str:
    """Without needless zeros: 100, 99.5, 3676.66."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
