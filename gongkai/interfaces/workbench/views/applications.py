"""Disclosure on application at the desk: what waits, the registers, one application on one screen (第九条（三）)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.access_requests import actions as applying
from gongkai.access_requests import queries as applications
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.application_forms import FORMS, EntryForm, FilterForm
from gongkai.interfaces.workbench.forms import FileForm
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, office_of, refuse_form, say_refused
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.applications import TERMS, Channel, FileSide
from gongkai.rules.deadlines import light
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures import ACCESS_REQUEST
from gongkai.rules.procedures.access_request import RESULTS
from gongkai.rules.refusals import Refused, missing

HERE = "workbench:applications"
HEADINGS = (
    "编号", "收到", "怎样提出", "组织", "要什么", "状态", "结果", "受理", "答复期限", "办结", "延长", "超过期限", "备案号", "备案", "收悉",
)  # fmt: skip
VERBS = {move.verb for move in ACCESS_REQUEST.moves}


def _desk_only(actor) -> tuple[bool, bool]:
    """Whether the person answers and whether he rules; for all others this desk is a missing page."""
    handles = may_anywhere(actor, Permission.HANDLE_REQUEST)
    rules = may_anywhere(actor, Permission.RULE_REQUEST)
    if not (handles or rules):
        raise missing()
    return handles, rules


def _lit(actor, rows: list, today) -> list[tuple]:
    """Applications with the light of their present stage; what is closed has none."""
    calendar, near = rulebook.calendar(actor), rulebook.parameters(actor).int("yellow_days", today)
    return [
        (row, light(row.due_on, today, calendar, near) if row.due_on and not row.closed_on else None) for row in rows
    ]


def _years(actor) -> list[int]:
    return applications.years(actor, org_id=orgs.county(actor).pk)


@desk
def registers(request):
    """What waits for this person, then the register and, for superiors, everything filed."""
    actor, today = request.actor, request.today
    handles, rules = _desk_only(actor)
    form = FilterForm(request.GET or None, years=_years(actor))
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    year = int(wanted["year"]) if wanted.get("year") else None
    state = wanted.get("state", "")
    context = frame(
        request, HERE, crumbs=(("依申请公开", ""),), today=today, form=form, handles=handles, rules=rules,
        inbox=_lit(actor, applications.inbox(actor), today) if handles else [],
        to_rule=_lit(actor, applications.to_rule(actor), today) if rules else [],
        overdue=_lit(actor, applications.overdue(actor), today) if rules else [],
        register=_lit(actor, applications.register(actor, year=year, state=state), today) if handles else [],
        filed=applications.filed(actor, year=year) if rules else [], query=request.GET.urlencode(),
    )  # fmt: skip
    return render(request, "workbench/applications.html", context)


def _cells(row) -> tuple:
    return (
        row.number, row.received_on.isoformat(), TERMS[Channel(row.channel)], row.org.short_name, row.matter,
        ACCESS_REQUEST.states[row.state], RESULTS[row.result] if row.result else "", _day(row.accepted_on),
        _day(row.answer_by), _day(row.closed_on), row.extensions, "是" if row.late else "", row.filing_number,
        _day(row.filed_on), _day(row.acknowledged_on),
    )  # fmt: skip


def _day(day) -> str:
    return day.isoformat() if day else ""


def registers_table(request) -> Table:
    """The register, or with `filed` everything filed, as a workbook. No name of an applicant is in it."""
    actor = request.actor
    handles, rules = _desk_only(actor)
    form = FilterForm(request.GET, years=_years(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    year = int(wanted["year"]) if wanted.get("year") else None
    if "filed" in request.GET or not handles:
        rows = applications.filed_ledger(actor, year=year) if rules else iter(())
    else:
        rows = applications.register_ledger(actor, year=year, state=wanted.get("state", ""))
    return Table(HEADINGS, (_cells(row) for row in rows), f"applications-{request.today}")


registers_xlsx = as_file(registers_table)


@desk
def entry(request):
    """Type in for a member who came, wrote or rang; a name on two rolls asks which one."""
    actor, today = request.actor, request.today
    org = office_of(request, Permission.HANDLE_REQUEST)
    form = EntryForm(request.POST or None, initial={"received_on": today}, places=_rolls(request, org))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        member_org = data.pop("member_org_id", "")
        try:
            made = applying.enter(
                actor, org_id=org.pk, member_org_id=int(member_org) if member_org else None, now=request.now,
                today=today, **data,
            )  # fmt: skip
            messages.success(request, f"已登记，编号{made.number}。请把编号告诉本人，回执在右边打印。")
            return redirect("workbench:application", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(request, HERE, crumbs=(("依申请公开", reverse(HERE)), ("登记申请", "")), form=form, org=org)
    return render(request, "workbench/application_entry.html", context)


def _rolls(request, org) -> list:
    """The organizations on whose rolls the typed name and number stand, when they are several."""
    name, number = request.POST.get("name", "").strip(), request.POST.get("roll_number", "").strip()
    if not (name and number):
        return []
    found = orgs.find_member(request.actor, path=org.path, name=name, roll_number=number, day=request.today)
    return [orgs.organization(request.actor, org_id=one.org_id) for one in found] if len(found) > 1 else []


@desk
def application(request, number: str):
    """One application: what is asked, how much time is left, what comes next."""
    actor, today = request.actor, request.today
    view = applications.request_view(actor, number=number, today=today)
    if view.mine:
        return redirect("portal:application", number)
    verb = request.POST.get("verb", "")
    offers = buttons(view.offers)
    bound = {one.verb: _form(request, one.verb, view, verb) for one in offers if one.allowed and one.verb in FORMS}
    file = FileForm(*((request.POST, request.FILES) if verb == "attach" else (None, None)), auto_id="id_file_%s")
    if request.method == "POST" and _done(request, view, verb, bound.get(verb), file):
        return redirect("workbench:application", number)
    sides = [side for side, may_add in view.sides.items() if may_add]
    context = frame(
        request, HERE, crumbs=(("依申请公开", reverse(HERE)), (number, "")), view=view, row=view.row, today=today,
        open=sorted(((one, bound.get(one.verb)) for one in offers if one.allowed), key=lambda pair: not pair[0].main),
        closed=[one for one in offers if not one.allowed], sent=verb, file=file, sides=sides,
        alike=applications.earlier_alike(actor, number=number), letters=applications.letters(actor, number=number),
        light=_lit(actor, [view.row], today)[0][1],
    )  # fmt: skip
    return render(request, "workbench/application.html", context)


def _form(request, verb: str, view, sent: str):
    """The form of a verb with what it offers to choose from; with what was typed when it was the one that was sent."""
    more: dict = {}
    if verb == "grant_scope":
        period = str(Period.of(request.today))
        more["entries"] = rulebook.entries_of(request.actor, org_id=view.row.org_id, period=period)
    elif verb == "point_elsewhere":
        above = orgs.ancestors_of(request.actor, path=view.row.org_path)
        beside = orgs.children(request.actor, org_id=view.superior.pk) if view.superior else []
        more["places"] = [org for org in (*reversed(above), *beside) if org.pk != view.row.org_id]
    return FORMS[verb](request.POST if sent == verb else None, auto_id=f"id_{verb}_%s", **more)


def _done(request, view, verb: str, form, file) -> bool:
    """Do what was sent. False: something is to be put right, and everything typed stays on the page."""
    number, now = view.row.number, request.now
    if verb == "attach":
        return file.is_valid() and _attached(request, number, file)
    if verb == "detach":
        token = request.POST.get("token", "")
        attempt(
            request,
            partial(applying.detach_file, request.actor, number=number, token=token, now=now),
            done="附件已去掉。",
        )
        return True
    if verb not in VERBS or (form is not None and not form.is_valid()):
        return form is None and verb not in VERBS
    data = dict(form.cleaned_data) if form is not None else {}
    if "elsewhere_id" in data:
        data["elsewhere_id"] = int(data["elsewhere_id"]) if data["elsewhere_id"] else None
    version = request.POST.get("version", "")
    try:
        made = applying.move(
            request.actor, number=number, verb=verb, now=now, today=request.today,
            version=int(version) if version.isdigit() else None, **data,
        )  # fmt: skip
    except Refused as refused:
        if form is not None:
            refuse_form(form, refused)
            return False
        say_refused(request, refused)
        return True
    messages.success(request, _said(made))
    return True


def _said(made) -> str:
    if made.edition_id:
        return "已记下，公开件的草稿已经建好，在“公开件”里接着办。"
    if made.plan_id:
        return "已记下，目录外公开工作方案已经建好，在“备案和申请”里接着办。"
    return "已记下。"


def _attached(request, number: str, file) -> bool:
    upload, side = file.cleaned_data["file"], request.POST.get("side", FileSide.ANSWER)
    try:
        with on_disk(upload) as path:
            applying.attach_file(
                request.actor, number=number, side=side, path=path, name=upload.name,
                caption=file.cleaned_data["caption"], now=request.now,
            )  # fmt: skip
    except Refused as refused:
        refuse_form(file, refused)
        return False
    messages.success(request, "附件已加上。")
    return True
