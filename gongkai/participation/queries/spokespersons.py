"""Spokespersons and what they said: public (第七条, R66)."""

from datetime import date

from django.db.models import Count, Q

from gongkai.orgs.scopes import under
from gongkai.participation.models import Spoken, Spokesperson
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing


def spokespersons(actor: Actor, *, path: str, today: date) -> list[Spokesperson]:
    """Who speaks in a subtree today, from above to below; the list is public."""
    in_office = Q(from_date__lte=today) & (Q(to_date=None) | Q(to_date__gte=today))
    rows = Spokesperson.objects.select_related("org").filter(in_office, under(path))
    return list(rows.annotate(times=Count("spoken")).order_by("org_path", "from_date", "pk")[:500])


def former_spokespersons(actor: Actor, *, path: str, today: date) -> list[Spokesperson]:
    """Who spoke before, the latest first."""
    rows = Spokesperson.objects.select_related("org").filter(under(path), to_date__lt=today)
    return list(rows.order_by("-to_date", "pk")[:100])


def spokesperson(actor: Actor, *, spokesperson_id: int) -> Spokesperson:
    """One of them."""
    found = Spokesperson.objects.select_related("org").filter(pk=spokesperson_id).first()
    if found is None:
        raise missing()
    return found


def spoken(actor: Actor, *, path: str, limit: int = 50) -> list[Spoken]:
    """Releases, questions and answers in a subtree, the newest first. Public."""
    rows = Spoken.objects.select_related("spokesperson__org").filter(under(path, field="spokesperson__org_path"))
    return list(rows.order_by("-spoken_on", "-pk")[:limit])
