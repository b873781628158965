"""Editions that are closed, or not yet: gathered from the rooms below as the law asks (第六条（四）, R53, R54)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai.approvals import queries as approvals
from gongkai.archive.models import ArchiveRecord
from gongkai.disclosures import queries as disclosures
from gongkai.ledger import queries as ledger
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import (
    CANDIDATES,
    ENDS,
    LONGEST_TITLE,
    TERMS,
    ClosingFacts,
    Matter,
    Part,
    PartKind,
    RetentionFacts,
    Wait,
    closing_of,
    retention_basis,
    retention_key,
    said_retention,
    trail_part,
)
from gongkai.rules.archiving import Retention as Kept
from gongkai.rules.duties import LOCAL, local_day
from gongkai.rules.entries import TimeKind
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.edition import EditionState
from gongkai.rules.refusals import missing

EDITION = "edition"
PAGE = 500  # editions of one organization that are looked at together
_CLOCK = Actor.clock()
_ENDED = tuple(ENDS)


@dataclass(frozen=True)
class Waiting:
    """An edition that cannot be filed yet."""

    edition_id: int
    title: str
    published_on: date | None
    wait: Wait


def _filed():
    """Keys of the editions that have their record."""
    rows = ArchiveRecord.objects.filter(edition_id__isnull=False)
    return rows.values("edition_id")


def due_editions(actor: Actor, *, today: date, path: str = "", limit: int = 200) -> list[Matter]:
    """Closed editions without a record, the oldest first; the clock only. Fewer than `limit`: there are no others.

    Pages of `limit` editions are read, each with a fixed number of queries: those that wait take nobody's turn.
    """
    if not actor.is_clock:
        raise missing()
    quiet = rulebook.parameters(actor).int("archive_after", on=today)
    over = datetime.combine(today - timedelta(days=quiet - 1), time(), LOCAL)
    found: list[Matter] = []
    for states, before in ((_ENDED, None), ((EditionState.PUBLISHED,), over)):
        last = None
        while len(found) < limit:
            rows = disclosures.to_file(
                actor, states=states, without=_filed(), path=path, before=before, after=last, limit=limit
            )
            found += _gathered(rows, today)
            if len(rows) < limit:
                break
            last = rows[-1]
    return found[:limit]


def editions_again(actor: Actor, *, until: Mapping[str, int | None]) -> dict[str, tuple[Part, ...]]:
    """The papers of filed editions as they are now, the trail up to the event given for each; the clock only."""
    if not actor.is_clock:
        raise missing()
    keys = [int(one.rpartition(":")[2]) for one in until]
    nothing = ArchiveRecord.objects.none().values("edition_id")
    rows = disclosures.to_file(actor, states=CANDIDATES, without=nothing, keys=keys, limit=len(keys))
    return {f"{EDITION}:{row.pk}": papers for row, _, papers, _, _ in _read(rows, until)}


def retentions_again(actor: Actor, *, closed: Mapping[str, date]) -> dict[str, tuple[Kept, str]]:
    """How long filed editions are to be kept as they are now, and why; `closed`: matters with their day. The clock only."""
    if not actor.is_clock:
        raise missing()
    parameters = rulebook.parameters(actor)
    keys = {int(matter.rpartition(":")[2]): day for matter, day in closed.items()}
    nothing = ArchiveRecord.objects.none().values("edition_id")
    rows = disclosures.to_file(actor, states=CANDIDATES, without=nothing, keys=keys, limit=len(keys))
    return {
        f"{EDITION}:{row.pk}": _retention(row, shown, papers, signed, parameters, keys[row.pk])
        for row, shown, papers, _, signed in _read(rows)
    }


def waiting(actor: Actor, *, path: str, today: date) -> list[Waiting]:
    """All that one organization cannot file yet, and why; what waits longest comes first.

    Read in pages, each with a fixed number of queries: what is only due and not yet filed hides nothing behind it.
    """
    if not may(actor, Permission.READ_WORK, path):
        raise missing()
    return [
        Waiting(row.pk, _title(row), shown.first, closing)
        for row, shown, closing in _unfiled(actor, path, today)
        if isinstance(closing, Wait)
    ]


def unfiled_count(actor: Actor, *, path: str, today: date) -> int:
    """How many matters of one organization came to their end before today and have no record (第六条（四）).

    What ended today is the clock's next turn. Read in pages, each with a fixed number of queries.
    """
    if not may(actor, Permission.READ_WORK, path):
        raise missing()
    closings = [closing for _, _, closing in _unfiled(actor, path, today) if not isinstance(closing, Wait)]
    return sum(on < today for _, on in closings)


def _unfiled(actor: Actor, path: str, today: date):
    """Every edition of one organization without a record: how it was shown, and how it closed or what it waits for."""
    quiet = rulebook.parameters(_CLOCK).int("archive_after", on=today)
    last = None
    while True:
        rows = disclosures.to_file(actor, states=CANDIDATES, without=_filed(), path=path, after=last, limit=PAGE)
        for row, shown, _, facts in _standing(rows):
            yield row, shown, closing_of(facts, quiet_days=quiet, today=today)
        if len(rows) < PAGE:
            return
        last = rows[-1]


def _title(row) -> str:
    return (row.approved_revision.title if row.approved_revision else "")[:LONGEST_TITLE]


def _gathered(rows: list, today: date) -> list[Matter]:
    """Those of the rows that are closed, with all their papers."""
    parameters = rulebook.parameters(_CLOCK)
    quiet = parameters.int("archive_after", on=today)
    found: list[Matter] = []
    for row, shown, papers, facts, signed in _read(rows):
        closing = closing_of(facts, quiet_days=quiet, today=today)
        if isinstance(closing, Wait):
            continue
        about = row.disclosure
        kept, basis = _retention(row, shown, papers, signed, parameters, closing[1])
        found.append(
            Matter(
                f"{EDITION}:{row.pk}",
                about.org_id,
                about.org_path,
                about.org.code,
                shown.org_name or about.org.name,
                _title(row),
                about.number or "",
                shown.first or closing[1],
                closing[1],
                closing[0],
                kept,
                basis,
                papers,
                shown.audience,
                row.pk,
            )  # fmt: skip
        )
    return found


def _read(rows: list, until: Mapping[str, int | None] | None = None):
    """Each edition with how it was shown, its papers, what decides its closing, and whether a signed opinion is there."""
    keys = [row.pk for row in rows]
    texts = disclosures.papers(_CLOCK, editions=rows)
    signatures = approvals.papers(_CLOCK, edition_ids=keys)
    trails = ledger.trails(_CLOCK, subjects=[f"{EDITION}:{key}" for key in keys])
    for row, seen, said, facts in _standing(rows):
        subject = f"{EDITION}:{row.pk}"
        papers = (
            *texts.get(row.pk, ()), *signatures.get(row.pk, ()), *seen.papers, *(part for one in said for part in one.papers),
            *trail_part(subject, trails.get(subject, ()), (until or {}).get(subject)),
        )  # fmt: skip
        yield row, seen, papers, facts, any(one.signed for one in said)


def _standing(rows: list):
    """Each edition with how it was shown, the opinions about it while it was, and what decides its closing."""
    keys = [row.pk for row in rows]
    changing = approvals.changing(_CLOCK, edition_ids=keys)
    changed_on = approvals.changed_on(_CLOCK, edition_ids=keys)
    shown = publication.shown(_CLOCK, edition_ids=keys)
    spoken = participation.said_about(_CLOCK, disclosure_ids={row.disclosure_id for row in rows})
    for row in rows:
        seen, ended = shown[row.pk], local_day(row.state_at)
        said = [
            one for one in spoken.get(row.disclosure_id, ())
            if seen.first and seen.first <= one.on and (row.is_live or one.on <= ended)
        ]  # fmt: skip
        freed = (changed_on.get(row.pk), seen.notice_told_on, *(one.closed_on for one in said))
        facts = ClosingFacts(
            row.state, ended, _time_kind(row), seen.last, seen.notice_end, seen.notice_told, row.pk in changing,
            sum(one.closed_on is None for one in said), max(filter(None, freed), default=None),
        )  # fmt: skip
        yield row, seen, said, facts


def _time_kind(row) -> str:
    entry = row.disclosure.catalog_entry
    return entry.time_kind if entry is not None else TimeKind.INSTANT


def _retention(row, shown, papers, signed: bool, parameters, day: date) -> tuple[Kept, str]:
    """How long, and in words on what this rests."""
    entry = row.disclosure.catalog_entry
    said = said_retention(entry.retention) if entry is not None and entry.retention else None
    if said is not None:
        return said, f"目录条目{entry.code}写明{TERMS[said]}"
    facts = RetentionFacts(
        row.disclosure.category, _time_kind(row), by_notice=shown.notice_end is not None, off_catalog=entry is None,
        changed=any(one.kind is PartKind.CHANGE for one in papers), signed_opinions=signed,
    )  # fmt: skip
    return retention_basis(parameters, retention_key(facts), on=day)
