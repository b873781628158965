"""What is asked for again and again should stand in the catalog (第九条（三）, R45)."""

from datetime import date, datetime

from gongkai.access_requests.models import AccessRequest
from gongkai.rulebook import actions as rulemaking
from gongkai.rulebook import queries as rulebook
from gongkai.rules import privacy
from gongkai.rules.actor import Actor
from gongkai.rules.clusters import alike
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.procedures.access_request import RequestResult

NOT_COUNTED = (RequestResult.REPEATED, RequestResult.WITHDRAWN, RequestResult.LAPSED, RequestResult.ELSEWHERE)
MOST_LOOKED_AT = 1000


def propose_if_asked_often(row: AccessRequest, *, now: datetime, today: date) -> None:
    """Accepted applications of enough different members ask for the same: propose the entry to the maker, once.

    Organizations that follow the same maker's catalog count together. The maker reads numbers and a
    title; with personal details in the title only the number.
    """
    clock = Actor.clock()
    least = rulebook.parameters(clock).int("application_cluster", today)
    rows = AccessRequest.objects.exclude(accepted_on=None).exclude(result__in=NOT_COUNTED)
    if row.org.catalog_maker_id is None:
        rows = rows.filter(org_id=row.org_id)
    else:
        catalog = KINDS[OrgKind(row.org.kind)].catalog
        kinds = [kind for kind in OrgKind if KINDS[kind].catalog == catalog]
        rows = rows.filter(org__catalog_maker_id=row.org.catalog_maker_id, org__kind__in=kinds)
    asked = {one.pk: one for one in rows.order_by("-pk")[:MOST_LOOKED_AT]}
    same = [asked[key] for key in alike(row.matter, {key: one.matter for key, one in asked.items()})]
    if len({one.applicant_id or f"roll:{one.membership_id}" for one in same}) < least:
        return
    name = row.matter if not privacy.find(row.matter) else f"党员多次申请公开的事项（{row.number}）"
    rulemaking.propose_asked(
        clock,
        org_id=row.org_id,
        name=name,
        category=row.category,
        questions=sorted(one.number for one in same),
        now=now,
    )
