"""The demonstration's people at work: each act is done by the one whose part it is, a minute after the last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model

from gongkai.approvals import actions as approvals
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures import queries as reading
from gongkai.interfaces.jobs.demo import texts
from gongkai.interfaces.jobs.demo.history import TICKS
from gongkai.interfaces.jobs.demo.structure import INDOORS
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publication
from gongkai.publication import queries as published
from gongkai.rules.actor import Actor
from gongkai.rules.meetings import Meeting
from gongkai.rules.methods import Audience, written
from gongkai.rules.periods import Period
from gongkai.rules.planned_ways import automatic_ways

CLERK, SECRECY, DEPUTY, HEAD = "cun-jingban", "cun-baomi", "cun-fenguan", "cun-shuji"
WAY = (("submit", CLERK), ("clear_secrecy", SECRECY), ("pass_review", DEPUTY), ("approve", HEAD))


@dataclass
class Desk:
    """The try-out village's office on one day. `now` runs on with every act."""

    org: object
    today: date
    now: datetime
    seed: str

    def at(self, username: str) -> Actor:
        return orgs.actor_for(get_user_model().objects.get(username=username), today=self.today)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @property
    def when(self) -> dict:
        return {"now": self.tick(), "today": self.today}

    def write(self, edition, *, event: str = "", changed: str = "") -> None:
        """Fill an edition's three parts and save; `changed`: a word that a correction puts in."""
        rng = Random(f"{self.seed}:desk:{edition.pk}")  # noqa: S311 - invented data
        about = edition.disclosure
        name = about.catalog_entry.name if about.catalog_entry else event
        written = texts.write(
            code=about.code, name=name, category=about.category, org=self.org.name, event=event,
            period=Period.parse(about.period), rng=rng,
        )  # fmt: skip
        newest = reading.revision(Actor.clock(), edition_id=edition.pk)
        if changed:
            parts = ("title", "plain", "content", "procedure", "result")
            written = {part: getattr(newest, part) for part in parts}
            written["result"] += f"<p>{changed}</p>"
        disclosures.save_revision(
            self.at(CLERK), edition_id=edition.pk, based_on=newest.number, now=self.tick(), **written
        )

    def draft(self, duty, *, event: str = ""):
        """Begin what answers a duty, with a whole text."""
        edition = disclosures.start(
            self.at(CLERK), org_id=self.org.pk, code=duty.code, period=duty.period,
            trigger_id=duty.trigger_id or None, now=self.tick(),
        )  # fmt: skip
        self.write(edition, event=event)
        return edition

    def act(self, edition, verb: str, who: str, remark: str = "") -> None:
        ticks = TICKS if verb == "clear_secrecy" else None
        approvals.act(self.at(who), edition_id=edition.pk, verb=verb, remark=remark, ticks=ticks, **self.when)

    def bring(self, edition, until: str) -> None:
        """Along the way of signatures up to and with one verb."""
        for verb, who in WAY:
            self.act(edition, verb, who)
            if verb == until:
                return

    def release(self, edition, circles: int | None = None) -> None:
        """Serve so many circles, all of them when None, by the ways that the catalog names."""
        edition.refresh_from_db()
        for audience in edition.audiences[:circles]:
            planned = published.planned(self.at(CLERK), edition_id=edition.pk, audience=audience)
            ways = [way for way in planned if way not in automatic_ways(Audience(audience), planned)]
            held = published.carriers_for(self.at(CLERK), org_id=self.org.pk, audience=audience)
            main = {written(one.way): one.key for one in reversed(held)}
            given = [
                publication.PlacementInput(
                    way.code, place="" if written(way) in main else INDOORS, carrier_id=main.get(written(way)),
                    **(self.meeting() if way.code == "hy" else {}),
                )
                for way in ways
            ]  # fmt: skip
            publication.release(self.at(CLERK), edition_id=edition.pk, placements=given, **self.when)

    def meeting(self) -> dict:
        """The members' meeting of the day, with its record (R57)."""
        record = {"meeting": Meeting.MEMBERS.value, "due": 31, "attended": 28}
        return {"starts_at": self.when["now"], "details": record}

    def publish(self, edition) -> None:
        """From a written draft to the public."""
        self.bring(edition, "approve")
        self.release(edition)
