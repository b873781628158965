"""A supervisor of the village, and one of the town, brought to where a test wants them."""

from datetime import date, timedelta

from gongkai.orgs import actions as organizing
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.views import PlacementInput
from gongkai.supervision import actions
from tests.factories.meetings import party_meeting

LONG_AGO = date(2005, 7, 1)
CALL = {"place": "党员活动室", "topic": "听取半年公开情况"}


class Overseeing:
    """`member` supervises; the village's item is told to the party."""

    def __init__(self, desk):
        self.desk = desk

    def __getattr__(self, name):
        return getattr(self.desk, name)

    def at(self, name: str):
        """The person as of today, so that a term begun or ended meanwhile counts."""
        self.desk.world.today = self.desk.today
        return self.desk.at(name)

    @property
    def when(self) -> dict:
        return {"now": self.tick(), "today": self.desk.today}

    def later(self, days: int) -> None:
        self.desk.today += timedelta(days=days)
        self.desk.now += timedelta(days=days)

    def appointed(self, org="village", who="head", name="陈三", **more):
        fields = {"basis": "9月20日支部委员会", "from_date": self.desk.today, "post": "退休教师"} | more
        org_id = getattr(self.world, org).pk
        return actions.appoint_supervisor(self.at(who), org_id=org_id, name=name, **fields, **self.when)

    def enrolled(self, name, number, user=None, org="village"):
        return organizing.enroll(
            self.world.clock, org_id=getattr(self.world, org).pk, roll_number=number, name=name, from_date=LONG_AGO,
            user_id=user and user.pk, now=self.tick(),
        )  # fmt: skip

    def item(self):
        """The index number of what the members were told."""
        edition = self.desk.bring(self.desk.written())
        ways = (
            party_meeting(self.desk.now),
            PlacementInput("gl", "党员活动室", details={"remark": "室内"}),
        )
        publishing.release(
            self.at("clerk"), edition_id=edition.pk, placements=ways, now=self.tick(), today=self.desk.today
        )
        return publication.latest(self.at("head"), limit=1)[0].number

    def marked(self, item=None, who="member", **more):
        fields = {"kind": "incomplete", "text": "少了上月结余。"} | more
        return actions.raise_mark(self.at(who), item_number=item or self.item(), **fields, **self.when)

    def move(self, row, verb, who, **more):
        return actions.move_mark(self.at(who), number=row.number, verb=verb, **more, **self.when)

    def called(self, who="clerk", days=0, org="village", **more):
        day = self.desk.today + timedelta(days=days)
        return actions.call_meeting(
            self.at(who), org_id=getattr(self.world, org).pk, meets_on=day, **(CALL | more), **self.when
        )

    def held(self, row, who="clerk", **more):
        fields = {"came": [pk for pk, _ in row.invited], "minutes": "书记主持，通报半年公开情况。"} | more
        return actions.move_meeting(self.at(who), number=row.number, verb="hold", **fields, **self.when)
