"""One item at its lasting address: the present version, older ones, attachments, or why it is gone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.interfaces.portal.frame import crumbs_of, frame
from gongkai.interfaces.ui import qr
from gongkai.interfaces.ui.heads import head_table
from gongkai.interfaces.ui.stored import send_stored
from gongkai.orgs import queries as orgs
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.publication.numbers import number_of
from gongkai.publication.pages import stored
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may


def _page(request, view):
    actor = request.actor
    line = orgs.line(actor, path=view.org_path)
    org = line[-1]
    month = Period.parse(view.period)
    where = (month.label, reverse("portal:month", args=[org.code, view.period]))
    context = frame("portal:places", crumbs=(*crumbs_of(line, where), (view.title or "说明", "")), org=org, item=view)
    context |= head_table(actor, item=view) | {
        "opinions": participation.general_results(actor, disclosure_id=view.disclosure_id, limit=10),
        "elsewhere": publication.elsewhere(actor, disclosure_id=view.disclosure_id),
        "concerns": participation.answered_by(actor, disclosure_id=view.disclosure_id),
        "supervises": may(actor, Permission.SUPERVISE, view.org_path),
    }
    template = "portal/tombstone.html" if view.tombstone else "portal/item.html"
    return render(request, template, context)


@stored
def item(request, slug: str):
    """The version in force, with its head table, three parts, versions, attachments and the explanation if any."""
    return _page(request, publication.item(request.actor, number=number_of(slug)))


@stored
def version(request, slug: str, number: int):
    """An older version, kept as it was (R20, R79)."""
    return _page(request, publication.item(request.actor, number=number_of(slug), version=number))


@stored
def code(request, slug: str):
    """The item's address as a QR code, for the printed sheet."""
    view = publication.item(request.actor, number=number_of(slug))
    address = request.build_absolute_uri(reverse("portal:item", args=[view.slug]))
    return HttpResponse(qr.svg(address), content_type="image/svg+xml")


@stored
def attachment(request, slug: str, token: str):
    """A file of a published text, with the text's own scope."""
    return send_stored(*publication.attachment(request.actor, number=number_of(slug), token=token))
