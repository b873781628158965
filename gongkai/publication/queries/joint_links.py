"""Which line of another system and which item of ours are about the same matter, seen from both sides (第四条（三）, R17)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.ledger.prepared import Prepared
from gongkai.publication.models import JointLink
from gongkai.publication.queries.lists import list_row, living
from gongkai.publication.views import ListRow
from gongkai.rules.actor import Actor


@dataclass(frozen=True)
class Elsewhere:
    """A line of another system as it stands at an item of ours."""

    kind: str
    source: str
    title: str
    link: str
    day: date


@dataclass(frozen=True)
class Ours:
    """An item of ours as it stands at a line of another system."""

    link_id: int
    row: ListRow


_ELSEWHERE = Prepared(
    lambda disclosure_id: (
        JointLink.objects.filter(
            disclosure_id=disclosure_id, ended_at=None, item__dropped_at=None, item__source__ended_at=None
        )
        .order_by("-item__day", "-item_id")
        .values_list("item__source__kind", "item__source__name", "item__title", "item__link", "item__day")
    )
)


def elsewhere(actor: Actor, *, disclosure_id: int) -> list[Elsewhere]:
    """What other systems disclose of the same matter; for whoever reads the item. One query."""
    return [Elsewhere(*row) for row in _ELSEWHERE(disclosure_id=disclosure_id)]


def linked_items(actor: Actor, *, item_ids: Iterable[int]) -> dict[int, list[Ours]]:
    """Our items at these lines, as far as they are listed for the actor (P1). Two queries at most."""
    links = list(JointLink.objects.filter(item_id__in=list(item_ids), ended_at=None).order_by("pk"))
    if not links:
        return {}
    rows = living(actor).filter(disclosure_id__in={one.disclosure_id for one in links})
    known = {
        row.disclosure_id: list_row(row)
        for row in rows.select_related("disclosure", "edition").order_by("published_at", "pk")
    }
    found: dict[int, list[Ours]] = defaultdict(list)
    for one in links:
        if one.disclosure_id in known:
            found[one.item_id].append(Ours(one.pk, known[one.disclosure_id]))
    return found
