"""What every page of the workbench carries, and how a refusal is said to the person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect

from gongkai.interfaces.ui.addresses import address
from gongkai.interfaces.ui.shapes import Crumb, NavItem
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.interfaces.ui.views import first_set_up
from gongkai.ledger import queries as reading
from gongkai.ledger.fields import STEP
from gongkai.orgs import queries as orgs
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may, may_anywhere, reach
from gongkai.rules.proof import Proof
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain

PASSWORD_DUE = "password_due"  # noqa: S105 - in the session of who must change the password before anything else


@dataclass(frozen=True)
class Entry:
    """One room in the navigation. Shown to who holds any of `needs` somewhere and none of `unless`; no needs: to all.

    `at_county`: only the county itself does this, whoever else bears the same role.
    """

    group: str
    label: str
    name: str
    needs: tuple[Permission, ...] = ()
    unless: tuple[Permission, ...] = ()
    at_county: bool = False


WORKING = (
    Permission.READ_WORK,
    Permission.MAKE_CATALOG,
    Permission.HANDLE_OPINION,
    Permission.INTERPRET,
)  # who has a to-do list

# At most five groups, so that they stand in one line on a phone; a new room is one line here.
ENTRIES = (
    Entry("待办", "待办", "workbench:home", WORKING),
    Entry("我的", "我的", "workbench:me", (), WORKING),
    Entry("公开", "公开件", "workbench:editions", (Permission.READ_WORK,)),
    Entry("公开", "分期事项", "workbench:matters", (Permission.READ_WORK,)),
    Entry("公开", "备案和申请", "workbench:filings", (Permission.READ_WORK,)),
    Entry("公开", "载体", "workbench:carriers", (Permission.READ_WORK,)),
    Entry("公开", "联合公开栏", "workbench:joint", (Permission.RELEASE,)),
    Entry("公开", "八项制度", "workbench:systems", (Permission.READ_WORK,)),
    Entry("公开", "宣传教育", "workbench:activities", (Permission.READ_WORK,)),
    Entry("公开", "议事日程", "workbench:agendas", (Permission.READ_WORK,)),
    Entry("公开", "工作经费", "workbench:funds", (Permission.READ_WORK,)),
    Entry("公开", "归档", "workbench:archive", (Permission.READ_WORK,)),
    Entry("公开", "表单", "workbench:paper_forms", (Permission.READ_WORK,)),
    Entry("公开", "台账", "workbench:ledgers", (Permission.READ_WORK,)),
    Entry("公开", "申请公开", "workbench:applications", (Permission.HANDLE_REQUEST, Permission.RULE_REQUEST)),
    Entry("意见", "意见建议", "workbench:opinions", (Permission.HANDLE_OPINION,)),
    Entry("意见", "社会关切", "workbench:concerns", (Permission.READ_WORK,)),
    Entry("意见", "条款解释", "workbench:interpretations", (Permission.READ_WORK, Permission.INTERPRET)),
    Entry("意见", "征求意见", "workbench:consulting", (Permission.READ_WORK,)),
    Entry("意见", "民主评议", "workbench:appraisals", (Permission.RUN_APPRAISAL,)),
    Entry("意见", "署名人姓名", "workbench:identity", (Permission.CONSENT_IDENTITY,)),
    Entry("意见", "受到压力", "workbench:pressures", (Permission.PROTECT,)),
    Entry("监督", "看板", "workbench:board", (Permission.OVERSEE,)),
    Entry("监督", "我的监督", "workbench:supervising", (Permission.SUPERVISE,)),
    Entry("监督", "监督员", "workbench:supervisors", (Permission.READ_WORK,)),
    Entry("监督", "监督意见", "workbench:marks", (Permission.READ_WORK,)),
    Entry("监督", "检查整改", "workbench:inspections", (Permission.READ_WORK,)),
    Entry("监督", "联系点", "workbench:points", (Permission.READ_WORK,)),
    Entry("监督", "考评", "workbench:assessment", (Permission.READ_WORK,)),
    Entry("监督", "责任追究", "workbench:accountability", (Permission.HOLD_TO_ACCOUNT,), at_county=True),
    Entry("监督", "打开姓名的记录", "workbench:identity_ledger", (Permission.READ_AUDIT,)),
    Entry("监督", "操作记录", "workbench:trail", (Permission.READ_AUDIT,)),
    Entry("组织", "目录", "workbench:catalogs", (Permission.OVERSEE, Permission.MAKE_CATALOG)),
    Entry("组织", "领导小组", "workbench:groups", (Permission.OVERSEE,)),
    Entry("组织", "实施方案", "workbench:campaigns", (Permission.OVERSEE,)),
    Entry("组织", "党员名册", "workbench:roll", (Permission.KEEP_ROLL,), (Permission.MANAGE_ORGS,)),
    Entry("组织", "组织", "workbench:organizations", (Permission.MANAGE_ORGS,)),
    Entry("组织", "公开日历", "workbench:calendar", (Permission.MANAGE_ORGS,)),
    Entry("组织", "文件", "workbench:documents", (Permission.MANAGE_ORGS,), at_county=True),
    Entry("组织", "账号", "workbench:accounts", (Permission.MANAGE_ACCOUNTS,)),
    Entry("组织", "授权", "workbench:organizations", (Permission.MANAGE_PEOPLE,), (Permission.MANAGE_ORGS,)),
    Entry("组织", "重设动态码", "workbench:factor_resets", (Permission.MANAGE_ACCOUNTS, Permission.MANAGE_PEOPLE)),
    Entry("组织", "运行情况", "workbench:running", (Permission.MANAGE_SYSTEM,)),
)


def desk(view: Callable) -> Callable:
    """A page of the workbench: for people who logged in; everyone else is asked to do so, and keeps what was typed.

    Who must have a second factor and has none is led to set one up first; so is who must change the password. Forms
    of theirs come back too, to be sent again afterwards.
    """

    @asked_to_sign_in
    @wraps(view)
    def opened(request, *args, **kwargs):
        if request.actor.proof is Proof.MISSING:
            return led_to(request, "workbench:second_factor", "设动态码")
        if request.session.get(PASSWORD_DUE):
            return led_to(request, "workbench:password", "换密码")
        return view(request, *args, **kwargs)

    return opened


def led_to(request, name: str, step: str):
    """To what has to be done first. A form stays on a page of its own with what was typed."""
    if request.method == "POST":
        return first_set_up(request, step=step, goal=address(name))
    return redirect(name)


def may_at_county(actor, permission: Permission) -> bool:
    """Does the actor hold the permission at the county itself, not only at a place below it?"""
    return any(len(path) == STEP for path, _ in reach(actor, permission))


def places(actor) -> list[Entry]:
    """The rooms of the workbench that this person has something to do in."""

    def holds(wanted: tuple[Permission, ...], at_county: bool = False) -> bool:
        return any((may_at_county if at_county else may_anywhere)(actor, one) for one in wanted)

    return [one for one in ENTRIES if (not one.needs or holds(one.needs, one.at_county)) and not holds(one.unless)]


def navigation(entries: list[Entry], current: str) -> list[NavItem]:
    """The rooms by group; a group of one room is a plain link with the room's own name."""
    items = []
    for group, found in groupby(entries, key=lambda one: one.group):
        rooms = tuple(NavItem(one.label, address(one.name), one.name == current) for one in found)
        here = any(room.current for room in rooms)
        items.append(rooms[0] if len(rooms) == 1 else NavItem(group, "", here, rooms))
    return items


