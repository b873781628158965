"""The system administrator's room: accounts are opened and closed here, slips given; powers are given elsewhere (三员分立)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import iso_day
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.workbench.forms import long_text
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs import sign_on
from gongkai.orgs.queries.keeping import PAGE
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.factor_reset import FACTOR_RESET
from gongkai.rules.refusals import Refused, missing

HERE, RESETS = "workbench:accounts", "workbench:factor_resets"


class AccountForm(PlainForm):
    username = forms.CharField(
        label="用户名", max_length=60, help_text="登录时写的，开了以后不改。一人一个，不要几个人合用"
    )
    name = forms.CharField(label="姓名", max_length=60)


class ReasonForm(PlainForm):
    remark = forms.CharField(
        label="理由", widget=long_text(2), required=False, help_text="比如“手机丢失，本人当面来说的”。本人看得到"
    )


class AccountActForm(ReasonForm):
    subject = forms.CharField(
        label="对方系统里的编号", max_length=300, required=False,
        help_text="固定不变的那一个（sub），不是邮箱，也不是手机号",
    )  # fmt: skip


@desk
def accounts(request):
    """Accounts by number, or those whose name has these words."""
    words = request.GET.get("q", "").strip()[:60]
    after = request.GET.get("after", "")
    rows = orgs.accounts(
        request.actor, words=words, after=int(after) if after.isdecimal() and len(after) < 12 else 0,
        today=request.today,
    )  # fmt: skip
    context = frame(
        request, HERE, query=words, rows=rows[:PAGE], next_key=rows[PAGE - 1].user.pk if len(rows) > PAGE else ""
    )
    return render(request, "workbench/accounts.html", context)


def accounts_table(request) -> Table:
    """All accounts as a workbook: who can log in, since when, with how many roles."""
    rows = (
        (
            one.user.username, one.user.name, "在用" if one.user.is_active else "停用", one.roles,
            "有" if one.has_factor else "没有", iso_day(one.user.created_at),
        )
        for one in orgs.all_accounts(request.actor, today=request.today)
    )  # fmt: skip
    return Table(("用户名", "姓名", "状态", "角色数", "动态码", "开账号的日子"), rows, "accounts")


accounts_xlsx = as_file(accounts_table)


@desk
def account_new(request):
    """Open an account: it may do nothing yet."""
    if not may_anywhere(request.actor, Permission.MANAGE_ACCOUNTS):
        raise missing()
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organizing.create_user(request.actor, now=request.now, **form.cleaned_data)
            messages.success(request, "账号开好了，现在还什么都不能办。给本人一张凭条设密码，请安全管理员授权。")
            return redirect("workbench:account", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=(("账号", reverse(HERE)), ("开账号", "")), form=form, title="开账号", button="开这个账号",
        lede="账号本身什么都不能办：任职由办公室登记，角色由安全管理员授予。",
    )  # fmt: skip
    return render(request, "workbench/org_act.html", context)


@desk
def account(request, pk: int):
    """One account: give a slip, close it, ask to reset the second factor."""
    actor, slip = request.actor, ""
    kept = orgs.account(actor, user_id=pk, today=request.today)
    form = AccountActForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if request.method == "POST" and form.is_valid():
        try:
            if verb == "slip":
                slip = organizing.give_slip(actor, user_id=pk, now=request.now)
            elif verb == "close":
                organizing.close_account(actor, user_id=pk, now=request.now)
                messages.success(request, "账号停用了，各处的登录、钥匙都结束了。做过的事留着名字。")
                return redirect("workbench:account", pk)
            elif verb == "ask":
                organizing.ask_reset(actor, user_id=pk, reason=form.cleaned_data["remark"], now=request.now)
                messages.success(request, "已申请，等另一位管理员同意。")
                return redirect(RESETS)
            elif verb == "link":
                organizing.link_identity(
                    actor, user_id=pk, subject=form.cleaned_data["subject"].strip(), now=request.now
                )
                messages.success(request, "统一登录接上了。本人在“登录和安全”里看得到是您接的。")
                return redirect("workbench:account", pk)
            elif verb == "unlink":
                organizing.unlink_identity(actor, user_id=pk, now=request.now)
                messages.success(request, "统一登录断开了，这个人在各处的登录都结束了。")
                return redirect("workbench:account", pk)
        except Refused as refused:
            refuse_form(form, refused)
    offers = buttons(orgs.reset_offer(actor, user=kept.user))
    context = frame(
        request, HERE, crumbs=(("账号", reverse(HERE)), (kept.user.name, "")), kept=kept, slip=slip, form=form,
        offers=offers, own=actor.user_id == pk, other=settings.GONGKAI_OIDC_NAME if sign_on.offered() else "",
        held=orgs.outside_identity(actor, user_id=pk) if sign_on.offered() else None,
    )  # fmt: skip
    return render(request, "workbench/account.html", context)


@desk
def factor_resets(request):
    """Requests to reset a second factor: the system administrator's, and the other administrator's to agree."""
    form = ReasonForm(request.POST or None)
    asked = request.POST.get("reset", "")
    if request.method == "POST" and form.is_valid() and asked.isdecimal():
        verb = request.POST.get("verb", "")
        if verb not in {move.verb for move in FACTOR_RESET.moves} - {"ask"}:
            raise missing()
        attempt(
            request,
            lambda: organizing.answer_reset(
                request.actor, reset_id=int(asked), verb=verb, remark=form.cleaned_data["remark"], now=request.now
            ),
            done="已办。",
        )
        return redirect(RESETS)
    rows = [(row, FACTOR_RESET.states[row.state], buttons(offers)) for row, offers in orgs.factor_resets(request.actor)]
    context = frame(request, RESETS, crumbs=(("重设动态码", ""),), rows=rows)
    return render(request, "workbench/factor_resets.html", context)
