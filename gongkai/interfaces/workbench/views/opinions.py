"""Opinions at the office: the register, one opinion on one screen, typing in, what superiors look after."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.finding_opinions import cells, lights
from gongkai.interfaces.workbench.frame import buttons, desk, frame, office_of, refuse_form, say_refused
from gongkai.interfaces.workbench.opinion_forms import FORMS, AgainForm, EntryForm, FilterForm, ImproveForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.rules.opinions import Concern
from gongkai.rules.permissions import Permission, may_anywhere, reach
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.routing import TERMS as WAYS

HEADINGS = (
    "编号", "收到", "渠道", "种类", "提意见的人", "署名", "关于", "意见", "状态", "到期", "承诺答复", "结果", "告知", "要求重办", "转上级",
)  # fmt: skip


def _office(request):
    """Only people with a part in opinions have this desk; for others it is a missing page."""
    if not may_anywhere(request.actor, Permission.HANDLE_OPINION):
        raise missing()


def _filters(request) -> tuple[FilterForm, dict]:
    form = FilterForm(request.GET or None)
    return form, form.cleaned_data if form.is_bound and form.is_valid() else {}


@desk
def opinions(request):
    """The register of everything the person may know of, newest first."""
    _office(request)
    form, wanted = _filters(request)
    rows, more = participation.register(
        request.actor, today=request.today, after=request.GET.get("after", ""), **wanted
    )
    context = frame(
        request, "workbench:opinions", crumbs=(("意见", ""),), rows=lights(request.actor, rows, request.today), more=more,
        form=form, year=request.today.year, today=request.today,
        report=participation.opinion_report(request.actor, year=request.today.year),
        oversees=may_anywhere(request.actor, Permission.OVERSEE), query=request.GET.urlencode(),
    )  # fmt: skip
    return render(request, "workbench/opinions.html", context)


def opinions_table(request) -> Table:
    """The register as a workbook; no name of an author is in it, because none is in the register."""
    _office(request)
    _, wanted = _filters(request)
    rows = participation.register_ledger(request.actor, today=request.today, **wanted)
    return Table(HEADINGS, (cells(row) for row in rows), f"opinions-{request.today}")


opinions_xlsx = as_file(opinions_table)


@desk
def opinion_entry(request):
    """Type in what came by phone, letter, box, meeting or visit, also for people without a phone (R11)."""
    org = office_of(request, Permission.HANDLE_OPINION)
    initial = {"received_on": request.today, "concern": Concern.NOBODY}
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = participating.enter(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            return _entered(request, made)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("意见", reverse("workbench:opinions")), ("登记意见", ""))
    context = frame(request, "workbench:opinions", crumbs=crumbs, form=form, heading="登记收到的意见", org=org)
    return render(request, "workbench/opinion_entry.html", context)


def _entered(request, made):
    slip = participating.paper_of(request.actor, opinion=made, today=request.today)
    if slip:
        messages.success(request, f"已登记，编号 {made.number}。请把回执打印出来交给本人。")
        return redirect("workbench:opinion_paper", slip)
    if made.confidential:
        messages.success(
            request,
            f"已登记，编号 {made.number}，直接转给{made.handler.short_name}的保密受理人。请把编号告诉本人；这里不再显示。",
        )
        return redirect("workbench:opinions")
    messages.success(request, f"已登记，编号 {made.number}。{cn_date(made.answer_by)}前答复。请把编号告诉本人。")
    return redirect("workbench:opinion", made.pk)


@desk
def opinion_paper(request, slip: str):
    """The paper for whom an opinion was typed in: number, promised day, and the code to take it over later."""
    found = participation.paper(request.actor, slip=slip, today=request.today)
    crumbs = (("意见", reverse("workbench:opinions")), ("回执", ""))
    response = render(request, "workbench/opinion_paper.html", frame(request, "workbench:opinions", crumbs=crumbs, paper=found))  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _bound(request, verb: str) -> dict:
    """Every verb's empty form; the one that was sent with what was typed."""
    made = {name: kind(auto_id=f"id_{name}_%s", initial=_initial(request)) for name, kind in FORMS.items()}
    if verb in FORMS:
        made[verb] = FORMS[verb](request.POST, auto_id=f"id_{verb}_%s")
    return made


