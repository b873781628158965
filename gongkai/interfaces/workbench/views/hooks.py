"""Webhooks at the desk: the addresses of one's own key, what became of each message, and what can be done about it."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from gongkai.interfaces.ui.tables import workbook
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.interfaces.workbench.hook_forms import HookForm
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import label
from gongkai.rules.webhooks import CHOICES, Event

KEYS = "给别的系统用的钥匙"
HEADINGS = ("消息编号", "什么事", "发出", "答复", "用时（毫秒）")


@dataclass(frozen=True)
class MessageRow:
    """A message as its line on the page."""

    pk: int
    message_id: str
    words: str
    made_at: object
    outcome: str
    tries: list


def _crumbs(*more):
    return ("我的", reverse("workbench:me")), (KEYS, reverse("workbench:tokens")), *more


@desk
def token_hooks(request, pk: int):
    """The addresses of one key, and a form for one more; its secret is shown once, on the page that answers."""
    token, homes = orgs.own_token(request.actor, token_id=pk), orgs.home_organizations(request.actor)
    fresh = {"kinds": [str(one) for one in CHOICES], "org": homes[0].pk if homes else ""}
    form, made = HookForm(request.POST or None, initial=fresh, homes=homes), None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = organizing.add_hook(
                request.actor, token_id=pk, org_id=asked["org"], below=asked["below"], address=asked["address"],
                kinds=asked["kinds"], networks=settings.GONGKAI_HOOK_NETWORKS, now=request.now, today=request.today,
            )  # fmt: skip
            form = HookForm(initial=fresh, homes=homes)
        except Refused as refused:
            refuse_form(form, refused)
    rows = [
        (one, "、".join(label(Event(kind)) for kind in one.kinds))
        for one in orgs.hooks(request.actor, token_id=pk)
    ]  # fmt: skip
    context = frame(
        request, "", crumbs=_crumbs((token.name, "")), homes=homes, token=token, rows=rows, form=form, made=made
    )
    return render(request, "workbench/hooks.html", context)


def _row(one, *, alive: bool, stopped: bool) -> MessageRow:
    if one.taken_at:
        outcome = "收下了"
    elif one.our_fault:
        outcome = "没有发成，是我们这边的错"
    elif one.given_up_at or not alive:
        outcome = "没有收下，不再试了"
    elif stopped:
        outcome = "还没有收下，重新开始以后再发"
    else:
        outcome = "还没有收下，接着试"
    return MessageRow(
        one.pk,
        one.message_id,
        label(Event(one.kind)),
        one.made_at,
        outcome,
        sorted(one.tries.all(), key=lambda t: -t.pk),
    )


def _page(request, pk: int, made=None):
    row = orgs.hook(request.actor, hook_id=pk)
    alive = orgs.hook_alive(request.actor, hook_id=pk, today=request.today)
    found = orgs.hook_messages(request.actor, hook_id=pk)
    messages = [_row(one, alive=alive, stopped=bool(row.stopped_at)) for one in found]
    waiting, faults = orgs.hook_waiting(request.actor, hook_id=pk)
    paused = row.paused_until if row.paused_until and row.paused_until > request.now and not row.stopped_at else None
    back = reverse("workbench:token_hooks", args=[row.token_id])
    context = frame(
        request, "", crumbs=_crumbs((row.token.name, back), ("接收地址", "")), row=row, rows=messages, made=made, alive=alive,
        waiting=waiting, faults=faults, paused=paused,
        kinds="、".join(label(Event(kind)) for kind in row.kinds),
    )  # fmt: skip
    return render(request, "workbench/hook.html", context)


@desk
def hook(request, pk: int):
    """One address: whether it is running, and its newest messages with every try."""
    return _page(request, pk)


@desk
@require_POST
def hook_secret(request, pk: int):
    """A new secret, shown on the page that answers."""
    return _page(
        request, pk, attempt(request, lambda: organizing.change_hook_secret(request.actor, hook_id=pk, now=request.now))
    )


ACTS = {
    "test": (organizing.try_hook, "试发的消息排上了，几秒钟后刷新这一页，看对方答复了什么。"),
    "retry": (organizing.retry_hook, "没有送到的都重新排上了，几秒钟后刷新这一页。"),
    "resume": (organizing.resume_hook, "重新开始了，停着的时候没有送到的都重新发。"),
}  # fmt: skip


@desk
@require_POST
def hook_act(request, pk: int, verb: str):
    """Send a test, or start a stopped address again."""
    if verb not in ACTS:
        raise missing()
    act, done = ACTS[verb]
    attempt(request, lambda: act(request.actor, hook_id=pk, now=request.now, today=request.today), done=done)
    return redirect("workbench:hook", pk)


@desk
@require_POST
def hook_end(request, pk: int):
    """Nothing is sent there any more."""
    row = orgs.hook(request.actor, hook_id=pk)
    organizing.end_hook(request.actor, hook_id=pk, now=request.now)
    return redirect("workbench:token_hooks", row.token_id)


@desk
@require_POST
def hook_resend(request, pk: int):
    """One message once more, with its own id."""
    done = "这一条重新排上了，编号不变。"
    found = attempt(
        request,
        lambda: organizing.resend_hook_message(request.actor, message_id=pk, now=request.now, today=request.today),
        done=done,
    )
    return redirect("workbench:hook", found.pk) if found else redirect("workbench:tokens")


@desk
def hook_xlsx(request, pk: int):
    """Every try that is kept."""
    row = orgs.hook(request.actor, hook_id=pk)
    lines = (
        (
            one.message.message_id,
            label(Event(one.message.kind)),
            f"{localtime(one.at):%Y-%m-%d %H:%M:%S}",
            one.said,
            one.took_ms,
        )
        for one in orgs.hook_tries(request.actor, hook_id=pk)
    )
    return workbook(HEADINGS, lines, f"{row.token.name}的消息")
