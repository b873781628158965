"""Leading groups of the demonstration county: one in every state that the page shows; all people are invented."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from gongkai.interfaces.jobs.demo.people import invented_name
from gongkai.interfaces.jobs.demo.structure import COUNTY
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.leading_groups import OfficeSeat, Seat, SeatRole, blank_seats
from gongkai.rules.organizations import OrgKind, rule_of

COUNTY_NAME, OFFICE_PHONE = "綦江县", "023-0000 0001"
CONTACTS = (SeatRole.CONTACT, SeatRole.CONTACT_DEPUTY)
SOUND = (COUNTY, "Z01", "Z02", "Z03", "Z04", "Z05", "Z07", "GW01")
CHANGED, VACANT, UNSOUND, LATE, WAITING = "Z05", "Z04", "Z06", "Z08", "Z09"
SHARES = ("统筹协调和检查", "公开内容审核", "目录和台账", "意见收集和答复")


def _seats(org, day: date, rng: Random) -> list[Seat]:
    """The seats that the law asks for: its head leads, the others are held by somebody invented."""
    seats = [
        replace(
            seat, name=invented_name(rng), duty=rng.choice(SHARES) if seat.role == SeatRole.MEMBER else "",
            phone=f"023-0000 0{rng.randrange(100, 1000)}" if seat.role in CONTACTS else "",
        )
        for seat in blank_seats(rule_of(OrgKind(org.kind)).leading_group, day)
    ]  # fmt: skip
    head = orgs.head_of(Actor.clock(), org_id=org.pk, day=day)
    return [replace(seats[0], name=head.holder_name or seats[0].name), *seats[1:]]


def _form(org, day: date, now: datetime, seats, **more):
    place = COUNTY_NAME if org.code == COUNTY else org.short_name
    return organizing.form_group(
        Actor.clock(), org_id=org.pk, name=f"{place}党务公开工作领导小组",
        office_name=f"{place}党务公开工作领导小组办公室", phone=OFFICE_PHONE if org.code == COUNTY else org.phone, formed_on=day, now=now, seats=seats, **more,
    )  # fmt: skip


def load(by_code: dict, *, now: datetime, seed: str) -> None:
    """Compose them; most are public, one was changed, one has a vacancy, three still have something to do."""
    founded, today = date(2011, 6, 30), now.date()
    for code in SOUND:
        org, rng = by_code.get(code), Random(f"{seed}:group:{code}")  # noqa: S311 - invented data
        if org is None:
            continue
        seats = _seats(org, founded, rng)
        group = _form(org, founded, now, seats, document="演示发〔2011〕6号")
        organizing.disclose_group(Actor.clock(), group_id=group.pk, now=now)
        if code == CHANGED:
            seats = [*seats[:3], replace(seats[3], name=invented_name(rng)), *seats[4:]]
        elif code == VACANT:
            seats = [seats[0], replace(seats[1], name=""), *seats[2:]]
        else:
            continue
        later = _form(org, today - timedelta(days=60), now, seats, document="演示发〔2026〕2号")
        organizing.disclose_group(Actor.clock(), group_id=later.pk, now=now)
    for code, ago in ((UNSOUND, 20), (LATE, 30), (WAITING, 1)):
        org = by_code.get(code)
        if org is None:
            continue
        seats = _seats(org, founded, Random(f"{seed}:group:{code}"))  # noqa: S311 - invented data
        wrong = {"office_in": OfficeSeat.ELSEWHERE} if code == UNSOUND else {}
        _form(org, today - timedelta(days=ago), now, seats[:-1] if code == UNSOUND else seats, **wrong)
