"""Contact and demonstration points at the desk: batches, nominations, decisions, showcase, ledger (第九条（六）, R111, R112, R115)."""

from collections.abc import Iterator
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench import point_forms as forms
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import queries as orgs
from gongkai.rules.permissions import Permission, may
from gongkai.rules.points import TERMS, PointKind, PointLevel, giver
from gongkai.rules.procedures import POINT
from gongkai.rules.procedures.point import PointState
from gongkai.rules.refusals import Refused
from gongkai.supervision import actions as supervising
from gongkai.supervision import queries as supervision

HERE = "workbench:points"
NAME = "联系点和示范点"
VERBS = {move.verb for move in POINT.moves}


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((NAME, reverse(HERE)), *more)


@desk
def points(request):
    """One list for both sides: what a body keeps, and where the own organization is a point itself."""
    actor, org, today = request.actor, home_of(request), request.today
    keeps = may(actor, Permission.KEEP_POINTS, org.path)
    drafts = may(actor, Permission.DRAFT, org.path)
    above = supervision.open_batches(actor, path=org.path, today=today)
    context = frame(
        request, HERE, org=org, keeps=keeps, drafts=drafts, today=today, above=above,
        own=supervision.points(actor, path=org.path), works=supervision.works(actor, limit=30),
        batches=supervision.batches(actor, keeper_path=org.path, today=today) if keeps else [],
        waiting=supervision.points_waiting(actor, keeping=(org.path,)) if keeps else [],
        tree=supervision.tree(actor, path=org.path) if keeps else [],
    )  # fmt: skip
    return render(request, "workbench/points.html", context)


def _ledger(request, org) -> Iterator[tuple]:
    return (
        (
            row.number, TERMS[PointLevel(row.batch.level)], TERMS[PointKind(row.batch.kind)], row.batch.keeper.short_name,
            row.batch.title, row.org.short_name, POINT.states[PointState(row.state)], row.named_on and row.named_on.isoformat(),
            row.batch.ends_on.isoformat(), row.exited_on and row.exited_on.isoformat(), row.liaison, row.reason,
            row.remark or row.decision,
        )
        for row in supervision.points_below(request.actor, path=org.path)
    )  # fmt: skip


HEADINGS = (
    "编号", "级别", "种类", "建点机关", "批次", "组织", "状态", "确定", "期限", "退出", "联络人", "推荐理由", "说明",
)  # fmt: skip


def points_table(request) -> Table:
    """The ledger of points of a body and those below it as a workbook (R168)."""
    org = home_of(request)
    return Table(HEADINGS, _ledger(request, org), f"points-{org.code}")


points_xlsx = as_file(points_table)


