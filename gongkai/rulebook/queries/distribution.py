"""Who is addressed by a class, who was sent a document and who has acknowledged it (R2, R3)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, per_child, ranges, within
from gongkai.rulebook.models import Distribution, Regulation
from gongkai.rulebook.queries.calendar import calendar, parameters
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import Addressee, Addressees, class_of
from gongkai.rules.calendar import Computed
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import missing


@dataclass(frozen=True)
class Library:
    """A regulation with how far its sending has come."""

    regulation: Regulation
    sent: int
    signed: int
    readers: int

    @property
    def silent(self) -> int:
        return self.sent - self.signed


def _demand_office(actor: Actor) -> None:
    demand(actor, Permission.MANAGE_RULEBOOK, orgs.county(actor).path, hidden=True)


def documents(actor: Actor) -> list[Library]:
    """The library with what was sent of it, newest first, for the county office. One query beside the county's."""
    _demand_office(actor)
    counts = {
        row["regulation"]: row
        for row in Distribution.objects.values("regulation").annotate(
            sent=Count("pk", filter=Q(for_reading_only=False)),
            signed=Count("pk", filter=Q(for_reading_only=False) & ~Q(received_at=None)),
            readers=Count("pk", filter=Q(for_reading_only=True)),
        )
    }
    none = {"sent": 0, "signed": 0, "readers": 0}
    return [
        Library(one, *(counts.get(one.pk, none)[name] for name in ("sent", "signed", "readers")))
        for one in Regulation.objects.order_by("-issued_on", "title")
    ]


def addressees(actor: Actor) -> dict[Addressees, list]:
    """Every class with its living organizations, in the order of the classes; empty classes are left out (R2)."""
    _demand_office(actor)
    found: dict[Addressees, list] = {}
    for org in orgs.subtree(actor, path=orgs.county(actor).path):
        name = class_of(Addressee(org.kind, org.name, org.posted_agency))
        if name is not None:
            found.setdefault(name, []).append(org)
    return {name: found[name] for name in Addressees if name in found}


def sent_to(actor: Actor, *, code: str) -> set[int]:
    """The organizations that a document was sent to already."""
    _demand_office(actor)
    rows = Distribution.objects.filter(regulation__code=code).exclude(org=None)
    return set(rows.values_list("org_id", flat=True))


def receipt_due(actor: Actor, *, today: date) -> Computed:
    """By when a document sent today is to be acknowledged, with the reason (R2)."""
    days = parameters(actor).int("receipt_sign", on=today)
    return add_workdays(today, days, calendar(actor), "收到文件后签收", "")


def distributions(actor: Actor, *, regulation_code: str = "", org_id: int | None = None) -> list[Distribution]:
    """Who was sent a regulation and who has acknowledged it, those still silent first (R2, R3)."""
    rows = Distribution.objects.filter(within(actor, Permission.READ_WORK, field="org__path"))
    if may(actor, Permission.MANAGE_RULEBOOK, orgs.county(actor).path):
        rows |= Distribution.objects.filter(org=None)
    if regulation_code:
        rows = rows.filter(regulation__code=regulation_code)
    if org_id:
        rows = rows.filter(org_id=org_id)
    found = rows.select_related("org", "regulation").order_by("org__path")
    return sorted(found, key=_silent_first)


def documents_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, int]:
    """How many documents the organizations below a body were asked to sign for in these days, per child."""
    rows = Distribution.objects.filter(for_reading_only=False, sent_at__date__range=(since, until))
    return per_child(rows, path, field="org__path")


def _silent_first(row: Distribution) -> tuple:
    return row.for_reading_only, row.received_at is not None, row.org.path if row.org else "~", row.reader_name


_TO_SIGN = PreparedModels(
    Distribution,
    lambda offices: Distribution.objects.filter(
        between(offices, field="org__path"), received_at=None, for_reading_only=False
    ).order_by("due_on", "pk"),
    {"org": None, "regulation": None},
)


def to_sign(actor: Actor) -> list[Distribution]:
    """The documents that wait for the actor's receipt, the earliest due first. One query."""
    return _TO_SIGN(offices=ranges(actor, Permission.DRAFT))


@dataclass(frozen=True)
class Unsigned:
    """A document that some let pass unsigned: how many, since which day, when they were last reminded."""

    code: str
    title: str
    silent: int
    due_on: date
    reminded_at: datetime | None


def unsigned(actor: Actor, *, today: date) -> list[Unsigned]:
    """The documents whose day of receipt has passed at some organizations, for the county office (R2). One query."""
    _demand_office(actor)
    late = Distribution.objects.filter(received_at=None, for_reading_only=False, due_on__lt=today)
    rows = late.values("regulation__code", "regulation__title").annotate(
        silent=Count("pk"), due=Min("due_on"), reminded=Max("reminded_at")
    )
    return [
        Unsigned(row["regulation__code"], row["regulation__title"], row["silent"], row["due"], row["reminded"])
        for row in rows.order_by("due", "regulation__code")
    ]


def received(actor: Actor, *, distribution_id: int) -> Distribution:
    """One document as an organization received it, for those who work there."""
    row = Distribution.objects.select_related("org", "regulation__file").filter(pk=distribution_id).first()
    if row is None or row.org is None or not may(actor, Permission.READ_WORK, row.org.path):
        raise missing()
    return row
