"""Made-up identity numbers, phones and bank accounts: right in form, and nobody's.

Identity numbers take the sequence 900—999, which registers reach last; phones the block 154, which was never
given out; cards a bank prefix that no bank holds.
"""

import datetime as dt
from random import Random

from fengxian.identity import check_character, luhn_ok

HOME_PREFIX = "610330"
# Where people who married in or moved in were first registered.
OTHER_PREFIXES = (
    "610331", "610322", "610323", "610324", "610328", "610302", "610303", "610321", "621227", "610729",
)
_SEQUENCES = {"男": range(901, 1000, 2), "女": range(900, 1000, 2)}
_PHONE_BLOCK = "154"
_CARD_PREFIX, _CARD_LENGTH = "629900", 19
_PASSBOOK_PREFIX, _PASSBOOK_LENGTH = "2799", 21


class Numbers:
    """Hands out numbers, each of them once."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.given: set[str] = set()

    def identity(self, birth: dt.date, sex: str, prefix: str = HOME_PREFIX) -> str:
        while True:
            first17 = f"{prefix}{birth:%Y%m%d}{self.rng.choice(_SEQUENCES[sex])}"
            if first17 not in self.given:
                self.given.add(first17)
                return first17 + check_character(first17)

    def phone(self) -> str:
        return self._fresh(lambda: _PHONE_BLOCK + self._digits(8))

    def card(self) -> str:
        """A card number whose last digit satisfies Luhn."""
        return self._fresh(self._card)

    def passbook(self) -> str:
        """A passbook's account number, which has no check digit."""
        return self._fresh(lambda: _PASSBOOK_PREFIX + self._digits(_PASSBOOK_LENGTH - len(_PASSBOOK_PREFIX)))

    def _card(self) -> str:
        body = _CARD_PREFIX + self._digits(_CARD_LENGTH - len(_CARD_PREFIX) - 1)
        return next(body + last for last in "0123456789" if luhn_ok(body + last))

    def _digits(self, length: int) -> str:
        return f"{self.rng.randrange(10 ** length):0{length}}"

    def _fresh(self, make) -> str:
        while (number := make()) in self.given:
            pass
        self.given.add(number)
        return number
