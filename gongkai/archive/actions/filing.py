"""Filing what is closed: one record a matter, numbered in its fonds, year and retention, in an open box (R53, R54)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from gongkai.archive.models import ArchiveRecord, Box, Fonds
from gongkai.ledger import actions as ledger
from gongkai.ledger.actions.history import load_events, take_many
from gongkai.orgs import queries as orgs
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor, ActorKind
from gongkai.rules.archiving import FONDS, UNIT, UNITS, Matter, archive_code, fonds_of, seal_of_parts
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing

Group = tuple[int, int, str]  # organization, year, retention: what is numbered together and lies together
IN_A_BOX = 100  # records; what a box of paper of ordinary thickness holds


@transaction.atomic
def file_matters(actor: Actor, *, matters: Iterable[Matter], now: datetime) -> int:
    """Make the records of closed matters; how many. One that has its record is passed over. The clock only."""
    if not actor.is_clock:
        raise missing()
    wanted = {one.matter: one for one in matters}
    known = set(ArchiveRecord.objects.filter(matter__in=wanted).values_list("matter", flat=True))
    groups: dict[Group, list[Matter]] = defaultdict(list)
    for one in sorted(wanted.values(), key=lambda one: (one.closed_on, one.matter)):
        if one.matter not in known:
            groups[one.org_id, one.closed_on.year, one.retention].append(one)
    if not groups:
        return 0
    own = {row.org_id: (row.number, row.unit) for row in Fonds.objects.filter(org_id__in={key[0] for key in groups})}
    fonds = {key: own.get(key[0]) or (fonds_of(groups[key][0].org_code), UNIT) for key in sorted(groups)}
    boxes = _boxes(groups, fonds, now)
    series = {key: (f"DA:{fonds[key][0]}:{key[2]}", key[1]) for key in fonds}
    wanted_numbers: Counter[tuple[str, str]] = Counter()  # two organizations may share a fonds, and so its series
    for key in fonds:
        wanted_numbers[series[key]] += len(groups[key])
    taken = {one: iter(numbers) for one, numbers in take_many(actor, wanted=wanted_numbers).items()}
    made = [
        _record(actor, one, box, next(taken[series[key]]), *fonds[key], now)
        for key in fonds
        for one, box in zip(groups[key], boxes[key], strict=True)
    ]
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
    if any(one.edition_id for one in made):
        bump_on_commit()  # the pages of the items say under which code they are kept
    return len(made)


def _record(actor: Actor, one: Matter, box: Box, number: int, fonds: str, unit: str, now: datetime) -> ArchiveRecord:
    return ArchiveRecord(
        matter=one.matter,
        edition_id=one.edition_id,
        org_id=one.org_id,
        org_path=one.org_path,
        box=box,
        code=archive_code(fonds=fonds, year=box.year, retention=box.retention, unit=unit, number=number),
        serial=number,
        year=box.year,
        retention=box.retention,
        basis=one.basis,
        responsible=one.responsible,
        number=one.number,
        title=one.title,
        dated=one.dated,
        closed_on=one.closed_on,
        closing=one.closing,
        audience=one.audience,
        parts=[vars(part) for part in one.parts],
        sha256=seal_of_parts(one.parts),
        made_at=now,
        maker_name=actor.name,
    )  # fmt: skip


def _boxes(
    groups: Mapping[Group, list[Matter]], fonds: Mapping[Group, tuple[str, str]], now: datetime
) -> dict[Group, list[Box]]:
    """For each matter its box: the newest of its year and retention while it has room, then the next ones.

    A box closed at the end of its year is open again for a latecomer, until the clock closes it once more.
    A fixed number of queries, however many groups there are.
    """
    orgs_, years, kinds = (set(one) for one in zip(*groups, strict=True))
    rows = Box.objects.select_for_update().filter(org_id__in=orgs_, year__in=years, retention__in=kinds)
    newest = {(row.org_id, row.year, row.retention): row for row in rows.order_by("number")}
    counted = ArchiveRecord.objects.filter(box__in=list(newest.values())).values_list("box").annotate(Count("pk"))
    held = dict(counted.order_by())
    changed: dict[int, Box] = {}
    new: list[Box] = []
    found: dict[Group, list[Box]] = {}
    for key, group in groups.items():
        box = newest.get(key)
        room = IN_A_BOX - held.get(box.pk, 0) if box is not None else 0
        found[key] = []
        for one in group:
            if box is not None and room > 0:
                if box.closed_at is not None:
                    box.closed_at, box.closer_name = None, ""
                    changed[box.pk] = box
            else:
                if box is not None and box.closed_at is None:
                    box.closed_at, box.closer_name = now, "装满"
                    if box.pk is not None:
                        changed[box.pk] = box
                box = Box(
                    org_id=key[0], org_path=one.org_path, fonds=fonds[key][0], year=key[1], retention=key[2],
                    number=box.number + 1 if box is not None else 1, opened_at=now,
                )  # fmt: skip
                new.append(box)
                room = IN_A_BOX
            room -= 1
            found[key].append(box)
    Box.objects.bulk_update(changed.values(), ["closed_at", "closer_name"])
    Box.objects.bulk_create(new, batch_size=200)
    return found


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
