"""Lawful removal reaches the packages: one that holds words removed since is handed out no more (P16, R175)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from gongkai.archive.models import Package
from gongkai.archive.queries.packages import package_place
from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.packages import PackageState


@dataclass(frozen=True)
class Removed:
    """How many publications lost their words, and how many packages their files."""

    texts: int
    packages: int


@transaction.atomic
def redact_item(actor: Actor, *, number: str, basis: str, now: datetime) -> Removed:
    """Destroy the words of an item, in the site and in the packages made of it. Refuses as `publication.redact`."""
    texts = publishing.redact(actor, number=number, basis=basis, now=now)
    packages = _withdraw(number, now)
    transaction.on_commit(partial(_withdraw, number, now))  # one that read the words while they were being destroyed
    return Removed(texts, packages)


@transaction.atomic
def _withdraw(number: str, now: datetime) -> int:
    """The finished packages that hold the item lose their files, those being made begin anew; how many were finished."""
    clock, gone = Actor.clock(), 0
    for org_id, year in publication.registers_of(clock, number=number):
        asked = Package.objects.select_for_update(of=("self",)).select_related("org")
        for row in asked.filter(org_id=org_id, year=year, state__in=(PackageState.MAKING, PackageState.READY)):
            if row.is_making:
                compare_and_set(row, done=0)  # its maker finds that it changed meanwhile, and begins again
                continue
            compare_and_set(row, state=PackageState.REMOVED)
            ledger.record(
                clock, verb="archive.remove_package", subject=f"organization:{org_id}", now=now, org_path=row.org_path,
                facts={"year": year, "package": row.pk, "number": number},
            )  # fmt: skip
            transaction.on_commit(partial(package_place(clock, name=row.name).unlink, missing_ok=True))
            gone += 1
    return gone
