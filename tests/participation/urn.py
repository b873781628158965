"""A round of appraisal in the village with a roll of members who have accounts."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gongkai.orgs import actions as orgs
from gongkai.participation import actions, queries, tally
from gongkai.rules.appraisals import Awareness, Item, Mark
from gongkai.rules.duties import LOCAL
from tests.factories.duties import bound_county
from tests.factories.world import LONG_AGO, World

TODAY = date(2026, 9, 28)
NOW = datetime(2026, 9, 28, 9, 0, tzinfo=LOCAL)
ENDS = date(2026, 10, 9)


def ballot(mark: str = Mark.SATISFIED, nonce: str = "", **words: str) -> dict:
    """One filled form: the same mark for every item, every question answered with yes."""
    return {
        "nonce": nonce or secrets.token_hex(16), "marks": dict.fromkeys(map(str, Item), str(mark)),
        "aware": dict.fromkeys(map(str, Awareness), True), "words": words,
    }  # fmt: skip


@dataclass
class Village:
    """The world, the voters' accounts, the scrutineers' keys and a clock."""

    world: World
    now: datetime = NOW
    voters: list = field(default_factory=list)
    keys: tally.Keys | None = None
    round_id: int = 0

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL).date()

    def at(self, name: str):
        return self.world.actor(getattr(self.world, name))

    def move(self, verb: str, who: str = "head", remark: str = ""):
        return actions.move_round(
            self.at(who), round_id=self.round_id, verb=verb, now=self.now, today=self.today, remark=remark
        )

    def vote(self, number: int, mark: str = Mark.SATISFIED, **more) -> str:
        return actions.seal_and_cast(
            self.world.actor(self.voters[number]), round_id=self.round_id, ballot=ballot(mark, **more), now=self.now
        )

    def opened(self) -> dict:
        """What two of the three scrutineers find in the urn."""
        urn = queries.box(self.at("head"), round_id=self.round_id)
        return tally.open_box(tally.unlock(self.keys.locked, self.keys.shares[:2]), urn)

    def hand_in(self, **changed) -> None:
        text = json.dumps(self.opened() | changed)
        actions.give_result(self.at("head"), round_id=self.round_id, text=text, now=self.now)

    def end(self) -> None:
        self.now = datetime.combine(ENDS + timedelta(days=1), datetime.min.time(), LOCAL)


def village(members: int = 8, *, paper_only: bool = False, keys: tally.Keys | None = None) -> Village:
    """A prepared round; `members` on the roll besides the one that the world has."""
    made = Village(bound_county(NOW, TODAY).world)
    world = made.world
    made.voters.append(world.member)
    for number in range(members):
        user = orgs.create_user(world.clock, username=f"voter{number}", name=f"党员{number}", now=NOW)
        orgs.enroll(
            world.clock, org_id=world.village.pk, roll_number=f"{100 + number}", name=user.name, from_date=LONG_AGO,
            user_id=user.pk, now=NOW,
        )  # fmt: skip
        made.voters.append(user)
    made.round_id = actions.prepare_round(
        made.at("clerk"), org_id=world.village.pk, title="2026年党务公开民主评议", ends_on=ENDS, paper_only=paper_only,
        now=NOW, today=TODAY,
    ).pk  # fmt: skip
    if not paper_only:
        made.keys = keys or tally.keygen()
        actions.set_key(
            made.at("clerk"), round_id=made.round_id, pem=made.keys.public, scrutineers=("甲", "乙", "丙"), now=NOW
        )
    return made
