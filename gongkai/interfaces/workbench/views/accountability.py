"""Accountability at the desk: what the facts point at, cases, statements, the printed decision (第九条（八）)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.assessment import actions, queries
from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.assessment_forms import CaseForm, CaseTextForm, LinksForm, StatementForm
from gongkai.interfaces.workbench.forms import ReviewForm
from gongkai.interfaces.workbench.frame import buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.publication.numbers import slug
from gongkai.rules.accountability import MEASURES, TERMS, Fact, Measure, Step, Target, Trigger, in_sum, step_for
from gongkai.rules.procedures import ACCOUNTABILITY
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.remedies import brings_notice

HERE = "workbench:accountability"
VERBS = {move.verb for move in ACCOUNTABILITY.moves}
HINTS = {
    "tell": "告知的不用写", "decide": "作出决定的写处理内容和理由，印在决定书上", "transfer": "移送的写送到哪里、函号",
    "close": "办结的写落实的情况", "dismiss": "不予追究的写明原因",
}  # fmt: skip
PAGES = {Fact.FINDING: "workbench:inspection", Fact.MARK: "workbench:mark"}
HEADINGS = (
    "编号", "党组织", "追究谁", "姓名", "因为什么", "级别", "处理办法", "状态", "立案", "告知", "陈述申辩", "决定", "移送",
)  # fmt: skip


def _words(row) -> dict:
    return {
        "row": row, "target": TERMS[Target(row.target)], "trigger": TERMS[Trigger(row.trigger)],
        "step": TERMS[Step(row.step)], "measure": TERMS[Measure(row.measure)] if row.measure else "",
        "state": ACCOUNTABILITY.states[row.state],
    }  # fmt: skip


def _known(request):
    """Those who hold to account, and those who were told of a case; for everybody else there is no such page."""
    rows, holds = queries.cases(request.actor), queries.holds_somewhere(request.actor)
    if not rows and not holds:
        raise missing()
    return rows, holds


@desk
def accountability(request):
    """The ledger of cases; for the office also what the facts point at."""
    rows, holds = _known(request)
    pointed = queries.proposals(request.actor, today=request.today) if holds else []
    proposals = [(one, "、".join(TERMS[why] for why in one.triggers), TERMS[step_for(one.triggers)]) for one in pointed]
    context = frame(
        request, HERE, crumbs=(("责任追究", ""),), rows=[_words(row) for row in rows], holds=holds,
        proposals=proposals, today=request.today,
    )  # fmt: skip
    return render(request, "workbench/accountability.html", context)


def accountability_table(request) -> Table:
    """The ledger as a workbook, with the cases that the person may know of only."""
    if not queries.holds_somewhere(request.actor):
        _known(request)

    cells = (
        (
            row.number, row.org.name, words["target"], row.person_name, words["trigger"], words["step"],
            words["measure"], words["state"], iso_day(row.opened_at), iso_day(row.told_at), iso_day(row.stated_at),
            iso_day(row.decided_at), iso_day(row.transferred_at),
        )
        for row, words in ((row, _words(row)) for row in queries.case_ledger(request.actor))
    )  # fmt: skip
    return Table(HEADINGS, cells, f"accountability-{request.today}")


accountability_xlsx = as_file(accountability_table)


@desk
def case_new(request):
    """A person opens a case; nothing is opened by the system."""
    if not queries.holds_somewhere(request.actor):
        raise missing()
    code = request.GET.get("org", "")
    trigger = request.GET.get("trigger", "")
    org = queries.organization_for_case(request.actor, code=code)
    beside = queries.case(request.actor, number=number) if (number := request.GET.get("beside", "")) else None
    known = queries.known_facts(request.actor, org=org, today=request.today)
    head = queries.head_name(request.actor, org_id=org.pk, year=request.today.year, today=request.today)
    form = CaseForm(request.POST or None, known=known, head=head, initial=_begun(request, trigger, beside, known))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_case(
                request.actor, code=code, year=request.today.year, now=request.now,
                beside=beside.number if beside else "", **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, f"已立案，编号 {made.number}。告知以前只有承办的人看得到。")
            return redirect("workbench:case", made.number)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("责任追究", reverse(HERE)), ("立案", ""))
    context = frame(request, HERE, crumbs=crumbs, form=form, org=org, beside=_words(beside) if beside else None)
    return render(request, "workbench/case_new.html", context)


def _begun(request, trigger: str, beside, known) -> dict:
    """What the form begins with: the fact that was pointed at, or the case of the same matter."""
    begun = {"trigger": trigger or None, "target": request.GET.get("target") or None}
    if beside is not None:
        linked = {one.row.key for one in queries.linked_facts(request.actor, row=beside)}
        begun |= {"trigger": beside.trigger, "step": beside.step, "facts": beside.facts}
        begun["links"] = [one.key for one in known if one.key in linked]
        begun["items"] = "\n".join(key.split(":", 1)[1] for key in linked if key.startswith(f"{Fact.ITEM}:"))
    elif asked := request.GET.getlist("link"):
        begun["links"] = [one.key for one in known if one.key in asked]
    elif trigger:  # from a fact that was pointed at: all that was found, for the person to check
        begun |= {"links": [one.key for one in known], "facts": in_sum(known)}
    return begun


def _linked(request, row) -> list[tuple[str, str, str, str]]:
    """What the case rests on, in words, with its address where the reader may open it."""

    def address(one) -> str:
        if not one.open or one.row.kind == Fact.COMPLAINT:
            return ""
        if one.row.kind == Fact.OVERDUE:
            period, entry, _ = one.at
            return f"{reverse('portal:month', args=[row.org.code, period])}#{entry}"
        if one.row.kind == Fact.ITEM:
            return reverse("portal:item", args=[slug(one.row.number)])
        return reverse(PAGES[Fact(one.row.kind)], args=[one.row.number])

    found = queries.linked_facts(request.actor, row=row)
    return [(TERMS[Fact(one.row.kind)], one.row.text, one.row.number, address(one)) for one in found]


@desk
def case(request, number: str):
    """One case: facts, hearing, decision, transfer; the person concerned reads and answers here too."""
    row = queries.case(request.actor, number=number)
    holds = queries.holds_somewhere(request.actor)
    verb, act = request.POST.get("verb", ""), request.POST.get("act", "")
    writing = holds and row.may_be_written
    text = CaseTextForm(
        request.POST if act == "write" else None, initial={"facts": row.facts, "measure": row.measure},
        measures=MEASURES[Step(row.step)], reworded=row.may_be_reworded, auto_id="id_write_%s",
    )  # fmt: skip
    own = queries.is_concerned(request.actor, row=row)
    sent = (request.POST, request.FILES) if act == "state" else ()
    statement = StatementForm(*sent, typed=not own, auto_id="id_state_%s")
    answer = ReviewForm(request.POST if verb in VERBS else None)
    links = _links_form(request, row, act) if holds and row.may_be_linked else None
    if request.method == "POST" and _done(request, number, verb, act, text, statement, answer, links):
        return redirect("workbench:case", number)
    offered = buttons(queries.case_offers(request.actor, number=number, today=request.today)) if holds else []
    _say_what_is_needed(answer, offered)
    matter = queries.matter_of(request.actor, row=row) if holds else []
    crumbs = (("责任追究", reverse(HERE)), (number, ""))
    context = frame(
        request, HERE, crumbs=crumbs, case=_words(row), row=row, org=row.org, holds=holds, answer=answer,
        text=text if writing else None, reworded=row.may_be_reworded and writing, links=links, linked=_linked(request, row),
        matter=[_words(one) for one in matter], others=_others(row, matter), offers=offered, printable=row.is_decided,
        statement=statement if queries.may_state(request.actor, row=row, today=request.today) else None,
        own=own, today=request.today, notice=queries.notice_of(request.actor, row=row) if row.is_decided else None, brings_notice=brings_notice(Step(row.step)),
        remark=any(one.needs_remark and one.allowed for one in offered),
    )  # fmt: skip
    return render(request, "workbench/case.html", context)


def _say_what_is_needed(answer, offered) -> None:
    """Which button wants words, and which: nothing is called optional that is not."""
    answer.marks_optional = False
    answer.fields["remark"].help_text = "；".join(
        HINTS[one.verb] for one in offered if one.allowed and one.verb in HINTS
    )


def _others(row, matter) -> list[tuple[str, str]]:
    """About whom a further case of the matter can be opened: persons always, the organization once."""
    taken = {one.target for one in (row, *matter)} & {Target.ORGANIZATION}
    return [(one.value, TERMS[one]) for one in Target if one not in taken]


def _links_form(request, row, act: str) -> LinksForm:
    known = queries.known_facts(request.actor, org=row.org, today=request.today)
    return LinksForm(request.POST if act == "link" else None, known=known, linked=row.links.all(), auto_id="id_link_%s")


def _state(actor, *, text: str, by_name: str = "", paper=None, **given) -> None:
    """Own words, or what the office types in with the scan that the person signed."""
    if paper is None:
        actions.state_own(actor, text=text, by_name=by_name, **given)
        return
    with on_disk(paper) as path:
        actions.state_own(actor, text=text, by_name=by_name, paper=path, paper_name=paper.name, **given)


def _done(request, number: str, verb: str, act: str, text, statement, answer, links) -> bool:
    actor, given = request.actor, {"number": number, "now": request.now}
    tries = {
        "write": (text, partial(actions.write_case, actor, **given), "已存。"),
        "link": (links, partial(actions.link_facts, actor, today=request.today, **given), "根据的记录已存。"),
        "state": (statement, partial(_state, actor, today=request.today, **given), "陈述申辩已记下。"),
    }
    moving = (answer, partial(actions.move_case, actor, verb=verb, today=request.today, **given), "已办。")
    form, do, done = moving if verb in VERBS else tries.get(act, (None, None, ""))
    if form is None or not form.is_valid():
        return False
    try:
        do(**form.cleaned_data)
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, done)
    return True


@desk
def case_paper(request, number: str, token: str):
    """The statement on paper that the person signed."""
    return send_stored(*queries.statement_paper(request.actor, number=number, token=token))


@desk
def case_print(request, number: str):
    """The decision on paper, in official layout; only once it was made."""
    row = queries.case(request.actor, number=number)
    if not row.is_decided:
        raise missing()
    context = {
        "case": _words(row),
        "row": row,
        "org": row.org,
        "linked": _linked(request, row),
        "notice": queries.notice_of(request.actor, row=row),
        "county": queries.deciding_body(request.actor, row=row),
    }
    return render(request, "workbench/case_print.html", context)
