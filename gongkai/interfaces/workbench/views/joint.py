"""Joint columns at the desk: sources, a list looked through before it is shown, lines taken out (R17)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.workbench.frame import attempt, desk, frame, home_of, refuse_form
from gongkai.interfaces.workbench.joint_forms import DropForm, LinkForm, ListForm, SourceForm
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused

HERE = "workbench:joint"
COLUMN = "联合公开栏"


@desk
def joint(request):
    """The sources of the organization, and a form for one more."""
    org, actor = home_of(request), request.actor
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = publishing.register_joint(actor, org_id=org.pk, now=request.now, **form.cleaned_data)
            messages.success(request, "来源登记好了。接着传它的栏目清单。")
            return redirect("workbench:joint_source", made.pk)
        except Refused as refused:
            refuse_form(form, refused)
    context = frame(
        request, HERE, crumbs=((COLUMN, ""),), org=org, form=form,
        sources=publication.joint_sources(actor, org_id=org.pk, path=org.path),
        may_write=may(actor, Permission.RELEASE, org.path),
    )  # fmt: skip
    return render(request, "workbench/joint.html", context)


@desk
def joint_source(request, pk: int):
    """One source: look a list of it through, see what is shown, take a line out."""
    source = publication.joint_source(request.actor, source_id=pk)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = publishing.look_through_joint(
                request.actor, source_id=pk, content=upload.read(), name=upload.name, now=request.now,
                today=request.today,
            )  # fmt: skip
            return redirect("workbench:joint_run", run.pk)
        except Refused as refused:
            refuse_form(form, refused)
    return _source_page(request, source, form)


def _source_page(request, source, form, *, dropping: int = 0, drop=None, linking: int = 0, link=None):
    """The page of a source; `dropping`, `linking`: the line whose form has to be filled in again."""
    items = publication.joint_items(request.actor, source_id=source.pk)
    ours = publication.linked_items(request.actor, item_ids=[one.pk for one in items])
    context = frame(
        request, HERE, crumbs=((COLUMN, reverse(HERE)), (source.name, "")), source=source, form=form,
        items=[(one, ours.get(one.pk, ())) for one in items], dropping=dropping, drop=drop, linking=linking, link=link,
        may_write=source.ended_at is None and may(request.actor, Permission.RELEASE, source.org_path),
    )  # fmt: skip
    return render(request, "workbench/joint_source.html", context)


@desk
def joint_run(request, pk: int):
    """What a list would show; nothing is shown before somebody says so."""
    run = publication.joint_run(request.actor, run_id=pk)
    if request.method == "POST":
        done = f"导入了：新增{run.to_add}条，改了{run.to_change}条。公众现在能看到。"
        attempt(request, lambda: publishing.apply_joint(request.actor, run_id=pk, now=request.now), done=done)
        return redirect("workbench:joint_source", run.source_id)
    crumbs = (
        (COLUMN, reverse(HERE)), (run.source.name, reverse("workbench:joint_source", args=[run.source_id])), ("看一遍", "")
    )  # fmt: skip
    return render(request, "workbench/joint_run.html", frame(request, HERE, crumbs=crumbs, run=run))


@desk
@require_POST
def joint_end(request, pk: int):
    """The column is no longer shown."""
    done = "停用了，公众不再看到这个来源。"
    attempt(request, lambda: publishing.end_joint(request.actor, source_id=pk, now=request.now), done=done)
    return redirect(HERE)


@desk
@require_POST
def joint_drop(request, pk: int, item: int):
    """One line goes, with its reason."""
    source = publication.joint_source(request.actor, source_id=pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _source_page(request, source, ListForm(), dropping=item, drop=form)
    reason = form.cleaned_data["reason"]
    attempt(
        request,
        lambda: publishing.drop_joint_item(request.actor, item_id=item, reason=reason, now=request.now),
        done="这一条不再显示，再导入也不会回来。",
    )
    return redirect("workbench:joint_source", source.pk)


@desk
@require_POST
def joint_link(request, pk: int, item: int):
    """A line and an item of ours are about the same matter."""
    source, form = publication.joint_source(request.actor, source_id=pk), LinkForm(request.POST)
    if form.is_valid():
        try:
            number = form.cleaned_data["number"]
            publishing.link_joint_item(request.actor, item_id=item, number=number, now=request.now)
            messages.success(request, "连起来了：能看这一件的人，从哪一边都能点到另一边。")
            return redirect("workbench:joint_source", source.pk)
        except Refused as refused:
            refuse_form(form, refused)
    return _source_page(request, source, ListForm(), linking=item, link=form)


@desk
@require_POST
def joint_unlink(request, pk: int):
    """The two are no longer shown at each other."""
    done = "断开了。"
    source = attempt(
        request, lambda: publishing.unlink_joint_item(request.actor, link_id=pk, now=request.now), done=done
    )
    return redirect("workbench:joint_source", source.pk) if source else redirect(HERE)
