"""Granting to a scope begins an ordinary publication, with all its signatures (第九条（三）, R91, R149)."""

from datetime import date, datetime
from typing import Any

from gongkai.access_requests.models import AccessRequest
from gongkai.approvals import actions as approvals
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures.queries import OUTSIDE
from gongkai.rules import applications as law
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused


def start_publication(
    actor: Actor, row: AccessRequest, *, given: dict[str, Any], now: datetime, today: date
) -> dict[str, Any]:
    """Begin the draft under a catalog entry, or outside the catalog the plan that the maker must agree to.

    `code` with `period` (this month when empty), or `code` 目录外 with `wanted_on` and `title`. Who
    chooses a scope must be one who drafts here.
    """
    code = str(given.get("code") or "").strip()
    if not code:
        raise Refused("request_scope_missing")
    if code == OUTSIDE:
        title = law.demand_text("title", given.get("title") or row.matter)
        plan = approvals.draft_plan(
            actor, org_id=row.org_id, wanted_on=given.get("wanted_on") or today, now=now, today=today, title=title,
            category=row.category, why_outside=f"党员申请公开（{row.number}），同意在一定范围内公开。",
        )  # fmt: skip
        return {"plan_id": plan.pk}
    period = str(given.get("period") or "").strip() or str(Period.of(today))
    edition = disclosures.start(actor, org_id=row.org_id, code=code, period=period, now=now)
    return {"edition_id": edition.pk}
