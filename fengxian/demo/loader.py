"""Writes the plan through the ordinary services, and compares what the system then counts with the report."""

import time
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import transaction

from fengxian.accounts.models import Cadre, User
from fengxian.accounts.rights import Role
from fengxian.accounts.services import create_person
from fengxian.audit import trail
from fengxian.audit.models import Act as TrailAct
from fengxian.audit.models import Change, Record
from fengxian.demo.acts import Act, acts_of, first_of
from fengxian.demo.cadres import PlannedCadre
from fengxian.demo.campaign import CAMPAIGN_ID, campaign
from fengxian.demo.people import DEMO_PEOPLE
from fengxian.demo.places import REGIONS_FILE
from fengxian.demo.plan import SEED, make_plan
from fengxian.demo.rows import MARK
from fengxian.figures import Period
from fengxian.ledgers.engine import make_row, save_rows
from fengxian.ledgers.registry import ledger
from fengxian.ledgers.spec import Context
from fengxian.regions import codes
from fengxian.regions.services import load_regions
from fengxian.reporting.compute import compute
from fengxian.reporting.reach import reach_of
from fengxian.reporting.services import start_campaign

Say = Callable[[str], None]


class NotEmpty(Exception):
    """The database holds somebody's data already."""


class Differs(Exception):
    """The figures are not the report's; ``differences`` are key → (expected, counted)."""

    def __init__(self, differences: dict[str, tuple[str, str]]):
        self.differences = differences
        super().__init__("；".join(f"{key} 应为 {a}，算出 {b}" for key, (a, b) in differences.items()))


@transaction.atomic
def load_demo(say: Say, seed: int = SEED) -> dict[str, Any]:
    """All or nothing. Raises NotEmpty, or Differs (and writes nothing) where a figure is off."""
    refuse_unless_empty()
    began = time.monotonic()
    say("正在编排演示数据……")
    plan = make_plan(seed)
    load_regions(REGIONS_FILE)
    people = create_people()
    create_cadres(plan.county.cadres, people)
    counts = {"people": len(people), "cadres": len(plan.county.cadres)}
    for act in acts_of(plan):
        say(f"{act.label}：{len(act.rows)} 行")
        write(act, people[act.actor])
        counts[act.kind] = counts.get(act.kind, 0) + len(act.rows)
    admin = people[first_of(Role.COUNTY_ADMIN)]
    begin_campaign(admin)
    trail.record(TrailAct.SYSTEM, actor=admin, label=MARK, count=sum(counts.values()), detail={"seed": seed})
    say("正在与通报数字核对……")
    if differences := differences_from_report(admin):
        raise Differs(differences)
    return {"counts": counts, "campaign": CAMPAIGN_ID, "seconds": round(time.monotonic() - began, 1)}


def refuse_unless_empty() -> None:
    """Regions may be there; people and records of any kind may not, voided ones included."""
    holders = [User, Cadre, *(model for model in apps.get_models() if issubclass(model, Record))]
    for model in holders:
        if model._base_manager.exists():
            raise NotEmpty(f"数据库里已有{model._meta.verbose_name}，演示数据只能载入空库。")


def create_people() -> dict[str, User]:
    """By username; they need not change their password first."""
    people: dict[str, User] = {}
    for person in DEMO_PEOPLE:
        people[person.username], _ = create_person(
            actor=people.get(first_of(Role.COUNTY_ADMIN)), username=person.username, name=person.name,
            role=person.role, regions=[codes.pad(code) for code in person.region_codes],
            password=person.password, must_change=False,
        )
    return people


def create_cadres(cadres: list[PlannedCadre], people: dict[str, User]) -> None:
    """The register, as one act of the county administrator."""
    admin = people[first_of(Role.COUNTY_ADMIN)]
    made = Cadre.objects.bulk_create(
        Cadre(name=c.name, unit=c.unit, post=c.post, region_id=c.region, user=people.get(c.username))
        for c in cadres
    )
    changes = [
        Change(kind="cadres", object_id=cadre.pk, act=TrailAct.CREATE, version=1,
               diff=[["姓名", "", cadre.name], ["单位", "", cadre.unit]])
        for cadre in made
    ]
    trail.record(TrailAct.CREATE, actor=admin, kind="cadres", label="干部名册", count=len(made), changes=changes)


def write(act: Act, actor: User) -> None:
    """Through the ledger's own rules, as an import would; RowsRefused names what they do not let in."""
    book = ledger(act.kind)
    field = {name: column.field for name, column in book.by_name.items()}
    rows = [
        make_row(book, {field[name]: value for name, value in cells.items()}, number=number, parsed=True)
        for number, cells in enumerate(act.rows, 1)
    ]
    _, changes = save_rows(book, rows, Context(actor))
    trail.record(
        TrailAct.CREATE, actor=actor, kind=act.kind, label=f"{MARK}：{act.label}", count=len(rows),
        changes=changes,
    )


def begin_campaign(actor: User) -> None:
    start_campaign(
        actor=actor, id=CAMPAIGN_ID, name=campaign().name, region=codes.pad(campaign().region),
        start=campaign().start, end=campaign().end,
    )


def differences_from_report(user: User) -> dict[str, tuple[str, str]]:
    """Figures that are not what data/campaign_2024.json says: key → (expected, counted)."""
    found = compute(reach_of(user, user.region_codes), Period(campaign().start, campaign().end)).values
    counted = {key: found[key].text if key in found else "没有这个指标" for key in campaign().expected}
    return {key: (want, counted[key]) for key, want in campaign().expected.items() if counted[key] != want}
