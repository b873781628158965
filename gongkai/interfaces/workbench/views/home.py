"""To-do first: what is overdue, what comes, what waits for me, what waits for others."""

from itertools import groupby

from django.shortcuts import redirect, render

from gongkai.approvals import queries as approvals
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import WORKING, buttons, desk, first_home, frame
from gongkai.interfaces.workbench.inbox import came_in
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.ledger.remembered import remembering
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.deadlines import days_left
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.pressing import NEAR_DAYS
from gongkai.rules.refusals import missing


def working_home(request, homes):
    """The organization whose to-do is shown, or None for people who only read or oversee."""
    org = first_home(request, Permission.DRAFT, Permission.SIGN_NIL, homes=homes)
    if org is None and request.GET.get("org"):
        raise missing()
    return org


@desk
def home(request):
    """One column: tired eyes read one column."""
    actor = request.actor
    if not any(may_anywhere(actor, one) for one in WORKING):
        return redirect("workbench:supervising" if may_anywhere(actor, Permission.SUPERVISE) else "workbench:me")
    homes = orgs.home_organizations(actor)
    org = working_home(request, homes)
    with remembering():
        return render(request, "workbench/home.html", _shown(request, homes, org))


def _shown(request, homes, org) -> dict:
    actor, today = request.actor, request.today
    queue = approvals.queue(actor, today=today)
    came = came_in(actor, homes=homes, now=request.now, today=today)
    context = frame(
        request, "workbench:home", homes=homes, org=org, queue=queue, came=came, today=today, soon=NEAR_DAYS,
        queue_near=[row for row in queue if row.near], queue_far=[row for row in queue if not row.near],
        urgent=came.due + len(queue),
    )  # fmt: skip
    if org is not None:
        context |= _tasks(actor, org, today)
        context["urgent"] += len(context["late"]) + len(context["due_today"])
    return context


def _tasks(actor, org, today) -> dict:
    """What the organization owes and has in the making."""
    agenda = obligations.agenda(actor, org_id=org.pk, today=today, path=org.path)
    making = approvals.desk(actor, org_id=org.pk, today=today, path=org.path)
    notices = publication.notices_ended(actor, path=org.path, today=today)
    drafted = making.by_place()
    waits = making.waits()

    def shown(rows) -> list[tuple]:
        found = [(row, drafted.get(row.place)) for row in rows]
        return [
            (row, one, waits.get(one.pk) if one else None, nil_button(obligations.nil_offer(actor, row=row), one))
            for row, one in found
        ]

    near, far = shown(agenda.near), shown(agenda.far)
    later = agenda.to_come
    calendar, computed = rulebook.calendar(actor), rulebook.next_disclosure_day(actor, today=today)[1]
    return {
        "near": near, "far": [(day, list(group)) for day, group in groupby(far, key=lambda one: one[0].due_on)],
        "far_count": len(far), "late": agenda.late, "due_today": agenda.due_today, "later": later,
        "next_due": later[0].due_on if later else None,
        "workdays": days_left(later[0].due_on, today, calendar).workdays if later else 0, "computed": computed,
        "drafts": making.drafts, "returned": making.returned, "waiting": making.elsewhere, "approved": making.approved,
        "notices": notices, "approved_count": len(making.approved) + len(notices),
        "may_draft": may(actor, Permission.DRAFT, org.path),
        "may_release": may(actor, Permission.RELEASE, org.path),
    }  # fmt: skip


def nil_button(offer: Offer, making):
    """本月无此类事项 beside a duty, open or closed with its reason; None where it is no answer or a text is in hand."""
    return None if making or offer.why_not == "nil_not_for_this" else buttons([offer])[0]


def todo_table(request) -> Table:
    """The to-do as a workbook."""
    org = working_home(request, orgs.home_organizations(request.actor))
    if org is None:
        raise missing()
    rows = obligations.todo(request.actor, org_id=org.pk, today=request.today, path=org.path)
    headings = ("目录编码", "事项", "月份", "应于", "还有几天", "状态")
    cells = [
        (
            row.code,
            row.title or row.name,
            row.period,
            row.due_on.isoformat(),
            row.days_left,
            "逾期" if row.late else "未到期",
        )
        for row in rows
    ]
    return Table(headings, cells, f"todo-{org.code}")


todo_xlsx = as_file(todo_table)
