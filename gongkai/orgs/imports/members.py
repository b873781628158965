"""Looking through a file of members, batch by batch, however long it is (R158, R175)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from gongkai.orgs.imports.findings import Findings
from gongkai.orgs.imports.records import Record
from gongkai.orgs.imports.shapes import MEMBER_COLUMNS
from gongkai.orgs.models import Membership, Organization
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.party_days import may_have_joined
from gongkai.rules.permissions import Permission, may
from gongkai.rules.personal_numbers import valid_id_number

BATCH = 2000
CHANGEABLE = ("name", "status", "group", "joined_on")
HEADERS = {column.field: column.header for column in MEMBER_COLUMNS}


@dataclass
class MemberBatch:
    """What some sound rows would do: new memberships, and present ones with their new values set."""

    rows: int = 0
    adding: list[dict] = field(default_factory=list)
    changing: list[Membership] = field(default_factory=list)


def _places(actor: Actor, root: Organization) -> dict[str, int]:
    """Organizations by code whose roll the actor may keep, below the root. One query."""
    rows = Organization.objects.filter(under(root.path, field="path"), status="active")
    return {
        code: pk
        for code, pk, path in rows.values_list("code", "pk", "path").iterator(chunk_size=2000)
        if may(actor, Permission.KEEP_ROLL, path)
    }


def _enrolled(root: Organization) -> dict[int, int]:
    """Who stands on a roll below the root: membership ids by a hash of organization and roll number."""
    rows = Membership.objects.filter(under(root.path), to_date=None).values_list("pk", "org_id", "roll_number")
    return {hash((org_id, number)): pk for pk, org_id, number in rows.iterator(chunk_size=5000)}


def _sound(
    record: Record, places: dict[str, int], seen: set[int], root: Organization, findings: Findings, today: date
) -> bool:
    code, number = record.values.get("org_code"), record.values.get("roll_number")
    joined, sound = record.values.get("joined_on"), record.sound
    if joined and not may_have_joined(joined, today=today):
        findings.say(record.line, HEADERS["joined_on"], f"{joined.isoformat()} 不会是入党日期。请核对年份。")
        sound = False
    if code and code not in places:
        findings.say(
            record.line, HEADERS["org_code"], f"“{root.short_name}”下面没有代码为 {code} 的党组织。请核对，或者先登记。"
        )
        sound = False
    if number and valid_id_number(number):
        findings.say(record.line, HEADERS["roll_number"], "这里像身份证号码。请用党组织自己编的号。")
        sound = False
    if code and number:
        mark = hash((code, number))
        if mark in seen:
            findings.say(record.line, HEADERS["roll_number"], f"名册号 {number} 前面已经有过。请留一行，或者换一个号。")
            sound = False
        seen.add(mark)
    return sound


def look_at_members(
    actor: Actor, rows: Iterable[Record], *, root: Organization, findings: Findings, today: date
) -> Iterator[MemberBatch]:
    """Judge the rows and hand them on in batches; only one batch and two numbers per row stay in memory."""
    places, seen, coming = _places(actor, root), set(), iter(rows)
    enrolled = _enrolled(root)
    while read := list(islice(coming, BATCH)):
        batch = MemberBatch(rows=len(read))
        sound = [record for record in read if _sound(record, places, seen, root, findings, today)]
        keys = [(places[record.values["org_code"]], record.values["roll_number"]) for record in sound]
        met = Membership.objects.in_bulk([enrolled[hash(key)] for key in keys if hash(key) in enrolled])
        present = {(member.org_id, member.roll_number): member for member in met.values()}
        for key, record in zip(keys, sound, strict=True):
            member = present.get(key)
            if member is None:
                batch.adding.append(record.values)
            elif _set(member, record):
                batch.changing.append(member)
        yield batch


def _set(member: Membership, record: Record) -> bool:
    """Put the filled cells into the membership; tells whether anything became different."""
    news = {name: record.values[name] for name in CHANGEABLE if name in record.filled}
    different = any(getattr(member, name) != value for name, value in news.items())
    for name, value in news.items():
        setattr(member, name, value)
    return different
