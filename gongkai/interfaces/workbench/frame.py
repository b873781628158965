"""What every page of the workbench carries, and how a refusal is said to the person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.urls import reverse

from gongkai.interfaces.ui.shapes import Crumb, NavItem
from gongkai.orgs import queries as orgs
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may, may_anywhere
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain

WORK = (("待办", "workbench:home"), ("公开件", "workbench:editions"), ("分期事项", "workbench:matters"), ("备案和申请", "workbench:filings"), ("征求意见", "workbench:consulting"), ("载体", "workbench:carriers"))  # fmt: skip
ROLL = ("党员名册", "workbench:roll")
VOICES = ("意见", "workbench:opinions")
APPLICATIONS = ("申请公开", "workbench:applications")
OVERSIGHT = (("看板", "workbench:board"), ("目录", "workbench:catalogs"))
PROTECTION = (
    ("署名人姓名", "workbench:identity", Permission.CONSENT_IDENTITY),
    ("受到压力", "workbench:pressures", Permission.PROTECT),
    ("打开姓名的记录", "workbench:identity_ledger", Permission.READ_AUDIT),
)  # fmt: skip
COUNTY = (("组织", "workbench:organizations"), ("公开日历", "workbench:calendar"), ("文件", "workbench:documents"))


def desk(view: Callable) -> Callable:
    """A page of the workbench: for people who logged in; everyone else is asked to do so."""

    @login_required
    @wraps(view)
    def opened(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    return opened


def places(actor) -> list[tuple[str, str]]:
    """The parts of the workbench that this person has something to do in."""
    shown = list(WORK) if may_anywhere(actor, Permission.READ_WORK) else [WORK[0]]
    if may_anywhere(actor, Permission.HANDLE_OPINION):
        shown.append(VOICES)
    if may_anywhere(actor, Permission.HANDLE_REQUEST) or may_anywhere(actor, Permission.RULE_REQUEST):
        shown.append(APPLICATIONS)
    if may_anywhere(actor, Permission.KEEP_ROLL) and not may_anywhere(actor, Permission.MANAGE_ORGS):
        shown.append(ROLL)
    if may_anywhere(actor, Permission.RUN_APPRAISAL):
        shown.append(("民主评议", "workbench:appraisals"))
    if may_anywhere(actor, Permission.OVERSEE):
        shown += OVERSIGHT
    elif may_anywhere(actor, Permission.MAKE_CATALOG):
        shown += OVERSIGHT[1:]
    if may_anywhere(actor, Permission.MANAGE_ORGS):
        shown += COUNTY
    shown += [(label, name) for label, name, permission in PROTECTION if may_anywhere(actor, permission)]
    return shown


def frame(request, current: str, *, crumbs: tuple[tuple[str, str], ...] = (), **context) -> dict:
    """The context of a workbench page."""
    homes = orgs.home_organizations(request.actor)
    path = [Crumb("待办", reverse("workbench:home"))] if crumbs else []
    path += [Crumb(label, url) for label, url in crumbs]
    nav = [NavItem(label, reverse(name), name == current) for label, name in places(request.actor)]
    who = "　".join(filter(None, (request.user.name, homes[0].short_name if homes else "")))
    return {"nav": nav, "crumbs": path, "who": who, "homes": homes, **context}


def home_of(request):
    """The organization that the person works for now: asked for by `org`, else the first one with work."""
    asked = request.GET.get("org", "")
    for org in orgs.home_organizations(request.actor):
        if (not asked or org.code == asked) and may(request.actor, Permission.READ_WORK, org.path):
            return org
    raise missing()


def attempt(request, act: Callable, *, done: str = ""):
    """Try an act: its result, or None after the refusal was said in plain words. Hidden refusals pass on."""
    try:
        result = act()
    except Refused as refused:
        if refused.hidden:
            raise
        messages.error(request, explain(refused.code, refused.facts))
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
