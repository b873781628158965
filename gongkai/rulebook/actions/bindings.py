"""Who follows which catalog from which month on (第六条（一）)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.fields import ancestors
from gongkai.orgs import queries as orgs
from gongkai.rulebook.models import Binding, Catalog
from gongkai.rulebook.queries.catalogs import catalog as read_catalog
from gongkai.rules.actor import Actor
from gongkai.rules.makers import Regime
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

FEW = 5


@transaction.atomic
def bind(actor: Actor, *, org_ids: Collection[int], catalog_id: int, period_from: str, now: datetime) -> None:
    """From a month on these organizations follow a catalog; the earlier binding ends the month before.

    Refuses `binding_other_maker` (another body makes the organization's catalog), `binding_kind`
    (a catalog for another kind, or for one other organization) and `binding_posted_agency` (R39).
    """
    found = read_catalog(actor, catalog_id=catalog_id)
    demand(actor, Permission.MAKE_CATALOG, found.maker_path)
    month = Period.parse(period_from)
    ids = tuple(dict.fromkeys(org_ids))
    followers = _organizations(actor, ids, found)
    for org in followers:
        _demand_fit(org, found)
    Binding.objects.filter(org_id__in=ids, period_from__lt=str(month), period_to__gte=str(month)).update(
        period_to=str(month.prev())
    )
    Binding.objects.bulk_create(
        Binding(
            org=org, org_path=org.path, catalog=found, period_from=str(month), recorded_at=now,
            recorded_by=actor.user_id,
        )
        for org in followers
    )  # fmt: skip
    ledger.record(
        actor, verb="catalog.bind", subject=f"catalog:{found.pk}", now=now, org_path=found.maker_path,
        facts={"orgs": list(ids), "from": str(month)},
    )  # fmt: skip


def _organizations(actor: Actor, ids: tuple[int, ...], found: Catalog) -> list:
    """The organizations in one query when there are many, one by one when there are few."""
    known = {}
    if len(ids) > FEW:
        known = {org.pk: org for org in orgs.subtree(actor, path=ancestors(found.maker_path)[0])}
    return [known.get(org_id) or orgs.organization(actor, org_id=org_id) for org_id in ids]


def _demand_fit(org, found: Catalog) -> None:
    if (org.catalog_maker_id or org.superior_id or org.pk) != found.maker_id:
        raise Refused("binding_other_maker", name=org.name)
    own = found.for_org_id == org.pk
    if found.for_org_id and not own:
        raise Refused("binding_kind", name=org.name)
    if KINDS[OrgKind(org.kind)].catalog != KINDS[OrgKind(found.org_kind)].catalog:
        raise Refused("binding_kind", name=org.name)
    if org.posted_agency and not own and found.regime == Regime.SUPERIOR_MAKES:
        raise Refused("binding_posted_agency", name=org.name)


@transaction.atomic
def end_bindings(actor: Actor, *, org_id: int, last: str, now: datetime) -> int:
    """An organization that ends follows no catalog after the month `last`; earlier months keep theirs (R6).

    For the act that ends it, which has asked for the permission; how many bindings ended.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    ended = Binding.objects.filter(org_id=org_id, period_to__gt=str(Period.parse(last))).update(period_to=last)
    if ended:
        ledger.record(
            actor, verb="catalog.unbind", subject=f"org:{org_id}", now=now, org_path=org.path, facts={"last": last}
        )
    return ended
