"""What the yearly work report of an organization is made of, read from every room (R172, F28)."""

from datetime import date

from django.db.models import Count

from gongkai.access_requests import queries as applications
from gongkai.approvals import queries as approvals
from gongkai.assessment.models import Case
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.orgs.scopes import under
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import Freshness
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.accountability import STANDING
from gongkai.rules.refusals import missing
from gongkai.rules.yearly_report import Late, MonthFigures, YearFacts
from gongkai.rules.yearly_rooms import Leading, Money, Watched, tells_cases
from gongkai.supervision import queries as supervision

LATE = 50


def report_facts(actor: Actor, *, code: str, year: int, today: date) -> tuple[object, YearFacts]:
    """The organization and the figures of its year, for those who work there or oversee it.

    One scope throughout: the organization with everything below it, as of today or the year's last day. Numbers
    only, so they are counted by the clock, whatever the reader may open one by one. Queries: constant.
    """
    org = orgs.organization_by_code(actor, code=code)
    if not (may(actor, Permission.READ_WORK, org.path) or may(actor, Permission.OVERSEE, org.path)):
        raise missing()
    clock, path, on = Actor.clock(), org.path, min(today, date(year, 12, 31))
    whole = {"path": path, "year": year}
    places = len(orgs.subtree(clock, path=path))
    months = obligations.trend(clock, path=path, period=f"{year}-12", today=today)
    late, _ = obligations.overdue(clock, path=path, today=today, limit=LATE)
    asked = applications.yearly(clock, org_id=org.pk, year=year, today=today, below=True)
    carriers = publication.below(clock, path=path, today=today)
    rounds = voices.rounds_by_organization(clock, **whole)
    plans, changes = approvals.agreed_in_year(clock, **whole)
    heard = voices.asked_in_year(clock, today=today, **whole)
    return org, YearFacts(
        org.name, org.superior.name if org.superior else "", year, today,
        orgs.head_of(clock, org_id=org.pk, day=on).holder_name, places=places,
        months=tuple(MonthFigures(period, counts) for period, counts in months),
        published=publication.category_counts(clock, **whole), registered=publication.register_count(clock, **whole),
        told=publication.individual_count(clock, **whole),
        filed=sum(local_day(one.filed_at).year == year for one in obligations.exemptions(clock, path=path)),
        plans=plans, changes=changes, consultations=heard.consultations, hearings=heard.hearings,
        briefings=heard.briefings, opinions=voices.opinion_report(clock, **whole).sentence,
        applications=asked.received, applications_late=asked.late, refused=asked.results.get("refused", 0),
        appraised=sum(rounds.values()) / len(rounds) / 100 if rounds else None, rounds=len(rounds),
        carriers=len(carriers), carriers_stale=sum(one.verdict.light == Freshness.STALE for one in carriers),
        late=tuple(dict.fromkeys(
            Late(one.org_name, one.period, one.name) for one in late if one.period[:4] == str(year)
        )),
        leading=_leading(clock, path, year, today), money=_money(clock, path, year),
        watched=_watched(clock, path, year, today),
        inspected=supervision.inspected_in_year(clock, today=today, **whole),
        cases=_cases(path, year) if tells_cases(places) else None,
    )  # fmt: skip


def _leading(clock: Actor, path: str, year: int, today: date) -> Leading:
    groups = [one for _, one in orgs.groups_below(clock, path=path)]
    faulty = sum(any(found.stops for found in one.findings) for one in groups if one is not None)
    studied = supervision.studied_in_year(clock, path=path, year=year, today=today)
    return Leading(len(groups), sum(one is not None for one in groups), faulty, *studied)


def _money(clock: Actor, path: str, year: int) -> Money:
    rows = [found for _, found in supervision.funds_by_organization(clock, path=path, year=year)]
    return Money(
        sum(one.budget for one in rows), sum(one.income for one in rows), sum(one.spent for one in rows),
        sum(one.budget > 0 for one in rows),
    )  # fmt: skip


def _watched(clock: Actor, path: str, year: int, today: date) -> Watched:
    rows = supervision.oversight_by_organization(clock, path=path, year=year, today=today)
    found = sum((one for _, one in rows), supervision.OversightYear())
    return Watched(
        found.supervisors, found.meetings, found.marks, found.answered, found.supports, found.points, found.guidance,
        found.works, found.publicity, found.people,
    )  # fmt: skip


def _cases(path: str, year: int) -> dict[str, int]:
    rows = Case.objects.filter(under(path), state__in=STANDING, year=year).order_by().values("step")
    return dict(rows.annotate(number=Count("pk")).values_list("step", "number"))
