"""The log of changes of public pages: written with the act, read by every machine."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from gongkai.publication.models import PageChange

BACK = 1000  # lines that are looked at again: a long transaction shows its line later than its number says
KEPT = timedelta(days=7)


def note(*, item: str = "") -> None:
    """One line, in the transaction of the act."""
    PageChange.objects.create(at=timezone.now(), item=item)


def forget() -> int:
    """Lines of more than a week ago, which no machine needs any more; how many."""
    return PageChange.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


@dataclass
class Reading:
    """How far one machine has read. The first look finds news: nobody knows what was before it."""

    _seen: set[int] | None = None
    _last: int = 0

    def look(self) -> tuple[str, ...] | None:
        """None when nothing is new; else the items to render at once among what came since, also late."""
        rows = list(PageChange.objects.filter(pk__gt=self._last - BACK).order_by("pk").values_list("pk", "item"))
        seen, self._seen = self._seen, {number for number, _ in rows}
        self._last = max(self._seen, default=self._last)
        if seen is None:
            return ()
        fresh = [item for number, item in rows if number not in seen]
        return tuple(item for item in fresh if item) if fresh else None
