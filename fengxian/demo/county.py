"""The demo county before anything happens: its villages, cadres and families in need."""

from dataclasses import dataclass
from random import Random

from fengxian.demo.cadres import PlannedCadre, plan_cadres
from fengxian.demo.changes import add_changes
from fengxian.demo.conditions import ADULT, describe_health, describe_need, on_start
from fengxian.demo.families import HEAD, SPOUSE, Household
from fengxian.demo.households import plan_households
from fengxian.demo.numbers import Numbers
from fengxian.demo.places import Village, read_villages
from fengxian.demo.relief_kinds import add_temporary, categorize, date_and_income, set_care, set_tiers

BANKS = {"凤县农村商业银行": 70, "中国农业银行凤县支行": 14, "中国邮政储蓄银行凤县支行": 16}
PASSBOOK, CARD = "存折", "银行卡"
PASSBOOKS = 0.55


@dataclass
class County:
    villages: list[Village]
    cadres: list[PlannedCadre]
    households: list[Household]


def plan_county(numbers: Numbers, rng: Random) -> County:
    villages = read_villages()
    cadres = plan_cadres(villages, rng)
    households = plan_households(villages, numbers, rng)
    _assign_officers(households, cadres, rng)
    for household in households:
        describe_health(household, rng)
        categorize(household, rng)
    set_tiers(households, rng)
    set_care(households, rng)
    add_temporary(households, rng)
    for household in households:
        describe_need(household, numbers, rng)
        date_and_income(household, rng)
        _give_contacts(household, numbers, rng)
    add_changes(households, numbers, rng)
    return County(villages, cadres, households)


def _assign_officers(households: list[Household], cadres: list[PlannedCadre], rng: Random) -> None:
    """包联干部: a cadre of the village, or one of the town."""
    at: dict[int, list[str]] = {}
    for cadre in cadres:
        at.setdefault(cadre.region, []).append(cadre.name)
    for household in households:
        near, above = at[household.village.code], at[household.village.town]
        household.officer = rng.choice(near if rng.random() < 0.7 else above)


def _give_contacts(household: Household, numbers: Numbers, rng: Random) -> None:
    """Phones, and the account that the household's money goes to."""
    for person in household.members:
        reachable = person.relation in (HEAD, SPOUSE) or (on_start(person) >= ADULT and rng.random() < 0.5)
        if person.phone is None and reachable and (person.relation == HEAD or rng.random() < 0.6):
            person.phone = numbers.phone()
    household.bank = rng.choices(list(BANKS), list(BANKS.values()))[0]
    passbook = household.bank.startswith("凤县") and rng.random() < PASSBOOKS
    household.account_kind = PASSBOOK if passbook else CARD
    household.account = numbers.passbook() if passbook else numbers.card()
