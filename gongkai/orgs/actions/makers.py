"""Deciding who makes an organization's catalog, and keeping the rule or override that says so (R40)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.fields import ancestors
from gongkai.orgs.actions.taking import change, living_org
from gongkai.orgs.models import MakerDecision, Organization
from gongkai.orgs.queries import maker_for
from gongkai.orgs.queries.makers import body_of, committees_by_name, ruling_for
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.makers import BASIS_2011, BASIS_2017, MakerRule, Regime
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused


@transaction.atomic
def decide_maker(
    actor: Actor, *, org_id: int, maker_id: int | None = None, basis: str = "", now: datetime, today: date,
    regime: Regime = Regime.SUPERIOR_MAKES,
) -> MakerDecision:  # fmt: skip
    """Record who makes the catalog: by the rule, or `maker_id` named outright with its `basis` (R34–R41).

    An override stays when the organization moves, until it is decided anew. Refuses
    ``basis_needed``, ``maker_ambiguous``, ``maker_without_superior``, ``maker_not_registered``.
    """
    org = living_org(org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    if maker_id is None:
        found = maker_for(actor, org_id=org_id, regime=regime)
        row = _row(org, found.maker_id, found.ruling, today, now)
    else:
        if not basis.strip():
            raise Refused("basis_needed", label="直接指定制定目录的党组织")
        maker = living_org(maker_id)
        article = BASIS_2011 if regime is Regime.SUPERIOR_MAKES else BASIS_2017
        row = MakerDecision(
            org=org, maker=maker, rule=MakerRule.OVERRIDE, basis=f"{article}；{basis.strip()}"[:200],
            is_override=True, needs_consultation=org.posted_agency and regime is Regime.SUPERIOR_MAKES,
            from_date=today, recorded_at=now,
        )  # fmt: skip
    row.save(force_insert=True)
    change(org, catalog_maker_id=row.maker_id)
    record(
        actor, verb="org.decide_maker", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"maker": row.maker_id, "rule": row.rule, "basis": row.basis},
    )  # fmt: skip
    return row


def _row(org: Organization, maker_id: int, ruling, today: date, now: datetime) -> MakerDecision:
    return MakerDecision(
        org=org, maker_id=maker_id, rule=ruling.rule, basis=ruling.basis,
        needs_consultation=ruling.needs_consultation, from_date=today, recorded_at=now,
    )  # fmt: skip


def settle_makers(*, path: str, now: datetime, today: date, regime: Regime = Regime.SUPERIOR_MAKES) -> int:
    """Apply the rule to a path's living organizations wherever its answer differs from what is cached.

    Overrides stay. Where the rule has no answer yet (a committee not registered, two at once) the
    old maker stays, or nobody: the coverage report shows it (R7). Returns how many changed.
    """
    line = ancestors(path)
    rows = Organization.objects.filter(under(path, field="path"), status="active").order_by("path")
    orgs = {org.path: org for org in Organization.objects.filter(path__in=line)}
    orgs |= {org.path: org for org in rows}
    committees = committees_by_name()
    overridden = _overridden(path)
    county_id = orgs[line[0]].pk
    decisions, moved = [], []
    for org_path, org in orgs.items():
        if not org_path.startswith(path) or org.pk in overridden:
            continue
        above = [orgs[step] for step in ancestors(org_path)[:-1] if step in orgs]
        try:
            ruling = ruling_for(org, above=above, regime=regime)
            maker_id = body_of(ruling.maker, org=org, county_id=county_id, committees=committees)
        except Refused:
            continue
        if maker_id != org.catalog_maker_id:
            decisions.append(_row(org, maker_id, ruling, today, now))
            org.catalog_maker_id = maker_id
            moved.append(org)
    MakerDecision.objects.bulk_create(decisions, batch_size=1000)
    Organization.objects.bulk_update(moved, ["catalog_maker"], batch_size=300)
    return len(moved)


def _overridden(path: str) -> set[int]:
    """Organizations whose newest decision is an override."""
    newest: dict[int, bool] = {}
    decided = MakerDecision.objects.filter(under(path, field="org__path")).order_by("pk")
    for org_id, is_override in decided.values_list("org_id", "is_override"):
        newest[org_id] = is_override
    return {org_id for org_id, is_override in newest.items() if is_override}
