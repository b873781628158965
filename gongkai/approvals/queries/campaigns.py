"""Reading campaigns: who owes a plan, who filed it, the board of the office and the organization's own (第十三条, R139, R140)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from gongkai.approvals.models import Campaign, PlanFiling, PlanOwed
from gongkai.ledger import actions as ledger
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import between, per_child, ranges, within
from gongkai.rulebook import queries as rulebook
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import TERMS as CLASS_NAMES
from gongkai.rules.addressees import Addressees
from gongkai.rules.calendar import Computed
from gongkai.rules.campaigns import CLASSES, NEED_NOT, PlanStanding, PlanTick, Tally, due_of, may_file, standing, tally
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.plan_filing import PLAN_FILING, PlanFilingFacts, PlanFilingState
from gongkai.rules.refusals import missing

MOST_PUBLIC = 500


@dataclass(frozen=True)
class PlanRow:
    """One organization on the board. `received_at`: when it signed for the regulation."""

    owed: PlanOwed
    filing: PlanFiling | None
    standing: PlanStanding
    received_at: object = None


@dataclass(frozen=True)
class Board:
    """A campaign with everybody who owes a plan, the missing first."""

    campaign: Campaign
    due: Computed
    rows: tuple[PlanRow, ...]
    tally: Tally


@dataclass(frozen=True)
class Unasked:
    """An organization of a class that 第十三条 names, not asked in a campaign. `alike`: others of its class were."""

    org: object
    name: Addressees
    alike: bool


@dataclass(frozen=True)
class WhoFiles:
    """One class of organizations: how many it has, and why they need not file; no reason when they must."""

    name: Addressees
    count: int
    need_not: str


def filing_of(owed: PlanOwed) -> PlanFiling | None:
    """The filing that answers, or None."""
    return getattr(owed, "filing", None)


def _row(owed: PlanOwed, today: date, received_at=None) -> PlanRow:
    filing = filing_of(owed)
    filed_on = filing.filed_on if filing else None
    judged = standing(due_on=owed.due_on, filed_on=filed_on, today=today, excused=bool(owed.excuse))
    return PlanRow(owed, filing, judged, received_at)


def plan_due(actor: Actor, *, issued_on: date, asked_on: date | None = None) -> Computed:
    """By when a plan is to be filed for a regulation of this day, or by one asked later, with the reason (R139)."""
    days = rulebook.parameters(actor).int("plan_filing", issued_on)
    return due_of(asked_on or issued_on, days, rulebook.calendar(actor), later=asked_on is not None)


def plan_classes(actor: Actor) -> dict[Addressees, list]:
    """The classes that 第十三条 names, with their living organizations."""
    found = rulebook.addressees(actor)
    return {name: found[name] for name in CLASSES if name in found}


def _sees_all(actor: Actor) -> None:
    demand(actor, Permission.OVERSEE, orgs.county(actor).path, hidden=True)


def who_files(actor: Actor, *, classes: Mapping[Addressees, list] | None = None) -> list[WhoFiles]:
    """Every class of living organizations, those that must file first, each of the others with its reason (R139).

    `classes`: as `rulebook.addressees` gave them, when they were read already.
    """
    found = classes or rulebook.addressees(actor)
    rows = [WhoFiles(name, len(members), NEED_NOT.get(name, "")) for name, members in found.items()]
    return sorted(rows, key=lambda row: bool(row.need_not))


def public_plans(actor: Actor) -> list[PlanFiling]:
    """The plans that the office has entered as filed, the newest document first. Open to anyone; one query."""
    rows = PlanFiling.objects.select_related("owed__campaign__regulation", "owed__org", "file")
    rows = rows.filter(state=PlanFilingState.CHECKED)
    return list(rows.order_by("-owed__campaign__issued_on", "-owed__campaign_id", "org_path")[:MOST_PUBLIC])


def public_plan_file(actor: Actor, *, number: str) -> ledger.Located:
    """One of them as a file; missing until it was entered."""
    row = PlanFiling.objects.select_related("file").filter(number=number, state=PlanFilingState.CHECKED).first()
    if row is None:
        raise missing()
    return ledger.located(actor, file=row.file)


def campaigns(actor: Actor, *, today: date) -> list[tuple[Campaign, Tally]]:
    """Every campaign with its figures, the newest first. Three queries."""
    _sees_all(actor)
    rows = Campaign.objects.select_related("regulation").prefetch_related("owed__filing").order_by("-issued_on", "-pk")
    return [(one, tally(_row(owed, today).standing for owed in one.owed.all())) for one in rows]


def board(actor: Actor, *, code: str, today: date) -> Board:
    """Who filed in time, who late, who not at all; for those who oversee the county."""
    _sees_all(actor)
    campaign = Campaign.objects.select_related("regulation").filter(regulation__code=code).first()
    if campaign is None:
        raise missing()
    signed = {row.org_id: row.received_at for row in rulebook.distributions(actor, regulation_code=code)}
    owing = campaign.owed.select_related("org", "filing").order_by("org_path")
    rows = [_row(owed, today, signed.get(owed.org_id)) for owed in owing]
    order = list(PlanStanding)
    rows.sort(key=lambda row: order.index(row.standing))
    return Board(campaign, plan_due(actor, issued_on=campaign.issued_on), tuple(rows), tally(r.standing for r in rows))


def plans_unasked(
    actor: Actor, *, code: str, classes: Mapping[Addressees, list] | None = None
) -> list[Unasked]:  # fmt: skip
    """Who could still be asked: founded since, or of a class since, or left out; those alike the asked ones first (R140).

    For the office that asks. `classes` as in `who_files`.
    """
    demand(actor, Permission.MANAGE_RULEBOOK, orgs.county(actor).path, hidden=True)
    campaign = Campaign.objects.filter(regulation__code=code).first()
    if campaign is None:
        raise missing()
    asked = dict(campaign.owed.values_list("org_id", "addressee_class"))
    known = set(asked.values())
    found = [
        Unasked(one, name, CLASS_NAMES[name] in known)
        for name, members in (classes or rulebook.addressees(actor)).items()
        for one in members
        if name in CLASSES and one.pk not in asked
    ]
    return sorted(found, key=lambda one: (not one.alike, one.org.path))


_JOINED = ("code", "title")
_UNFILED = PreparedModels(
    PlanOwed,
    lambda read, paths: PlanOwed.objects.filter(between(read), org_path__in=paths, filing=None, excuse="").order_by(
        "due_on", "pk"
    ),
    {"campaign": ("due_on",), "campaign__regulation": _JOINED, "org": ("code",)},
)
_INCOMPLETE = PreparedModels(
    PlanFiling,
    lambda read, paths: PlanFiling.objects.filter(
        between(read), org_path__in=paths, state=PlanFilingState.INCOMPLETE
    ).order_by("pk"),
    {"owed": (), "owed__org": ("short_name",)},
)


def plans_unfiled(actor: Actor, *, paths: tuple[str, ...], today: date) -> list[PlanRow]:
    """What organizations owe and did not file yet, the earliest day first; for those who work there. One query."""
    found = _UNFILED(read=ranges(actor, Permission.READ_WORK), paths=paths)
    return [PlanRow(owed, None, standing(due_on=owed.due_on, filed_on=None, today=today)) for owed in found]


def plans_owed(actor: Actor, *, paths: tuple[str, ...], today: date) -> list[PlanRow]:
    """What organizations owe and filed, the earliest day first; for those who work there. One query."""
    rows = PlanOwed.objects.select_related("campaign__regulation", "org", "filing").filter(
        within(actor, Permission.READ_WORK), org_path__in=paths
    )
    return [_row(owed, today) for owed in rows.order_by("due_on", "pk")]


def plans_below(actor: Actor, *, path: str, since: date, until: date) -> dict[str, int]:
    """How many implementation plans were asked for below a body in these days, per child."""
    rows = PlanOwed.objects.annotate(asked=Coalesce("asked_on", "campaign__issued_on"))
    return per_child(rows.filter(asked__range=(since, until)), path)


def plans_to_complete(actor: Actor, *, paths: tuple[str, ...]) -> list[PlanFiling]:
    """Filings for which the office asked something more. One query."""
    return _INCOMPLETE(read=ranges(actor, Permission.READ_WORK), paths=paths)


def plans_to_check(actor: Actor) -> list[PlanFiling]:
    """Filings that wait for the office's checklist, the oldest first. One query."""
    rows = PlanFiling.objects.select_related("owed__campaign__regulation", "owed__org").filter(
        within(actor, Permission.MANAGE_RULEBOOK, field="county_path"), state=PlanFilingState.FILED
    )
    return list(rows.order_by("filed_at", "pk")[:100])


