"""The time machine: what was public on a past day, and to whom (第九条（二）: nothing disappears silently)."""

from collections.abc import Iterator
from datetime import MINYEAR, date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.publication.audience import open_circles
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.queries.lists import in_order, lines_after, lines_streamed
from gongkai.publication.views import RegisterRow
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first moment of a local day and of the next."""
    start = datetime(day.year, day.month, day.day, tzinfo=LOCAL)
    return start, start + timedelta(days=1)


def public_on(
    actor: Actor, *, org_id: int, day: date, after: str | None = None, limit: int = 50
) -> tuple[list[RegisterRow], str]:
    """What an organization had public at any time of a day, in the circles the actor belongs to today, and where to go on.

    What was withdrawn later keeps its line without its title (P4). What was hidden from before
    that day until after it was not public, although it is shown again.
    """
    return lines_after(_public_on(actor, org_id, day), after, limit)


def public_on_lines(actor: Actor, *, org_id: int, day: date) -> Iterator[RegisterRow]:
    """The same in one go, however much; read in pieces."""
    return lines_streamed(_public_on(actor, org_id, day))


def _public_on(actor: Actor, org_id: int, day: date) -> QuerySet[Publication]:
    if day.year == MINYEAR:
        return in_order(Publication.objects.none())  # its first moment has no date in UTC
    start, end = day_span(day)
    hidden = Explanation.objects.filter(
        edition_id=OuterRef("edition_id"), kind="hidden", published_at__lte=start, ended_at__gte=end
    )
    rows = Publication.objects.filter(open_circles(actor), Q(ended_at=None) | Q(ended_at__gt=start), org_id=org_id)
    return in_order(rows.filter(~Exists(hidden), published_at__lt=end))
