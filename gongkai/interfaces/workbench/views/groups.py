"""Leading groups at the desk: who has one, how each is composed, what is wrong, what is public (第十条, F16)."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.interfaces.workbench.group_forms import GroupForm, seat_forms
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.leading_groups import OfficeSeat, blank_seats
from gongkai.rules.organizations import OrgKind, rule_of
from gongkai.rules.permissions import Permission, demand, may, reach
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain
from gongkai.rules.terms import label as term

HERE = "workbench:groups"
HEADINGS = ("组织", "代码", "状态", "领导小组", "组长", "办公室", "办公室电话", "专人", "专人电话", "组成日期", "公布期限", "公布日期", "要改的")  # fmt: skip


def _standings(request):
    """What the actor oversees or keeps, from the highest place down; nothing at all is a missing page."""
    held = {path for p in (Permission.OVERSEE, Permission.KEEP_GROUP) for path, _ in reach(request.actor, p)}
    if not held:
        raise missing()
    return rulebook.group_standings(request.actor, path=min(sorted(held), key=len), today=request.today)


def _sentences(composition) -> list[str]:
    return [explain(one.code, one.facts) for one in composition.findings] if composition else []


@desk
def groups(request):
    """Every organization that needs a leading group, and how it stands."""
    rows = [(one, _sentences(one.composition)) for one in _standings(request)]
    tally: dict[str, int] = {}
    for one, _ in rows:
        tally[term(one.state)] = tally.get(term(one.state), 0) + 1
    context = frame(request, HERE, rows=[(one, term(one.state), said) for one, said in rows], tally=tally.items())
    return render(request, "workbench/groups.html", context)


def _line(one) -> tuple:
    found = one.composition
    if found is None:
        return (one.org.name, one.org.code, term(one.state))
    contact = found.contacts[0] if found.contacts else None
    group = found.group
    return (
        one.org.name, one.org.code, term(one.state), group.name, found.chief.name if found.chief else "",
        group.office_name, group.phone, contact.name if contact else "", contact.phone if contact else "",
        group.formed_on.isoformat(), one.due.due.isoformat(),
        timezone.localdate(group.disclosed_at).isoformat() if group.disclosed_at else "",
        "\n".join(_sentences(found)),
    )  # fmt: skip


def groups_table(request) -> Table:
    """The same as a workbook."""
    return Table(HEADINGS, (_line(one) for one in _standings(request)), "领导小组")


groups_xlsx = as_file(groups_table)


def _open(request, pk: int):
    org = orgs.organization(request.actor, org_id=pk)
    if not may(request.actor, Permission.KEEP_GROUP, org.path):
        demand(request.actor, Permission.OVERSEE, org.path, hidden=True)
    return org


@desk
def group(request, pk: int):
    """One organization's group: the composition in force with what is wrong, the former ones, making it public."""
    org, actor = _open(request, pk), request.actor
    every = orgs.compositions(actor, org_id=pk)
    now = next((one for one in every if one.group.ended_on is None), None)
    if request.method == "POST":
        if now is None:
            raise missing()
        attempt(
            request, lambda: organizing.disclose_group(actor, group_id=now.group.pk, now=request.now),
            done="已公布，公开页上马上能看到。",
        )  # fmt: skip
        return redirect("workbench:group", pk)
    standing = now and rulebook.group_standing(actor, org=org, composition=now, today=request.today)
    context = frame(
        request, HERE, crumbs=(("领导小组", reverse(HERE)), (org.short_name, "")), org=org, one=now,
        state=term(standing.state) if standing else "", due=standing.due if standing else None,
        stops=[explain(one.code, one.facts) for one in now.findings if one.stops] if now else [],
        notes=[explain(one.code, one.facts) for one in now.findings if not one.stops] if now else [],
        former=[one for one in every if one is not now], keeps=may(actor, Permission.KEEP_GROUP, org.path),
        rule=term(rule_of(OrgKind(org.kind)).leading_group),
    )  # fmt: skip
    return render(request, "workbench/group.html", context)


@desk
def compose(request, pk: int):
    """Put down a new composition; it begins with the present one, or with the seats that 第十条 demands."""
    org, actor = _open(request, pk), request.actor
    demand(actor, Permission.KEEP_GROUP, org.path, hidden=True)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    now = next((one for one in orgs.compositions(actor, org_id=pk) if one.group.ended_on is None), None)
    rule = rule_of(OrgKind(org.kind)).leading_group
    initial = {
        "name": f"{org.short_name}党务公开工作领导小组", "office_name": "党务公开工作领导小组办公室",
        "office_in": OfficeSeat.DISCIPLINE.value, "formed_on": request.today,
    }  # fmt: skip
    if now:
        initial |= {name: getattr(now.group, name) for name in ("name", "office_name", "office_in", "phone")}
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, initial=initial)
    rows = seat_forms(data, now.seats if now else blank_seats(rule, request.today))
    if data is not None and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        seats = [seat for row in rows if (seat := row.seat()) is not None]
        try:
            organizing.form_group(actor, org_id=pk, now=request.now, seats=seats, **form.cleaned_data)
            return redirect("workbench:group", pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("领导小组", reverse(HERE)), (org.short_name, reverse("workbench:group", args=[pk])), ("登记组成", ""))
    context = frame(request, HERE, crumbs=crumbs, org=org, form=form, seats=rows, changing=now is not None)
    return render(request, "workbench/group_compose.html", context)
