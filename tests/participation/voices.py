"""The small county with ears: a keeper in the village, confidential handlers at the town and the county."""

from datetime import date, datetime, timedelta

from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.permissions import Role
from tests.factories.world import LONG_AGO, World, build_world

TODAY = date(2026, 10, 19)  # a Monday
NOW = datetime(2026, 10, 19, 9, 0, tzinfo=LOCAL)


class Voices:
    """The world of opinions on a running day. Extra people: `keeper`, `town_ear`, `county_ear`, `town_head`."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or build_world(NOW, TODAY)
        self.now, self.today = NOW, TODAY
        self.people: dict[str, object] = {}
        self.hire("keeper", self.world.village, duty="keeper", name="许五")
        self.hire("town_head", self.world.town, duty="head", name="何六")
        self.hire("town_ear", self.world.town, role=Role.CONFIDENTIAL, name="吕七")
        self.hire("county_ear", self.world.county, role=Role.CONFIDENTIAL, name="施八")

    def hire(self, username, org, *, duty="", role=None, name="某人", user=None, **more):
        clock = Actor.clock()
        user = user or orgs.create_user(clock, username=username, name=name, now=self.now)
        since = more.pop("from_date", LONG_AGO)
        if duty:
            orgs.appoint(
                clock, org_id=org.pk, duty=duty, title="", user_id=user.pk, from_date=since, now=self.now, **more
            )
        else:
            orgs.give_grant(clock, org_id=org.pk, user_id=user.pk, role=role, from_date=since, now=self.now, **more)
        self.people[username] = user
        return user

    def at(self, name: str) -> Actor:
        if name == "visitor":
            return Actor.visitor()
        return self.world.actor(self.people.get(name) or getattr(self.world, name))

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.today += timedelta(days=days)
        self.world.today = self.today

    @property
    def when(self) -> dict:
        return {"now": self.tick(), "today": self.today}

    def submit(self, who="member", text="村道什么时候修好？", kind="inquiry", sign=True, org=None, **more):
        more.setdefault("contact", "到村委会找我" if who == "visitor" else "")
        return actions.submit(
            self.at(who), org_id=(org or self.world.village).pk, text=text, kind=kind, sign=sign, **more, **self.when
        )

    def enter(self, who="clerk", text="三组的水管漏了。", **more):
        given = {"kind": "inquiry", "channel": "phone", "received_on": self.today} | more
        return actions.enter(self.at(who), org_id=self.world.village.pk, text=text, **given, **self.when)

    def move(self, opinion, verb, who="keeper", **fields):
        return actions.move(self.at(who), opinion_id=opinion.pk, verb=verb, **fields, **self.when)

    def decided(self, opinion=None, result="explained", answer="十一月底修好。", **more):
        opinion = opinion or self.submit()
        self.move(opinion, "assign", assigned_to="王五")
        self.move(opinion, "handle", "clerk", remark="问过施工队，余下两百米，十一月底完工。")
        return self.move(opinion, "decide", "head", result=result, answer=answer, **more)

    def told(self, opinion=None):
        opinion = self.decided(opinion)
        return self.move(opinion, "tell", told_on=self.today, way="by_phone", by_name="许五", text="已经打电话说明。")

    def rate(self, opinion, value="satisfied", remark=""):
        return actions.rate(Actor.visitor(), receipt=opinion.receipt, value=value, remark=remark, **self.when)

    def sees(self, name, opinion) -> bool:
        rows, _ = queries.register(self.at(name), today=self.today)
        return opinion.pk in {row.pk for row in rows}
