"""Which person and household a row is about, for thousands of rows in three queries.

A person is named by 身份证号, or, for one on the ledger without a number, by 户编号 + 姓名 + 出生日期
(ledgers.md §2). What lies outside the writer's regions is refused without a word about it.
"""

import datetime as dt
from typing import Any

from fengxian.crypto import keyed_hash
from fengxian.ledgers.spec import Context, Row
from households.models import Household, Person

_SAYS = {  # whether the row itself says region and 村组
    (True, True): ("region", "group"), (True, False): ("region",), (False, True): ("group",), (False, False): (),
}
ELSEWHERE = "这个号码已登记在别处的台账上，请联系县民政局核对"
CODE_ELSEWHERE = "这个户编号在别处已经使用，请核对户编号，或联系县民政局"


def find_all(rows: list[Row], ctx: Context, prepare: Any) -> None:
    """Sets ``row.record`` where the person is known, and keeps ``household``, ``hash`` and what the row itself says."""
    homes = households_by_code(_texts(rows, "code"))
    for row in rows:
        row.keep(
            household=homes.get(row["code"]) if isinstance(row["code"], str) else None, hash=hash_of(row),
            says=_SAYS[row["region"] is not None, row["group"] is not None],
        )
    found = Found(rows, homes, prepare)
    for row in rows:
        _find(row, found, ctx)
        _refuse_foreign_household(row, ctx)


class Found:
    """The live persons that these rows may mean, whatever their region."""

    def __init__(self, rows: list[Row], homes: dict[str, Household], prepare: Any):
        live = prepare(Person.objects.live())
        hashes = {row.ref("hash") for row in rows} - {""}
        self.by_hash = {p.identity_hash: p for p in live.filter(identity_hash__in=list(hashes))} if hashes else {}
        bare = live.filter(identity_hash="", household__in=[h.pk for h in homes.values()]) if homes else []
        self.by_name = {(p.household.code, p.name, p.birth): p for p in bare}


def households_by_code(wanted: set[str]) -> dict[str, Household]:
    """The live households of these codes, whatever their region."""
    return {h.code: h for h in Household.objects.live().filter(code__in=list(wanted))} if wanted else {}


def hash_of(row: Row) -> str:
    return keyed_hash(row["identity"], "identity") if isinstance(row["identity"], str) else ""


def birth_in(number: str) -> dt.date:
    """The birth that a checked identity number holds."""
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_in(number: str) -> str:
    return "男" if int(number[16]) % 2 else "女"


def bare_key(row: Row) -> tuple[str, str, dt.date] | None:
    """户编号 + 姓名 + 出生日期, where the row says all three."""
    number, birth = row["identity"], row["birth"]
    if isinstance(number, str):
        birth = birth_in(number)
    key = (row["code"], row["name"], birth)
    return key if isinstance(key[0], str) and isinstance(key[1], str) and isinstance(birth, dt.date) else None


def _texts(rows: list[Row], field: str) -> set[str]:
    return {row[field] for row in rows if isinstance(row[field], str)}


def _find(row: Row, found: Found, ctx: Context) -> None:
    by_number = found.by_hash.get(row.ref("hash")) if row.ref("hash") else None
    if row.record is not None:
        if by_number is not None and by_number.pk != row.record.pk:
            _refuse_taken(row, by_number, ctx)
        return
    # A person of the household without a number, now with one: the number was obtained, nobody new came.
    key = bare_key(row)
    person = by_number or (found.by_name.get(key) if key else None)
    if person is None:
        return
    if not ctx.actor.covers(person.region_id):
        row.refuse("identity", "region_not_allowed", ELSEWHERE)
    elif ctx.act == "edit":
        _refuse_taken(row, person, ctx)
    elif isinstance(row["name"], str) and row["name"] != person.name:
        row.refuse(
            "name", "name_mismatch",
            f"这个身份证号在台账上是{person.name}。是同一人改名的，请带记录号导入或到页面上改；写错证号的，请改证号",
        )
    else:
        row.record = person


def _refuse_taken(row: Row, person: Person, ctx: Context) -> None:
    if ctx.actor.covers(person.region_id):
        row.refuse("identity", "other", f"台账上已有{person.name}（户编号 {person.household.code}），不能重复登记")
    else:
        row.refuse("identity", "region_not_allowed", ELSEWHERE)


def _refuse_foreign_household(row: Row, ctx: Context) -> None:
    home = row.ref("household")
    if home is not None and not ctx.actor.covers(home.region_id):
        row.refuse("code", "region_not_allowed", CODE_ELSEWHERE)


def bare_people(household_codes: set[str]) -> dict[tuple, Any]:
    """户编号 + 姓名 + 出生日期 → id of the person without a number, in these households."""
    if not household_codes:
        return {}
    people = Person.objects.live().filter(identity_hash="", household__code__in=list(household_codes))
    return {(code, name, birth): pk for pk, code, name, birth in people.values_list("pk", "household__code", "name", "birth")}
