"""Destroying what was kept its time: a list, a second person's decision, a witness; the record of it stays (第六条（四）).

The words, their drafts, the attached files and the photos go. What stays: the names and digests of all papers, the
signatures and the trail, and in the logs every proof - they commit to what was there without telling it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.archive.actions.removal import redact_item
from gongkai.archive.models import ArchiveRecord, Disposal
from gongkai.archive.queries.disposals import disposal, disposal_facts, why_not
from gongkai.disclosures import actions as disclosing
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation import actions as participating
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import PartKind
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.disposal import DISPOSAL
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain

SERIES = "XH"
_CLOCK = Actor.clock()
Destroy = Callable[..., int]  # of a room: `destroy(clock, keys=…, now=…)` takes the words of these matters away


@transaction.atomic
def propose_disposal(
    actor: Actor, *, org_id: int, record_ids: Iterable[int], reason: str, now: datetime, today: date
) -> Disposal:  # fmt: skip
    """Make the list under a number such as Z01-C01-XH-2037-001. Refuses what may not go, by its title."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_ARCHIVE, org.path)
    asked = ArchiveRecord.objects.select_for_update(of=("self",)).select_related("disposal")
    rows = list(asked.filter(pk__in=set(record_ids), org=org).order_by("pk"))
    if not rows or not reason.strip():
        raise Refused("disposal_empty")
    why = why_not(actor, rows=rows, today=today)
    for row in rows:
        on_list = row.disposal is not None and row.disposal.is_open
        if (said := ("disposal_listed", {}) if on_list else why[row.pk]) is not None:
            raise Refused("disposal_one", title=row.title, why=explain(*said))
    serial = ledger.next_number(actor, series=f"{SERIES}:{org.code}", year=today.year)
    made = Disposal.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-{SERIES}-{today.year}-{serial:03d}", reason=reason.strip()[:200],
        listed=[[row.code, row.title, row.sha256] for row in rows], proposed_at=now, proposed_by=actor.user_id,
        proposer_name=actor.name,
    )  # fmt: skip
    ArchiveRecord.objects.filter(pk__in=[row.pk for row in rows]).update(disposal=made)
    _remember(actor, made, "propose", now, count=len(rows))
    return made


@transaction.atomic
def move_disposal(
    actor: Actor, *, number: str, verb: str, remark: str, destroyers: Mapping[str, Destroy], now: datetime, today: date
) -> Disposal:  # fmt: skip
    """Decide on the list, take it back, or carry it out. `remark`: meeting or document, why not, or who witnesses it.

    `destroyers`: by kind of matter who destroys what it consists of, the items excepted.
    """
    row = Disposal.objects.select_for_update().get(pk=disposal(actor, number=number).pk)
    said = remark.strip()[:200]
    move = decide(DISPOSAL, actor, disposal_facts(row, today), verb, remark=said)
    fields: dict[str, object] = {"state": move.target}
    if verb in ("approve", "refuse"):
        fields |= {"decided_at": now, "decider_name": actor.name, "decision": said}
    if verb == "carry_out":
        fields |= {"done_at": now, "doer_name": actor.name, "witness": said}
    compare_and_set(row, **fields)
    if verb == "carry_out":
        _destroy(row, said, destroyers, now)
    elif verb in ("refuse", "drop"):
        ArchiveRecord.objects.filter(disposal=row).update(disposal=None)
    _remember(actor, row, verb, now, remark=said)
    row.refresh_from_db()
    return row


def _destroy(row: Disposal, witness: str, destroyers: Mapping[str, Destroy], now: datetime) -> None:
    basis = f"保管期满，销毁清册{row.number}，{row.decider_name}批准：{row.decision}；监销：{witness}"
    records = list(ArchiveRecord.objects.filter(disposal=row))
    groups = disclosures.siblings(_CLOCK, edition_ids=[one.edition_id for one in records if one.edition_id])
    for found in {group[0].disclosure_id: group[0].disclosure for group in groups.values()}.values():
        if found.number:
            redact_item(_CLOCK, number=found.number, basis=basis, now=now)
        else:
            disclosing.destroy_texts(_CLOCK, disclosure_id=found.pk, now=now)
    keys: dict[str, list[int]] = defaultdict(list)
    for one in records:
        if one.edition_id is None:
            kind, _, key = one.matter.partition(":")
            keys[kind].append(int(key))
    for kind, own in keys.items():
        destroyers[kind](_CLOCK, keys=own, now=now)
    spoken = [part.ref.partition(":")[2] for one in records for part in one.filed if part.kind is PartKind.OPINION]
    participating.destroy_opinions(_CLOCK, numbers=spoken, now=now)
    for one in records:
        for part in one.filed:
            if part.token:
                ledger.destroy_file(_CLOCK, token=part.token, now=now)
    ArchiveRecord.objects.filter(disposal=row).update(destroyed_at=now)


def _remember(actor: Actor, row: Disposal, verb: str, now: datetime, **facts: object) -> None:
    ledger.record(
        actor, verb=f"disposal.{verb}", subject=f"disposal:{row.pk}", now=now, org_path=row.org_path,
        facts={"number": row.number, **facts},
    )  # fmt: skip
