"""What `gongkai bench --only nation` asks of a tree of very many organizations with one month of facts."""

import resource
import time
from collections.abc import Callable
from datetime import date

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from gongkai.interfaces.jobs.measures import page, signed_in
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period

RUNS = 5
COUNTED = {
    "organizations": "orgs.Organization", "people": "orgs.User", "members": "orgs.Membership",
    "catalogs": "rulebook.Catalog", "answers": "obligations.Answer", "counters": "obligations.OrgMonth",
}  # fmt: skip


def nation(size: float) -> dict:
    """What stands in the database, what pages cost there, a month opened and recounted; nothing stays changed."""
    today = timezone.localdate()
    office, town, clerk = (signed_in(name) for name in ("xian-bangongshi", "zhen-shangji", "cun-jingban"))
    last = _far_page(today)
    views = [
        page(name, client, path, wall=True, runs=RUNS)
        for name, client, path in (
            ("经办人的待办", clerk, "/desk/"), ("镇的待办", town, "/desk/"), ("县的看板", office, "/desk/board/"),
            ("镇的看板", town, "/desk/board/"), ("逾期清单，全县第1页", office, "/desk/board/late/"),
            ("逾期清单，全县后面的一页", office, f"/desk/board/late/?after={last}"),
            ("逾期清单，一个镇", town, "/desk/board/late/"),
            ("公开和目录的缺项，全县", office, "/desk/board/coverage/"),
            ("公开和目录的缺项，一个镇", town, "/desk/board/coverage/"),
        )
    ]  # fmt: skip
    here = Period.of(today)
    opened = str(here.plus(3))
    return {
        "rows": {name: apps.get_model(label).objects.count() for name, label in COUNTED.items()}, "views": views,
        "page_of_overdue_ms": _undone(lambda: duties.overdue(Actor.clock(), path="", today=today, after=last)),
        "opening_ms": _undone(
            lambda: obligations.ensure_due_items(Actor.clock(), first=opened, last=opened, now=timezone.now())
        ),
        "recount_ms": _undone(lambda: obligations.rebuild_months(Actor.clock(), periods=(str(here),))),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def _far_page(today: date) -> str:
    """The key of a page of the late list that stands behind half of the counters."""
    table = apps.get_model("obligations.OrgMonth").objects
    rows = table.filter(missing__gt=0, earliest_due__lt=today).order_by("org_path", "period")
    path, period = rows.values_list("org_path", "period")[rows.count() // 2]
    return f"{path}@{period}"


def _undone(act: Callable[[], object]) -> float:
    """Milliseconds of one run whose writes are taken back."""
    with transaction.atomic():
        began = time.perf_counter()
        act()
        took = round(1000 * (time.perf_counter() - began), 1)
        transaction.set_rollback(True)
    return took
