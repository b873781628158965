"""The package of a year as one file to download: asked for at the desk, made by the clock, the newest one kept (R175)."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from gongkai.archive import bags
from gongkai.archive.actions.packing import Page, pack
from gongkai.archive.models import Package
from gongkai.archive.queries.packages import package_place
from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.packages import KIND, PackageState
from gongkai.rules.periods import known_year
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.terms import explain


def ask_package(actor: Actor, *, org_id: int, year: int, now: datetime, today: date) -> Package:
    """Ask for the package of a year. Refuses a second one while the first is being made."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_ARCHIVE, org.path)
    if known_year(str(year), today) is None:
        raise Refused("package_year", year=year)
    try:
        with transaction.atomic():
            made = Package.objects.create(org=org, org_path=org.path, year=year, asked_at=now, asker_name=actor.name)
            ledger.enqueue(actor, kind=KIND, key=f"package:{made.pk}", payload={"package": made.pk}, now=now)
            ledger.record(
                actor, verb="archive.ask_package", subject=f"organization:{org.pk}", now=now, org_path=org.path,
                facts={"year": year, "package": made.pk},
            )  # fmt: skip
            return made
    except IntegrityError as twice:
        raise Refused("package_making", year=year) from twice


def make_package(
    actor: Actor, *, package_id: int, page: Page, index: Page, tools: tuple[bags.Part, ...], now: datetime
) -> Package:  # fmt: skip
    """Make what was asked for; the clock only. Begun again after an interruption, it begins anew, or ends its tidying."""
    if not actor.is_clock:
        raise missing()
    row = Package.objects.select_related("org").get(pk=package_id)
    place = package_place(actor, name=row.name)
    bag = place.with_suffix("")
    shutil.rmtree(bag, ignore_errors=True)
    if row.is_ready:
        _drop_older(actor, row)
    if not row.is_making:
        return row
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        packed = pack(
            actor, org_id=row.org_id, year=row.year, target=bag, page=page, index=index, tools=tools, now=now,
            progress=_progress(row),
        )  # fmt: skip
    except Refused as refused:
        compare_and_set(row, state=PackageState.FAILED, said=explain(refused.code, refused.facts)[:200])
    else:
        _zip(bag, place)
        compare_and_set(
            row, state=PackageState.READY, lines=packed.lines, seal=packed.seal, sha256=_digest(place),
            size=place.stat().st_size, ready_at=now,
        )  # fmt: skip
        _drop_older(actor, row)
    finally:
        shutil.rmtree(bag, ignore_errors=True)
    row.refresh_from_db()
    return row


def _progress(row: Package) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        Package.objects.filter(pk=row.pk).update(done=done, total=total)

    return tell


def _zip(bag: Path, place: Path) -> None:
    """The folder as one file, whole or not at all."""
    half = place.with_suffix(".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for path in sorted(bag.rglob("*")):
            if path.is_file():
                packed.write(path, f"{bag.name}/{path.relative_to(bag).as_posix()}")
    half.rename(place)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _drop_older(actor: Actor, row: Package) -> None:
    """One package of a year is enough: it can be made again from what is kept. The lines of the older ones stay."""
    done = (PackageState.READY, PackageState.REMOVED)
    older = Package.objects.select_related("org").filter(org_id=row.org_id, year=row.year, state__in=done)
    for one in older.filter(pk__lt=row.pk):
        compare_and_set(one, state=PackageState.REPLACED)
        package_place(actor, name=one.name).unlink(missing_ok=True)
