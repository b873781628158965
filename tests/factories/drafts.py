"""A desk in the small county: drafts written, sent and signed by those whose part it is."""

from datetime import date, datetime, timedelta

from gongkai.approvals import actions as approvals
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures import queries as reading
from gongkai.rules.duties import LOCAL
from gongkai.rules.personal_numbers import id_check_digit
from gongkai.rules.secrecy import SecrecyTick
from tests.factories.duties import bound_county
from tests.factories.world import World

TODAY = date(2026, 9, 28)
NOW = datetime(2026, 9, 28, 9, 0, tzinfo=LOCAL)
PERIOD = "2026-10"
FEES = "C14"  # 党费: monthly, told to the members, by meeting, indoor board and intranet
NO_TICKS = dict.fromkeys(SecrecyTick, False)
TEXT = {
    "title": "9月党费收缴、管理和使用情况",
    "plain": "9月收党费180元，月末还剩412.60元。",
    "content": "<p>9月，应交党费186.00元，实交180.00元。</p>",
    "procedure": "<p>9月28日支部委员会审核，应到5人，实到5人。</p>",
    "result": "<p>10月8日党员大会通报，31名党员没有异议。</p>",
}
WAY = (("submit", "clerk"), ("clear_secrecy", "secrecy"), ("pass_review", "deputy"), ("approve", "head"))


def made_id() -> str:
    """An identity card number that checks, of nobody."""
    first = "50022219800101123"
    return first + id_check_digit(first)


class Desk:
    """The world with a running clock; every act takes a minute."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or bound_county(NOW, TODAY).world
        self.now = NOW
        self.today = TODAY

    def at(self, name: str):
        return self.world.actor(getattr(self.world, name))

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def start(self, code: str = FEES, who: str = "clerk", period: str = PERIOD, **more):
        return disclosures.start(
            self.at(who), org_id=self.world.village.pk, code=code, period=period, now=self.tick(), **more
        )

    def save(self, edition, who: str = "clerk", based_on: int | None = None, **text):
        newest = reading.revision(self.world.clock, edition_id=edition.pk).number
        return disclosures.save_revision(
            self.at(who), edition_id=edition.pk, based_on=newest if based_on is None else based_on, now=self.tick(),
            **(TEXT | text),
        )  # fmt: skip

    def written(self, **text):
        """An edition whose checks all pass."""
        edition = self.start()
        self.save(edition, **text)
        return edition

    def act(self, edition, verb: str, who: str, **more) -> str:
        if verb == "clear_secrecy":
            more.setdefault("ticks", NO_TICKS)
        return approvals.act(self.at(who), edition_id=edition.pk, verb=verb, now=self.tick(), today=self.today, **more)

    def bring(self, edition, until: str = "approve"):
        """Along the way of signatures up to and with one verb."""
        for verb, who in WAY:
            self.act(edition, verb, who)
            if verb == until:
                break
        edition.refresh_from_db()
        return edition
