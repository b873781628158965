"""Speaking up: the form, the receipt with the answer, one's own opinions, and results in general words."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.portal.claiming import claim_form, claimed
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.opinion_forms import OpinionForm, RateForm, WordForm
from gongkai.interfaces.ui.signing_in import asked_to_sign_in
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.publication.pages import stored
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def _refuse(form, refused: Refused) -> None:
    """Beside the field that is meant, where there is one."""
    if refused.hidden:
        raise refused
    beside = {"opinion_contact": "name" if not form.data.get("name", "").strip() else "contact"}.get(refused.code)
    form.add_error(beside if beside in form.fields else None, explain(refused.code, refused.facts))


def opinion_new(request, code: str):
    """Speak to an organization: about an item, a duty of a month, or in general (`about` in the address)."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    try:
        about = participation.find_about(actor, org_id=org.pk, ref=request.GET.get("about", ""), today=today)
    except Refused:
        about = participation.find_about(actor, org_id=org.pk, ref="", today=today)
    known = actor.name if actor.is_person else ""
    standing = org.path in (*actor.party, *actor.units)
    form = OpinionForm(request.POST or None, known=known, standing=standing)
    if request.method == "POST" and org.lives and form.is_valid():
        data = dict(form.cleaned_data)
        sign = data.pop("sign") == "yes"
        try:
            made = participating.submit(
                actor,
                org_id=org.pk,
                about=about.ref,
                sign=sign,
                now=request.now,
                today=today,
                source=participation.source_of(actor, environ=request.META, today=today),
                **data,
            )
            return redirect("portal:opinion_receipt", made.receipt)
        except Refused as refused:
            _refuse(form, refused)
    keeper = next((post for post in orgs.posts(actor, org_id=org.pk, day=today) if post.duty == "keeper"), None)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("提意见", "")), org=org, form=form, about=about, keeper=keeper
    )
    return render(request, "portal/opinion_new.html", context)


def receipt(request, receipt: str):
    """What the author was given: number, promised day, then the answer, the rating, further words."""
    found = participation.by_receipt(request.actor, receipt=receipt, today=request.today)
    verb = request.POST.get("verb", "")
    rate = RateForm(request.POST if verb == "rate" else None, auto_id="id_rate_%s")
    word = WordForm(request.POST if verb == "word" else None, auto_id="id_word_%s")
    form = {"rate": rate, "word": word}.get(verb)
    if form is not None and form.is_valid():
        try:
            if form is rate:
                participating.rate(
                    request.actor, receipt=receipt, now=request.now, today=request.today, **rate.cleaned_data
                )
                messages.success(request, "评价已记下。")
            else:
                participating.add_message(request.actor, receipt=receipt, now=request.now, **word.cleaned_data)
                messages.success(request, "已补充，办理的人能看到。")
            return redirect("portal:opinion_receipt", receipt)
        except Refused as refused:
            _refuse(form, refused)
    context = frame(
        "", crumbs=(("我提的意见", ""),), view=found, rate=rate, word=word, today=request.today,
        address=request.build_absolute_uri(reverse("portal:opinion_receipt", args=[receipt])),
    )  # fmt: skip
    response = render(request, "portal/opinion_receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@asked_to_sign_in
def mine(request):
    """What the logged-in reader signed, with state and answer."""
    claim = claim_form(request)
    if claimed(request, claim, participating.claim):
        return redirect("portal:opinions_mine")
    rows = participation.own_opinions(request.actor, today=request.today)
    context = frame("", crumbs=(("我提过的意见", ""),), rows=rows, today=request.today, claim=claim)
    return render(request, "portal/opinions_mine.html", context)


@stored
def results(request, code: str):
    """What people asked an organization and what it answered, in general words; and how many still wait."""
    actor, today = request.actor, request.today
    org = orgs.organization_by_code(actor, code=code)
    context = frame(
        "portal:places", crumbs=org_crumbs(actor, org, ("意见和答复", "")), org=org,
        rows=participation.general_results(actor, org_id=org.pk),
        unanswered=participation.unanswered(actor, org_id=org.pk, today=today),
    )  # fmt: skip
    return render(request, "portal/opinion_results.html", context)
