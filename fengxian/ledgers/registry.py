"""The eight ledgers, each brought by its app when Django is ready."""

from fengxian.ledgers.spec import Ledger

ORDER = ("households", "visits", "inspections", "payments", "condolences", "investments", "patrols", "assistance")
_ledgers: dict[str, Ledger] = {}


def register(ledger: Ledger) -> Ledger:
    """Adds a ledger; called once by its app."""
    _ledgers[ledger.kind] = ledger
    return ledger


def ledger(kind: str) -> Ledger:
    """The ledger of that kind; KeyError if there is none."""
    return _ledgers[kind]


def all_ledgers() -> list[Ledger]:
    return [_ledgers[kind] for kind in ORDER if kind in _ledgers]
