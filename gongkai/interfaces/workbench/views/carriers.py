"""Boards, screens and phones: an organization's own, one with its history, and the stale ones below (R59)."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.dates import cn_date
from gongkai.interfaces.ui.stored import send_stored
from gongkai.interfaces.ui.tables import Table
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench import carrier_forms as forms
from gongkai.interfaces.workbench.frame import Button, buttons, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.three_forms import as_file
from gongkai.interfaces.workbench.views.board import overseen
from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.carriers import Freshness
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import label

PAGE = 100
LIGHTS = {"": (Freshness.STALE, Freshness.DUE), "stale": (Freshness.STALE,), "due": (Freshness.DUE,), "all": ()}


@desk
def carriers(request):
    """Where the organization's sheets hang, who keeps each, how fresh it is."""
    org, actor = home_of(request), request.actor
    context = frame(
        request, "workbench:carriers", org=org, ended=publication.carriers_of(actor, org_id=org.pk, today=request.today, ended=True),
        rows=publication.carriers_of(actor, org_id=org.pk, today=request.today),
        may_register=may(actor, Permission.RELEASE, org.path), oversees=may(actor, Permission.OVERSEE, org.path),
    )  # fmt: skip
    context["attention"] = sum(row.verdict.light is not Freshness.FRESH for row in context["rows"])
    return render(request, "workbench/carriers.html", context)


