"""What the records of an organization say, for the inspection sheet; each figure has its page (R104, F19)."""

from datetime import date, timedelta

from gongkai.approvals import queries as approvals
from gongkai.archive import queries as archive
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as voices
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.again import lacking
from gongkai.rules.appraisals import DECIDED, PLEASED, Item
from gongkai.rules.carriers import CarrierKind, Freshness
from gongkai.rules.deadlines import months_later
from gongkai.rules.duties import Counts
from gongkai.rules.inspection_lines import Appraised, Figures
from gongkai.rules.leading_groups import OfficeSeat, SeatRole
from gongkai.rules.methods import fits
from gongkai.rules.organizations import OrgKind, needs_leading_group
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.change import ChangeState
from gongkai.supervision.queries.agendas import agenda_lately
from gongkai.supervision.queries.funds import funds_lately, funds_public
from gongkai.supervision.queries.supervised import watched

DAY = timedelta(days=1)
OFFICE = "group_office_elsewhere"  # has a line of its own
BOARDS = (CarrierKind.BOARD, CarrierKind.INDOOR_BOARD)
CHANGES_OPEN = (ChangeState.REQUESTED, ChangeState.AGREED, ChangeState.FILED)
CHANGES_DONE = (ChangeState.EXPLAINED,)


def figures(actor: Actor, *, org_id: int, today: date) -> Figures:
    """The last twelve months of duties and this year's records of one organization, as of `today`.

    The number of queries does not grow with the records. For those who oversee it.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.OVERSEE, org.path, hidden=True)
    months = obligations.months_strip(actor, org_id=org_id, period=str(Period.of(today)), today=today)
    duties = sum((counts for _, counts in months), Counts())
    held = {post.duty for post in orgs.posts(actor, org_id=org_id, day=today) if not post.vacant}
    carriers = publication.carriers_of(actor, org_id=org_id, today=today)
    boards = [one for one in carriers if one.kind in BOARDS]
    asked = voices.opinion_report(actor, year=today.year, org_id=org_id)
    changes = approvals.changes(actor, org_id=org_id, states=(*CHANGES_OPEN, *CHANGES_DONE))
    exemptions = [one for one in obligations.exemptions(actor, path=org.path) if one.org_id == org_id]
    answers = voices.answers_by_organization(actor, path=org.path, year=today.year, today=today)
    mine = answers.get(org_id, voices.Answers())
    seen = watched(actor, org_id=org_id, path=org.path, today=today)
    money = funds_lately(actor, path=org.path, today=today)
    studied, to_study = agenda_lately(actor, org=org, today=today)
    group = next((one for one in orgs.compositions(actor, org_id=org_id) if one.group.ended_on is None), None)
    seats = [one for one in group.seats if one.role is SeatRole.MEMBER] if group else []
    items = publication.year_items(actor, org_id=org_id, year=today.year)
    ways = publication.ways_of_year(actor, org_id=org_id, year=today.year)
    heard = voices.matters_heard(actor, org_id=org_id, path=org.path, year=today.year)
    again_owed, again_done, again_waiting = lacking(heard)
    return Figures(
        needs_group=needs_leading_group(OrgKind(org.kind)),
        has_group=group is not None,
        group_faults=sum(one.stops and one.code != OFFICE for one in group.findings) if group else 0,
        office_in_discipline=group is not None and group.group.office_in == OfficeSeat.DISCIPLINE,
        group_members=len(seats), group_duties=sum(bool(one.duty.strip()) for one in seats), has_clerk="clerk" in held,
        agenda_held=studied, agenda_owed=to_study,
        fund_budget=money.budget, fund_income=money.income, fund_spent=money.spent,
        funds_public=funds_public(actor, org=org, today=today),
        items=len(items), items_whole=sum(one["whole"] for one in items),
        items_outside=sum(not one["in_catalog"] for one in items),
        span=(months[0][0], months[-1][0]), due=duties.due, answered=duties.answered, overdue=duties.overdue,
        overdue_before=sum(row.period < months[0][0] for row in obligations.gaps(actor, org_id=org_id, today=today)),
        late=duties.late, nil=duties.nil,
        categories=sum(
            1 for code in publication.category_counts(actor, year=today.year, org_id=org_id) if code in "1234567"
        ),
        published=publication.register_count(actor, year=today.year, org_id=org_id),
        changes=len(changes), changes_open=sum(one.state in CHANGES_OPEN for one in changes),
        exemptions=len(exemptions), carriers=len(carriers), boards=len(boards),
        boards_stale=sum(one.verdict.light is Freshness.STALE for one in boards if one.verdict),
        systems=len(obligations.systems_public(actor, org_id=org_id)),
        has_phone=bool(org.phone.strip()), opinions_decided=mine.answered, opinions_in_time=mine.in_time,
        opinions_overdue=mine.overdue, opinions_steps_late=mine.steps_late, signed_decided=asked.signed_answered,
        signed_told=asked.told, supervisors=seen.supervisors, meetings=seen.meetings,
        meetings_owed=seen.meetings_owed, marks=seen.marks, marks_overdue=seen.marks_overdue,
        circles=len(ways), circles_fit=sum(fits(audience, uses) for audience, uses in ways),
        filed=archive.figures(actor, path=org.path, year=today.year).year,
        unfiled=archive.unfiled_count(actor, path=org.path, today=today),
        damaged=archive.damage_count(actor, path=org.path),
        again_owed=again_owed, again_done=again_done, again_waiting=again_waiting,
        appraised=_appraised(actor, org.path, today), rated=asked.rated, rated_well=asked.satisfied,
    )  # fmt: skip


def _appraised(actor: Actor, path: str, today: date) -> Appraised | None:
    """The last published round of twelve months, summed; nothing of it but its key where too few voted to show more."""
    found = voices.last_round(actor, path=path, since=months_later(today + DAY, -12), today=today)
    if found is None:
        return None
    key, said = found
    marks = next((one.marks for one in said.items if one.item == Item.OVERALL), {})
    return Appraised(
        key, asked=sum(answers for _, _, answers in said.aware), known=sum(yes for _, yes, _ in said.aware),
        decided=sum(marks.get(mark, 0) for mark in DECIDED), pleased=sum(marks.get(mark, 0) for mark in PLEASED),
    )  # fmt: skip