def _initial(request) -> dict:
    return {"told_on": request.today, "by_name": request.user.name}


@desk
def opinion(request, pk: int):
    """One opinion: what was said, what was done, what comes next."""
    found = participation.opinion(request.actor, opinion_id=pk)
    verb = request.POST.get("verb", "")
    bound = _bound(request, verb)
    again = AgainForm(request.POST if verb == "again" else None, auto_id="id_again_%s")
    improve = ImproveForm(request.POST if verb == "improve" else None, auto_id="id_improve_%s")
    if request.method == "POST":
        answer = _post(request, pk, verb, bound, again, improve)
        if answer is not None:
            return answer
    offers = buttons(participation.opinion_offers(request.actor, opinion_id=pk, today=request.today))
    crumbs = (("意见", reverse("workbench:opinions")), (found.number, ""))
    context = frame(
        request, "workbench:opinions", crumbs=crumbs, opinion=found, why=WAYS[found.why], today=request.today,
        light=lights(request.actor, [found], request.today)[0][1],
        open=sorted(((one, bound.get(one.verb)) for one in offers if one.allowed), key=lambda pair: not pair[0].main),
        closed=[offer for offer in offers if not offer.allowed],
        sent=verb, again=again, improve=improve, trail=participation.trail(request.actor, opinion_id=pk),
        links=participation.links(request.actor, opinion_id=pk),
        logged=participation.logged_reply(request.actor, opinion_id=pk),
    )  # fmt: skip
    return render(request, "workbench/opinion.html", context)


def _post(request, pk: int, verb: str, bound: dict, again: AgainForm, improve: ImproveForm):
    """Do what was asked; None when something is to be put right, and everything typed stays on the page."""
    form = {"again": again, "improve": improve}.get(verb, bound.get(verb))
    if form is not None and not form.is_valid():
        return None
    data = form.cleaned_data if form is not None else {}
    try:
        if verb == "again":
            participating.decide_again(
                request.actor, opinion_id=pk, again=data["again"] == "yes", reason=data["reason"], now=request.now,
                today=request.today,
            )  # fmt: skip
        elif verb == "improve":
            edition = participating.start_improved(request.actor, opinion_id=pk, now=request.now, **data)
            messages.success(request, "新的一版已经开始，文字照现行版带过来了。")
            return redirect("workbench:edition", edition.pk)
        elif verb == "transfer":
            made = participating.transfer(request.actor, opinion_id=pk, now=request.now, today=request.today, **data)
            if made.confidential:
                messages.success(request, f"{made.number}已转给上级的保密受理人，这里不再显示。")
                return redirect("workbench:opinions")
        elif verb in participating.OFFICE_VERBS:
            participating.move(request.actor, opinion_id=pk, verb=verb, now=request.now, today=request.today, **data)
        else:
            return None
    except Refused as refused:
        if form is None:
            say_refused(request, refused)
            return redirect("workbench:opinion", pk)
        refuse_form(form, refused)
        return None
    messages.success(request, "已记下。")
    return redirect("workbench:opinion", pk)


@desk
def opinions_below(request):
    """For superiors: what is overdue below, and how many opinions each organization has not answered."""
    places = sorted(path for path, _ in reach(request.actor, Permission.OVERSEE))
    if not places:
        raise missing()
    path = min(places, key=len)
    crumbs = (("意见", reverse("workbench:opinions")), ("下级逾期的", ""))
    over, steps = participation.escalated_apart(request.actor, path=path, today=request.today)
    context = frame(
        request, "workbench:opinions", crumbs=crumbs, rows=lights(request.actor, over, request.today),
        steps=lights(request.actor, steps, request.today),
        counts=participation.overdue_counts(request.actor, path=path, today=request.today), today=request.today,
    )  # fmt: skip
    return render(request, "workbench/opinions_below.html", context)
