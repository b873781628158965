"""A photo of a board with the code of the day: sent in, compared with earlier ones, taken or not (第九条（五）)."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import next_number, prints_of, record, store_photo
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, may
from gongkai.rules.photo_prints import copies, read, written
from gongkai.rules.procedures.spot_check import SPOT_CHECK
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.spot_checks import code_of_day, is_code
from gongkai.supervision.models import SpotCheck
from gongkai.supervision.queries.spot_checks import boards_of, secret, spot_facts
from gongkai.supervision.queries.spot_checks import spot_check as find

COMPARED = 300  # the newest photos of the same superior's organizations


@transaction.atomic
def send_spot_photo(
    actor: Actor, *, org_id: int, carrier_id: int, code: str, photo: Path, photo_name: str, now: datetime, today: date,
    words: str = "",
) -> SpotCheck:  # fmt: skip
    """Send in today's photo of a board, by who works there or inspects on the spot.

    Refuses a wrong code and a photo that was sent in before; what only looks like a copy is told to the superior.
    """
    org = orgs.organization(actor, org_id=org_id)
    superior = orgs.organization(actor, org_id=org.superior_id).path if org.superior_id else ""
    inspects = bool(superior) and may(actor, Permission.INSPECT, superior)
    if not inspects and not may(actor, Permission.DRAFT, org.path):
        if may(actor, Permission.READ_WORK, org.path):
            raise Refused("no_permission", permission=Permission.DRAFT)
        raise missing()
    places = dict(boards_of(actor, org_id=org.pk, day=today))
    if carrier_id not in places:
        raise Refused("spot_carrier")
    if not is_code(code, code_of_day(secret(), org_code=org.code, day=today)):
        raise Refused("spot_code_wrong", org=org.short_name)
    file = store_photo(actor, source=photo, name=photo_name, org_path=org.path, now=now)
    prints = prints_of(actor, file=file)
    earlier = SpotCheck.objects.filter(superior_path=superior).select_related("photo").order_by("-pk")[:COMPARED]
    copy_of = None
    for one in earlier:
        if one.photo.sha256 == file.sha256:
            raise Refused("spot_photo_same", day=one.day)
        if copy_of is None and copies(prints, read(one.prints)):
            copy_of = one
    serial = next_number(actor, series=f"CC:{org.code}", year=today.year)
    row = SpotCheck.objects.create(
        org=org, org_path=org.path, superior_path=superior, number=f"{org.code}-CC-{today.year}-{serial:03d}",
        carrier_id=carrier_id, place=places[carrier_id][:160], day=today, photo=file, prints=written(prints),
        copy_of=copy_of, words=words.strip()[:200], sent_at=now, sender_id=actor.user_id, sender_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="spot_check.send", subject=f"spot_check:{row.pk}", now=now, org_path=org.path,
        facts={"carrier": carrier_id, "sha256": file.sha256, "copy_of": copy_of.number if copy_of else None},
    )  # fmt: skip
    return row


@transaction.atomic
def move_spot_check(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> SpotCheck:
    """Take the photo, or not."""
    row = SpotCheck.objects.select_for_update(of=("self",)).get(pk=find(actor, number=number).pk)
    move = decide(SPOT_CHECK, actor, spot_facts(row), verb, remark=remark)
    compare_and_set(row, state=move.target, remark=remark.strip(), judged_at=now, judge_name=actor.name)
    record(
        actor, verb=f"spot_check.{verb}", subject=f"spot_check:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row
