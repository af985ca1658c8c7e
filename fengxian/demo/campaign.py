"""What the 2024 campaign must come to: the bureau's own file, read once."""

import datetime as dt
import functools
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

CAMPAIGN_FILE = Path(__file__).parent / "data" / "campaign_2024.json"
CAMPAIGN_ID = "2024-winter"


@dataclass(frozen=True)
class Campaign:
    """The period (both days inside), the region's official code, and key of figure → value as text."""

    name: str
    region: str
    start: dt.date
    end: dt.date
    expected: dict[str, str]

    def count(self, key: str) -> int:
        return int(self.expected[key])

    def yuan(self, key: str) -> Decimal:
        return Decimal(self.expected[key])

    @property
    def days(self) -> list[dt.date]:
        return [self.start + dt.timedelta(n) for n in range((self.end - self.start).days + 1)]


@functools.cache
def campaign() -> Campaign:
    data = json.loads(CAMPAIGN_FILE.read_text(encoding="utf-8"))
    return Campaign(
        name=data["name"], region=data["region"], start=dt.date.fromisoformat(data["from"]),
        end=dt.date.fromisoformat(data["to"]), expected=data["expected"],
    )
