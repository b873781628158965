"""Pages for an electronic screen in the street (第七条（三）, R58): big type, one after the other, without anyone at it.

Whoever asks, it is what every visitor may read: a browser in which a member has logged in may feed a screen too.
"""

from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.interfaces.portal.views.home import shown_period
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.pages import stored_for
from gongkai.rulebook import queries as rulebook
from gongkai.rules import screens as law
from gongkai.rules.actor import Actor

KEPT = 60  # seconds: the hour on the page is never older


@stored_for(KEPT)
def screen(request, code: str, number: str = "0"):
    """The contents first (0), then every notice, a page at a time; behind the last one it begins anew.

    A page that is no longer there, because something was withdrawn, leads back to the beginning: a screen never stops
    at an error.
    """
    visitor, today = Actor.visitor(), request.today
    org = orgs.organization_by_code(visitor, code=code)
    shown = publication.on_screen(visitor, org_id=org.pk, today=today)
    pages = [(one, page) for one in shown for page in law.in_pages(one.words)]
    place = int(number)
    if place > len(pages):
        return redirect("portal:screen", code=code)
    context = {
        "org": org, "now": request.now, "today": today, "number": place, "pages": len(pages),
        "next": reverse("portal:screen_page", args=[code, place + 1]) if place < len(pages)
        else reverse("portal:screen", args=[code]),
    }  # fmt: skip
    if place:
        one, page = pages[place - 1]
        context |= {"one": one, "page": page, "seconds": page.seconds}
    else:
        period = shown_period(visitor, today)
        _, coming = rulebook.next_disclosure_day(visitor, today=today)
        context |= {
            "rows": shown, "period": period, "coming": coming.due,
            "own": obligations.month(visitor, org_id=org.pk, period=period, today=today).counts,
            "seconds": law.seconds("".join(one.words.title for one in shown)),
        }  # fmt: skip
    return render(request, "portal/screen.html", context)
