"""Circles of an edition: which are served, which comes next, what the law needs to know, which buttons stand open."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import QuerySet, prefetch_related_objects

from gongkai.approvals import queries as approvals
from gongkai.disclosures import queries as disclosures
from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.ledger.remembered import once
from gongkai.publication.audience import circles_of, in_circle, in_circles
from gongkai.publication.models import Placement, Publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience, MethodUse
from gongkai.rules.moves import Offer
from gongkai.rules.moves import offers as offered
from gongkai.rules.planned_ways import planned_ways
from gongkai.rules.procedures.edition import EDITION, EditionFacts
from gongkai.rules.refusals import missing
from gongkai.rules.visibility import Next, Served
from gongkai.rules.visibility import next_circle as next_by_law

GONE = ("withdrawn", "terminated", "hidden")
VERBS = ("release", "close", "take_down", "restore")


def known(actor: Actor) -> QuerySet[Publication]:
    """Every publication whose circle holds the actor, also those of which only an explanation is left."""
    return Publication.objects.filter(in_circle(actor))


def visible(actor: Actor) -> QuerySet[Publication]:
    """The one door for reading: publications whose circle holds the actor and whose text may be read.

    Living ones and older versions; never what was withdrawn, ended or taken down (P1, P4, P19).
    """
    return known(actor).exclude(end_kind__in=GONE)


def _circles_of(edition_id: int) -> list[Publication]:
    rows = Publication.objects.filter(edition_id=edition_id).prefetch_related("placements")
    return once(("publications", edition_id), lambda: list(rows.order_by("published_at", "pk")))


def served(actor: Actor, *, edition_id: int) -> dict[str, Served]:
    """The circles of an edition that were released and not ended for good, with their proofs."""
    return {
        row.audience: Served(row.published_at, frozenset(way.method for way in row.placements.all()))
        for row in _circles_of(edition_id)
        if row.ended_at is None or row.end_kind == "hidden"
    }


def planned(actor: Actor, *, edition_id: int, audience: str) -> tuple[MethodUse, ...]:
    """The ways by which a circle of an edition must be served: those of its catalog entry (R46)."""
    return _planned(disclosures.edition(actor, edition_id=edition_id), Audience(audience))


def _planned(edition, audience: Audience) -> tuple[MethodUse, ...]:
    entry = edition.disclosure.catalog_entry
    ways = entry.ways if entry is not None else {}
    return planned_ways(audience, audiences=edition.audiences, methods=edition.methods, ways=ways)


def last_meeting(actor: Actor, *, edition_id: int) -> str:
    """The kind of meeting by which this organization last told its members, empty when it never did; to prefill."""
    edition = disclosures.edition(actor, edition_id=edition_id)
    rows = Placement.objects.filter(
        publication__org_id=edition.disclosure.org_id, publication__audience=Audience.PARTY, method="hy"
    )
    found = rows.order_by("-pk").values_list("details", flat=True).first()
    return str((found or {}).get("meeting", ""))


def next_circle(actor: Actor, *, edition_id: int, now: datetime) -> Next:
    """The circle that comes next, how many are left, and what still bars it (第四条（二）, R15)."""
    edition = disclosures.edition(actor, edition_id=edition_id)
    parameters, today = rulebook.parameters(actor), local_day(now)
    return next_by_law(
        edition.audiences, [way.code for way in _planned(edition, Audience.PARTY)], served(actor, edition_id=edition_id), now,
        party_first=bool(parameters.value("party_before_public", on=today)),
        gap_days=parameters.int("party_before_public_gap_days", on=today),
    )  # fmt: skip


def facts(actor: Actor, *, edition_id: int, now: datetime) -> EditionFacts:
    """What the law needs to know of an edition, with the circles served so far."""
    base = approvals.facts(actor, edition_id=edition_id, today=local_day(now))
    coming = next_circle(actor, edition_id=edition_id, now=now)
    return replace(
        base, next_audience=coming.audience, audiences_left=coming.left, party_done=coming.party_done,
        gap_open_until=coming.open_from,
    )  # fmt: skip


def offers(actor: Actor, *, edition_id: int, now: datetime, today: date) -> list[Offer]:
    """The buttons of publication: release, close, take down, restore."""
    shown = offered(EDITION, actor, facts(actor, edition_id=edition_id, now=now))
    return [offer for offer in shown if offer.verb in VERBS]


def publications_of(actor: Actor, *, edition_id: int) -> list[Publication]:
    """Every circle of an edition with its placements and notices, for those who work there."""
    disclosures.edition(actor, edition_id=edition_id)
    rows = _circles_of(edition_id)
    prefetch_related_objects(rows, "notices")
    return rows


def publication(actor: Actor, *, publication_id: int) -> Publication:
    """One publication in the actor's circle, else missing."""
    row = known(actor).filter(pk=publication_id).select_related("edition", "disclosure").first()
    if row is None:
        raise missing()
    return row


def placements(actor: Actor, *, publication_id: int) -> list[Placement]:
    """Where and how a circle was served, for those who belong to it (R56–R58)."""
    row = publication(actor, publication_id=publication_id)
    return list(row.placements.select_related("proof").order_by("starts_at", "pk"))


# The few notices first, by their own index: asked together with the circles, SQLite goes through the whole table.
_OVER = Prepared(
    lambda low, high, today: Publication.objects.filter(
        org_path__gte=low, org_path__lt=high, ended_at=None, notice_end__lt=today, notice_result_at=None
    ).values_list("pk")
)


def _ended(keys, **circles):
    rows = Publication.objects.filter(in_circles(**circles), pk__in=keys).exclude(end_kind__in=GONE)
    return rows.order_by("notice_end", "pk")


_ENDED = PreparedModels(Publication, _ended)


def notices_ended(actor: Actor, *, path: str, today: date) -> list[Publication]:
    """Public notices whose period is over and whose result is not yet told (R78), oldest first. Two queries, often one."""
    keys = [pk for (pk,) in _OVER(low=path, high=path + "~", today=today)]
    return _ENDED(keys=keys, **circles_of(actor)) if keys else []


def edition_ids(actor: Actor, *, publication_ids: set[int]) -> dict[int, int]:
    """Which edition each publication shows, for those that the reader may see."""
    return dict(visible(actor).filter(pk__in=publication_ids).values_list("pk", "edition_id"))
