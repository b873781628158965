"""页数: counted by the clock where it can be counted, told by the archivist where not (DA/T 22-2015)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.archive.models import ArchiveRecord
from gongkai.archive.queries.records import record
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as kept
from gongkai.ledger.rows import compare_and_set
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import paging
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing

MOST_PAGES = 9_999


def count_pages(actor: Actor, *, forms: Mapping[int, int], now: datetime) -> int:
    """Count the pages of these records, by key with the pages of their printed form; how many could be counted.

    The clock only. What the archivist told stays.
    """
    if not actor.is_clock:
        raise missing()
    rows = list(ArchiveRecord.objects.filter(pk__in=forms, counted_at=None, pages_by=""))
    of_files = kept.file_pages(actor, tokens={one.token for row in rows for one in row.filed if one.token})
    for row in rows:
        found = paging(row.filed, form=forms[row.pk], of_files=of_files)
        row.pages, row.pages_said, row.counted_at = found.pages, found.said, now
    ArchiveRecord.objects.bulk_update(rows, ["pages", "pages_said", "counted_at"], batch_size=200)
    return sum(row.pages is not None for row in rows)


def count_again(actor: Actor) -> int:
    """Look once more at records whose pages could not be counted, since files were read anew; how many. The clock only."""
    if not actor.is_clock:
        raise missing()
    return ArchiveRecord.objects.filter(pages=None, pages_by="", destroyed_at=None).update(counted_at=None)


@transaction.atomic
def tell_pages(actor: Actor, *, record_id: int, pages: int, now: datetime) -> ArchiveRecord:
    """Note how many pages the archivist counted. Refuses a number that no record has, and a record that is destroyed."""
    row = record(actor, record_id=record_id)
    demand(actor, Permission.KEEP_ARCHIVE, row.org_path)
    if row.destroyed_at is not None:
        raise Refused("disposal_gone")
    if not 1 <= pages <= MOST_PAGES:
        raise Refused("pages_invalid", most=MOST_PAGES)
    before = row.pages
    compare_and_set(row, pages=pages, pages_by=actor.name, counted_at=now)
    ledger.record(
        actor, verb="archive.pages", subject=f"archive:{row.matter}", now=now, org_path=row.org_path,
        facts={"code": row.code, "pages": pages, "before": before},
    )  # fmt: skip
    row.refresh_from_db()
    return row
