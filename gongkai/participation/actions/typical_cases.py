"""Typical cases: recommended by those who published them, taken into the library by the county (第九条（一）, R81)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.models import TypicalCase
from gongkai.participation.queries.typical_cases import case_facts, typical_case
from gongkai.publication import queries as publication
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.concerns import CaseKind
from gongkai.rules.consultations import demand_general_words
from gongkai.rules.duties import local_day
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.typical_case import TYPICAL_CASE, CaseState
from gongkai.rules.refusals import Refused, missing


def recommend_case(
    actor: Actor, *, org_id: int, item: str, kind: str, title: str, summary: str, now: datetime
) -> TypicalCase:
    """Recommend an item that everyone can read already: the case itself went the way of every disclosure."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    if not title.strip() or not summary.strip():
        raise Refused("case_fields")
    demand_general_words("摘要", f"{title} {summary}")
    try:
        view = publication.item(Actor.visitor(), number=item.strip())
    except Refused as refused:
        raise Refused("item_elsewhere", number=item.strip()) from refused
    if view.org_id != org.pk or view.tombstone:
        raise Refused("item_elsewhere", number=item.strip())
    try:
        with transaction.atomic():
            return _recommended(actor, org, view.disclosure_id, CaseKind(kind), title.strip(), summary.strip(), now)
    except IntegrityError as twice:
        known = TypicalCase.objects.filter(disclosure_id=view.disclosure_id).first()
        if known is None:
            raise
        raise Refused("case_twice", number=known.number) from twice


def _recommended(actor, org, disclosure_id: int, kind: CaseKind, title: str, summary: str, now) -> TypicalCase:
    year = local_day(now).year
    number = next_number(actor, series=f"DX:{org.code}", year=year)
    row = TypicalCase.objects.create(
        org=org, org_path=org.path, county_path=orgs.bodies(actor, org_id=org.pk).county,
        number=f"{org.code}-DX-{year}-{number:03d}", kind=kind, title=title[:120], summary=summary,
        disclosure_id=disclosure_id, recommended_at=now, recommended_by=actor.user_id,
    )  # fmt: skip
    record(actor, verb="typical_case.recommend", subject=f"typical_case:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def move_case(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> TypicalCase:
    """The county takes it into the library, does not, or takes it out again."""
    row = typical_case(actor, number=number).row
    move = decide(TYPICAL_CASE, actor, case_facts(actor, row), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if move.target == CaseState.ADOPTED:
        fields["adopted_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"typical_case.{verb}", subject=f"typical_case:{row.pk}", now=now, org_path=row.org_path,
        facts={"remark": remark.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row
