"""Catalogs for those who make them: versions, entries, gaps, differences, consultation, approval, workbooks."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.catalog_words import changed_entries, grouped, in_circle, version_crumbs
from gongkai.interfaces.ui.tables import spreadsheet
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.catalog_forms import (
    BindForm,
    ConsultationForm,
    GapsForm,
    NewCatalogForm,
    VersionForm,
)
from gongkai.interfaces.workbench.frame import attempt, buttons, desk, frame, refuse_form
from gongkai.interfaces.workbench.office_forms import UploadForm
from gongkai.interfaces.workbench.views.catalog_entries import entry
from gongkai.ledger import actions as ledger
from gongkai.obligations import actions as obliging
from gongkai.orgs import queries as orgs
from gongkai.rulebook import actions as rulemaking
from gongkai.rulebook import queries as rulebook
from gongkai.rules import catalogs as law
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may, reach
from gongkai.rules.procedures.catalog import CATALOG
from gongkai.rules.refusals import Refused, missing

SUB_ITEM_NAMES = {item.code: item.name for item in SUB_ITEMS}
SALT, KEPT = "catalog-import", 24 * 3600  # seconds for which a preview can still be applied
STARTED, DONE = (
    "已起草。先看缺哪些子项，再逐条改。",
    {"consult": "已开始征求意见。", "redraft": "可以接着改了。", "drop": "这一稿已作废。"},
)


def makers_of(actor) -> list:
    """The bodies for which this actor makes catalogs: where the role is held, and makers below."""
    found = {}
    for path, subtree in reach(actor, Permission.MAKE_CATALOG):
        tree = orgs.subtree(actor, path=path) if subtree else [orgs.organization_at(actor, path=path)]
        making = {one.catalog_maker_id for one in tree}
        found |= {one.pk: one for one in tree if one.path == path or one.pk in making}
    return sorted(found.values(), key=lambda one: one.path)


def followers(actor, catalog) -> list:
    """Living organizations whose catalog this may be: same maker, and of the kind (or the one it is for)."""
    tree = orgs.subtree(actor, path=orgs.county(actor).path)
    return [
        one
        for one in tree
        if one.owes_duties
        and one.catalog_maker_id == catalog.maker_id
        and (
            one.pk == catalog.for_org_id if catalog.for_org_id else KINDS[OrgKind(one.kind)].catalog == catalog.org_kind
        )
    ]


@desk
def catalogs(request):
    """The catalogs of one maker with the state of their versions; the other makers as links."""
    actor = request.actor
    if not in_circle(actor):
        raise missing()
    found, mine = rulebook.catalogs(actor), makers_of(actor)
    makers = {one.pk: one for one in mine} | {one.maker_id: one.maker for one in found}
    asked = request.GET.get("maker", "")
    chosen = next((one for one in makers.values() if one.code == asked), None) if asked else None
    if asked and chosen is None:
        raise missing()
    chosen = chosen or (mine[0] if mine else next(iter(makers.values()), None))
    shown = [one for one in found if chosen is not None and one.maker_id == chosen.pk]
    versions = rulebook.versions_of(actor, catalogs=shown)
    rows = [
        (one, KINDS[OrgKind(one.org_kind)].name, [(v, CATALOG.states[v.state]) for v in versions[one.pk]])
        for one in shown
    ]  # fmt: skip
    others = [(one, sum(c.maker_id == one.pk for c in found)) for one in makers.values() if one != chosen]
    context = frame(
        request, "workbench:catalogs", rows=rows, chosen=chosen, others=sorted(others, key=lambda one: one[0].path),
        may_make=bool(mine),
    )  # fmt: skip
    return render(request, "workbench/catalogs.html", context)


@desk
def new(request):
    """Begin a catalog from the defaults of a kind."""
    makers = makers_of(request.actor)
    if not makers:
        raise missing()
    form = NewCatalogForm(
        request.POST or None, makers=makers, profiles=rulebook.profiles(request.actor),
        templates=rulebook.templates(request.actor),
    )  # fmt: skip
    for_org = None
    if request.method == "POST" and (code := form.is_bound and form["for_org"].data):
        try:
            for_org = orgs.organization_by_code(request.actor, code=code.strip()).pk
        except Refused:
            form.add_error("for_org", "没有这个代码的组织，请在组织列表里查。")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = rulemaking.start_catalog(
                request.actor, maker_id=int(data["maker"]), org_kind=data["org_kind"], name=data["name"],
                profile=data["profile"], for_org_id=for_org, now=request.now,
                from_version_id=int(data["from_version_id"]) if data["from_version_id"] else None,
            )  # fmt: skip
            messages.success(request, STARTED)
            return redirect("workbench:version", rulebook.versions(request.actor, catalog_id=made.pk)[0].pk)
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("目录", reverse("workbench:catalogs")), ("新建目录", ""))
    return render(request, "workbench/catalog_new.html", frame(request, "workbench:catalogs", crumbs=crumbs, form=form))


@desk
def catalog(request, pk: int):
    """One catalog: its versions, who follows it, what was proposed from below."""
    actor = request.actor
    found = rulebook.catalog(actor, catalog_id=pk)
    may_make = may(actor, Permission.MAKE_CATALOG, found.maker_path)
    if not in_circle(actor):
        raise missing()
    period = str(Period.of(request.today).next())
    bound = {
        row.org_id: row
        for row in rulebook.bindings(actor, path=orgs.county(actor).path, period=period)
        if row.catalog_id == pk
    }
    suited = followers(actor, found)
    form = BindForm(
        request.POST if request.POST.get("verb") == "bind" else None, today=request.today,
        orgs=[one for one in suited if one.pk not in bound],
    )  # fmt: skip
    if request.method == "POST" and request.POST.get("verb") == "start_version":
        made = attempt(
            request,
            lambda: rulemaking.start_version(actor, catalog_id=pk, now=request.now),
            done="已照上一版起草新版。",
        )
        return redirect("workbench:version", made.pk) if made else redirect("workbench:catalog", pk)
    if form.is_bound and form.is_valid():
        chosen = tuple(int(one) for one in form.cleaned_data["orgs"])
        try:
            obliging.bind_organizations(
                actor, org_ids=chosen, catalog_id=pk, period_from=form.cleaned_data["period_from"], now=request.now,
                today=request.today,
            )  # fmt: skip
            messages.success(
                request, f"{len(chosen)} 个组织从{Period.parse(form.cleaned_data['period_from']).label}起用这份目录。"
            )
            return redirect("workbench:catalog", pk)
        except Refused as refused:
            refuse_form(form, refused)
    versions = rulebook.versions(actor, catalog_id=pk)
    names = {one.pk: one for one in orgs.subtree(actor, path=orgs.county(actor).path)} if bound else {}
    context = frame(
        request, "workbench:catalogs", crumbs=(("目录", reverse("workbench:catalogs")), (found.name, "")), catalog=found,
        kind=KINDS[OrgKind(found.org_kind)].name, versions=[(one, CATALOG.states[one.state]) for one in versions],
        bound=[(names[org_id], row) for org_id, row in bound.items() if org_id in names], form=form, may_make=may_make,
        unbound=len(suited) - len(set(bound) & {one.pk for one in suited}), in_force_period=period,
        may_start=may_make and not any(one.may_be_written for one in versions),
        proposals=rulebook.proposals(actor, catalog_id=pk) if may_make else [],
    )  # fmt: skip
    return render(request, "workbench/catalog.html", context)


class VersionPage:
    """The forms of a version page, bound to what was sent; built once per request."""

    def __init__(self, request, found):
        actor, sent = request.actor, request.POST.get("form", "")
        self.request, self.version = request, found
        self.open = found.may_be_written and may(actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
        self.entries = rulebook.entry_facts(actor, version_id=found.pk)
        self.gaps = law.completeness(self.entries, found.not_applicable)
        self.offers = buttons(rulebook.version_offers(actor, version_id=found.pk)) if self.open else []

        def data(name: str):
            return request.POST if sent == name else None

        approving = any(offer.verb == "approve" for offer in self.offers)
        self.move = VersionForm(data("move"), today=request.today, approving=approving)
        self.gap = GapsForm(data("gaps"), gaps=self.gaps, reasons=found.not_applicable, names=SUB_ITEM_NAMES)
        self.consultation = ConsultationForm(data("consultation"))

    def act(self) -> bool:
        """Carry out what was sent; True when something was done."""
        request, pk = self.request, self.version.pk
        try:
            if self.gap.is_bound and self.gap.is_valid():
                changed = self.gap.changed()
                for code, reason in changed.items():
                    rulemaking.explain_gap(request.actor, version_id=pk, sub_item=code, reason=reason, now=request.now)
                messages.success(request, f"已存 {len(changed)} 条说明。" if changed else "没有改动。")
                return True
            if self.consultation.is_bound and self.consultation.is_valid():
                rulemaking.record_consultation(
                    request.actor, version_id=pk, now=request.now, **self.consultation.cleaned_data
                )
                messages.success(request, "征求意见情况已登记。")
                return True
            if self.move.is_bound and self.move.is_valid():
                self._move(request.POST.get("verb", ""))
                return True
        except Refused as refused:
            bound = next(form for form in (self.gap, self.consultation, self.move) if form.is_bound)
            refuse_form(bound, refused)
        return False

    def _move(self, verb: str) -> None:
        request, data = self.request, self.move.cleaned_data
        if verb == "approve":
            made = obliging.approve_catalog(
                request.actor, version_id=self.version.pk, period_from=data.get("period_from", ""), now=request.now,
                today=request.today, remark=data["remark"],
            )  # fmt: skip
            messages.success(request, f"第{made.number}版已确定，从{Period.parse(made.period_from).label}起生效。")
            return
        rulemaking.move_version(
            request.actor, version_id=self.version.pk, verb=verb, now=request.now, remark=data["remark"]
        )
        messages.success(request, DONE.get(verb, "已办。"))


@desk
def version(request, pk: int):
    """One version: entries, what is missing, what changed, who was asked, and what may be done with it."""
    actor = request.actor
    found = rulebook.version(actor, version_id=pk)
    if not (in_circle(actor) or (found.is_consulted_on and actor.grants)):
        raise missing()
    if "entry" in request.GET:
        return entry(request, found)
    page = VersionPage(request, found)
    if request.method == "POST" and page.open and page.act():
        return redirect("workbench:version", pk)
    base = rulebook.entry_facts(actor, version_id=found.based_on_id) if found.based_on_id else []
    context = frame(
        request, "workbench:catalogs", crumbs=version_crumbs(actor, found), version=found, catalog=found.catalog,
        page=page, state=CATALOG.states[found.state], groups=grouped(page.entries), sub_items=len(SUB_ITEMS),
        problems=rulebook.problems(actor, version_id=pk),
        unlocked={row.code for row in rulebook.entries(actor, version_id=pk) if not row.locked},
        warnings=rulebook.warnings(actor, version_id=pk) if page.open else [],
        differences=changed_entries(base, page.entries) if found.based_on_id else None,
        consultations=rulebook.consultations(actor, version_id=pk),
        reasons=[(code, SUB_ITEM_NAMES.get(code, code), text) for code, text in sorted(found.not_applicable.items())],
        approve_note=next((offer.confirm for offer in page.offers if offer.verb == "approve"), ""),
    )  # fmt: skip
    return render(request, "workbench/version.html", context)


@desk
def version_xlsx(request, pk: int):
    """The version as a workbook that can be edited and loaded back (R175)."""
    found = rulebook.version(request.actor, version_id=pk)
    content = rulebook.catalog_xlsx(request.actor, version_id=pk)
    return spreadsheet(content, f"{found.catalog.name}-第{found.number}版")


@desk
def load(request, pk: int):
    """Load an edited workbook: first the problems or the differences, then, confirmed, all or nothing."""
    actor = request.actor
    found = rulebook.version(actor, version_id=pk)
    if not found.may_be_written or not may(actor, Permission.MAKE_CATALOG, found.catalog.maker_path):
        raise missing()
    seen = {}
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "looked" in request.POST:
        if apply_looked(request, found):
            return redirect("workbench:version", pk)
        form = UploadForm()
    elif request.method == "POST" and form.is_valid():
        try:
            seen = looked_through(request, found, form.cleaned_data["file"])
        except Refused as refused:
            refuse_form(form, refused, "file")
    crumbs = version_crumbs(actor, found, ("装入表格", ""))
    context = frame(request, "workbench:catalogs", crumbs=crumbs, version=found, form=form, seen=seen)
    return render(request, "workbench/version_load.html", context)


def looked_through(request, found, upload) -> dict:
    """What a workbook would do to a draft: its problems, or its differences and the ticket to apply it."""
    actor = request.actor
    with on_disk(upload) as path:
        file = ledger.store(actor, source=path, name=upload.name, org_path=found.catalog.maker_path, now=request.now)
    entries, problems = rulemaking.look_through_catalog(
        actor, version_id=found.pk, file_token=file.token, now=request.now
    )
    if problems:
        return {"name": upload.name, "problems": problems}
    ticket = signing.dumps([found.pk, found.version, file.token], salt=SALT)
    old = rulebook.entry_facts(actor, version_id=found.pk)
    return {"name": upload.name, "entries": entries, "differences": changed_entries(old, entries), "looked": ticket}


def apply_looked(request, found) -> bool:
    """Apply exactly what the preview showed; refused when the draft was changed since."""
    try:
        pk, number, token = signing.loads(request.POST["looked"], salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        messages.error(request, "预览过了一天，或者不完整。请再选一次文件。")
        return False
    if (pk, number) != (found.pk, found.version):
        messages.error(request, "预览以后，这一稿又改过了，所以没有替换。请再选一次文件，看过新的不同再用。")
        return False
    count = attempt(
        request,
        lambda: rulemaking.apply_catalog_import(
            request.actor, version_id=found.pk, file_token=token, now=request.now
        ),
    )  # fmt: skip
    if count:
        messages.success(request, f"已用表格里的 {count} 个条目替换这一稿，表里写的不适用理由也一起用了。")
    return bool(count)
