"""Packages at the desk: ask for the one of a year, see how far it is, take it away (R175)."""

from functools import partial

from django import forms
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.archive import actions as archiving
from gongkai.archive import queries
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.frame import attempt, desk, frame, office_of, say_refused
from gongkai.interfaces.workbench.years import offered_years
from gongkai.rules.permissions import Permission
from gongkai.rules.refusals import Refused

HERE = "workbench:archive"


class YearForm(PlainForm):
    year = forms.TypedChoiceField(label="哪一年", coerce=int)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, f"{one}年") for one in years]


@desk
def packages(request):
    """What was asked for, and how far it is."""
    org, actor = office_of(request, Permission.KEEP_ARCHIVE), request.actor
    form = YearForm(request.POST or None, years=offered_years(request))
    if request.method == "POST" and form.is_valid():
        act = partial(archiving.ask_package, actor, org_id=org.pk, now=request.now, today=request.today)
        attempt(request, partial(act, **form.cleaned_data), done="已经开始做，做好了在下面下载。")
        return redirect(f"{reverse('workbench:archive_packages')}?org={org.code}")
    rows = queries.packages(actor, path=org.path)
    context = frame(
        request, HERE, crumbs=(("归档", reverse(HERE)), ("归档包", "")), org=org, form=form, rows=rows,
        making=any(row.is_making for row in rows),
    )  # fmt: skip
    return render(request, "workbench/archive_packages.html", context)


@desk
def package(request, pk: int):
    """The file of a package; of one that is handed out no more, the page that says why."""
    try:
        path, row = queries.package_file(request.actor, package_id=pk)
    except Refused as refused:
        if refused.hidden:
            raise
        say_refused(request, refused)
        return redirect(f"{reverse('workbench:archive_packages')}?org={refused.facts['code']}")
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
