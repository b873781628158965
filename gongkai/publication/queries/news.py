"""What is new for those who subscribed: between two moments, inside the Party, and where anything happened at all."""

from datetime import datetime

from django.db.models import Count, QuerySet

from gongkai.ledger.fields import ancestors
from gongkai.orgs.scopes import under
from gongkai.publication.models import Publication
from gongkai.publication.queries.lists import list_row, living
from gongkai.publication.views import ListRow
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience

INNER = (Audience.PARTY, Audience.UNIT)


def _between(actor: Actor, path: str, category: str, since: datetime, until: datetime) -> QuerySet[Publication]:
    rows = living(actor).filter(under(path), published_at__gte=since, published_at__lt=until)
    return rows.filter(category=category) if category else rows


def published_between(
    actor: Actor, *, path: str, category: str, since: datetime, until: datetime, limit: int
) -> list[ListRow]:
    """What was published below a path in a span and is still there, the newest first. One query."""
    rows = _between(actor, path, category, since, until).select_related("disclosure", "edition")
    return [list_row(row) for row in rows.order_by("-published_at", "-pk")[:limit]]


def count_between(actor: Actor, *, path: str, category: str, since: datetime, until: datetime) -> int:
    """How many they are."""
    return _between(actor, path, category, since, until).count()


def inner_between(actor: Actor, *, path: str, category: str, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """Of how many matters each organization told its members or people alone, as far as the actor belongs to them."""
    rows = _between(actor, path, category, since, until).filter(audience__in=INNER)
    counted = rows.values_list("org_name").annotate(number=Count("pk"))
    return list(counted.order_by("org_path", "org_name"))


def inner_latest(actor: Actor, *, limit: int) -> list[ListRow]:
    """The newest that is told in the Party or a unit alone, in the actor's circles."""
    rows = living(actor).filter(audience__in=INNER).select_related("disclosure", "edition")
    return [list_row(row) for row in rows.order_by("-published_at", "-pk")[:limit]]


def newest_by_place(actor: Actor, *, since: datetime, until: datetime) -> dict[tuple[str, str], datetime]:
    """When the newest came, by place and category, each place with all below it, "" for any category. One query."""
    rows = living(actor).filter(published_at__gte=since, published_at__lt=until).order_by("published_at")
    found: dict[tuple[str, str], datetime] = {}
    for path, category, at in rows.values_list("org_path", "category", "published_at").iterator():
        for place in ancestors(path):
            found[place, category] = found[place, ""] = at
    return found
