"""Writing a draft version: entries, reasons for gaps, consultations, an edited workbook (R32, R39, R42, R175)."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F, Max

from gongkai.ledger import actions as ledger
from gongkai.rulebook import entry_rows, library, xlsx
from gongkai.rulebook.actions.catalogs import OPEN, write_entries
from gongkai.rulebook.models import CatalogEntry, CatalogVersion, Consultation
from gongkai.rulebook.queries.versions import unsound
from gongkai.rulebook.queries.versions import version as read_version
from gongkai.rules.actor import Actor
from gongkai.rules.categories import SUB_ITEMS
from gongkai.rules.entries import EntryFacts
from gongkai.rules.entry_checks import CatalogProblem
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

LONGEST_REASON = 200


def _open_version(actor: Actor, version_id: int) -> CatalogVersion:
    """A version that may still be written, by its maker only."""
    found = read_version(actor, version_id=version_id)
    demand(actor, Permission.MAKE_CATALOG, found.catalog.maker_path)
    if found.state not in OPEN:
        raise Refused("version_closed", number=found.number)
    return found


def _touched(actor: Actor, found: CatalogVersion, verb: str, now: datetime, **facts) -> None:
    """Raise the version's own number, so that two writers, or a writer and an approver, never both win."""
    won = CatalogVersion.objects.filter(pk=found.pk, version=found.version, state__in=OPEN).update(
        version=F("version") + 1
    )
    if not won:
        raise Refused("changed_meanwhile")
    ledger.record(
        actor, verb=f"catalog.{verb}", subject=f"catalog_version:{found.pk}", now=now,
        org_path=found.catalog.maker_path, facts=facts,
    )  # fmt: skip


@transaction.atomic
def put_entry(
    actor: Actor, *, version_id: int, entry: EntryFacts, now: datetime, responsible: str | None = None,
    secrecy_note: str | None = None, retention: str | None = None,
) -> None:  # fmt: skip
    """Add an entry to a draft, or replace the one with the same code (R42).

    The desk's matters (who sees to it, what to mind about secrets, how long it is kept) stay as they
    are when not given. Refuses `entry_unsound` with every problem in words. `rules.catalog_table.entry_of` makes the
    entry from the texts of a form.
    """
    found = _open_version(actor, version_id)
    problems = unsound(entry)
    if problems:
        raise Refused("entry_unsound", problems="".join(problem.sentence for problem in problems))
    desk = {"responsible": (responsible, 60), "secrecy_note": (secrecy_note, 200), "retention": (retention, 20)}
    said = {key: text.strip()[:longest] for key, (text, longest) in desk.items() if text is not None}
    columns = entry_rows.columns(entry) | said
    rows = CatalogEntry.objects.filter(version=found)
    if not rows.filter(code=entry.code).update(**columns):
        slot = (rows.aggregate(last=Max("slot"))["last"] or 0) + 1
        CatalogEntry.objects.create(version=found, catalog=found.catalog, slot=slot, **columns)
    _touched(actor, found, "put_entry", now, code=entry.code)


@transaction.atomic
def remove_entry(actor: Actor, *, version_id: int, code: str, now: datetime) -> None:
    """Take an entry out of a draft; earlier versions keep theirs."""
    found = _open_version(actor, version_id)
    gone, _ = CatalogEntry.objects.filter(version=found, code=code).delete()
    if not gone:
        raise Refused("entry_missing", entry=code)
    _touched(actor, found, "remove_entry", now, code=code)


@transaction.atomic
def explain_gap(actor: Actor, *, version_id: int, sub_item: str, reason: str, now: datetime) -> None:
    """Say why a sub-item of 第五条 does not apply here (R32); an empty reason takes the explanation back."""
    found = _open_version(actor, version_id)
    if sub_item not in {item.code for item in SUB_ITEMS}:
        raise Refused("sub_item_unknown", sub_item=sub_item)
    reasons = {**found.not_applicable, sub_item: reason.strip()[:LONGEST_REASON]}
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


def read_workbook(actor: Actor, *, version_id: int, path: Path, name: str) -> xlsx.Reading:
    """Read an edited workbook for a draft without changing anything (R175).

    `name` is what the person calls the file at `path`. Refuses `catalog_table_head` and
    `catalog_table_long`; everything else wrong is a problem with its row.
    """
    _open_version(actor, version_id)
    known = (item.code for row in library.categories() for item in row.sub_items)
    return xlsx.read_catalog(path, name, known_sub_items=known)


def look_through_catalog(
    actor: Actor, *, version_id: int, path: Path, name: str
) -> tuple[list[EntryFacts], list[tuple[int, CatalogProblem]]]:
    """The entries of an edited workbook, and what is wrong by row: the short form of `read_workbook`."""
    reading = read_workbook(actor, version_id=version_id, path=path, name=name)
    return reading.entries, reading.problems


@transaction.atomic
def apply_entries(
    actor: Actor, *, version_id: int, entries: list[EntryFacts], now: datetime,
    desk: Mapping[str, Mapping[str, str]] | None = None, reasons: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Replace the entries of a draft; all or nothing.

    `desk` are the desk's matters by code, `reasons` why sub-items do not apply; without them those
    recorded stay. Refuses `catalog_empty`, and `entry_unsound` with every problem in words.
    """
    found = _open_version(actor, version_id)
    if not entries:
        raise Refused("catalog_empty")
    problems = [problem.sentence for one in entries for problem in unsound(one)]
    if problems or len({one.code for one in entries}) < len(entries):
        raise Refused("entry_unsound", problems="".join(problems) or "有编码重复。")
    rows = CatalogEntry.objects.filter(version=found)
    kept = {row.code: entry_rows.desk(row) for row in rows} if desk is None else desk
    rows.delete()
    write_entries(found, entries, kept)
    if reasons is not None:
        CatalogVersion.objects.filter(pk=found.pk).update(not_applicable=dict(reasons))
    _touched(actor, found, "import", now, entries=len(entries))


@transaction.atomic
def apply_catalog_import(actor: Actor, *, version_id: int, path: Path, name: str, now: datetime) -> int:
    """Replace entries, the desk's matters and reasons of a draft by the workbook's. Returns how many entries.

    Refuses `catalog_import_problems` as long as one row has a problem.
    """
    reading = read_workbook(actor, version_id=version_id, path=path, name=name)
    if reading.problems:
        line, problem = reading.problems[0]
        facts = {"count": len(reading.problems), "line": line, "sentence": problem.sentence}
        raise Refused("catalog_import_problems", **facts)
    apply_entries(
        actor, version_id=version_id, entries=reading.entries, now=now, desk=reading.desk, reasons=reading.reasons
    )
    return len(reading.entries)