@desk
def new(request):
    """Register a carrier with its keeper."""
    org = home_of(request)
    form = forms.CarrierForm(request.POST or None, initial={"kind": "board", "from_date": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = publishing.register_carrier(
                request.actor, org_id=org.pk, now=request.now, today=request.today, **form.cleaned_data
            )
            messages.success(request, f"已登记{made.name}。公开时可以直接选它。")
            return redirect("workbench:carrier", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("载体", reverse("workbench:carriers")), ("登记载体", ""))
    context = frame(
        request, "workbench:carriers", crumbs=crumbs, form=form, heading="登记载体", button="登记这个载体",
        lede="登记一次，以后公开时直接选；公开页会写明它在哪里、谁保管、最近哪天更新。", back=reverse("workbench:carriers"),
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@dataclass(frozen=True)
class Verb:
    """One act on a carrier: its form with what is filled in, the carrying out, what is said afterwards."""

    title: str
    button: str
    form: type
    initial: object
    carry: object
    done: str


def _inspect(request, pk: int, data: dict):
    upload, token, org_path = data.pop("photo"), "", ""
    if upload is not None:
        org_path = publication.carrier(request.actor, carrier_id=pk, today=request.today).carrier.org_path
        with on_disk(upload) as path:
            token = ledger.store(request.actor, source=path, name=upload.name, org_path=org_path, now=request.now).token
    data["month_hangs"] = data["month_hangs"] == "yes"
    return publishing.inspect_carrier(
        request.actor, carrier_id=pk, photo_token=token, now=request.now, today=request.today, **data
    )


def _hand_over(request, pk: int, data: dict):
    return publishing.hand_over(request.actor, carrier_id=pk, now=request.now, today=request.today, **data)


def _end(request, pk: int, data: dict):
    return publishing.end_carrier(request.actor, carrier_id=pk, now=request.now, today=request.today, **data)


VERBS = {
    "inspect": Verb(
        "登记巡检", "存下巡检结果", forms.CheckForm,
        lambda request: {"day": request.today, "by_name": request.user.name}, _inspect, "巡检已登记。",
    ),
    "hand_over": Verb(
        "换保管人", "登记新的保管人", forms.KeeperForm, lambda request: {"from_date": request.today}, _hand_over,
        "保管人已换，原来的留在记录里。",
    ),
    "end": Verb(
        "停用", "停用这个载体", forms.EndForm, lambda request: {"on": request.today}, _end,
        "已停用，在上面公开过的内容留在记录里。",
    ),
}  # fmt: skip


@desk
def carrier(request, pk: int):
    """One carrier: how it stands, its keepers, checks and sheets; each act on a page of its own."""
    trail = publication.carrier(request.actor, carrier_id=pk, today=request.today)
    offered = publication.carrier_offers(request.actor, carrier_id=pk)
    if "do" in request.GET:
        return _act(request, trail, {offer.verb for offer in offered})
    urls = {offer.verb: f"?do={offer.verb}" for offer in offered}
    shown: list[Button] = buttons(offered, urls)
    crumbs = (_list_crumb(request, trail.carrier), (trail.carrier.name, ""))
    context = frame(request, "workbench:carriers", crumbs=crumbs, trail=trail, one=trail.carrier, offers=shown)
    return render(request, "workbench/carrier.html", context)


def _list_crumb(request, one) -> tuple[str, str]:
    """Back to the own list, or for those above to the list of what is stale."""
    if one.org_path in request.actor.home_paths:
        return "载体", f"{reverse('workbench:carriers')}?org={one.org_code}"
    return "载体更新情况", reverse("workbench:carriers_stale")


def _act(request, trail, offered: set[str]):
    chosen = VERBS.get(request.GET["do"])
    if chosen is None or request.GET["do"] not in offered:
        raise missing()
    one = trail.carrier
    form = chosen.form(request.POST or None, request.FILES or None, initial=chosen.initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            chosen.carry(request, one.id, dict(form.cleaned_data))
            messages.success(request, chosen.done)
            return redirect("workbench:carrier", one.id)
        except Refused as refused:
            refuse_form(form, refused, "photo" if refused.code == "carrier_photo_repeated" else None)
    lede = f"{one.kind_name}　{one.place}。"
    if request.GET["do"] == "inspect" and trail.photo_this_month:
        lede += "本月已有照片，这次可以不传。"
    here = reverse("workbench:carrier", args=[one.id])
    context = frame(
        request, "workbench:carriers", crumbs=(_list_crumb(request, one), (one.name, here), (chosen.title, "")), form=form,
        heading=f"{chosen.title}　{one.name}", button=chosen.button, lede=lede, back=here,
    )  # fmt: skip
    return render(request, "workbench/carrier_act.html", context)


@desk
def photo(request, pk: int, token: str):
    """The photo of a check."""
    return send_stored(*publication.check_photo(request.actor, carrier_id=pk, token=token))


@desk
def sheet(request):
    """The inspection sheet to take along, on paper (F31)."""
    org = home_of(request)
    rows = publication.carriers_of(request.actor, org_id=org.pk, today=request.today)
    crumbs = (("载体", reverse("workbench:carriers")), ("巡检单", ""))
    context = frame(request, "workbench:carriers", crumbs=crumbs, org=org, rows=rows, today=request.today)
    return render(request, "workbench/carrier_sheet.html", context)


def _found(request, org):
    form = forms.FindForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {"light": "", "kind": ""}
    rows = publication.below(
        request.actor, path=org.path, today=request.today, lights=LIGHTS[data["light"]], kind=data["kind"]
    )
    return form, rows


@desk
def stale(request):
    """What hangs too long below: the reddest first in the order of the tree, filtered, exported."""
    org = overseen(request)
    form, rows = _found(request, org)
    start = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else 0
    context = frame(
        request, "workbench:carriers", crumbs=(("载体更新情况", ""),), org=org, form=form, total=len(rows),
        rows=rows[start : start + PAGE], next_key=str(start + PAGE) if len(rows) > start + PAGE else "",
        stale=sum(row.verdict.light is Freshness.STALE for row in rows),
        without=[gap.org for gap in publication.coverage_gaps(request.actor, path=org.path, today=request.today) if "carrier" in gap.lacks],
        export=f"{reverse('workbench:carriers_stale_xlsx')}?{request.GET.urlencode()}",
    )  # fmt: skip
    return render(request, "workbench/carriers_stale.html", context)


def stale_table(request) -> Table:
    """The same list as a workbook."""
    org = overseen(request)
    _, rows = _found(request, org)
    names = {one.pk: one for one in orgs.subtree(request.actor, path=org.path)}
    headings = (
        "组织", "代码", "上级", "载体", "名称", "位置", "情况", "原因", "最近更新", "最近巡检", "完好", "保管人", "保管人电话",
    )  # fmt: skip
    cells = (
        (
            row.org_name, row.org_code, _above(names, row.org_id), row.kind_name, row.name, row.place,
            label(row.verdict.light), row.verdict.sentence, cn_date(row.refreshed) if row.refreshed else "没有",
            cn_date(row.checked) if row.checked else "没有", forms.WORDS.get(row.condition, ""), row.keeper, row.keeper_phone,
        )
        for row in rows
    )  # fmt: skip
    return Table(headings, cells, f"carriers-{org.code}-{request.today}")


stale_xlsx = as_file(stale_table)


def _above(names: dict, org_id: int) -> str:
    found = names.get(org_id)
    above = names.get(found.superior_id) if found else None
    return above.short_name if above else ""
