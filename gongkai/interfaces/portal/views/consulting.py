"""Being asked before something is decided: what runs now, one consultation with its form, and what came of it (R64)."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.trying import tried
from gongkai.interfaces.ui.replies import ReplyForm
from gongkai.interfaces.ui.stored import send_stored
from gongkai.participation import actions as voicing
from gongkai.participation import queries as voices
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def consulting(request):
    """Everything in the reader's circles that asks for an opinion now, and what came of earlier ones."""
    actor, today = request.actor, request.today
    rows = voices.consultations(actor, states=("published",), limit=30)
    context = frame(
        "portal:consulting", crumbs=(("征求意见和听证", ""),),
        running=voices.open_consultations(actor, today=today), published=rows, today=today,
        hearings=voices.open_hearings(actor, today=today),
        concluded=voices.hearings(actor, states=("concluded",), limit=30), may_report=voices.may_report(actor),
    )  # fmt: skip
    return render(request, "portal/consulting.html", context)


def consultation(request, number: str):
    """The draft decision with its questions; afterwards the numbers and the adoption table."""
    actor, today = request.actor, request.today
    view = voices.consultation_view(actor, number=number, today=today)
    form = None
    if view.asked:
        said = view.mine.said if view.mine else {}
        form = ReplyForm(request.POST or None, questions=view.questions, said=said, initial={"words": view.my_words})
    here = reverse("portal:consultation", args=[number])
    login = f"{reverse('workbench:login')}?next={here}"
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(login)
        if form is None:  # the law says why
            when = {"now": request.now, "today": today}
            tried(request, partial(voicing.answer_consultation, actor, number=number, said={}, words="", **when), "")
            return redirect("portal:consultation", number)
        if form.is_valid():
            try:
                voicing.answer_consultation(
                    actor,
                    number=number,
                    said=form.said(),
                    words=form.cleaned_data["words"],
                    now=request.now,
                    today=today,
                )
                messages.success(
                    request,
                    f"收到了。{view.row.closes_on.month}月{view.row.closes_on.day}日24时前还可以回到这一页修改。",
                )
                return redirect("portal:consultation", number)
            except Refused as refused:
                if refused.hidden:
                    raise
                form.add_error(None, explain(refused.code, refused.facts))
    org = view.row.org
    context = frame(
        "portal:consulting", crumbs=(*org_crumbs(actor, org, ("征求意见", reverse("portal:consulting"))), (view.row.title, "")),
        view=view, row=view.row, org=org, form=form, today=today,
        login=login,
    )  # fmt: skip
    return render(request, "portal/consultation.html", context)


def consultation_file(request, number: str, token: str):
    """A file beside the draft, with the draft's own circle."""
    return send_stored(*voices.consultation_file(request.actor, number=number, token=token))
