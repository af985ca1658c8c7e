"""Writing visits, hazards, outings, institutions and inspections one at a time.

By the ledgers' rules, with one audit entry each. ``data`` is field → raw value as a form holds it (fields are
those of visits/columns.py). Each raises RowsRefused with a sentence per field, or ChangedMeanwhile where
``version`` is no longer the record's; nothing is written then.
"""

import datetime as dt
from typing import Any

from fengxian.ledgers.saving import save_record, void_record
from visits import hazard_ledger, inspection_ledger, institution_ledger, ledger, outing_ledger
from visits.models import Hazard, Inspection, Institution, Outing, Visit

Data = dict[str, Any]


def record_visit(*, actor: Any, data: Data) -> Visit:
    """A visit on a new outing or on one of the same day and cadres, with at most one hazard."""
    return save_record(ledger.LEDGER, actor=actor, data=data).record


def change_visit(*, actor: Any, visit: Visit, version: int, data: Data) -> Visit:
    return save_record(ledger.LEDGER, actor=actor, data=data, record=visit, version=version).record


def void_visit(*, actor: Any, visit: Visit, version: int, reason: str) -> None:
    """With its hazards; an outing without any visit left goes too. ValueError without a reason."""
    void_record(ledger.LEDGER, actor=actor, record=visit, version=version, reason=reason)


def change_outing(*, actor: Any, outing: Outing, version: int, data: Data) -> Outing:
    """Number, day and cadres of an outing; all its visits follow."""
    return save_record(outing_ledger.LEDGER, actor=actor, data=data, record=outing, version=version).record


def add_hazard(*, actor: Any, visit: Visit, data: Data) -> Hazard:
    """One more hazard found on a visit."""
    return save_record(hazard_ledger.LEDGER, actor=actor, data=data, refs={"visit": visit}).record


def change_hazard(*, actor: Any, hazard: Hazard, version: int, data: Data) -> Hazard:
    return save_record(hazard_ledger.LEDGER, actor=actor, data=data, record=hazard, version=version).record


def rectify_hazard(
    *, actor: Any, hazard: Hazard, version: int, completed_on: dt.date | str, measure: str | None = None
) -> Hazard:
    """销号: the day it was mended, and where given what was done. ValueError without a day."""
    if not completed_on:
        raise ValueError("请写整改完成的日期")
    data: Data = {"completed_on": completed_on}
    if measure:
        data["measure"] = measure
    return change_hazard(actor=actor, hazard=hazard, version=version, data=data)


def void_hazard(*, actor: Any, hazard: Hazard, version: int, reason: str) -> None:
    void_record(hazard_ledger.LEDGER, actor=actor, record=hazard, version=version, reason=reason)


def record_inspection(*, actor: Any, data: Data) -> Inspection:
    """An inspection; an institution not yet known is put on record."""
    return save_record(inspection_ledger.LEDGER, actor=actor, data=data).record


def change_inspection(*, actor: Any, inspection: Inspection, version: int, data: Data) -> Inspection:
    return save_record(
        inspection_ledger.LEDGER, actor=actor, data=data, record=inspection, version=version
    ).record


def void_inspection(*, actor: Any, inspection: Inspection, version: int, reason: str) -> None:
    void_record(inspection_ledger.LEDGER, actor=actor, record=inspection, version=version, reason=reason)


def record_institution(*, actor: Any, data: Data) -> Institution:
    return save_record(institution_ledger.LEDGER, actor=actor, data=data).record


def change_institution(*, actor: Any, institution: Institution, version: int, data: Data) -> Institution:
    return save_record(
        institution_ledger.LEDGER, actor=actor, data=data, record=institution, version=version
    ).record


def void_institution(*, actor: Any, institution: Institution, version: int, reason: str) -> None:
    """ValueError while inspections stand on it."""
    void_record(institution_ledger.LEDGER, actor=actor, record=institution, version=version, reason=reason)
