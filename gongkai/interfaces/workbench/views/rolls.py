"""The members' roll, kept by the organization's own people (R158)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date_year
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.frame import desk, frame, refuse_form
from gongkai.interfaces.workbench.office_forms import UnitCodeForm, UploadForm
from gongkai.interfaces.workbench.roll_forms import STATUS, LeaveForm, MemberForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.ledger import actions as ledger
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing

PAGE = 100
WORDS = dict(STATUS)
HEADINGS = ("组织代码", "名册号", "姓名", "状态", "党小组", "入党日期")


def kept(request):
    """The organization whose roll is asked for, by its code, else the first where the person keeps one."""
    asked = request.GET.get("org", "")
    mine = orgs.home_organizations(request.actor)
    found = [orgs.organization_by_code(request.actor, code=asked)] if asked else mine
    for org in found:
        if may(request.actor, Permission.KEEP_ROLL, org.path):
            return org
    raise missing()


def place(name: str, org) -> str:
    return f"{reverse(f'workbench:{name}')}?org={org.code}"


def page(request, org, form, **context):
    """One act on the roll: a title, a sentence, a form, a button."""
    crumbs = (("党员名册", place("roll", org)), (context["title"], ""))
    context = frame(request, "workbench:roll", crumbs=crumbs, org=org, form=form, back=place("roll", org), **context)
    return render(request, "workbench/roll_act.html", context)


@desk
def roll(request):
    """Who stands on the roll today, found by name or number."""
    org = kept(request)
    find = request.GET.get("q", "").strip()
    rows = orgs.members(
        request.actor, org_id=org.pk, day=request.today, after=request.GET.get("after"), limit=PAGE + 1, find=find
    )
    context = frame(
        request, "workbench:roll", org=org, find=find, rows=rows[:PAGE], words=WORDS,
        count=orgs.member_count(request.actor, org_id=org.pk, day=request.today),
        next_key=rows[PAGE - 1].roll_number if len(rows) > PAGE else "",
        others=[one for one in orgs.home_organizations(request.actor) if may(request.actor, Permission.KEEP_ROLL, one.path)],
    )  # fmt: skip
    return render(request, "workbench/roll.html", context)


def roll_table(request) -> Table:
    """The roll as a workbook with the columns in which it can be loaded back (R175)."""
    org = kept(request)
    rows = orgs.roll_ledger(request.actor, org_id=org.pk, day=request.today)
    cells = (
        (
            org.code, row.roll_number, row.name, WORDS[row.status].removesuffix("党员"), row.group,
            row.joined_on.isoformat() if row.joined_on else "",
        )
        for row in rows
    )  # fmt: skip
    return Table(HEADINGS, cells, f"党员名册-{org.code}")


roll_xlsx = as_file(roll_table)


@desk
def add(request):
    """Enter a member."""
    org = kept(request)
    form = MemberForm(request.POST or None, initial={"from_date": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = organizing.enroll(request.actor, org_id=org.pk, now=request.now, **form.cleaned_data)
            messages.success(request, f"{made.name}已列入名册，名册号 {made.roll_number}。")
            return redirect(place("roll", org))
        except Refused as refused:
            refuse_form(form, refused)
    return page(request, org, form, title="增加党员", button="列入名册", lede=f"列入{org.name}的名册。")


@desk
def end(request, pk: int):
    """Strike a member off from a day on; the row stays as history."""
    member = orgs.member(request.actor, membership_id=pk)
    form = LeaveForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            organizing.leave_roll(request.actor, membership_id=pk, now=request.now, **form.cleaned_data)
            messages.success(
                request, f"{member.name}从{cn_date_year(form.cleaned_data['on'])}起不在名册上，以前的记录留着。"
            )
            return redirect(place("roll", member.org))
        except Refused as refused:
            refuse_form(form, refused)
    return page(
        request, member.org, form, title=f"{member.name}离开名册", button="从名册上划去",
        lede=f"名册号 {member.roll_number}。划去以后，不能再用这个名册的身份看党内公开件。",
    )  # fmt: skip


@desk
def code(request):
    """Issue an invitation code for the people of the unit or village; it is shown once."""
    org = kept(request)
    form = UnitCodeForm(request.POST or None)
    issued = ""
    if request.method == "POST" and form.is_valid():
        try:
            issued = organizing.issue_unit_code(request.actor, org_id=org.pk, now=request.now, **form.cleaned_data)
        except Refused as refused:
            refuse_form(form, refused)
    return page(
        request, org, form, title="发本单位邀请码", button="发邀请码", issued=issued,
        lede="本单位、本村的群众凭码加入，看向本单位公开的件。码只显示一次，系统不留底。",
    )  # fmt: skip


@desk
def load(request):
    """Take a table of members and look through it; nothing is applied before it is confirmed (R175)."""
    org = kept(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = looked_through(request, org, form.cleaned_data["file"])
            return redirect("workbench:look", run.pk)
        except Refused as refused:
            refuse_form(form, refused, "file")
    return page(
        request, org, form, title="用表格装入名册", button="检查这个文件", template=True,
        lede="先检查，有一处错就整个不装；都对了，由您确认再装入。",
    )  # fmt: skip


def looked_through(request, org, upload):
    """Store the file and judge it against the roll; nothing changes yet."""
    with on_disk(upload) as path:
        file = ledger.store(request.actor, source=path, name=upload.name, org_path=org.path, now=request.now)
    return organizing.look_through(
        request.actor, kind="members", file_token=file.token, org_id=org.pk, now=request.now, today=request.today
    )
