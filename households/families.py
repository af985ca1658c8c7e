"""Rules that look at whole households: one place, one head. Judged once over all good rows of a run.

A household counts as it will be after the run: its good rows as they say, its other members as stored.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fengxian.ledgers.spec import Context, Row, chunks
from fengxian.regions.tree import tree
from households import choices as c
from households.light import whole
from households.models import Household, Person
from households.rules import settle

IN_FILE = "households:in_file"  # ids of the persons that this run writes
RESIGNING = "households:resigning"  # ids of heads that this run ends
HEADSHIP = {"code", "relation", "status"}


def judge_families(rows: list[Row], ctx: Context) -> None:
    """Refuses rows that tear a household apart, and notes for the writer what the run will do."""
    for members in by_household(rows).values():
        _settle_place(members, "region", "区划代码")
        _settle_place(members, "group", "村组")
    stored = _Stored(rows)
    while _judge_heads([row for row in rows if row.good], stored):
        pass  # a refused row stays as stored, which may leave another household without its head
    good = [row for row in rows if row.good and row.record is not None]
    for row in rows:
        if row.good:
            row.refs = None  # nobody asks again, and files are long
    ctx.seen[IN_FILE] = {row.record.pk for row in good}
    ctx.seen[RESIGNING] = [row.record.pk for row in good if row.record.is_head and HEADSHIP & row.changes.keys()]


def by_household(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """户编号 → its good rows."""
    families: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.good:
            families[row["code"]].append(row)
    return families


# ── one place ────────────────────────────────────────────────────────────────

def _settle_place(members: list[Row], name: str, label: str) -> None:
    """A household has one region and one 村组: rows that say another are refused, rows that say none follow."""
    home = home_of(members[0])
    saying = [row for row in members if name in row.ref("says")]
    place = _place_of(home, members, saying, name)
    for row in saying:
        if row[name] != place:
            row.refuse(name, "other", f"户编号 {row['code']} 的{label}应为{_place_text(name, place)}，同一户只能有一个{label}")
    for row in members:
        if row.good and row[name] != place:
            settle(row, _current_of(row), name, place)


def home_of(row: Row) -> Household | None:
    """The household on record that the row's person will belong to; None for one not yet known."""
    if row.record is not None and "code" not in row.changes:
        return row.record.household
    return row.ref("household")


def _place_of(home: Household | None, members: list[Row], saying: list[Row], name: str) -> Any:
    """Where the household is after this run. Only its own members move it; newcomers come to where it is."""
    if home is None:
        # A new household; where nobody says (all moved in), where the first one comes from.
        return (saying or members)[0][name]
    stored = home.region_id if name == "region" else home.group or None
    said = [row[name] for row in saying if row.record is not None and row.record.household_id == home.pk]
    return stored if stored in said or not said else said[0]


def _place_text(name: str, place: Any) -> str:
    return (tree().path(place) if name == "region" else place) or "空白"


def _current_of(row: Row) -> list[Any] | None:
    return row.ledger.current([whole(row)])[0] if row.record is not None else None


# ── one head ─────────────────────────────────────────────────────────────────

class _Stored:
    """Members on record of every household that these rows touch, by household."""

    def __init__(self, rows: list[Row]):
        moving = [row for row in rows if row.good and _moves_headship(row)]
        touched = {home.pk for home in map(home_of, moving) if home is not None}
        touched |= {row.record.household_id for row in moving if row.record is not None}
        self.members: dict[Any, list[tuple[Any, str, str]]] = defaultdict(list)
        for part in chunks(list(touched)):
            people = Person.objects.live().filter(household__in=part)
            for pk, home, relation, status in people.values_list("pk", "household_id", "relation", "status"):
                self.members[home].append((pk, relation, status))


def _moves_headship(row: Row) -> bool:
    return row.record is None or bool(row.changes.keys() & HEADSHIP)


def _judge_heads(rows: list[Row], stored: _Stored) -> bool:
    """Whether a row was refused in this round."""
    coming, leaving = by_household(rows), defaultdict(list)
    in_file = {row.record.pk for row in rows if row.record is not None}
    for row in rows:
        if row.record is not None and "code" in row.changes:
            leaving[row.record.household_id].append(row)
    refused = False
    for code, members in coming.items():
        home = home_of(members[0])
        if any(map(_moves_headship, members)) or (home is not None and home.pk in leaving):
            others = stored.members.get(home.pk, []) if home is not None else []
            refused |= _judge_home(code, members, [o for o in others if o[0] not in in_file])
    homes = (home_of(members[0]) for members in coming.values())
    for home_pk in leaving.keys() - {home.pk for home in homes if home is not None}:
        others = [o for o in stored.members[home_pk] if o[0] not in in_file]
        refused |= _judge_left(leaving[home_pk], others)
    return refused


def _judge_home(code: str, members: list[Row], others: list[tuple[Any, str, str]]) -> bool:
    """The household as it will be: ``members`` in the run, ``others`` as stored."""
    living = [row for row in members if row["status"] not in c.LEFT]
    others_living = [(pk, relation) for pk, relation, status in others if status not in c.LEFT]
    heads = [row for row in living if row["relation"] == c.Relation.HEAD]
    total = len(heads) + sum(relation == c.Relation.HEAD for _, relation in others_living)
    if total == 1 or not (living or others_living):
        return False
    if total == 0:
        for row in members:
            row.refuse("relation", "head_missing", f"户编号 {code} 没有户主：在世、未迁出的成员里要有一位写户主")
        return True
    new_heads = [row for row in heads if row.record is None or not row.record.is_head or "code" in row.changes]
    where = "、".join(str(row.number) for row in heads if row.number)
    for row in new_heads:
        row.refuse("relation", "two_heads", f"户编号 {code} 有 {total} 位户主" + (f"（第{where}行）" if where else "") + "，只能有一位")
    return bool(new_heads)


def _judge_left(rows: list[Row], others: list[tuple[Any, str, str]]) -> bool:
    """The household that these rows leave, with nobody of the run coming to it."""
    living = [relation for _, relation, status in others if status not in c.LEFT]
    if not living or c.Relation.HEAD in living:
        return False
    for row in rows:
        row.refuse("code", "head_missing", "户主转走后，原来那一户没有户主了。请在同一次里写明谁是新户主")
    return True
