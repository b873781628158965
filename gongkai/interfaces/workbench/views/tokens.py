"""Keys for other systems: each person's own; a new one is shown once, on the page that answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.interfaces.workbench.frame import desk, frame, refuse_form
from gongkai.interfaces.workbench.token_forms import TokenForm
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import keeping
from gongkai.rules.machine_access import Scope
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import label


@keeping
@desk
def tokens(request):
    """My keys, and a form for one more."""
    form, made = TokenForm(request.POST or None, initial={"days": "90", "scopes": [Scope.READ]}), None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = organizing.make_token(
                request.actor, name=asked["name"], scopes=asked["scopes"], days=int(asked["days"]), now=request.now,
                today=request.today,
            )  # fmt: skip
            form = TokenForm(initial={"days": "90", "scopes": [Scope.READ]})
        except Refused as refused:
            refuse_form(form, refused)
    rows = [
        (row, "、".join(label(Scope(one)) for one in row.scopes), row.last_day < request.today)
        for row in orgs.tokens(request.actor)
    ]
    context = frame(
        request, "", crumbs=(("我的", reverse("workbench:me")), ("给别的系统用的钥匙", "")), form=form, made=made,
        rows=rows, may_make=bool(request.actor.grants), stopped=orgs.stopped_hooks(request.actor),
    )  # fmt: skip
    return render(request, "workbench/tokens.html", context)


@keeping
@desk
@require_POST
def token_end(request, pk: int):
    """The key opens nothing any more."""
    organizing.revoke_token(request.actor, token_id=pk, now=request.now)
    messages.success(request, "这把钥匙作废了，从现在起什么也打不开。")
    return redirect("workbench:tokens")
