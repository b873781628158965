"""Writing a draft version: entries, reasons for gaps, consultations, an edited workbook (R32, R39, R42, R175)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as ledger_queries
from gongkai.ledger.actions import located
from gongkai.ledger.rows import compare_and_set
from gongkai.rulebook import entry_rows, library, xlsx
from gongkai.rulebook.actions.catalogs import write_entries
from gongkai.rulebook.models import CatalogEntry, CatalogVersion, Consultation
from gongkai.rulebook.queries.versions import locked_entries, unsound
from gongkai.rulebook.queries.versions import version as read_version
from gongkai.rules.actor import Actor
from gongkai.rules.catalogs import lock_breaches
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing


def _open_version(actor: Actor, version_id: int) -> CatalogVersion:
    """A version that may still be written, by its maker only."""
    found = read_version(actor, version_id=version_id)
    demand(actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    if not found.may_be_written:
        raise Refused("version_closed", number=found.number)
    return found


def _touched(actor: Actor, found: CatalogVersion, verb: str, now: datetime, **facts) -> None:
    """Raise the version's own number, so that two writers, or a writer and an approver, never both win."""
    compare_and_set(found)
    ledger.record(
        actor, verb=f"catalog.{verb}", subject=f"catalog_version:{found.pk}", now=now,
        org_path=found.catalog.maker_path, facts=facts,
    )  # fmt: skip


def _demand_locks(
    actor: Actor, found: CatalogVersion, coming: Mapping[str, EntryFacts | None], unlocked: Collection[str] = ()
) -> None:
    """What another maker locked above is neither altered nor dropped nor unlocked below (第六条（一）, R45)."""
    locked = [one for one in locked_entries(actor, catalog_id=found.catalog_id) if one.code in coming]
    if not locked:
        return
    maker = found.catalog.template.catalog.maker.short_name
    if broken := lock_breaches(locked, filter(None, coming.values())):
        raise Refused("entry_locked", name=broken[0].name, maker=maker)
    if freed := next((one for one in locked if one.code in unlocked), None):
        raise Refused("lock_not_yours", name=freed.name, maker=maker)


@transaction.atomic
def put_entry(
    actor: Actor, *, version_id: int, entry: EntryFacts, now: datetime, responsible: str | None = None,
    secrecy_note: str | None = None, retention: str | None = None, locked: bool | None = None,
) -> None:  # fmt: skip
    """Add an entry to a draft, or replace the one with the same code (R42).

    The desk's matters (who sees to it, what to mind about secrets, how long it is kept) stay as they
    are when not given. `locked`: mandatory for every catalog derived from this one (R45). Refuses
    `entry_unsound` with every problem in words, `entry_locked` and `lock_not_yours`.
    `rules.catalog_table.entry_of` makes the entry from the texts of a form.
    """
    found = _open_version(actor, version_id)
    problems = unsound(entry)
    if problems:
        raise Refused("entry_unsound", problems="".join(problem.sentence for problem in problems))
    _demand_locks(actor, found, {entry.code: entry}, unlocked={entry.code} if locked is False else set())
    desk = {"responsible": (responsible, 60), "secrecy_note": (secrecy_note, 200), "retention": (retention, 20)}
    said = {key: text.strip()[:longest] for key, (text, longest) in desk.items() if text is not None}
    columns = entry_rows.columns(entry) | said | ({} if locked is None else {"locked": locked})
    rows = CatalogEntry.objects.filter(version=found)
    if not rows.filter(code=entry.code).update(**columns):
        slot = (rows.aggregate(last=Max("slot"))["last"] or 0) + 1
        CatalogEntry.objects.create(version=found, catalog=found.catalog, slot=slot, **columns)
    _touched(actor, found, "put_entry", now, code=entry.code)


@transaction.atomic
def remove_entry(actor: Actor, *, version_id: int, code: str, now: datetime) -> None:
    """Take an entry out of a draft; earlier versions keep theirs."""
    found = _open_version(actor, version_id)
    _demand_locks(actor, found, {code: None})
    gone, _ = CatalogEntry.objects.filter(version=found, code=code).delete()
    if not gone:
        raise Refused("entry_absent", entry=code)
    _touched(actor, found, "remove_entry", now, code=code)