def frame(request, current: str, *, crumbs: tuple[tuple[str, str], ...] = (), homes=None, **context) -> dict:
    """The context of a workbench page. `homes`: where the person works, by one who has read it already."""
    homes = orgs.home_organizations(request.actor) if homes is None else homes
    entries = places(request.actor)
    first = next(one for one in entries if one.name in ("workbench:home", "workbench:me"))
    path = [Crumb(first.label, address(first.name))] if crumbs else []
    path += [Crumb(label, url) for label, url in crumbs if label != first.label]
    path = path if len(path) > 1 else []  # a path of one step leads from a page to itself
    nav = navigation(entries, current)
    who = "　".join(filter(None, (request.user.name, homes[0].short_name if homes else "")))
    unread = reading.unread_notices(request.actor)
    return {"nav": nav, "crumbs": path, "who": who, "homes": homes, "unread": unread, **context}


def filings_crumb(request) -> tuple[str, str]:
    """The list above a plan, a filing or a proposal; only a name for those who decide and have no such list."""
    return "备案和申请", address("workbench:filings") if may_anywhere(request.actor, Permission.READ_WORK) else ""


def first_home(request, *needs: Permission, homes=None):
    """Where the person works with one of these permissions: asked for by `org`, else the first; None without any.

    `homes`: where the person works, by one who has read it already.
    """
    asked = request.GET.get("org", "")
    for org in orgs.home_organizations(request.actor) if homes is None else homes:
        if (not asked or org.code == asked) and any(may(request.actor, one, org.path) for one in needs):
            return org
    return None


def office_of(request, need: Permission):
    """The same for an act that only those who work there have; for others it is a missing page."""
    org = first_home(request, need)
    if org is None:
        raise missing()
    return org


def home_of(request):
    """The organization whose work is shown: asked for by `org`, also one below that is overseen; else the first home."""
    if (org := first_home(request, Permission.READ_WORK)) is not None:
        return org
    if asked := request.GET.get("org", ""):
        below = orgs.organization_by_code(request.actor, code=asked)
        if may(request.actor, Permission.READ_WORK, below.path):
            return below
    raise missing()


def say_refused(request, refused: Refused) -> None:
    """Say a refusal above the next page, where there is no form to put it on. Hidden refusals pass on."""
    if refused.hidden:
        raise refused
    messages.error(request, explain(refused.code, refused.facts))


def attempt(request, act: Callable, *, done: str = ""):
    """Try an act: its result, or None after the refusal was said in plain words. Hidden refusals pass on."""
    try:
        result = act()
    except Refused as refused:
        say_refused(request, refused)
        return None
    if done:
        messages.success(request, done)
    return result if result is not None else True


def refuse_form(form, refused: Refused, field: str | None = None) -> None:
    """Put a refusal on top of the form; nothing typed is lost."""
    if refused.hidden:
        raise refused
    form.add_error(field, explain(refused.code, refused.facts))


@dataclass(frozen=True)
class Button:
    """An offer with its reason in words, ready for the page."""

    verb: str
    label: str
    allowed: bool
    why_not: str
    main: bool
    article: str
    needs_remark: bool
    confirm: str
    url: str = ""


def buttons(offers: list[Offer], urls: dict[str, str] | None = None) -> list[Button]:
    """Offers as buttons. `urls`: verbs that have a page of their own."""
    return [
        Button(
            offer.verb,
            offer.label,
            offer.allowed,
            explain(offer.why_not, dict(offer.why_facts)) if offer.why_not else "",
            offer.main,
            offer.article,
            offer.needs_remark,
            offer.confirm,
            (urls or {}).get(offer.verb, ""),
        )  # fmt: skip
        for offer in offers
    ]
