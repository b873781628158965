"""Who was told in person: a list for the organization alone, the notice for print (F4, R56)."""

from django.db.models import QuerySet

from gongkai.disclosures import queries as disclosures
from gongkai.publication.models import IndividualNotice
from gongkai.publication.views import ToldView
from gongkai.rules.actor import Actor
from gongkai.rules.methods import method
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


def _told(rows: QuerySet[IndividualNotice]) -> list[ToldView]:
    return [
        ToldView(
            one.pk, one.person_name, method(one.method).name, one.told_at, one.place, one.informer, one.answer,
            one.signed, one.user_id is not None,
        )
        for one in rows.order_by("told_at", "pk")
    ]  # fmt: skip


def told_of(actor: Actor, *, edition_id: int) -> list[ToldView]:
    """Those told of an edition, for those who work at the organization; never public."""
    disclosures.edition(actor, edition_id=edition_id)
    return _told(IndividualNotice.objects.filter(publication__edition_id=edition_id))


def notice(actor: Actor, *, notice_id: int) -> tuple[ToldView, IndividualNotice]:
    """One notice with its publication: for the organization and for the person told; else missing."""
    rows = IndividualNotice.objects.filter(pk=notice_id)
    row = rows.select_related("publication__revision", "publication__org", "publication__disclosure").first()
    if row is None:
        raise missing()
    mine = actor.user_id is not None and row.user_id == actor.user_id
    if not mine and not may(actor, Permission.READ_WORK, row.publication.org_path):
        raise missing()
    return _told(rows)[0], row
