"""Filing what is closed: one record a matter, numbered in its fonds, year and retention, in an open box (R53, R54)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from gongkai.archive.models import ArchiveRecord, Box, Fonds
from gongkai.ledger import actions as ledger
from gongkai.ledger.actions.history import load_events
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.archiving import FONDS, UNIT, UNITS, Matter, archive_code, fonds_of, seal_of_parts
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing

IN_A_BOX = 100  # records; what a box of paper of ordinary thickness holds


@transaction.atomic
def file_matters(actor: Actor, *, matters: Iterable[Matter], now: datetime) -> int:
    """Make the records of closed matters; how many. One that has its record is passed over. The clock only."""
    if not actor.is_clock:
        raise missing()
    wanted = {one.matter: one for one in matters}
    known = set(ArchiveRecord.objects.filter(matter__in=wanted).values_list("matter", flat=True))
    groups: dict[tuple[int, int, str], list[Matter]] = defaultdict(list)
    for one in wanted.values():
        if one.matter not in known:
            groups[one.org_id, one.closed_on.year, one.retention].append(one)
    own = {row.org_id: row for row in Fonds.objects.filter(org_id__in={key[0] for key in groups})}
    made: list[ArchiveRecord] = []
    for (org_id, year, retention), group in sorted(groups.items()):
        made += _filed(
            actor, own.get(org_id), year, retention, sorted(group, key=lambda one: (one.closed_on, one.matter)), now
        )
    ArchiveRecord.objects.bulk_create(made, batch_size=200)
    events = [
        (
            now,
            None,
            actor.name,
            "archive.file",
            f"archive:{one.matter}",
            one.org_path,
            {"code": one.code, "seal": one.sha256},
        )
        for one in made
    ]
    load_events(actor, rows=events, kind=ActorKind.CLOCK)
    return len(made)


def _filed(actor: Actor, own: Fonds | None, year: int, retention: str, group: list[Matter], now: datetime) -> list:
    first = group[0]
    fonds, unit = (own.number, own.unit) if own else (fonds_of(first.org_code), UNIT)
    numbers = ledger.take_numbers(actor, series=f"DA:{fonds}:{retention}", year=year, count=len(group))
    made, room, box = [], 0, None
    for number, one in zip(numbers, group, strict=True):
        if box is None or not room:
            box, room = _box(one, fonds, year, retention, now, full=box)
        room -= 1
        made.append(
            ArchiveRecord(
                matter=one.matter,
                edition_id=one.edition_id,
                org_id=one.org_id,
                org_path=one.org_path,
                box=box,
                code=archive_code(fonds=fonds, year=year, retention=retention, unit=unit, number=number),
                serial=number,
                year=year,
                retention=retention,
                basis=one.basis,
                responsible=one.responsible,
                number=one.number,
                title=one.title,
                dated=one.dated,
                closed_on=one.closed_on,
                closing=one.closing,
                audience=one.audience,
                parts=[asdict(part) for part in one.parts],
                sha256=seal_of_parts(one.parts),
                made_at=now,
                maker_name=actor.name,
            )  # fmt: skip
        )
    return made


def _box(one: Matter, fonds: str, year: int, retention: str, now: datetime, *, full: Box | None) -> tuple[Box, int]:
    """The newest box of this year and retention with the room it has, or the next one. `full`: filled just now.

    A box closed at the end of its year is open again for a latecomer, until the clock closes it once more.
    """
    rows = Box.objects.filter(org_id=one.org_id, year=year, retention=retention)
    newest = rows.annotate(held=Count("records")).order_by("-number").first()
    if newest is not None and newest != full and newest.held < IN_A_BOX:
        if newest.closed_at is not None:
            rows.filter(pk=newest.pk).update(closed_at=None, closer_name="")
        return newest, IN_A_BOX - newest.held
    if newest is not None:
        rows.filter(pk=newest.pk, closed_at=None).update(closed_at=now, closer_name="装满")
    made = Box.objects.create(
        org_id=one.org_id, org_path=one.org_path, fonds=fonds, year=year, retention=retention,
        number=newest.number + 1 if newest is not None else 1, opened_at=now,
    )  # fmt: skip
    return made, IN_A_BOX


@transaction.atomic
def close_boxes(actor: Actor, *, today: date, now: datetime) -> int:
    """Close every box of a year that is over (第六条（四）, at the end of the year); how many. The clock only."""
    if not actor.is_clock:
        raise missing()
    return Box.objects.filter(closed_at=None, year__lt=today.year).update(closed_at=now, closer_name="年末")


@transaction.atomic
def set_fonds(actor: Actor, *, org_id: int, number: str, unit: str, now: datetime) -> Fonds:
    """Note the numbers that the archives gave: they stand in the codes of what is filed from now on."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_ARCHIVE, org.path)
    number, unit = number.strip().upper(), unit.strip().upper()
    if not FONDS.fullmatch(number) or not UNITS.fullmatch(unit):
        raise Refused("fonds_invalid")
    if Fonds.objects.filter(number=number).exclude(org=org).exists():
        raise Refused("fonds_taken", number=number)
    row, _ = Fonds.objects.update_or_create(
        org=org,
        defaults={"org_path": org.path, "number": number, "unit": unit, "set_at": now, "setter_name": actor.name},
    )
    ledger.record(
        actor, verb="archive.fonds", subject=f"organization:{org.pk}", now=now, org_path=org.path,
        facts={"number": number, "unit": unit},
    )  # fmt: skip
    return row
