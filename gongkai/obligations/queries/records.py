"""Reading the records behind the answers: staged matters, triggers, nil reports, exemptions."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.obligations.models import Answer, Exemption, Matter, NilReport, Trigger
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, ranges, under, within
from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.exemption import EXEMPTION, ExemptionFacts
from gongkai.rules.procedures.matter import MATTER, MatterFacts, takes_stages
from gongkai.rules.refusals import missing


def trigger(actor: Actor, *, trigger_id: int) -> Trigger:
    """One registered event or stage."""
    found = Trigger.objects.select_related("entry", "matter").filter(pk=trigger_id).first()
    if found is None or not may(actor, Permission.READ_INSIDE, found.org_path):
        raise missing()
    return found


def matter(actor: Actor, *, matter_id: int) -> Matter:
    """One staged matter of an organization whose work the actor may read."""
    found = Matter.objects.select_related("org", "entry").filter(pk=matter_id).first()
    if found is None or not may(actor, Permission.READ_WORK, found.org_path):
        raise missing()
    return found


def stages(actor: Actor, *, matter_id: int) -> list[tuple[Trigger, bool]]:
    """The stages of a matter in order, each with whether it has been answered."""
    found = matter(actor, matter_id=matter_id)
    rows = list(Trigger.objects.filter(matter=found, cancelled_at=None).order_by("event_on", "id"))
    told = set(Answer.objects.filter(trigger__in=rows, ended_at=None).values_list("trigger_id", flat=True))
    return [(row, row.pk in told) for row in rows]


def open_matters(actor: Actor, *, path: str, today: date) -> Iterator[tuple[Matter, bool]]:
    """Open staged matters in a subtree, each with whether it spans a year's end without a summary (R169).

    One query, read in pieces: memory does not grow with their number.
    """
    reach = within(actor, Permission.READ_WORK) | within(actor, Permission.OVERSEE)
    told = Answer.objects.filter(trigger__matter=OuterRef("pk"), trigger__kind=DutyKind.SUMMARY, ended_at=None)
    rows = Matter.objects.filter(reach, under(path), state="open").annotate(summed=Exists(told))
    for row in streamed(rows.select_related("org__superior", "entry").order_by("opened_on", "id")):
        yield row, row.opened_on.year < today.year and not row.summed


def may_add_stage(actor: Actor, *, row: Matter) -> bool:
    """Does the form for the next stage stand open to this actor?"""
    return takes_stages(row.state) and may(actor, Permission.DRAFT, row.org_path)


def matter_facts(actor: Actor, *, matter_id: int, ended_on: date | None = None) -> MatterFacts:
    """What the law needs to know of a matter; `ended_on` is the day on which it is to be closed."""
    found = matter(actor, matter_id=matter_id)
    told = Answer.objects.filter(trigger__matter=found, ended_at=None)
    kinds = set(told.values_list("trigger__kind", flat=True))
    bodies = orgs.bodies(actor, org_id=found.org_id)
    return MatterFacts(
        found.state, bodies, found.opened_on, ended_on or found.ended_on, DutyKind.SUMMARY in kinds, bool(kinds)
    )


def matter_offers(actor: Actor, *, matter_id: int, today: date) -> list[Offer]:
    """The buttons of a matter, as if it were closed today."""
    return offers(MATTER, actor, matter_facts(actor, matter_id=matter_id, ended_on=today))


def nil_report(actor: Actor, *, nil_id: int) -> NilReport:
    """One signed nil report; public like the state it gives."""
    found = NilReport.objects.select_related("org").filter(pk=nil_id).first()
    if found is None:
        raise missing()
    return found


def _may_read(actor: Actor, found: Exemption) -> bool:
    return may(actor, Permission.READ_WORK, found.org_path) or may(
        actor, Permission.RECEIVE_FILING, found.superior_path
    )


def exemption(actor: Actor, *, exemption_id: int) -> Exemption:
    """One exemption filing: for the organization, its superior and the leading group's office (R83)."""
    found = Exemption.objects.select_related("org", "trigger").filter(pk=exemption_id).first()
    if found is None or not _may_read(actor, found):
        raise missing()
    return found


def _exemptions(read, received, **where):
    rows = Exemption.objects.filter(between(read) | between(received, field="superior_path"), **where)
    return rows.order_by("-filed_at", "-id")


_EXEMPTIONS = PreparedModels(Exemption, _exemptions, {"org": None})


def exemptions(
    actor: Actor, *, path: str = "", superior_path: str = "", states: tuple[str, ...] = ()
) -> list[Exemption]:
    """The ledger of exemptions that the actor may read (R163): of a subtree, or received by a superior."""
    where: dict = {"org_path__gte": path, "org_path__lt": path + "~"} if path else {}
    if superior_path:
        where["superior_path"] = superior_path
    if states:
        where["state__in"] = states
    read, received = ranges(actor, Permission.READ_WORK), ranges(actor, Permission.RECEIVE_FILING)
    return _EXEMPTIONS(read=read, received=received, **where)


def exemption_ledger(actor: Actor, *, path: str) -> Iterator[Exemption]:
    """Every filing of a subtree that the actor may read, the newest first (R163); read in pieces."""
    read, received = ranges(actor, Permission.READ_WORK), ranges(actor, Permission.RECEIVE_FILING)
    rows = _exemptions(read, received).filter(under(path)).select_related("org__superior")
    return streamed(rows)


def exemption_facts(actor: Actor, found: Exemption, today: date) -> ExemptionFacts:
    """What the law needs to know of a filing."""
    return ExemptionFacts(found.state, orgs.bodies(actor, org_id=found.org_id), found.until, today)


def exemption_offers(actor: Actor, *, exemption_id: int, today: date) -> list[Offer]:
    """The buttons of a filing for this actor."""
    return offers(EXEMPTION, actor, exemption_facts(actor, exemption(actor, exemption_id=exemption_id), today))
