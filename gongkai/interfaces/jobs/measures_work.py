"""What `gongkai bench` asks about the work: publishing from draft to page, and editors while the public floods the site."""

import http.client
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.interfaces.jobs.measures_nginx import free_ports, running
from gongkai.interfaces.jobs.visits import visit
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor

HOST, CODE = "127.0.0.1", "C41"  # an event whose second circle is society
ITEMS, EDITORS, PER_SECOND, SECONDS, READERS = 60, 5, 300, 30, 8
CLOCK = Actor.clock()


def try_out_desk(today: date) -> Desk:
    """The office of the try-out village at the beginning of the day."""
    now = datetime.combine(today, datetime.min.time(), timezone.get_current_timezone())
    village = orgs.organization_by_code(CLOCK, code=TRY_VILLAGE)
    return Desk(village, today, now, "bench")


def written_draft(desk: Desk, number: int):
    """An event of yesterday and the written draft that answers it."""
    title = f"第{number}次党务公开评议结果"
    happened = desk.today - timedelta(days=1)
    trigger = obligations.register_event(
        desk.at(CLERK), org_id=desk.org.pk, code=CODE, title=title, event_on=happened, **desk.when
    )
    duty = duties.duty(
        CLOCK, org_id=desk.org.pk, period=trigger.period, code=CODE, trigger_id=trigger.pk, today=desk.today
    )
    return desk.draft(duty, event=title)


def releases(size: float) -> dict:
    """Items per second, one after the other: event and draft, four signatures, each circle, and the page as a file."""
    desk, count = try_out_desk(timezone.localdate()), max(5, int(ITEMS * size))
    steps: dict[str, list[float]] = {"write": [], "sign": [], "release": [], "page": []}

    def step(name: str, act: Callable):
        began = time.perf_counter()
        done = act()
        steps[name].append(time.perf_counter() - began)
        return done

    for number in range(count):
        edition = step("write", lambda number=number: written_draft(desk, number))
        step("sign", lambda edition=edition: desk.bring(edition, "approve"))
        step("release", lambda edition=edition: desk.release(edition))
        edition.disclosure.refresh_from_db()
        said, _ = step("page", lambda edition=edition: visit("localhost", f"/item/{slug(edition.disclosure.number)}/"))
        if not said.startswith("200"):
            raise RuntimeError(said)
    total = sum(map(sum, steps.values()))
    return {
        "items": count, "per_second": round(count / total, 1),
        "released_per_second": round(count / (sum(steps["release"]) + sum(steps["page"])), 1),
        **{f"{name}_ms": round(1000 * statistics.median(took), 1) for name, took in steps.items()},
    }  # fmt: skip


class _Fields(HTMLParser):
    """What the form of a draft would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside, self._area = False, ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("id") == "draft"
        elif self._inside and tag == "textarea":
            self._area = given.get("name") or ""
        elif self._inside and tag == "input" and given.get("type") in ("hidden", "text", None) and given.get("name"):
            self.found[given["name"]] = given.get("value") or ""

    def handle_data(self, data):
        if self._area:
            self.found[self._area] = self.found.get(self._area, "") + data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._inside = False


def _ask(line: http.client.HTTPConnection, method: str, path: str, cookie: str = "", body: dict | None = None):
    """Status, headers and body of one request; a line that was closed is opened again."""
    headers = {"Cookie": cookie} if cookie else {}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{HOST}/"}
    line.request(method, path, urlencode(body) if body is not None else None, headers)
    answer = line.getresponse()
    return answer.status, answer.headers, answer.read().decode("utf-8", "replace")


class _Editor(threading.Thread):
    """Looks at the to-do, opens a draft, saves it, thinks for a second, again."""

    def __init__(self, port: int, cookie: str, edition: int, until: float) -> None:
        super().__init__()
        self.took: list[float] = []
        self.wrong: list[str] = []
        self._port, self._cookie, self._edition, self._until = port, cookie, edition, until

    def run(self) -> None:
        with closing(http.client.HTTPConnection(HOST, self._port, timeout=60)) as line:
            while time.monotonic() < self._until:
                self._timed(line, "GET", "/desk/")
                headers, page = self._timed(line, "GET", f"/desk/edition/{self._edition}/")
                fields = _Fields()
                fields.feed(page)
                csrf = (headers.get("Set-Cookie") or "").partition(";")[0]
                self._timed(line, "POST", f"/desk/edition/{self._edition}/autosave/", fields.found, csrf)
                time.sleep(1)

    def _timed(self, line, method: str, path: str, body: dict | None = None, more: str = ""):
        began = time.perf_counter()
        status, headers, said = _ask(line, method, path, "; ".join(filter(None, (self._cookie, more))), body)
        self.took.append(1000 * (time.perf_counter() - began))
        if status != 200:
            self.wrong.append(f"{path}: {status}")
        return headers, said


class _Readers(threading.Thread):
    """Asks for public pages so many times a second, and no more."""

    def __init__(self, port: int, paths: list[str], per_second: float, until: float) -> None:
        super().__init__()
        self.asked, self.wrong = 0, 0
        self._port, self._paths, self._pause, self._until = port, paths, 1 / per_second, until

    def run(self) -> None:
        due = time.monotonic()
        with closing(http.client.HTTPConnection(HOST, self._port, timeout=60)) as line:
            while (now := time.monotonic()) < self._until:
                if now < due:
                    time.sleep(due - now)
                status, _, _ = _ask(line, "GET", self._paths[self.asked % len(self._paths)])
                self.asked += 1
                self.wrong += status >= 500
                due += self._pause


def flood(size: float) -> dict:
    """Five editors at work with nobody else there, and while 300 public pages a second are asked for (P39)."""
    today, (port,) = timezone.localdate(), free_ports(1)
    desk = try_out_desk(today)
    editions = [written_draft(desk, number).pk for number in range(EDITORS)]
    user = get_user_model().objects.get(username=CLERK)
    cookies = []
    for _ in editions:
        client = Client(SERVER_NAME=HOST)
        client.force_login(user)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    paths = ["/", *(f"/item/{row.slug}/" for row in publication.latest(Actor.visitor(), limit=20))]
    words = [sys.executable, "-m", "gongkai.interfaces.jobs.command", "serve", "--port", str(port), "--no-worker"]
    seconds = max(3.0, SECONDS * size)
    with running(words, port, dict(os.environ)):
        quiet, _ = _round(port, cookies, editions, [], seconds)
        busy, readers = _round(port, cookies, editions, paths, seconds)
    return {"quiet": quiet, "busy": busy, "public": readers, "seconds": seconds}


def _round(port: int, cookies: list[str], editions: list[int], paths: list[str], seconds: float) -> tuple[dict, dict]:
    until = time.monotonic() + seconds
    editors = [_Editor(port, cookie, pk, until) for cookie, pk in zip(cookies, editions, strict=True)]
    readers = [_Readers(port, paths, PER_SECOND / READERS, until) for _ in range(READERS if paths else 0)]
    for one in (*readers, *editors):
        one.start()
    for one in (*readers, *editors):
        one.join()
    took = [ms for one in editors for ms in one.took]
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    asked = sum(one.asked for one in readers)
    return {
        "acts": len(took), "p50_ms": round(cuts[49]), "p95_ms": round(cuts[94]), "most_ms": round(max(took)),
        "wrong": [said for one in editors for said in one.wrong][:5],
    }, {"per_second": round(asked / seconds), "server_errors": sum(one.wrong for one in readers)}  # fmt: skip
