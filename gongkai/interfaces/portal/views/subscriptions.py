"""Being told of what is new: by e-mail after agreeing from the mailbox, and for members by a feed of their own (R22)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from gongkai.interfaces.portal import feeds
from gongkai.interfaces.portal.frame import frame, org_crumbs
from gongkai.interfaces.portal.subscription_forms import SubscribeForm
from gongkai.interfaces.ui import addresses, mailing
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participating
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain

NEWEST = 50


@keeping
def subscribe(request):
    """Leave an address for a place (`?org=`, else the county) and a category; the answer is the same whoever it is."""
    actor, code = request.actor, request.GET.get("org", "")
    org = orgs.organization_by_code(actor, code=code) if code else orgs.county(actor)
    can, sent = mailing.can_subscribe(), False
    form = SubscribeForm(
        request.POST or None, inside=actor.is_person and orgs.belongs(actor),
        initial={"category": request.GET.get("category", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if not can:
                raise Refused("subscription_off")
            participating.subscribe(
                actor, address=form.cleaned_data["address"], org_id=org.pk, category=form.cleaned_data["category"],
                inside=form.cleaned_data.get("inside", False), now=request.now, today=request.today,
                source=participation.source_of(actor, environ=request.META, today=request.today),
            )  # fmt: skip
            sent = True
        except Refused as refused:
            if refused.hidden:
                raise
            form.add_error(
                "address" if refused.code == "subscription_address" else None, explain(refused.code, refused.facts)
            )
    crumbs = org_crumbs(actor, org, ("用邮箱订阅", ""))
    context = frame("portal:latest", crumbs=crumbs, org=org, form=form, can=can, sent=sent)
    return render(request, "portal/subscribe.html", context)


def _verb(request, code: str) -> str:
    """What became of pressing a button; "" when none was pressed."""
    verb = request.POST.get("verb", "")
    if verb == "agree":
        participating.agree(request.actor, code=code, now=request.now)
        return "agreed"
    if verb == "end":
        participating.unsubscribe(request.actor, code=code)
        return "ended"
    return ""


@keeping
def subscription(request, code: str):
    """What the link of a letter opens: agree, or end it. Opening alone does nothing: mail systems open links by themselves."""
    view, wrong, did = None, "", ""
    try:
        did = _verb(request, code) if request.method == "POST" else ""
        view = participation.subscription(request.actor, code=code) if did != "ended" else None
    except Refused as refused:
        wrong = explain(refused.code, refused.facts)
    context = frame("", crumbs=(("邮箱订阅", ""),), view=view, wrong=wrong, did=did)
    answer = render(request, "portal/subscription.html", context)
    answer["Cache-Control"], answer["X-Robots-Tag"] = "no-store", "noindex"
    return answer


@keeping
@csrf_exempt
def end(request, code: str):
    """RFC 8058: the mail program sends `List-Unsubscribe=One-Click` here, without cookies; a person is led to the page."""
    if request.method != "POST":
        return redirect("portal:subscription", code=code)
    participating.unsubscribe(request.actor, code=code)
    return HttpResponse("已退订。\n", content_type="text/plain; charset=utf-8")


def inner_feed(request, token: str, form: str):
    """What is told in the Party or a unit alone, for the person whose secret address this is; a wrong one is a missing page."""
    actor = orgs.news_at(request.actor, token=token, today=request.today)
    if not orgs.belongs(actor):
        raise missing()
    home = addresses.home(request)
    text = feeds.written(
        form, publication.inner_latest(actor, limit=NEWEST), title="只向党内、本单位公开的",
        about=f"{actor.name}能看到的党内公开和本单位公开。请不要转发这个地址。", link=f"{home}{reverse('portal:latest')}",
        own=f"{home}{request.path}", home=home,
    )  # fmt: skip
    answer = HttpResponse(text, content_type=f"{feeds.KINDS[form][1]}; charset=utf-8")
    answer["Cache-Control"], answer["X-Robots-Tag"] = "no-store", "noindex"
    return answer