def plan_owed(actor: Actor, *, code: str, org_id: int) -> PlanOwed:
    """What one organization owes, for those who work there."""
    rows = PlanOwed.objects.select_related("campaign__regulation", "org", "filing")
    found = rows.filter(within(actor, Permission.READ_WORK), campaign__regulation__code=code, org_id=org_id).first()
    if found is None:
        raise missing()
    return found


def plan_to_file(actor: Actor, *, owed: PlanOwed) -> str:
    """The number of what was filed already, or nothing when the actor may file it now; missing to everyone else."""
    filing = filing_of(owed)
    if filing is not None:
        return filing.number
    if not may_file(actor, org_path=owed.org_path, county_path=owed.campaign.county_path):
        raise missing()
    return ""


def plan_filing(actor: Actor, *, number: str) -> PlanFiling:
    """One filing, for the organization and for the office."""
    rows = PlanFiling.objects.select_related("owed__campaign__regulation", "owed__org", "file")
    found = rows.filter(within(actor, Permission.READ_WORK), number=number).first()
    if found is None:
        raise missing()
    return found


def plan_filing_facts(row: PlanFiling) -> PlanFilingFacts:
    """The filing for the law."""
    ticked = set(row.ticks) & set(PlanTick)
    return PlanFilingFacts(row.state, Bodies(row.org_path, county=row.county_path), len(PlanTick) - len(ticked))


def plan_filing_offers(actor: Actor, *, number: str) -> list[Offer]:
    """The buttons of a filing."""
    return moves.offers(PLAN_FILING, actor, plan_filing_facts(plan_filing(actor, number=number)))


def plan_standing(actor: Actor, *, row: PlanFiling, today: date) -> PlanRow:
    """A filing as it stands on the board."""
    return _row(row.owed, today)


def checks_plan(actor: Actor, *, row: PlanFiling) -> bool:
    """May the actor tick the checklist now?"""
    return row.state == PlanFilingState.FILED and may(actor, Permission.MANAGE_RULEBOOK, row.county_path)


def completes_plan(actor: Actor, *, row: PlanFiling) -> bool:
    """May the actor mend the filing now?"""
    own = may_file(actor, org_path=row.org_path, county_path=row.county_path)
    return own and row.state == PlanFilingState.INCOMPLETE


def plan_file(actor: Actor, *, number: str, token: str) -> ledger.Located:
    """The plan itself, for those who may read the filing."""
    row = plan_filing(actor, number=number)
    if row.file.token != token:
        raise missing()
    return ledger.located(actor, file=row.file)
