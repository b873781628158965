"""The clock of this room for the morning's messages and for calendars: carriers that nobody renewed."""

from collections.abc import Iterator

from gongkai.publication.models import Carrier
from gongkai.publication.queries.carriers import _views
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import Freshness
from gongkai.rules.notices import Asked, Deadline, of
from gongkai.rules.permissions import Permission as P
from gongkai.rules.refusals import missing


def deadlines(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Stale carriers, everywhere asked for: they wait without a day and are told along. Three queries."""
    if not actor.is_clock:
        raise missing()
    rows = Carrier.objects.filter(ended_on=None, **asked.at("org_path")).order_by("pk")
    for view in _views(actor, rows, asked.today):
        if view.verdict is not None and view.verdict.light is Freshness.STALE:
            yield Deadline("carrier", view.org_path, None, f"{view.id}", of(P.DRAFT), view.name)
