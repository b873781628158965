"""Applications brought to where a test wants them. Today is Monday 28 September 2026; the holidays follow."""

from datetime import date, timedelta

import pytest

from gongkai.access_requests import actions, queries
from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from tests.factories.drafts import Desk
from tests.factories.world import LONG_AGO

WANTED = {"matter": "2025年党员活动经费支出明细", "description": "请公开2025年党员活动经费每一笔的用途和金额。"}
ANSWER = {"answer": "2025年共支出1200元：买书600元，慰问600元。", "cleared": True}
REASONS = {"kind": "not_yet", "reasons": "核查还没有结束。", "basis": "《党务公开实施细则》第四条（二）", "until": None}


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


class Asking:
    """A member asks the village; days pass with `later`."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.world = desk, desk.world
        self.world.today = desk.today
        self.people: dict[str, object] = {}

    def at(self, name: str) -> Actor:
        if name in ("clock", "visitor"):
            return getattr(Actor, name)()
        return self.world.actor(self.people.get(name) or getattr(self.world, name))

    @property
    def today(self) -> date:
        return self.desk.today

    @property
    def when(self) -> dict:
        return {"now": self.desk.tick(), "today": self.desk.today}

    def later(self, days: int) -> None:
        self.desk.today += timedelta(days=days)
        self.desk.now += timedelta(days=days)
        self.world.today = self.desk.today

    def enroll(self, username: str, roll_number: str, org=None, name: str = "", account: bool = True):
        clock, name = Actor.clock(), name or f"党员{roll_number}"
        user = orgs.create_user(clock, username=username, name=name, now=self.desk.now) if account else None
        orgs.enroll(
            clock, org_id=(org or self.world.village).pk, roll_number=roll_number, name=name, from_date=LONG_AGO,
            user_id=user.pk if user else None, now=self.desk.now,
        )  # fmt: skip
        self.people[username] = user
        return user

    def hire(self, username: str, org, role: Role, subtree: bool = True):
        clock = Actor.clock()
        user = orgs.create_user(clock, username=username, name="某人", now=self.desk.now)
        orgs.give_grant(
            clock, org_id=org.pk, user_id=user.pk, role=role, subtree=subtree, from_date=LONG_AGO, now=self.desk.now
        )
        self.people[username] = user
        return user

    def apply(self, who: str = "member", org=None, **more):
        return actions.apply(self.at(who), org_id=(org or self.world.village).pk, **(WANTED | more), **self.when)

    def enter(self, who: str = "clerk", org=None, **more):
        given = WANTED | {"name": "陈三", "roll_number": "001", "channel": "oral", "received_on": self.today} | more
        return actions.enter(self.at(who), org_id=(org or self.world.village).pk, **given, **self.when)

    def move(self, row, verb: str, who: str = "clerk", remark: str = "", **given):
        return actions.move(self.at(who), number=row.number, verb=verb, remark=remark, **given, **self.when)

    def accepted(self, **more):
        return self.move(self.apply(**more), "accept")

    def proposed(self, row=None, **more):
        return self.move(row or self.accepted(), "propose", **(REASONS | more))

    def ruled(self, verb: str = "agree", row=None, **more):
        return self.move(self.proposed(row, **more), verb, "superior", remark="同意你们的意见，查清后公开。")

    def clock(self) -> dict[str, int]:
        return actions.keep_clock(Actor.clock(), today=self.today, now=self.desk.tick())

    def view(self, row, who: str = "member"):
        return queries.request_view(self.at(who), number=row.number, today=self.today)

    def verbs(self, row, who: str) -> set[str]:
        return {offer.verb for offer in self.view(row, who).offers if offer.allowed}

    def sees(self, row, who: str) -> bool:
        try:
            return self.view(row, who).row.pk == row.pk
        except Refused as refused:
            assert refused.code == "not_found"
            return False
