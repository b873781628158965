"""Notices of each morning, how one wants to be told, calendars to subscribe, and the state of the mail."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui import clocks
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.interfaces.workbench.notice_forms import NoticesForm
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as reading
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication.pages import keeping
from gongkai.rules.notices import KINDS, Line, in_words
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.refusals import Refused, missing

PAGE = 30
FORMS = (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON"))
HEADINGS = ("日期", "党组织", "事情", "已逾期", "今天到期", "快到期", "等着办", "最早的日子", "邮件", "看过")


@dataclass(frozen=True)
class Shown:
    """A notice as the page shows it: lines with their places, and what became of the mail."""

    row: object
    lines: list[tuple[str, str, str]]
    mail: str


def mail_words(row) -> str:
    """What became of the mail, in words; nothing when none was sent."""
    proof = getattr(row, "delivery", None)
    if proof is None:
        return ""
    return f"邮件已交给 {proof.address} 的服务器" if proof.accepted else f"邮件没有送到 {proof.address}：{proof.answer}"


def shown(row) -> Shown:
    lines = [Line.from_json(data) for data in row.lines]
    return Shown(row, [(line.org, in_words(line, row.day), clocks.place(line.kind)) for line in lines], mail_words(row))


@desk
def notices(request):
    """Every morning's message, the newest first; history stays."""
    after = request.GET.get("after", "")
    before = int(after) if after.isdecimal() and len(after) < 18 else None
    rows = reading.notices(request.actor, before=before, limit=PAGE + 1)
    context = frame(
        request, "", crumbs=(("通知", ""),), rows=[shown(row) for row in rows[:PAGE]],
        next_key=rows[PAGE - 1].pk if len(rows) > PAGE else "",
        may_see_mail=may_anywhere(request.actor, Permission.MANAGE_SYSTEM),
    )  # fmt: skip
    return render(request, "workbench/notices.html", context)


def notices_table(request) -> Table:
    """All notices as a workbook, one line for each kind and organization."""
    cells = (
        (
            row.day.isoformat(), line.org, KINDS[line.kind].name, line.overdue, line.today, line.soon, line.waiting,
            line.first.isoformat() if line.first else "", mail_words(row), "看过" if row.read_at else "没有看",
        )
        for row in reading.notice_ledger(request.actor)
        for line in map(Line.from_json, row.lines)
    )  # fmt: skip
    return Table(HEADINGS, cells, "通知")


notices_xlsx = as_file(notices_table)


@keeping
@desk
@require_POST
def read(request):
    """I have seen them all."""
    ledger.mark_read(request.actor, now=request.now)
    return redirect("workbench:notices")


@keeping
@desk
def mine(request):
    """How I want to be told: address, days; and my calendars with how to subscribe."""
    wish = orgs.notice_setting(request.actor)
    initial = {"address": wish.address, "mail": "yes" if wish.mail else "no", "weekdays": list(wish.weekdays)}
    form = NoticesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            organizing.set_notices(
                request.actor, address=form.cleaned_data["address"], mail=form.cleaned_data["mail"] == "yes",
                weekdays="".join(form.cleaned_data["weekdays"]), now=request.now,
            )  # fmt: skip
            messages.success(request, "记下了。下一次通知就照这样办。")
            return redirect("workbench:notices_mine")
        except Refused as refused:
            refuse_form(form, refused)
    feeds, news = orgs.feeds(request.actor), orgs.feeds(request.actor, purpose="news")
    urls = [request.build_absolute_uri(reverse("portal:calendar_feed", args=[feed.token])) for feed in feeds]
    have = {feed.org.pk if feed.org else None for feed in feeds}
    homes = [
        org for org in orgs.home_organizations(request.actor) if may(request.actor, Permission.READ_WORK, org.path)
    ]
    context = frame(
        request, "", crumbs=(("通知", reverse("workbench:notices")), ("怎样告诉我", "")), form=form,
        feeds=[(feed, url, f"webcal:{url.partition(':')[2]}") for feed, url in zip(feeds, urls, strict=True)],
        lacking=[org for org in homes if org.pk not in have], own_lacking=None not in have,
        belongs=orgs.belongs(request.actor), subscriptions=participation.own_subscriptions(request.actor),
        news=[(one.pk, [(words, request.build_absolute_uri(reverse("portal:inner_feed", args=[one.token, form]))) for form, words in FORMS])
              for one in news],
    )  # fmt: skip
    return render(request, "workbench/notices_mine.html", context)


@keeping
@desk
@require_POST
def feed_new(request):
    """A calendar under a new secret address."""
    code = request.POST.get("org", "")
    org = orgs.organization_by_code(request.actor, code=code) if code else None
    org_id = org.pk if org else None
    attempt(
        request, lambda: organizing.make_feed(request.actor, org_id=org_id, now=request.now),
        done="日历地址有了。它就是钥匙：谁拿到都能看，请不要转发。",
    )  # fmt: skip
    return redirect("workbench:notices_mine")


@keeping
@desk
@require_POST
def news_new(request):
    """A feed of inner news under a new secret address; the one before ends."""
    attempt(
        request, lambda: organizing.make_feed(request.actor, now=request.now, purpose="news"),
        done="订阅地址有了。它就是钥匙：谁拿到都能看党内公开的题目，请不要转发。",
    )  # fmt: skip
    return redirect("workbench:notices_mine")


@keeping
@desk
@require_POST
def feed_end(request, pk: int):
    """The address ends; whoever still asks for it finds nothing."""
    organizing.revoke_feed(request.actor, feed_id=pk, now=request.now)
    messages.success(request, "这个地址作废了。")
    return redirect("workbench:notices_mine")


def overseen(request):
    """The state of the mail, for those who keep the system running; for all others it does not exist."""
    if not may_anywhere(request.actor, Permission.MANAGE_SYSTEM):
        raise missing()
    return reading.mail_state(request.actor, proofs=100)


@desk
def mail(request):
    """What waits, what fails and why, and the proofs of delivery."""
    context = frame(
        request, "", crumbs=(("通知", reverse("workbench:notices")), ("发信情况", "")), state=overseen(request)
    )
    return render(request, "workbench/mail.html", context)


def mail_table(request) -> Table:
    """The proofs of delivery as a workbook."""
    cells = [
        (row.at.isoformat(timespec="seconds"), row.notice.day.isoformat(), row.address, "收下" if row.accepted else "没有送到", row.answer, row.message_id)
        for row in overseen(request).proofs
    ]  # fmt: skip
    return Table(("时刻", "哪天的通知", "邮箱", "结果", "服务器的回答", "Message-ID"), cells, "发信证明")


mail_xlsx = as_file(mail_table)
