"""Signing in through another system: leaving, coming back, and linking it to the own account."""

import hmac

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.interfaces.workbench.doorstep import whence
from gongkai.interfaces.workbench.frame import desk, frame, refuse_form, say_refused
from gongkai.interfaces.workbench.views.account import asks_for_code, next_page, signed_in
from gongkai.interfaces.workbench.views.second_factor import OwnPasswordForm
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.orgs import sign_on as other
from gongkai.publication.pages import keeping
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.sign_on import LASTS, believed

AWAY, LINK = "sign_on", "sign_on_link"  # in the session: a sign-in on its way; until when the person may link


def _back(request) -> str:
    """Our own address, as the other system knows it."""
    path = reverse("workbench:sign_on_back")
    return f"{settings.GONGKAI_URL.rstrip('/')}{path}" if settings.GONGKAI_URL else request.build_absolute_uri(path)


@require_GET
def leave(request):
    """Send the browser to the other system; what must come back the same stays in the session."""
    linking = "link" in request.GET
    if linking and request.session.get(LINK, 0) < request.now.timestamp():
        return redirect("workbench:sign_on_link")
    try:
        begun = other.begin(back=_back(request))
    except Refused as refused:
        say_refused(request, refused)
        return redirect("workbench:security" if linking else "workbench:login")
    request.session[AWAY] = {
        "state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier, "at": request.now.timestamp(),
        "next": next_page(request), "link": linking,
    }  # fmt: skip
    return redirect(begun.address)


def _subject(request, away: dict | None) -> str:
    """Who the other system says it is: only for the sign-in that was begun here, once, and not too late."""
    state, now = request.GET.get("state", ""), request.now.timestamp()
    if away is None or now - away["at"] > LASTS or not hmac.compare_digest(state.encode(), away["state"].encode()):
        raise Refused("sign_on_state")
    if request.GET.get("iss", settings.GONGKAI_OIDC_ISSUER) != settings.GONGKAI_OIDC_ISSUER:  # RFC 9207
        raise Refused("sign_on_state")
    if "code" not in request.GET:
        raise Refused("sign_on_refused")
    claims = other.redeem(code=request.GET["code"], verifier=away["verifier"], back=_back(request))
    return believed(
        claims, issuer=settings.GONGKAI_OIDC_ISSUER, client=settings.GONGKAI_OIDC_CLIENT, nonce=away["nonce"], now=now
    )


@require_GET
def back(request):
    """The browser is back: sign the person in, or link the identity to the account that asked for it."""
    away = request.session.pop(AWAY, None)
    linking = bool(away and away["link"])
    try:
        subject = _subject(request, away)
        if not linking:
            user = orgs.one_behind(request.actor, subject=subject)
            return asks_for_code(request, user, goal=away["next"]) or signed_in(
                request, user, by="sign_on", goal=away["next"]
            )
        if not request.user.is_authenticated or request.session.pop(LINK, 0) < request.now.timestamp():
            raise Refused("sign_on_state")
        organizing.link_identity(request.actor, user_id=request.user.pk, subject=subject, now=request.now)
        messages.success(request, "统一登录接上了，下次可以从那边直接登录。")
    except Refused as refused:
        say_refused(request, refused)
    return redirect("workbench:security" if linking else "workbench:login")


@keeping
@desk
def link(request):
    """With the own password, the way to the other system to link it; or to cut the link."""
    if not other.offered():
        raise missing()
    form = OwnPasswordForm(request.POST or None)
    held = orgs.outside_identity(request.actor, user_id=request.user.pk)
    if request.method == "POST" and form.is_valid():
        try:
            organizing.confirm_password(
                request.actor,
                password=form.cleaned_data["password"],
                whence=whence(request, request.user),
                now=request.now,
            )
            if held:
                organizing.unlink_identity(
                    request.actor, user_id=request.user.pk, now=request.now, session=request.session.session_key
                )
                messages.success(request, "统一登录断开了。")
                return redirect("workbench:security")
            request.session[LINK] = request.now.timestamp() + LASTS
        except Refused as refused:
            refuse_form(form, refused)
    crumbs = (("我的", reverse("workbench:me")), ("登录和安全", reverse("workbench:security")), ("统一登录", ""))
    ready = not held and request.session.get(LINK, 0) >= request.now.timestamp()
    context = frame(request, "", crumbs=crumbs, form=form, held=held, ready=ready, other=settings.GONGKAI_OIDC_NAME)
    return render(request, "workbench/sign_on_link.html", context)