@transaction.atomic
def explain_gap(actor: Actor, *, version_id: int, sub_item: str, reason: str, now: datetime) -> None:
    """Say why a sub-item of 第五条 does not apply here (R32); an empty reason takes the explanation back."""
    found = _open_version(actor, version_id)
    if sub_item not in {item.code for item in SUB_ITEMS}:
        raise Refused("sub_item_unknown", sub_item=sub_item)
    reasons = {**found.not_applicable, sub_item: reason.strip()[: xlsx.LONGEST_REASON]}
    CatalogVersion.objects.filter(pk=found.pk).update(not_applicable={c: r for c, r in reasons.items() if r})
    _touched(actor, found, "explain_gap", now, sub_item=sub_item)


@transaction.atomic
def record_consultation(
    actor: Actor, *, version_id: int, party: str, letter_number: str, held_on: date, opinion: str, result: str,
    now: datetime,
) -> Consultation:  # fmt: skip
    """Record whom the maker asked about a version, what they said and what came of it (R39, R43, R144)."""
    found = _open_version(actor, version_id)
    if not (party.strip() and opinion.strip() and result.strip()):
        raise Refused("consultation_fields")
    row = Consultation.objects.create(
        version=found, party=party.strip()[:100], letter_number=letter_number.strip()[:60], held_on=held_on,
        opinion=opinion.strip(), result=result.strip(), recorded_at=now, recorded_by=actor.user_id,
    )  # fmt: skip
    _touched(actor, found, "consultation", now, party=party.strip())
    return row


def _read(actor: Actor, found: CatalogVersion, file_token: str) -> xlsx.Reading:
    stored = ledger_queries.stored_file(actor, token=file_token)
    if stored.org_path != found.catalog.maker_path and not actor.is_clock:
        raise missing()
    known = (item.code for row in library.categories() for item in row.sub_items)
    return xlsx.read_catalog(located(actor, file=stored)[0], stored.name, known_sub_items=known)


def look_through_catalog(
    actor: Actor, *, version_id: int, file_token: str, now: datetime
) -> tuple[list[EntryFacts], list[tuple[int, CatalogProblem]]]:
    """Read an edited workbook for a draft without changing anything: entries, and problems by row (R175).

    The file was stored at the maker's path (`ledger.actions.store`). Refuses `catalog_table_head`,
    `catalog_table_empty` and `catalog_table_long`; everything else wrong is a problem with its row, 0 where
    the file lacks an entry that another maker locked.
    """
    found = _open_version(actor, version_id)
    reading = _read(actor, found, file_token)
    return reading.entries, [*reading.problems, *_lock_problems(actor, found, reading)]


def _lock_problems(actor: Actor, found: CatalogVersion, reading: xlsx.Reading) -> list[tuple[int, CatalogProblem]]:
    """What another maker locked above and the file alters or lacks, beside all else that is wrong with it (R45)."""
    unread = set(reading.lines) - {entry.code for entry in reading.entries}
    locked = [one for one in locked_entries(actor, catalog_id=found.catalog_id) if one.code not in unread]
    if not locked:
        return []
    maker = found.catalog.template.catalog.maker.short_name
    problems = []
    for one in lock_breaches(locked, reading.entries):
        line, reason = reading.lines.get(one.code, 0), f"“{one.name}”是{maker}锁定的条目，"
        reason += "这里改过了。" if line else "表里没有了。"
        problems.append((line, CatalogProblem(one.code, "编码", reason, f"请照{maker}的写，或先向它提建议。")))
    return problems


@transaction.atomic
def apply_catalog_import(actor: Actor, *, version_id: int, file_token: str, now: datetime) -> int:
    """Replace entries, the desk's matters and reasons of a draft by the workbook's; all or nothing.

    Reasons stay when the file has no sheet for them (csv). Returns how many entries. Refuses
    `catalog_table_empty`, `entry_locked`, and `catalog_import_problems` as long as one row has a problem.
    """
    found = _open_version(actor, version_id)
    reading = _read(actor, found, file_token)
    if reading.problems:
        line, problem = reading.problems[0]
        facts = {"count": len(reading.problems), "line": line, "sentence": problem.sentence}
        raise Refused("catalog_import_problems", **facts)
    present = CatalogEntry.objects.filter(version=found)
    told = {entry.code: entry for entry in reading.entries}
    _demand_locks(actor, found, {**dict.fromkeys(present.values_list("code", flat=True)), **told})
    unlocked = set(present.filter(locked=False).values_list("code", flat=True))
    present.delete()
    write_entries(found, reading.entries, reading.desk, unlocked)
    if reading.reasons is not None:
        CatalogVersion.objects.filter(pk=found.pk).update(not_applicable=reading.reasons)
    _touched(actor, found, "import", now, entries=len(reading.entries), file=file_token)
    return len(reading.entries)
