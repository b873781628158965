"""What the yearly work report of an organization is made of, read from every room (R172)."""

from datetime import date

from gongkai.access_requests import queries as applications
from gongkai.approvals import queries as approvals
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.rules.carriers import Freshness
from gongkai.rules.procedures.change import ChangeState
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.procedures.hearing import HearingState
from gongkai.rules.procedures.off_catalog import PlanState
from gongkai.rules.yearly_report import MonthFigures, YearFacts

HELD = (ConsultationState.OPEN, ConsultationState.PUBLISHED)
HEARD = (HearingState.MINUTED, HearingState.CONCLUDED)
AGREED = (PlanState.CONSENTED,)
DONE = (ChangeState.EXPLAINED,)
LATE = 50


def year_facts(actor, org, year: int, today: date) -> YearFacts:
    """The figures of the organization, with those below it, as of today. The number of queries is constant."""
    path = org.path
    on = min(today, date(year, 12, 31))
    months = obligations.trend(actor, path=path, period=f"{year}-12", today=today)
    late, _ = obligations.overdue(actor, path=path, today=today, limit=LATE)
    whole = applications.yearly(actor, org_id=org.pk, year=year, today=today, below=True)
    carriers = publication.carriers_of(actor, org_id=org.pk, today=today)
    rounds = [one for one in voices.rounds(actor, path=path) if one.counted_at and one.counted_at.year == year]
    return YearFacts(
        org.name, org.superior.name if org.superior else "", year, today,
        orgs.head_of(actor, org_id=org.pk, day=on).holder_name,
        places=len(orgs.subtree(actor, path=path)),
        months=tuple(MonthFigures(period, counts) for period, counts in months),
        published=publication.category_counts(actor, year=year, path=path),
        registered=publication.register_count(actor, year=year, path=path),
        told=publication.individual_count(actor, year=year, path=path),
        filed=sum(one.filed_at.year == year for one in obligations.exemptions(actor, path=path)),
        plans=sum(_in_year(one.decided_at, year) for one in approvals.plans(actor, org_id=org.pk, states=AGREED)),
        changes=sum(_in_year(one.explained_at, year) for one in approvals.changes(actor, org_id=org.pk, states=DONE)),
        consultations=sum(_in_year(one.opened_at, year) for one in voices.consultations(actor, org_id=org.pk, states=HELD)),
        hearings=sum(_in_year(one.held_at, year) for one in voices.hearings(actor, org_id=org.pk, states=HEARD)),
        briefings=_briefings(actor, org, year),
        opinions=voices.opinion_report(actor, year=year, org_id=org.pk).sentence,
        applications=whole.received, applications_late=whole.late, refused=whole.results.get("refused", 0),
        appraised=_appraised(actor, rounds), rounds=len(rounds), carriers=len(carriers),
        carriers_stale=sum(one.verdict.light == Freshness.STALE for one in carriers),
        late=tuple(dict.fromkeys(f"{one.org_name}{one.period}“{one.name}”" for one in late if one.period[:4] == str(year))),
    )  # fmt: skip


def _in_year(moment, year: int) -> bool:
    return moment is not None and moment.year == year


def _briefings(actor, org, year: int) -> int:
    if not voices.is_inside(actor, org_id=org.pk):
        return 0
    return sum(one.held_on.year == year for one in voices.briefings(actor, org_id=org.pk))


def _appraised(actor, rounds) -> float | None:
    """The mean share of the satisfied over the items of the newest counted round."""
    for one in rounds:
        outcome = voices.outcome(actor, round_id=one.pk)
        shares = [item.satisfaction for item in outcome.items if item.satisfaction is not None] if outcome else []
        if shares:
            return sum(shares) / len(shares)
    return None
