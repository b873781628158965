"""The small county with those who protect: confidential handlers, two administrators, and opinions to protect."""

from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps

from gongkai.orgs import actions as orgs
from gongkai.participation import actions
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from gongkai.rules.permissions import Role
from tests.factories.world import LONG_AGO, World, build_world

TODAY = date(2026, 10, 14)  # a Wednesday
NOW = datetime(2026, 10, 14, 9, 30, tzinfo=LOCAL)
PROTECTORS = (
    ("handler", "town", Role.CONFIDENTIAL, False, "许五"),
    ("second", "town", Role.CONFIDENTIAL, False, "何六"),
    ("county_handler", "county", Role.CONFIDENTIAL, True, "吕七"),
    ("security", "county", Role.SECURITY_ADMIN, True, "施八"),
    ("auditor", "county", Role.AUDIT_ADMIN, True, "张九"),
    ("system", "county", Role.SYSTEM_ADMIN, True, "孔十"),
    ("supervisor", "village", Role.SUPERVISOR, False, "曹一"),
    ("keeper", "village", Role.OPINION_KEEPER, False, "严二"),
)
TEXT = "分房名单没有经过党员大会，请查一查。"


@dataclass
class Voices:
    """The world and its protectors by name."""

    world: World
    people: dict[str, object]

    def actor(self, name: str) -> Actor:
        if name == "visitor":
            return Actor.visitor()
        return self.world.actor(self.people.get(name) or getattr(self.world, name))

    def opinion(self, *, org="village", leaders=True, text=TEXT, on=TODAY, ref=""):
        """An opinion in the register, as it came in through the clock."""
        return actions.receive(
            Actor.clock(), org_id=getattr(self.world, org).pk, text=text, kind="criticism", about="",
            received_on=on, about_leaders=leaders, anonymous_ref=ref, now=NOW,
        )  # fmt: skip

    def signed(self, *, org="village", leaders=True, name="陈三", contact="000-0000201"):
        """The member's signed opinion and its reference."""
        ref = actions.seal(self.actor("member"), name=name, contact=contact, user_id=self.world.member.pk, now=NOW)
        opinion = self.opinion(org=org, leaders=leaders)
        table("Opinion").filter(pk=opinion.pk).update(signed=True, identity_ref=ref, channel="web")
        opinion.refresh_from_db()
        return opinion, ref


def table(name: str):
    return apps.get_model(f"participation.{name}").objects


def build_voices() -> Voices:
    world = build_world(NOW, TODAY)
    people = {}
    for name, at, role, subtree, words in PROTECTORS:
        user = orgs.create_user(world.clock, username=name, name=words, now=NOW)
        people[name] = user
        orgs.give_grant(
            world.clock, org_id=getattr(world, at).pk, user_id=user.pk, role=role, subtree=subtree,
            from_date=LONG_AGO, now=NOW,
        )  # fmt: skip
    return Voices(world, people)
