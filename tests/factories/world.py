"""A small county for tests: every kind of body and everyone with a part, made by the room's own actions."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.utils import timezone

from gongkai.orgs import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Role
from tests.factories.memory import remembered

LONG_AGO = date(2005, 7, 1)  # everything in the world began then, before any regulation


@dataclass
class World:
    """The county with its people. Villages stand under the town, the rest as their makers demand.

    `head`, `deputy`, `clerk` and `secrecy` serve `village`; its duty of keeper is vacant. `charlie` is
    clerk and `charlie_head` head of `other_village`. `superior` and `maker` are two people of the
    town; `county_maker` approves catalogs that the county makes. `member` stands on the village's
    roll, `villager` belongs to its people.
    """

    now: datetime
    today: date
    county: object = None
    office: object = None
    organs_committee: object = None
    education_committee: object = None
    two_new_committee: object = None
    town: object = None
    village: object = None
    other_village: object = None
    community: object = None
    school: object = None
    hospital: object = None
    soe: object = None
    new_org: object = None
    clerk: object = None
    secrecy: object = None
    deputy: object = None
    head: object = None
    superior: object = None
    maker: object = None
    county_office: object = None
    county_maker: object = None
    charlie: object = None
    charlie_head: object = None
    member: object = None
    villager: object = None

    def actor(self, user) -> Actor:
        """The user as an actor of the world's day."""
        return queries.actor_for(user, today=self.today)

    @property
    def clock(self) -> Actor:
        return Actor.clock()

    @property
    def visitor(self) -> Actor:
        return Actor.visitor()


BODIES = (
    # attribute, superior, kind, name, short name, code, further fields
    ("organs_committee", "county", "work_committee", "演示县直机关工委", "县直机关工委", "GW01", {"committee": "organs_committee"}),
    ("education_committee", "county", "work_committee", "演示县委教育工委", "教育工委", "GW02", {"committee": "education_committee"}),
    ("two_new_committee", "county", "work_committee", "演示县委两新工委", "两新工委", "GW03", {"committee": "two_new_committee"}),
    ("town", "county", "town", "东溪镇党委", "东溪镇", "Z01", {}),
    ("village", "town", "village", "上书村党支部", "上书村", "Z01-C01", {"phone": "000-0000101"}),
    ("other_village", "town", "village", "朝阳村党支部", "朝阳村", "Z01-C02", {}),
    ("community", "town", "community", "正街社区党总支", "正街社区", "Z01-S01", {}),
    ("school", "education_committee", "school", "演示中学党总支", "演示中学", "X01", {}),
    ("hospital", "county", "hospital", "演示医院党委", "演示医院", "Y01", {"directly_under_county": True}),
    ("soe", "county", "soe", "演示水务公司党委", "水务公司", "G01", {"directly_under_county": True}),
    ("new_org", "town", "new_org", "演示农机合作社党支部", "农机合作社", "N01", {}),
)  # fmt: skip

OFFICERS = (
    ("head", "village", "head", "张三", "党支部书记"),
    ("deputy", "village", "deputy", "李四", "党支部副书记"),
    ("clerk", "village", "clerk", "王五", "党务公开经办人"),
    ("secrecy", "village", "secrecy", "赵六", "保密审查员"),
    ("charlie", "other_village", "clerk", "钱七", "党务公开经办人"),
    ("charlie_head", "other_village", "head", "孙八", "党支部书记"),
)

HOLDERS = (
    ("superior", "town", Role.SUPERIOR, True, "周九"),
    ("maker", "town", Role.MAKER, True, "吴十"),
    ("county_office", "county", Role.COUNTY_OFFICE, True, "郑一"),
    ("county_maker", "county", Role.MAKER, False, "冯二"),
)


@cache
def moment_of(today: date) -> datetime:
    """The moment at which the tests first asked on this real day: all worlds of the real day were made then."""
    return timezone.now()


@remembered
def build_world(now: datetime, today: date) -> World:
    """Make the world. `now` stamps every record; all posts, roles and rolls began `LONG_AGO`."""
    world, clock = World(now, today), Actor.clock()
    began = {"now": now, "today": today, "established_on": LONG_AGO}
    world.county = actions.register(
        clock, superior_id=None, kind="county_committee", name="演示县委", short_name="县委", code="XW", **began
    )
    world.office = actions.form_group(
        clock, org_id=world.county.pk, name="演示县党务公开工作领导小组", office_name="县党务公开工作领导小组办公室",
        formed_on=LONG_AGO, now=now,
    )  # fmt: skip
    for attribute, superior, kind, name, short_name, code, fields in BODIES:
        org = actions.register(
            clock, superior_id=getattr(world, superior).pk, kind=kind, name=name, short_name=short_name, code=code,
            **began, **fields,
        )  # fmt: skip
        setattr(world, attribute, org)
    for attribute, at, duty, name, title in OFFICERS:
        user = actions.create_user(clock, username=attribute, name=name, now=now)
        setattr(world, attribute, user)
        actions.appoint(
            clock, org_id=getattr(world, at).pk, duty=duty, title=title, user_id=user.pk, from_date=LONG_AGO, now=now
        )
    for attribute, at, role, subtree, name in HOLDERS:
        user = actions.create_user(clock, username=attribute, name=name, now=now)
        setattr(world, attribute, user)
        actions.give_grant(
            clock, org_id=getattr(world, at).pk, user_id=user.pk, role=role, subtree=subtree, from_date=LONG_AGO,
            now=now,
        )  # fmt: skip
    world.member = actions.create_user(clock, username="member", name="陈三", now=now)
    actions.enroll(
        clock, org_id=world.village.pk, roll_number="001", name="陈三", from_date=LONG_AGO, user_id=world.member.pk,
        now=now,
    )  # fmt: skip
    world.villager = actions.create_user(clock, username="villager", name="褚四", now=now)
    code = actions.issue_unit_code(clock, org_id=world.village.pk, valid_until=today, now=now)
    actions.join_unit(world.actor(world.villager), code=code, now=now, today=LONG_AGO)
    world.county.refresh_from_db()  # its leading group was formed after it was read
    return world
