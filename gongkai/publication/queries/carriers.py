"""Carriers: those of an organization, the stale ones below, what happened to one, and who has none (R7, R22, R59)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.publication.carrier_views import CarrierTrail, CarrierView, CheckView, KeeperView, PlacedView
from gongkai.publication.models import Carrier, CarrierCheck, CarrierKeeper, Placement, Publication
from gongkai.publication.views import CarrierChoice
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import TERMS as WORDS
from gongkai.rules.carriers import (
    CarrierKind,
    Freshness,
    PassedDay,
    Sight,
    freshness,
    reaching,
    rule,
)
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience, MethodUse
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.carrier import CARRIER, CarrierFacts, CarrierState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

WORST_FIRST = (Freshness.STALE, Freshness.DUE, Freshness.FRESH)
SHOWN = 12  # the newest placements and checks on the page of one carrier


def _told(rows: QuerySet[Carrier], today: date) -> QuerySet[Carrier]:
    """The rows with what is derived of them, in one query for any number."""
    keepers = CarrierKeeper.objects.filter(carrier=OuterRef("pk"), from_date__lte=today).order_by("-from_date", "-pk")
    checks = CarrierCheck.objects.filter(carrier=OuterRef("pk")).order_by("-day", "-pk")
    placed = Placement.objects.filter(carrier=OuterRef("pk")).order_by("-starts_at")
    return rows.select_related("org").annotate(
        keeper=Subquery(keepers.values("name")[:1]), keeper_phone=Subquery(keepers.values("phone")[:1]),
        checked=Subquery(checks.values("day")[:1]), condition=Subquery(checks.values("condition")[:1]),
        hung=Subquery(checks.filter(month_hangs=True).values("day")[:1]),
        placed_at=Subquery(placed.values("starts_at")[:1]),
    )  # fmt: skip


def _views(actor: Actor, rows: QuerySet[Carrier], today: date) -> list[CarrierView]:
    law = rulebook.parameters(actor)
    figures = {
        "today": today, "stale_days": law.int("carrier_stale_days", on=today),
        "check_days": law.int("carrier_check_days", on=today),
        "passed": [
            PassedDay(month.opens_on, day.due) for month, day in rulebook.passed_disclosure_days(actor, today=today)
        ],
    }  # fmt: skip
    return [_view(actor, row, figures) for row in _told(rows, today)]


def _view(actor: Actor, row: Carrier, figures: dict) -> CarrierView:
    placed = local_day(row.placed_at) if row.placed_at else None
    sight = Sight(row.kind, row.from_date, placed, row.hung, row.checked, row.condition or "")
    return CarrierView(
        row.pk, row.org_id, row.org_path, row.org.name, row.org.code, row.kind, WORDS[CarrierKind(row.kind)],
        rule(row.kind).method, row.name, row.place, row.position, row.from_date, row.ended_on, row.end_reason,
        row.keeper or "", (row.keeper_phone or "") if may(actor, Permission.READ_WORK, row.org_path) else "",
        sight.refreshed, row.checked, row.condition or "", None if row.ended_on else freshness(sight, **figures),
    )  # fmt: skip


def carriers_of(actor: Actor, *, org_id: int, today: date, ended: bool = False) -> list[CarrierView]:
    """An organization's carriers in use, or those that ended. Public, but indoors and telephones of keepers are not."""
    org = orgs.organization(actor, org_id=org_id)
    rows = Carrier.objects.filter(org_id=org_id, ended_on__isnull=not ended)
    if not may(actor, Permission.READ_INSIDE, org.path):
        rows = rows.exclude(kind=CarrierKind.INDOOR_BOARD)
    return _views(actor, rows.order_by("kind", "pk"), today)


