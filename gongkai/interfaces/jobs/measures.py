"""The single measurements of `gongkai bench`, each made in a process of its own on the data that are there."""

import csv
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import xlsxwriter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from gongkai.approvals import actions as approving
from gongkai.approvals import queries as approvals
from gongkai.assessment import queries as assessment
from gongkai.interfaces.jobs import notices
from gongkai.ledger import actions as ledger
from gongkai.obligations import actions as obligations
from gongkai.orgs import actions as orgs_actions
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rulebook import actions as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period

RUNS = 15
HOST = "localhost"
PATIENCE = 60.0
NAMES = {"organizations": "党组织", "members": "党员"}
APPLICATION = "gongkai.config.wsgi.application"  # as the server loads it: by name


class _Count:
    """Counts queries while it is installed as an execute wrapper."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


def _median(run: Callable[[], object], clock: Callable[[], float] = time.process_time, runs: int = RUNS) -> float:
    """Milliseconds of one run, the median of several after one that warms up."""
    run()
    times = []
    for _ in range(runs):
        began = clock()
        run()
        times.append(clock() - began)
    return round(1000 * statistics.median(times), 2)


def signed_in(username: str = "") -> Client:
    """A visitor, or somebody who is signed in, as the pages meet them."""
    client = Client(SERVER_NAME=HOST)
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def page(name: str, client: Client, path: str, *, wall: bool = False, runs: int = RUNS) -> dict:
    """One page: milliseconds, queries, size. RuntimeError when it does not answer 200."""
    count = _Count()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(count))
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    key, clock = ("ms", time.perf_counter) if wall else ("cpu_ms", time.process_time)
    milliseconds = _median(lambda: client.get(path), clock, runs)
    size = round(len(answer.content) / 1024)
    return {"name": name, "path": path, key: milliseconds, "queries": count.number, "kilobytes": size}


def pages(size: float) -> dict:
    """The pages that everyone reads, and the one page rendered each time against the stored one."""
    visitor, clerk, today = signed_in(), signed_in("cun-jingban"), timezone.localdate()
    village = next(org for org in orgs.home_organizations(_actor("cun-jingban", today)))
    newest = next(iter(publication.latest(Actor.visitor(), limit=1)))
    item = f"/item/{newest.slug}/"
    views = [
        page(name, client, path)
        for name, client, path in (
            ("首页", visitor, "/"), ("公开件", visitor, item),
            ("一个党组织的一个月", visitor, f"/org/{village.code}/{Period.of(today).prev()}/"),
            ("一份报告，PDF", clerk, f"/desk/report/{village.code}/{today.year}.pdf"), ("搜索“群众”", visitor, "/search/?q=群众"), ("经办人的待办", clerk, "/desk/"),
        )
    ]  # fmt: skip
    rendered = next(row["cpu_ms"] for row in views if row["path"] == item)
    application = import_string(APPLICATION)

    def stored() -> None:
        for _ in range(20):
            environ: dict = {"PATH_INFO": item, "HTTP_HOST": HOST}
            setup_testing_defaults(environ)
            b"".join(application(environ, lambda status, headers, exc_info=None: None))

    return {"views": views, "path": item, "rendered_ms": rendered, "stored_ms": round(_median(stored) / 20, 4)}


def _actor(username: str, today: date) -> Actor:
    return orgs.actor_for(get_user_model().objects.get(username=username), today=today)


def county(size: float) -> dict:
    """What the county office and a clerk see in a county of full size."""
    today = timezone.localdate()
    before = str(Period.of(today).prev())
    campaign = _campaign(today)
    views = [
        page("全县看板", signed_in("xian-bangongshi"), "/desk/board/", wall=True),
        page(
            "全县看板，30天前",
            signed_in("xian-bangongshi"),
            f"/desk/board/?as_of={today - timedelta(days=30)}",
            wall=True,
        ),
        page("全县逾期清单", signed_in("xian-bangongshi"), "/desk/board/late/", wall=True),
        page("公开和目录的缺项", signed_in("xian-bangongshi"), "/desk/board/coverage/", wall=True),
        page("按时率和工作量", signed_in("xian-bangongshi"), "/desk/board/burden/", wall=True),
        page("公开效果", signed_in("xian-bangongshi"), "/desk/board/effect/", wall=True),
        page(
            f"报实施方案的看板（{campaign[1]}个单位）",
            signed_in("xian-bangongshi"),
            f"/desk/campaign/{campaign[0]}/",
            wall=True,
        ),
        page("布置过的实施方案", signed_in("xian-bangongshi"), "/desk/campaigns/", wall=True),
        page("领导小组", signed_in("xian-bangongshi"), "/desk/groups/", wall=True),
        page("责任追究的事实提示", signed_in("xian-bangongshi"), "/desk/accountability/", wall=True),
        page("台账", signed_in("xian-bangongshi"), "/desk/ledgers/", wall=True),
        page("镇的看板", signed_in("zhen-shangji"), "/desk/board/", wall=True),
        page("经办人的待办", signed_in("cun-jingban"), "/desk/", wall=True),
    ]
    office = orgs.actor_for(get_user_model().objects.get(username="xian-bangongshi"), today=today)
    recount = _median(lambda: obligations.rebuild_months(Actor.clock(), periods=(before,)), time.perf_counter, 3)
    judged = _median(lambda: assessment.table(office, year=today.year, today=today), time.perf_counter, 1)
    count = _Count()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(count))
        _, told = notices.lines_of_everyone(Actor.clock(), today=today)
    morning = _median(lambda: notices.lines_of_everyone(Actor.clock(), today=today), time.perf_counter, 3)
    return {
        "views": views, "recount_ms": recount, "assessment_ms": judged, "morning_ms": morning, "morning_queries": count.number,
        "morning_people": len(told),
    }  # fmt: skip


def _campaign(today: date) -> tuple[str, int]:
    """A regulation sent to everybody whom 第十三条 names: its code and how many owe a plan."""
    clock, now = Actor.clock(), timezone.now()
    code = rulebook.load_digest(clock, now=now).code
    classes = [name.value for name in approvals.plan_classes(clock)]
    approving.open_campaign(clock, code=code, classes=classes, issued_on=today, now=now, today=today)
    return code, approvals.board(clock, code=code, today=today).tally.total


def load(size: float) -> dict:
    """Looking through and applying a file of organizations, then one of members."""
    clock, now, today = Actor.clock(), timezone.now(), timezone.localdate()
    county_org = orgs_actions.register(
        clock, superior_id=None, kind="county_committee", name="测量用县委", short_name="县委", code="XW", now=now,
        today=today,
    )  # fmt: skip
    number = max(50, int(5000 * size))
    towns = [[f"Z{n:03}", f"第{n}镇党委", "镇街", "XW"] for n in range(1, 21)]
    villages = [[f"V{n:05}", f"第{n}村党支部", "村", f"Z{n % 20 + 1:03}"] for n in range(1, number - 19)]
    people = max(1000, int(100_000 * size))

    def roll() -> Iterator[list[str]]:
        return ([f"V{n % len(villages) + 1:05}", f"M{n:06}", "张某"] for n in range(people))

    runs = [
        _import("organizations", ["代码", "名称", "类型", "上级代码"], [*towns, *villages], county_org),
        _look_at_workbook("members", ["组织代码", "名册号", "姓名"], roll(), county_org),
        _import("members", ["组织代码", "名册号", "姓名"], roll(), county_org),
    ]
    return {"runs": runs, "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def _import(kind: str, head: list[str], rows, county_org) -> dict:
    clock, now, today = Actor.clock(), timezone.now(), timezone.localdate()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows(rows)
        stored = ledger.store(clock, source=path, name=f"{kind}.csv", org_path=county_org.path, now=now)
    began = time.perf_counter()
    run = orgs_actions.look_through(
        clock, kind=kind, file_token=stored.token, org_id=county_org.pk, now=now, today=today
    )
    looked = time.perf_counter() - began
    if run.problem_count:
        raise RuntimeError(f"{kind}: {run.problems[:3]}")
    orgs_actions.apply_import(clock, run_id=run.pk, now=now, today=today)
    took = time.perf_counter() - began
    return {"name": NAMES[kind], "rows": run.rows, "seconds": round(took, 1), "look_seconds": round(looked, 1)}


def _look_at_workbook(kind: str, head: list[str], rows, county_org) -> dict:
    """The same rows as an Excel file, looked through only: what comes after is the same for both."""
    clock, now, today = Actor.clock(), timezone.now(), timezone.localdate()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "rows.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for line, row in enumerate([head, *rows]):
                sheet.write_row(line, 0, row)
        stored = ledger.store(clock, source=path, name=f"{kind}.xlsx", org_path=county_org.path, now=now)
    began = time.perf_counter()
    run = orgs_actions.look_through(
        clock, kind=kind, file_token=stored.token, org_id=county_org.pk, now=now, today=today
    )
    took = round(time.perf_counter() - began, 1)
    if run.problem_count:
        raise RuntimeError(f"{kind}: {run.problems[:3]}")
    return {"name": f"{NAMES[kind]}（xlsx，只检查）", "rows": run.rows, "seconds": took, "look_seconds": took}


def server(environment: dict[str, str]) -> dict:
    """Start the server with two workers: seconds until it answers, megabytes that its processes take together."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "gongkai.interfaces.jobs.command", "serve", "--port", str(port), "--no-worker"]
    began = time.perf_counter()
    running = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)  # noqa: S603
    try:
        while not answers(port):
            if running.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError("the server does not answer")
            time.sleep(0.05)
        seconds = time.perf_counter() - began
        for _ in range(40):
            answers(port)
        return {"seconds": round(seconds, 1), "megabytes": _megabytes(running.pid)}
    finally:
        running.terminate()
        running.wait(PATIENCE)


def answers(port: int) -> bool:
    """Does something of ours listen there?"""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def family(root: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            found = re.search(r"^PPid:\s*(\d+)", status.read_text(), re.MULTILINE)
        except OSError:
            continue
        parents[int(status.parent.name)] = int(found[1]) if found else 0
    known, grown = {root}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in known} - known
        known |= more
        grown = bool(more)
    return known


def _megabytes(root: int) -> int | None:
    """Proportional memory of a process and all below it; None where the system does not tell."""
    total = 0
    for pid in family(root):
        try:
            sums = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s*(\d+)", sums, re.MULTILINE)[1])
    return round(total / 1024) or None


PARTS: dict[str, Callable[[float], dict]] = {"pages": pages, "county": county, "load": load}
