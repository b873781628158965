"""One entry of a catalog's draft: added, also from a proposal, changed, or taken out."""

from django.contrib import messages
from django.shortcuts import redirect, render

from gongkai.interfaces.ui.catalog_words import version_crumbs
from gongkai.interfaces.workbench.catalog_forms import DESK, SEEN, EntryForm
from gongkai.interfaces.workbench.frame import attempt, frame, refuse_form
from gongkai.rulebook import actions as rulemaking
from gongkai.rulebook import queries as rulebook
from gongkai.rules.catalog_table import category_cell, judge_row
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import Refused, missing


def entry(request, found):
    """Change, add or take out one entry of a draft; the fields are those of the workbook."""
    code = request.GET["entry"]
    rows = {row.code: row for row in rulebook.entries(request.actor, version_id=found.pk)}
    entries = {one.code: one for one in rulebook.entry_facts(request.actor, version_id=found.pk)}
    present = entries.get(code)
    page_open = found.may_be_written and may(request.actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    if not page_open or (code and present is None):
        raise missing()
    desk_texts = {column: getattr(rows[code], name) for column, (name, _) in DESK.items()} if present else {}
    above = {one.code for one in rulebook.locked_entries(request.actor, catalog_id=found.catalog_id)}
    form = EntryForm(
        request.POST or None, entry=present, proposed=None if present else proposed(request), desk=desk_texts, locked=present is None or rows[code].locked,
        locked_by=found.catalog.template.catalog.maker.short_name if code in above else "",
    )  # fmt: skip
    if request.method == "POST":
        if request.POST.get("verb") == "remove" and present is not None:
            attempt(
                request,
                lambda: rulemaking.remove_entry(request.actor, version_id=found.pk, code=code, now=request.now),
                done=f"已从这一稿里删去 {code}。以前的版本不变。",
            )
            return redirect("workbench:version", found.pk)
        if present is not None and (columns := form.overtaken()):
            warn_overtaken(form, columns)
        elif form.is_valid() and put(request, found, form, entries, code):
            return redirect("workbench:version", found.pk)
    crumbs = version_crumbs(request.actor, found, (present.name if present else "增加条目", ""))
    context = frame(request, "workbench:catalogs", crumbs=crumbs, version=found, form=form, entry=present)
    return render(request, "workbench/entry.html", context)


def warn_overtaken(form, columns: list[str]) -> None:
    """Say at each column what another window stored there; pressing once more stores what stands in this one."""
    form.data = form.data.copy()
    form.data[SEEN] = form.digest()
    form.add_error(None, "这一条刚刚在别的窗口改过，您写的没有丢。各格下面是现在存着的；再按一次，就用您的替换。")
    for column in columns:
        form.add_error(column, f"现在存着：{form.initial[column] or '（空）'}")


def put(request, found, form, entries, code: str) -> bool:
    """Store the entry that the form describes; every problem goes to its field."""
    known = (item.code for row in rulebook.sub_items(request.actor) for item in row.sub_items)
    made, problems = judge_row(form.cleaned_data, known_sub_items=known)
    for problem in problems:
        form.add_error(problem.place if problem.place in form.fields else None, f"{problem.reason}{problem.remedy}")
    if made is None:
        return False
    if made.code != code and (code or made.code in entries):
        form.add_error("编码", "这个编码已经有了，请换一个。" if made.code in entries else "编码不能改。")
        return False
    try:
        rulemaking.put_entry(request.actor, version_id=found.pk, entry=made, now=request.now, **form.desk())
    except Refused as refused:
        refuse_form(form, refused)
        return False
    messages.success(request, f"已存：{made.code} {made.name}。")
    return True


def proposed(request) -> dict[str, str]:
    """The cells of a new entry that follow from the proposal named in the address; empty without one."""
    asked = request.GET.get("proposal", "")
    if not asked.isdigit():
        return {}
    found = rulebook.proposal(request.actor, proposal_id=int(asked))
    return {
        "公开事项": found.name,
        "类别": category_cell(int(found.category)),
        "说明": f"按{found.org.short_name}的建议",
    }
