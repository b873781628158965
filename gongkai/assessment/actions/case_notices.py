"""The notice that a decision of the first step brings along (第九条（八）, R120)."""

from datetime import date, datetime

from gongkai.assessment.models import Case
from gongkai.assessment.queries.case_notices import matter_rows, notice_of, source_of
from gongkai.orgs import queries as orgs
from gongkai.rules.accountability import Fact, Target, Trigger
from gongkai.rules.actor import Actor
from gongkai.rules.remedies import TITLE, Ground, to_put_right
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision


def send_notice(actor: Actor, *, row: Case, now: datetime, today: date) -> None:
    """Tell the organization to put right what the case rests on; once for a matter, whoever it is about."""
    if notice_of(actor, row=row) is not None:
        return
    remedies = to_put_right(
        grounds=_grounds(actor, row), trigger=Trigger(row.trigger), target=Target(row.target), found=row.facts,
        names={one.person_name for one in matter_rows(row)},
    )  # fmt: skip
    supervising.issue_after_case(
        actor, org=row.org, body=orgs.organization_at(actor, path=row.county_path), source=source_of(row), title=TITLE,
        found=[supervising.Found(one.facts, one.article, one.demand) for one in remedies], now=now, today=today,
    )  # fmt: skip


def _grounds(actor: Actor, row: Case) -> list[Ground]:
    """The linked records as they stood; a finding with the provision and the demand of its inspection."""
    links = list(row.links.order_by("kind", "on", "pk"))
    keys = {one.pk: int(one.ref.rpartition("/")[2]) for one in links if one.kind == Fact.FINDING}
    findings = supervision.findings_by_key(actor, keys=keys.values(), path=row.org_path) if keys else {}
    grounds = []
    for one in links:
        finding = findings.get(keys.get(one.pk, 0))
        grounds.append(
            Ground(Fact(one.kind), finding.facts, finding.article, finding.demand)
            if finding
            else Ground(Fact(one.kind), one.text)
        )
    return grounds