def _new(request, org, form, heading: str, button: str, act, name: str, done: str, lede: str = ""):
    """The page on which a batch is opened or an organization nominated."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form)
            messages.success(request, done.format(number=made.number))
            return redirect(name, made.number)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=_crumbs((heading, "")), form=form, heading=heading, button=button, org=org, lede=lede,
        back=reverse(HERE),
    )  # fmt: skip
    return render(request, "workbench/consulting_new.html", context)


@desk
def batch_new(request):
    """Open a batch for the organizations below."""
    org = home_of(request)
    form = forms.BatchForm(request.POST or None, at_county=orgs.county(request.actor).pk == org.pk)

    def act(filled):
        data = {"city": False} | filled.cleaned_data
        return supervising.open_batch(request.actor, org_id=org.pk, now=request.now, today=request.today, **data)

    done = "已存，编号 {number}。下级现在可以申报。"
    return _new(request, org, form, "新开一批", "开这一批", act, "workbench:point_batch", done)


@desk
def nominate(request):
    """Fill in a nomination of the own organization (F18)."""
    org = home_of(request)
    above = supervision.open_batches(request.actor, path=org.path, today=request.today)
    if not above:
        messages.info(request, "上级现在没有正在办的一批。开了新的一批，这里就能申报。")
        return redirect(f"{reverse(HERE)}?org={org.code}")
    form = forms.NominationForm(request.POST or None, batches=above, initial={"batch": request.GET.get("batch", "")})

    def act(filled):
        return supervising.nominate(
            request.actor, org_id=org.pk, batch=filled.cleaned_data["batch"], now=request.now, today=request.today,
            **filled.given(),
        )  # fmt: skip

    done = "已存，编号 {number}。请主要负责人签字申报。"
    lede = "三条标准都要有依据；没写完可以先存。"
    return _new(request, org, form, "申报联系点、示范点", "存下申报表", act, "workbench:point", done, lede)


def _sent(request, verb: str, ident: str = ""):
    """What was sent for this form, or nothing when another one was."""
    mine = request.method == "POST" and request.POST.get("verb") == verb
    return request.POST if mine and request.POST.get("task", "") == ident else None


def _forms(request, view) -> dict:
    """The forms of the page that are open to this person now."""
    row, found = view.row, {}
    found["answer"] = ReviewForm(request.POST if request.POST.get("verb") in VERBS else None)
    found["answer"].fields["remark"].help_text = "退回、不确定、复核、退出都要写；市级的写市里文件的文号"
    if view.writes:
        words = {name: getattr(row, name) for name in ("reason", "duties", "liaison", "liaison_phone")}
        found["write"] = forms.NominationForm(_sent(request, "write"), marks=view.marks, initial=words)
    if view.checks:
        found["check"] = forms.MarksForm(_sent(request, "check"), marks=view.marks)
    if view.stands:
        drafts = may(request.actor, Permission.DRAFT, row.org_path)
        if view.keeps:
            found["task"] = forms.TaskForm(_sent(request, "task"))
        if drafts:
            found["hand_in"] = forms.WorkForm(_sent(request, "hand_in"))
            for task in view.tasks:
                if task.done_at is None:
                    ident = str(task.pk)
                    found[f"done{ident}"] = forms.TaskDoneForm(_sent(request, "done", ident), auto_id=f"id_t{ident}_%s")
        if drafts or view.keeps:
            found["show"] = forms.ShowForm(_sent(request, "show"))
    return found


def _done(request, view, found: dict) -> bool:
    """Do what was sent; False when the page has to say what is wrong."""
    verb, when = request.POST.get("verb", ""), {"now": request.now}
    act = partial(_acts(verb), request.actor, number=view.row.number) if verb in VERBS or verb in ACTS else None
    if act is None:
        return False
    if verb == "hide":
        act(item=request.POST.get("item", ""), **when)
        messages.success(request, "已经不在这里展示。")
        return True
    form = found.get("answer" if verb in VERBS else f"{verb}{request.POST.get('task', '')}")
    if form is None or not form.is_valid():
        return False
    if verb in VERBS:
        act = partial(act, verb=verb)
    if verb == "done":
        act = partial(act, task_id=int(request.POST["task"]))
    if verb in VERBS or verb in ("task", "hand_in"):
        when["today"] = request.today
    try:
        act(**(form.given() if hasattr(form, "given") else form.cleaned_data), **when)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, "已办，转到下一步。" if verb in VERBS else "已存。")
    return True


ACTS = {
    "write": supervising.write_nomination, "check": supervising.check_marks, "task": supervising.give_task,
    "done": supervising.finish_task, "hand_in": supervising.hand_in, "show": supervising.show_item,
    "hide": supervising.hide_item,
}  # fmt: skip


def _acts(verb: str):
    return supervising.move_point if verb in VERBS else ACTS[verb]


@desk
def point(request, number: str):
    """One point: the nomination with its marks, the decision, tasks, works, showcase; the buttons of each side."""
    view = supervision.point_view(request.actor, number=number, today=request.today)
    found = _forms(request, view)
    if request.method == "POST" and _done(request, view, found):
        return redirect("workbench:point", number)
    offered = buttons(supervision.point_offers(request.actor, number=number, today=request.today))
    context = frame(
        request, HERE, crumbs=_crumbs((view.row.org.short_name, "")), view=view, row=view.row, forms=found, offers=offered,
        remark=any(one.needs_remark and one.allowed for one in offered), today=request.today,
        tasks=[(task, found.get(f"done{task.pk}")) for task in view.tasks],
    )  # fmt: skip
    return render(request, "workbench/point.html", context)


@desk
def form_sheet(request, number: str):
    """The form of nomination and decision on paper (F18)."""
    view = supervision.point_view(request.actor, number=number, today=request.today)
    context = frame(request, HERE, view=view, row=view.row, today=request.today)
    return render(request, "workbench/point_form.html", context)


@desk
def plaque(request, number: str):
    """What stands on the plaque, to be printed or sent to the sign maker."""
    view = supervision.point_view(request.actor, number=number, today=request.today)
    group = orgs.leading_group(request.actor, org_id=view.row.batch.keeper_id)
    keeper = group.name if group else view.row.batch.keeper.name
    context = frame(request, HERE, view=view, row=view.row, giver=giver(PointLevel(view.row.batch.level), keeper))
    return render(request, "workbench/point_plaque.html", context)
