"""The audit administrator's room: who did what when, for the whole county. No content, no title, no name of a reader."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.forms import DayField
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.interfaces.workbench.three_forms import as_file, as_paper
from gongkai.ledger import queries as reading
from gongkai.rules.trail import act_words, subject_words

HERE, ON_PAGE = "workbench:trail", 100
PRINTED = timedelta(days=31)  # as far back as is printed when no day was asked for
# What is asked for by the beginning of a verb; "" is all.
ABOUT = (
    ("", "全部"), ("sign_in.", "登录"), ("user.", "账号"), ("grant.", "授权"), ("second_factor.", "动态码"),
    ("factor_reset.", "重设动态码"), ("token.", "给别的系统的钥匙"), ("identity.", "打开姓名"), ("edition.", "公开件"),
    ("catalog.", "目录"), ("log.", "公开记录"),
)  # fmt: skip


class TrailForm(PlainForm):
    first = DayField(label="从哪一天", required=False)
    last = DayField(label="到哪一天", required=False)
    person = forms.CharField(label="谁", max_length=60, required=False)
    verb = forms.ChoiceField(label="什么事", choices=ABOUT, required=False)


def _asked(form: TrailForm) -> reading.Asked:
    data = form.cleaned_data if form.is_valid() else {}
    first, last = data.get("first"), data.get("last")
    return reading.Asked(
        since=make_aware(datetime.combine(first, time.min)) if first else None,
        before=make_aware(datetime.combine(last + timedelta(days=1), time.min)) if last else None,
        person=data.get("person", "").strip(), verb=data.get("verb", ""),
    )  # fmt: skip


@desk
def trail(request):
    """The newest acts that were asked for, a hundred at a time."""
    form = TrailForm(request.GET or None)
    after = request.GET.get("after", "")
    rows = []
    for one in reading.audit(
        request.actor, asked=_asked(form), after=int(after) if after.isdecimal() and len(after) < 18 else None
    ):
        rows.append((one, act_words(one.verb), subject_words(one.subject)))
        if len(rows) > ON_PAGE:
            break
    query = request.GET.copy()
    query.pop("after", None)
    context = frame(
        request, HERE, crumbs=(("操作记录", ""),), form=form, rows=rows[:ON_PAGE], query=query.urlencode(),
        next_key=rows[ON_PAGE - 1][0].pk if len(rows) > ON_PAGE else "",
    )  # fmt: skip
    return render(request, "workbench/trail.html", context)


def trail_table(request) -> Table:
    """What was asked for, all of it."""
    return _table(request, _asked(TrailForm(request.GET or None)))


def _table(request, asked: reading.Asked) -> Table:
    found = reading.audit(request.actor, asked=asked)
    rows = (
        (
            one.pk,
            f"{localtime(one.at):%Y-%m-%d %H:%M:%S}",
            one.actor_name,
            act_words(one.verb),
            subject_words(one.subject),
            one.facts.get("by_key", ""),
        )
        for one in found
    )
    return Table(("编号", "时间", "谁", "做了什么", "对什么", "用的钥匙"), rows, "trail")


trail_xlsx = as_file(trail_table)


@dataclass(frozen=True)
class _Sheet:
    title: str


@desk
def trail_print(request):
    """What was asked for on A4, in volumes when it is much; without a first day the last month of it."""
    asked = _asked(TrailForm(request.GET or None))
    since = asked.since or (asked.before or request.now) - PRINTED
    until = (asked.before - timedelta(days=1)) if asked.before else request.now
    title = f"操作记录　{localtime(since):%Y年%-m月%-d日}至{localtime(until):%Y年%-m月%-d日}"
    query = request.GET.copy()
    query.pop("part", None)
    return as_paper(
        request, _table(request, replace(asked, since=since)), room=HERE, ledger=_Sheet(title), query=query.urlencode(),
        back=reverse(HERE), crumbs=(("操作记录", reverse(HERE)), ("打印", "")),
    )  # fmt: skip
