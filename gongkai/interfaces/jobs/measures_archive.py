"""What `gongkai bench` measures of the archive: filing, the look for changed bytes, the package of a year."""

import time
from datetime import timedelta

from django.utils import timezone

from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.interfaces.jobs import archiving as clock_work
from gongkai.interfaces.jobs import packages
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day

CLOCK = Actor.clock()


def archive_work(size: float) -> dict:
    """Seconds to file everything that is closed, to look through all, and to pack the fullest year of an organization."""
    now = timezone.now()
    today, began = local_day(now), time.perf_counter()
    filed = 0
    while matters := archive.due_editions(CLOCK, today=today, limit=clock_work.PORTION):
        filed += archiving.file_matters(CLOCK, matters=matters, now=now)
    done = time.perf_counter()
    clock_work.check(CLOCK, today, now, whole=True)
    looked = time.perf_counter()
    year = (today - timedelta(days=366)).year
    count, org = max(
        ((publication.register_count(Actor.visitor(), year=year, org_id=one.pk), one) for one in orgs.subtree(CLOCK, path="")),
        key=lambda pair: pair[0],
    )  # fmt: skip
    made = archiving.ask_package(CLOCK, org_id=org.pk, year=year, now=now, today=today)
    packing = time.perf_counter()
    packages.make({"package": made.pk}, now)
    packed = time.perf_counter()
    return {
        "records": filed, "filing_seconds": round(done - began, 1), "check_seconds": round(looked - done, 1),
        "lines": count, "package_seconds": round(packed - packing, 1),
    }  # fmt: skip
