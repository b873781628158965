"""Taking over what was published in the past, many at a time, and rebuilding the search index."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.publication import numbers, search
from gongkai.publication.models import Placement, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

BATCH = 1000
COLUMNS = (
    "edition_id", "disclosure_id", "revision_id", "org_id", "org_path", "org_name", "audience", "code", "category",
    "period", "title", "published_at",
)  # fmt: skip
OPTIONAL = (
    "published_by", "due_on", "notice_start", "notice_end", "notice_result", "notice_result_at", "ended_at", "end_kind",
)  # fmt: skip


def _demand_system(actor: Actor) -> None:
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)


@transaction.atomic
def reserve_numbers(actor: Actor, *, org_code: str, year: int, count: int, inside: bool = False) -> list[str]:
    """Take `count` index numbers of an organization and year, for items taken over from elsewhere (R173)."""
    _demand_system(actor)
    series = numbers.series_of(org_code=org_code, inside=inside)
    taken = ledger.take_numbers(actor, series=series, year=year, count=count)
    return [numbers.index_number(org_code=org_code, year=year, serial=one, inside=inside) for one in taken]


@transaction.atomic
def load_history(actor: Actor, *, rows: list[dict], now: datetime) -> list[int]:
    """Enter past publications; the keys in the order of publication.

    Each row: the columns of `COLUMNS`, any of `OPTIONAL`, `org_code` for the register number,
    `text` for the search (title and parts as plain text), and `placements`: dicts of method, place,
    starts_at, ends_at, details. Rows of one edition come once per circle. Duties are not answered here.
    """
    _demand_system(actor)
    rows = sorted(rows, key=lambda row: row["published_at"])
    registers = _registers(actor, rows)
    made = [
        Publication(
            **{name: row[name] for name in COLUMNS}, **{name: row[name] for name in OPTIONAL if name in row},
            register_number=next(registers[_series(row)]),
        )
        for row in rows
    ]  # fmt: skip
    Publication.objects.bulk_create(made, batch_size=BATCH)
    Placement.objects.bulk_create(
        (
            Placement(
                publication=publication, method=way["method"], place=way.get("place", ""),
                starts_at=way.get("starts_at") or publication.published_at, ends_at=way.get("ends_at"),
                details=way.get("details", {}), recorded_at=now, recorded_by=row.get("published_by"),
            )
            for publication, row in zip(made, rows, strict=True)
            for way in row.get("placements", ())
        ),
        batch_size=BATCH,
    )  # fmt: skip
    search.load([(publication, row.get("text", row["title"])) for publication, row in zip(made, rows, strict=True)])
    ledger.record(actor, verb="publication.load", subject="publication:history", now=now, facts={"rows": len(rows)})
    bump_on_commit()
    return [publication.pk for publication in made]


def _series(row: dict) -> tuple[str, int]:
    name = numbers.register_series(org_code=row["org_code"], audience=row["audience"])
    return name, local_day(row["published_at"]).year


def _registers(actor: Actor, rows: list[dict]) -> dict:
    """Register numbers per organization, circle and year, taken at once."""
    wanted = Counter(_series(row) for row in rows)
    return {
        (series, year): iter(ledger.take_numbers(actor, series=series, year=year, count=count))
        for (series, year), count in wanted.items()
    }


def rebuild_search(actor: Actor) -> int:
    """Make the whole search index anew from what is published; the number of documents."""
    _demand_system(actor)
    return search.rebuild()
