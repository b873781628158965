"""Are the kept files and the papers of records still what they were? What is not is named (P38)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F

from gongkai.archive.models import ArchiveRecord, Damage
from gongkai.archive.queries.matters import retentions_again
from gongkai.archive.queries.packages import kept_packages, package_place
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as kept
from gongkai.rules.actor import Actor
from gongkai.rules.archiving import Part, PartKind, Retention, longer, seal_of_parts
from gongkai.rules.refusals import missing

SPREAD = 28  # days in which everything is looked through once
FILES, PACKAGES = "files/", "packages/"
AT_LEAST = 200  # a small archive is looked through every day

# The papers of matters as they are now; `until`: per matter the last event of the trail that was filed.
Again = Callable[..., Mapping[str, Iterable[Part]]]


@dataclass(frozen=True)
class Checked:
    """How much was looked through, and what does not fit by its name."""

    looked: int
    found: Mapping[str, str]


def check_files(actor: Actor, *, today: date, now: datetime, whole: bool = False) -> Checked:
    """Compare stored files and packages with their digests: a share of them each day, all with `whole`. The clock only."""
    if not actor.is_clock:
        raise missing()
    found, looked = {}, set()
    for name, sha256 in _share(_everything(actor), SPREAD if not whole else 1, today):
        looked.add(name)
        if (what := _compared(_place(actor, name, sha256), sha256)) is not None:
            found[name] = what
    _remember(looked, found, {}, now)
    return Checked(len(looked), found)


def _everything(actor: Actor) -> Iterator[tuple[str, str]]:
    yield from ((f"{FILES}{name}", sha256) for name, sha256 in kept.kept_files(actor))
    yield from ((f"{PACKAGES}{name}", sha256) for name, sha256 in kept_packages(actor))


def _place(actor: Actor, name: str, sha256: str) -> Path:
    if name.startswith(PACKAGES):
        return package_place(actor, name=name.removeprefix(PACKAGES))
    return ledger.fetch_file(actor, name=name.removeprefix(FILES), sha256=sha256)


def _share(files: Iterator[tuple[str, str]], parts: int, today: date) -> Iterator[tuple[str, str]]:
    """The files whose turn it is; all of them while there are few."""
    others: list[tuple[str, str]] = []
    number = 0
    for number, one in enumerate(files, 1):  # noqa: B007 - how many there were
        if int(one[1][:8], 16) % parts == today.toordinal() % parts:
            yield one
        elif len(others) < AT_LEAST:
            others.append(one)
    if number <= AT_LEAST:
        yield from others


def _compared(path: Path, sha256: str) -> str | None:
    try:
        with open(path, "rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return "missing"
    return None if same else "changed"


def check_records(actor: Actor, *, sources: Mapping[str, Again], now: datetime, whole: bool = False) -> Checked:
    """Compare the papers of records with what was filed, longest unchecked first; the clock only.

    Papers that came later (what was closed was withdrawn, say) join their record.
    """
    if not actor.is_clock:
        raise missing()
    rows = ArchiveRecord.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    most = rows.count() if whole else max(AT_LEAST, -(-rows.count() // SPREAD))
    looked: set[str] = set()
    found: dict[str, str] = {}
    paths: dict[str, str] = {}
    portion = list(rows[:most])
    for kind, again in sources.items():
        own = {row.matter: row for row in portion if row.matter.startswith(f"{kind}:")}
        asked = {matter: _until(row) for matter, row in own.items() if row.destroyed_at is None}
        fresh = dict(again(actor, until=asked)) if asked else {}
        fresh |= {
            matter: row.filed for matter, row in own.items() if row.destroyed_at is not None
        }  # only names are left
        later = [own[matter] for matter, parts in fresh.items() if _grown(own[matter], parts)]
        for matter, row in own.items():
            wrong = _differences(row, fresh.get(matter, ()))
            names = {f"record:{row.code}", *(one["ref"] for one in row.parts)}
            looked |= names
            found |= wrong
            paths |= dict.fromkeys(wrong, row.org_path)
        _supplement(actor, [row for row in later if not _differences(row, fresh[row.matter])], again, now)
    _remember(looked, found, paths, now)
    ArchiveRecord.objects.filter(pk__in=[row.pk for row in portion]).update(checked_at=now)
    return Checked(len(portion), found)


def _until(row: ArchiveRecord) -> int:
    trail = next((one["ref"] for one in row.parts if one["kind"] == PartKind.TRAIL), ":0")
    return int(trail.rpartition(":")[2])


def _differences(row: ArchiveRecord, fresh: Iterable[Part]) -> dict[str, str]:
    """What of a record is not as filed; an empty digest stands for words that were lawfully destroyed."""
    now = {one.ref: one.sha256 for one in fresh}
    found = {}
    parts = row.filed
    if seal_of_parts(parts) != row.sha256:
        found[f"record:{row.code}"] = "changed"
    for one in parts:
        if one.ref not in now:
            found[one.ref] = "missing"
        elif now[one.ref] and now[one.ref] != one.sha256:
            found[one.ref] = "changed"
    return found


def _grown(row: ArchiveRecord, fresh: Iterable[Part]) -> bool:
    return bool({one.ref for one in fresh} - {one["ref"] for one in row.parts})


@transaction.atomic
def _supplement(actor: Actor, rows: list[ArchiveRecord], again: Again, now: datetime) -> None:
    """Take in what came later. If the record is now to be kept longer, it is, under its code and in its box."""
    if not rows:
        return
    whole = again(actor, until={row.matter: None for row in rows})
    judged = retentions_again(actor, closed={row.matter: row.closed_on for row in rows if row.edition_id is not None})
    for row in rows:
        parts = tuple(whole[row.matter])
        sealed = seal_of_parts(parts)
        kept, basis = judged.get(row.matter, (Retention(row.retention), row.basis))
        if longer(kept, Retention(row.retention)) == row.retention:
            kept, basis = Retention(row.retention), row.basis
        counted = {} if row.pages_by else {"pages": None, "counted_at": None}  # with the new papers: once more
        done = ArchiveRecord.objects.filter(pk=row.pk, version=row.version).update(
            **counted,
            parts=[asdict(one) for one in parts],
            sha256=sealed,
            retention=kept,
            basis=basis,
            version=row.version + 1,
        )
        if done:
            ledger.record(
                actor, verb="archive.supplement", subject=f"archive:{row.matter}", now=now, org_path=row.org_path,
                facts={"papers": len(parts), "before": len(row.parts), "seal": sealed, "retention": str(kept)},
            )  # fmt: skip


@transaction.atomic
def _remember(looked: set[str], found: Mapping[str, str], paths: Mapping[str, str], now: datetime) -> None:
    """Keep what does not fit; what fits again is no longer open."""
    for row in Damage.objects.filter(gone_at=None):
        if row.name in looked and row.name not in found:
            Damage.objects.filter(pk=row.pk).update(gone_at=now)
    for name, what in found.items():
        Damage.objects.update_or_create(
            name=name, gone_at=None, defaults={"what": what, "seen_at": now, "org_path": paths.get(name, "")},
            create_defaults={"what": what, "seen_at": now, "found_at": now, "org_path": paths.get(name, "")},
        )  # fmt: skip
