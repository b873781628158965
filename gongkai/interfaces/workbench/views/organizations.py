"""Organizations and people for the county office: the tree, one organization, imports."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.ui.tables import spreadsheet
from gongkai.interfaces.ui.uploads import on_disk
from gongkai.interfaces.workbench.frame import attempt, desk, frame, refuse_form
from gongkai.interfaces.workbench.office_forms import ImportForm, RegisterForm
from gongkai.interfaces.workbench.org_acts import ACTS, by_code
from gongkai.ledger import actions as ledger
from gongkai.ledger.fields import ancestors
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.makers import RULE_SENTENCES
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.permissions import Permission, demand, may, may_anywhere, reach
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import role_name

PAGE = 100
KIND_TITLES = {"organizations": "组织表", "members": "党员名册"}
WANTED = {"organizations": Permission.MANAGE_ORGS, "members": Permission.KEEP_ROLL}
STATUS = {"merged": "已合并", "abolished": "已撤销"}


def kind_name(org) -> str:
    return KINDS[OrgKind(org.kind)].name


def managed(actor):
    """The highest organization where the actor keeps the register or its people; else nothing is shown."""
    found = {path for p in (Permission.MANAGE_ORGS, Permission.MANAGE_PEOPLE) for path, _ in reach(actor, p)}
    if not found:
        raise missing()
    return orgs.organization_at(actor, path=min(sorted(found), key=len))


def loads(actor) -> list[tuple[str, str]]:
    """The kinds of tables that the actor may load somewhere, with their names."""
    keeps = may_anywhere(actor, Permission.MANAGE_ORGS)
    return [(kind, title) for kind, title in KIND_TITLES.items() if keeps or may_anywhere(actor, WANTED[kind])]


@desk
def organizations(request):
    """The tree level by level, a search over all, and what is still lacking (R7)."""
    actor = request.actor
    root = managed(actor)
    if "new" in request.GET:
        return register(request, root)
    tree = orgs.subtree(actor, path=root.path)
    query, asked = request.GET.get("q", "").strip(), request.GET.get("under", "")
    top = next((one for one in tree if one.code == asked), None) if asked else root
    if top is None:
        raise missing()
    gaps = []
    if may(actor, Permission.OVERSEE, root.path):
        gaps = publication.coverage_gaps(actor, path=top.path, today=request.today)
    sizes: dict[str, int] = {}
    for one in tree:
        for above in ancestors(one.path):
            sizes[above] = sizes.get(above, 0) + 1
    if query:
        shown = [
            one for one in tree if query in one.name or query in one.short_name or query.lower() in one.code.lower()
        ]
    else:
        shown = [one for one in tree if one.superior_id == top.pk]
    after = request.GET.get("after", "")
    shown = [one for one in shown if one.path > after]
    line = [one for one in orgs.ancestors_of(actor, path=top.path) if one.path.startswith(root.path)]
    context = frame(
        request, "workbench:organizations", root=root, top=top, line=line[:-1], query=query, total=len(tree),
        rows=[(one, kind_name(one), sizes.get(one.path, 1) - 1) for one in shown[:PAGE]],
        next_key=shown[PAGE - 1].path if len(shown) > PAGE else "", gaps=gaps[:PAGE], gap_count=len(gaps),
        show_gaps="gaps" in request.GET, may_register=may(actor, Permission.MANAGE_ORGS, root.path), loads=loads(actor),
    )  # fmt: skip
    return render(request, "workbench/organizations.html", context)


def register(request, root):
    """Enter an organization; the rule names its catalog maker at once."""
    if not may(request.actor, Permission.MANAGE_ORGS, root.path):
        raise missing()
    form = RegisterForm(request.POST or None, initial={"superior": request.GET.get("new", "")})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            superior = by_code(request, data.pop("superior"))
            made = organizing.register(
                request.actor, superior_id=superior.pk, now=request.now, today=request.today, **data
            )
            maker = made.catalog_maker
            words = f"目录由{maker.name}制定。" if maker else "还定不下由谁制定目录，请在本页直接指定。"
            messages.success(request, f"已登记{made.name}。{words}")
            return redirect("workbench:organization", made.pk)
        except Refused as refused:
            refuse_form(form, refused, "superior" if refused.code == "typed_code_unknown" else None)
    crumbs = (("组织", reverse("workbench:organizations")), ("登记组织", ""))
    context = frame(
        request, "workbench:organizations", crumbs=crumbs, form=form, title="登记组织", button="登记这个组织",
        lede="登记后按第六条（一）自动定下由谁制定目录。代码以后不改。",
    )  # fmt: skip
    return render(request, "workbench/org_act.html", context)


@desk
def organization(request, pk: int):
    """One organization: names, place, maker, posts with vacancies, roles, members; each act on a page of its own."""
    actor, today = request.actor, request.today
    org = orgs.organization(actor, org_id=pk)
    rights = {p for p in (Permission.MANAGE_ORGS, Permission.MANAGE_PEOPLE) if may(actor, p, org.path)}
    if not rights:
        raise missing()
    if "do" in request.GET:
        return act(request, org, rights)
    decisions = orgs.maker_decisions(actor, org_id=pk)
    people = Permission.MANAGE_PEOPLE in rights
    members = []
    if may(actor, Permission.KEEP_ROLL, org.path):  # who gives powers reads neither the roll nor the work
        members = orgs.members(actor, org_id=pk, day=today, after=request.GET.get("after"), limit=PAGE + 1)
    inside = may(actor, Permission.READ_INSIDE, org.path)
    gaps = []
    if may(actor, Permission.OVERSEE, org.path):
        gaps = [one for one in publication.coverage_gaps(actor, path=org.path, today=today) if one.org.pk == pk]
    crumbs = [("组织", reverse("workbench:organizations"))]
    crumbs += [
        (one.short_name, f"{reverse('workbench:organizations')}?under={one.code}")
        for one in orgs.ancestors_of(actor, path=org.path)[1:-1]
    ]
    context = frame(
        request, "workbench:organizations", crumbs=(*crumbs, (org.short_name, "")), org=org, kind=kind_name(org),
        ended="" if org.lives else STATUS[org.status], names=orgs.names_history(actor, org_id=pk),
        placements=orgs.placements(actor, org_id=pk), posts=orgs.posts(actor, org_id=pk, day=today),
        decisions=[(row, RULE_SENTENCES.get(row.rule, row.rule)) for row in decisions],
        grants=[(row, role_name(row.role)) for row in orgs.grants_of(actor, org_id=pk, today=today)] if people else [],
        member_count=orgs.member_count(actor, org_id=pk, day=today), members=members[:PAGE],
        next_key=members[PAGE - 1].roll_number if len(members) > PAGE else "", gaps=gaps, people=people,
        manage=Permission.MANAGE_ORGS in rights, carriers=publication.carriers_of(actor, org_id=pk, today=today) if inside else [],
        group=orgs.leading_group(actor, org_id=pk), loads=loads(actor),
        opens_group=any(may(actor, one, org.path) for one in (Permission.KEEP_GROUP, Permission.OVERSEE)),
    )  # fmt: skip
    return render(request, "workbench/organization.html", context)


def act(request, org, rights):
    """One act on an organization. Those with effects are looked at once more before they happen."""
    chosen = ACTS.get(request.GET["do"])
    if chosen is None or chosen.permission not in rights:
        raise missing()
    form = chosen.form(request, org, request.POST or None)
    effects, stops, ready = [], [], False
    if request.method == "POST" and form.is_valid():
        try:
            if chosen.effects is None or request.POST.get("step") == "confirmed":
                said = chosen.carry(request, org, form.cleaned_data)
                messages.success(request, said)
                return redirect("workbench:organization", org.pk)
            effects, stops = chosen.effects(request, org, form.cleaned_data)
            if not stops:
                organizing.tried(request.actor, act=partial(chosen.carry, request, org, form.cleaned_data))
            ready = True
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (
        ("组织", reverse("workbench:organizations")),
        (org.short_name, reverse("workbench:organization", args=[org.pk])),
        (chosen.title, ""),
    )
    context = frame(
        request, "workbench:organizations", crumbs=crumbs, org=org, form=form, title=f"{chosen.title}　{org.short_name}",
        button="看看会有什么变化" if chosen.effects and not ready else f"确认{chosen.button}" if ready else chosen.button,
        lede=chosen.lede(request, org) if chosen.lede else "", effects=effects, stops=stops, ready=ready,
    )  # fmt: skip
    return render(request, "workbench/org_act.html", context)


@desk
def load(request):
    """Take a table of organizations or members and look through it; nothing is applied yet (R175)."""
    root, kinds = managed(request.actor), loads(request.actor)
    if not kinds:
        raise missing()
    form = ImportForm(request.POST or None, request.FILES or None, initial={"kind": "organizations", "org": root.code})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            org = by_code(request, data["org"])
            demand(request.actor, WANTED[data["kind"]], org.path)
            with on_disk(data["file"]) as path:
                file = ledger.store(
                    request.actor, source=path, name=data["file"].name, org_path=org.path, now=request.now
                )
            run = organizing.look_through(
                request.actor, kind=data["kind"], file_token=file.token, org_id=org.pk, now=request.now,
                today=request.today,
            )  # fmt: skip
            return redirect("workbench:look", run.pk)
        except Refused as refused:
            refuse_form(form, refused, {"typed_code_unknown": "org"}.get(refused.code, "file"))
    crumbs = (("组织", reverse("workbench:organizations")), ("装入表格", ""))
    context = frame(request, "workbench:organizations", crumbs=crumbs, form=form, kinds=kinds)
    return render(request, "workbench/load.html", context)


@desk
def look(request, pk: int):
    """What an import found: problems by row, or counts and the button that applies it."""
    run = orgs.import_run(request.actor, run_id=pk)
    if run.kind == "members" and not may_anywhere(request.actor, Permission.MANAGE_ORGS):
        query = f"?org={run.org.code}"
        place, again = "workbench:roll", reverse("workbench:roll_load") + query
        back = ("党员名册", reverse("workbench:roll") + query)
    else:
        place, again = "workbench:organizations", reverse("workbench:load")
        back = ("组织", reverse("workbench:organizations"))
    if request.method == "POST":
        done = attempt(
            request,
            lambda: organizing.apply_import(request.actor, run_id=pk, now=request.now, today=request.today),
            done="已装入。",
        )
        return redirect(back[1]) if done else redirect("workbench:look", pk)
    crumbs = (back, ("装入表格", again), (run.file.name, ""))
    context = frame(
        request, place, crumbs=crumbs, run=run, back=back[1], again=again, title=KIND_TITLES.get(run.kind, run.kind),
        columns=sorted({problem["column"] for problem in run.problems} - {""}),
    )  # fmt: skip
    return render(request, "workbench/look.html", context)


@desk
def template(request, kind: str):
    """The empty sheet to fill in."""
    if kind not in dict(loads(request.actor)):
        raise missing()
    return spreadsheet(organizing.import_template(request.actor, kind=kind), f"{KIND_TITLES[kind]}-空表")
