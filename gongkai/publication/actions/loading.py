"""Taking over what was published in the past, many at a time, and rebuilding the search index."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from gongkai.ledger import actions as ledger
from gongkai.ledger.actions.history import take_many
from gongkai.ledger.bulk import first_free_key, insert
from gongkai.publication import numbers, search
from gongkai.publication.models import Carrier, CarrierCheck, CarrierKeeper, Placement, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import CarrierKind
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

COLUMNS = (
    "edition_id", "disclosure_id", "revision_id", "org_id", "org_path", "org_name", "audience", "code", "category",
    "period", "title", "published_at",
)  # fmt: skip
OPTIONAL = (
    "published_by", "due_on", "notice_start", "notice_end", "notice_result", "notice_result_at", "ended_at", "end_kind",
)  # fmt: skip
TEXTS = ("notice_result", "end_kind")
BOARDS = (CarrierKind.BOARD, CarrierKind.INDOOR_BOARD)
PLACED = (
    "publication_id",
    "method",
    "place",
    "carrier_id",
    "starts_at",
    "ends_at",
    "details",
    "proof_id",
    "recorded_at",
    "recorded_by",
)


def _demand_system(actor: Actor) -> None:
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)


@transaction.atomic
def reserve_many(
    actor: Actor, *, wanted: Mapping[tuple[str, int, bool], int]
) -> dict[tuple[str, int, bool], list[str]]:
    """Index numbers for many series at once; `wanted`: how many by organization's code, year, and inside (R173)."""
    _demand_system(actor)
    series = {key: (numbers.series_of(org_code=key[0], inside=key[2]), key[1]) for key in wanted}
    taken = take_many(actor, wanted={series[key]: count for key, count in wanted.items()})
    return {
        key: [
            numbers.index_number(org_code=key[0], year=key[1], serial=one, inside=key[2]) for one in taken[series[key]]
        ]
        for key in wanted
    }


def reserve_numbers(actor: Actor, *, org_code: str, year: int, count: int, inside: bool = False) -> list[str]:
    """Take `count` index numbers of an organization and year, for items taken over from elsewhere (R173)."""
    key = (org_code, year, inside)
    return reserve_many(actor, wanted={key: count})[key]


@transaction.atomic
def load_history(actor: Actor, *, rows: list[dict], now: datetime) -> list[int]:
    """Enter past publications; the keys in the order of publication.

    Each row: the columns of `COLUMNS`, any of `OPTIONAL`, `org_code` for the register number,
    `text` for the search (title and parts as plain text), and `placements`: dicts of method, place,
    starts_at, ends_at, details. Rows of one edition come once per circle. Duties are not answered here.
    """
    _demand_system(actor)
    rows = sorted(rows, key=lambda row: row["published_at"])
    taken = take_many(actor, wanted=Counter(_series(row) for row in rows))
    registers = {series: iter(serials) for series, serials in taken.items()}
    first = first_free_key(Publication)
    keys = list(range(first, first + len(rows)))
    insert(Publication, ("id", *COLUMNS, "register_number", *OPTIONAL), (
        (key, *(row[name] for name in COLUMNS), next(registers[_series(row)]),
         *(row.get(name, "" if name in TEXTS else None) for name in OPTIONAL))
        for key, row in zip(keys, rows, strict=True)
    ))  # fmt: skip
    insert(Placement, PLACED, (
        (key, way["method"], way.get("place", ""), way.get("carrier_id"), way.get("starts_at") or row["published_at"], way.get("ends_at"),
         way.get("details", {}), None, now, row.get("published_by"))
        for key, row in zip(keys, rows, strict=True)
        for way in row.get("placements", ())
    ))  # fmt: skip
    search.load(list(zip(keys, rows, strict=True)))
    ledger.record(actor, verb="publication.load", subject="publication:history", now=now, facts={"rows": len(rows)})
    bump_on_commit()
    return keys


def _series(row: dict) -> tuple[str, int]:
    name = numbers.register_series(org_code=row["org_code"], audience=row["audience"])
    return name, local_day(row["published_at"]).year


CARRIED = (
    "id", "org_id", "org_path", "kind", "name", "place", "position", "from_date", "registered_at", "registered_by",
    "ended_on", "end_reason",
)  # fmt: skip
KEPT = ("carrier_id", "name", "phone", "from_date", "recorded_at", "recorded_by")
CHECKED = (
    "carrier_id", "day", "by_name", "condition", "wrong", "month_hangs", "photo_id", "photo_sha256", "recorded_at",
    "recorded_by",
)  # fmt: skip


@transaction.atomic
def load_carriers(actor: Actor, *, rows: list[dict], now: datetime) -> list[int]:
    """Enter carriers with their history; what hung at the same place is linked to them. The keys in order.

    Each row: org_id, org_path, kind, name, place, from_date, `keepers` (name, telephone, day) and
    `checks` (day, by whom, condition, what was wrong, whether the month's content hung there).
    """
    _demand_system(actor)
    first = first_free_key(Carrier)
    keys = list(range(first, first + len(rows)))
    insert(Carrier, CARRIED, (
        (key, row["org_id"], row["org_path"], row["kind"], row["name"], row["place"], row.get("position", ""),
         row["from_date"], now, None, None, "")
        for key, row in zip(keys, rows, strict=True)
    ))  # fmt: skip
    insert(CarrierKeeper, KEPT, (
        (key, *keeper, now, None) for key, row in zip(keys, rows, strict=True) for keeper in row.get("keepers", ())
    ))  # fmt: skip
    insert(CarrierCheck, CHECKED, (
        (key, *check, None, "", now, None) for key, row in zip(keys, rows, strict=True) for check in row.get("checks", ())
    ))  # fmt: skip
    owner = Publication.objects.filter(pk=OuterRef(OuterRef("publication_id"))).values("org_id")[:1]
    board = Carrier.objects.filter(org_id=Subquery(owner), kind__in=BOARDS, place=OuterRef("place"), ended_on=None)
    Placement.objects.filter(carrier=None, method="gl").update(carrier=Subquery(board.order_by("pk").values("pk")[:1]))
    ledger.record(actor, verb="carrier.load", subject="carrier:history", now=now, facts={"rows": len(rows)})
    bump_on_commit()
    return keys


@contextmanager
def search_at_the_end(actor: Actor, *, coming: int) -> Iterator[None]:
    """For several calls of `load_history`, together `coming` rows: the search index is made once, after them.

    In the caller's transaction.
    """
    _demand_system(actor)
    with search.indexed_at_the_end(coming=coming):
        yield


def rebuild_search(actor: Actor) -> int:
    """Make the whole search index anew from what is published; the number of documents."""
    _demand_system(actor)
    return search.rebuild()
