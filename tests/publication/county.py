"""Editions on their way to the public in the small county, led by everyone who has a part in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.approvals import actions as approving
from gongkai.disclosures import actions as disclosing
from gongkai.publication import actions as publishing
from gongkai.publication.views import PlacementInput
from gongkai.rulebook.models import CatalogEntry
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.secrecy import SecrecyTick
from tests.factories.duties import bound_county
from tests.factories.meetings import party_meeting
from tests.factories.memory import remembered
from tests.factories.world import World

NOW = datetime(2026, 9, 3, 9, 0, tzinfo=LOCAL)
PERIOD = "2026-09"
FUNDS, STUDY = "C15", "C06"  # party, then society
DUES = "C14"  # the party only
MEETING = party_meeting(NOW, "村党员活动室")
INDOORS = PlacementInput("gl", "党员活动室", details={"remark": "室内"})
TALK = PlacementInput("mq", "村委会院坝")
BOARD = PlacementInput("gl", "村委会门口")
TEXT = {
    "title": "上书村党支部2026年8月党费收缴情况",
    "plain": "8月党费应缴31人，实缴31人，共计186元。",
    "content": "<p>8月应缴党费31人，实缴31人，共计186.00元，已于8月28日上缴镇党委。</p>",
    "procedure": "<p>支部委员会9月1日核对收据，支部书记9月2日签字同意。</p>",
    "result": "<p>没有人提出异议，8月党费已全部上缴。</p>",
}


@dataclass
class County:
    """The world with its catalog, and the time that passes while people act."""

    world: World
    now: datetime = NOW

    def at(self, name: str):
        """The actor of one of the world's people."""
        return self.world.actor(getattr(self.world, name))

    def later(self, **span) -> datetime:
        self.now += timedelta(**(span or {"minutes": 10}))
        return self.now

    @property
    def today(self):
        return local_day(self.now)

    def draft(self, code: str, **text):
        edition = disclosing.start(
            self.at("clerk"), org_id=self.world.village.pk, code=code, period=PERIOD, now=self.later()
        )
        self.write(edition, **text)
        return edition

    def write(self, edition, **text) -> None:
        revisions = edition.revisions.count()
        disclosing.save_revision(
            self.at("clerk"), edition_id=edition.pk, based_on=revisions, now=self.later(), **(TEXT | text)
        )

    def sign(self, edition) -> None:
        """Secrecy review, review and signature, each by its own person."""
        for verb, who, more in (
            ("submit", "clerk", {}),
            ("clear_secrecy", "secrecy", {"ticks": dict.fromkeys(SecrecyTick, False), "basis": "不涉密"}),
            ("pass_review", "deputy", {}),
            ("approve", "head", {}),
        ):
            approving.act(
                self.at(who), edition_id=edition.pk, verb=verb, now=self.later(), today=self.today,
                remark="同意", **more,
            )  # fmt: skip
        edition.refresh_from_db()

    def approved(self, code: str, **text):
        edition = self.draft(code, **text)
        self.sign(edition)
        return edition

    def release(self, edition, *ways, who="clerk"):
        row = publishing.release(
            self.at(who), edition_id=edition.pk, now=self.later(), today=self.today, placements=ways
        )
        edition.refresh_from_db()
        return row

    def published(self, code: str, **text):
        """Released to the party and then to society."""
        edition = self.approved(code, **text)
        self.release(edition, MEETING)
        self.release(edition, BOARD)
        return edition

    def withdrawal(self, edition, kind="withdraw", after=""):
        """A change request with two stamps and its explanation; the third is publication's."""
        today = self.today
        change = approving.request_change(
            self.at("clerk"), edition_id=edition.pk, kind=kind, reason="金额有误", after=after, now=self.later(),
            today=today,
        )  # fmt: skip
        approving.move_change(self.at("maker"), change_id=change.pk, verb="agree", now=self.later(), today=today)
        approving.move_change(self.at("county_office"), change_id=change.pk, verb="file", now=self.later(), today=today)
        approving.write_explanation(
            self.at("clerk"), change_id=change.pk, text="原件金额有误，现予撤销。", now=self.later()
        )
        return change


@remembered
def county() -> County:
    """The small county whose catalog opens two monthly matters to the party first and then to society."""
    made = County(bound_county(NOW, NOW.date()).world)
    CatalogEntry.objects.filter(code__in=(FUNDS, STUDY)).update(
        audiences=["party", "public"], methods=["hy", "gl", "wz"],
        ways={"party": [["hy", ""]], "public": [["gl", ""], ["wz", ""]]},
    )  # fmt: skip
    return made