def carriers_for(actor: Actor, *, org_id: int, audience: str) -> list[CarrierChoice]:
    """The carriers in use that reach a circle, for the form of releasing; `usual`: used when it was last served."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.READ_WORK, org.path, hidden=True)
    rows = Carrier.objects.filter(org_id=org_id, ended_on=None, kind__in=reaching(Audience(audience)))
    last = Publication.objects.filter(org_id=org_id, audience=audience, placements__carrier__isnull=False)
    newest = last.order_by("-published_at", "-pk").values("pk")[:1]
    usual = set(Placement.objects.filter(publication=Subquery(newest)).values_list("carrier_id", flat=True))
    return [
        CarrierChoice(row.pk, MethodUse(rule(row.kind).method, rule(row.kind).remark), _in_words(row), row.pk in usual)
        for row in rows.order_by("kind", "pk")
    ]


def _in_words(row: Carrier) -> str:
    named = row.name if row.name == row.place else f"{row.name}（{row.place}）"
    return f"{WORDS[CarrierKind(row.kind)]}　{named}"


def below(
    actor: Actor, *, path: str, today: date, lights: Iterable[str] = (), kind: str = ""
) -> list[CarrierView]:  # fmt: skip
    """The carriers in use of a subtree, the worst first, for those who oversee it; `lights`: only these."""
    demand(actor, Permission.OVERSEE, path, hidden=True)
    rows = Carrier.objects.filter(under(path), ended_on=None)
    if kind:
        rows = rows.filter(kind=kind)
    wanted = set(lights)
    found = _views(actor, rows.order_by("org_path", "kind", "pk"), today)
    shown = [view for view in found if not wanted or view.verdict.light in wanted]
    return sorted(shown, key=lambda view: WORST_FIRST.index(view.verdict.light))


def held(actor: Actor, carrier_id: int) -> Carrier:
    """One carrier for those who work there or oversee; else missing."""
    row = Carrier.objects.select_related("org").filter(pk=carrier_id).first()
    if row is None or not may(actor, Permission.READ_WORK, row.org_path):
        raise missing()
    return row


def carrier_facts(row: Carrier) -> CarrierFacts:
    state = CarrierState.ENDED if row.ended_on else CarrierState.IN_USE
    return CarrierFacts(state, Bodies(row.org_path))


def carrier_offers(actor: Actor, *, carrier_id: int) -> list[Offer]:
    """What the actor may do with a carrier."""
    return offers(CARRIER, actor, carrier_facts(held(actor, carrier_id)))


def carrier(actor: Actor, *, carrier_id: int, today: date) -> CarrierTrail:
    """One carrier with its keepers, checks and what hung there, newest first."""
    row = held(actor, carrier_id)
    [view] = _views(actor, Carrier.objects.filter(pk=row.pk), today)
    checks = list(row.checks.select_related("photo").order_by("-day", "-pk")[:SHOWN])
    placed = row.placements.select_related("publication", "proof").order_by("-starts_at", "-pk")[:SHOWN]
    month = (today.year, today.month)
    return CarrierTrail(
        view, tuple(KeeperView(one.name, one.phone, one.from_date) for one in row.keepers.order_by("-from_date", "-pk")),
        tuple(
            CheckView(c.day, c.by_name, c.condition, c.wrong, c.month_hangs, c.photo.token if c.photo else "")
            for c in checks
        ),
        tuple(
            PlacedView(one.publication_id, one.publication.title, one.publication.audience, one.starts_at)
            for one in placed
            if one.publication.end_kind not in ("withdrawn", "terminated", "hidden")
        ),
        any(c.photo_id and (c.day.year, c.day.month) == month for c in checks)
        or any(p.proof_id and (local_day(p.starts_at).year, local_day(p.starts_at).month) == month for p in placed),
    )  # fmt: skip


def check_photo(actor: Actor, *, carrier_id: int, token: str) -> ledger.Located:
    """The photo of a check, for those who may read the carrier's page; else missing."""
    row = held(actor, carrier_id)
    check = row.checks.select_related("photo").filter(photo__token=token).first()
    if check is None:
        raise missing()
    return ledger.located(actor, file=check.photo)


def coverage_gaps(actor: Actor, *, path: str, today: date) -> list[orgs.CoverageGap]:
    """What living organizations below still lack, a registered carrier included (R7, R22). Five queries for any size."""
    found = {gap.org.pk: gap for gap in orgs.coverage_gaps(actor, path=path, today=today)}
    served = set(Carrier.objects.filter(under(path), ended_on=None).values_list("org_id", flat=True))
    for org in orgs.subtree(actor, path=path):
        if org.owes_duties and org.pk not in served:
            lacks = found[org.pk].lacks if org.pk in found else ()
            found[org.pk] = orgs.CoverageGap(org, (*lacks, "carrier"))
    return sorted(found.values(), key=lambda gap: gap.org.path)


def photo_used(sha256: str) -> date | None:
    """The day on which the very same photo already proved something at a carrier."""
    checked = CarrierCheck.objects.filter(photo_sha256=sha256).values_list("day", flat=True).first()
    if checked is not None:
        return checked
    hung = Placement.objects.filter(~Q(carrier=None), proof__sha256=sha256).values_list("starts_at", flat=True).first()
    return local_day(hung) if hung else None
