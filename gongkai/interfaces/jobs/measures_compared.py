"""What `gongkai bench --only wagtail` asks of ourselves: publish, read and search the texts that Wagtail gets too."""

import json
import statistics
import time
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from gongkai.interfaces.jobs.demo.history import plain_words
from gongkai.interfaces.jobs.measures import APPLICATION, HOST
from gongkai.interfaces.jobs.measures_work import try_out_desk, written_draft
from gongkai.interfaces.jobs.visits import visit
from gongkai.publication import queries as publication
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor

ITEMS = 200
TEXTS = "texts.json"
WORDS = ("评议", "公开", "党员大会", "修路", "结果", "第17次", "没有意见", "航天")
PARTS = ("title", "plain", "content", "procedure", "result")


def compared(size: float) -> dict:
    """The whole way of every item, its page first and again, and the words; the texts go into a file for the other."""
    desk, count = try_out_desk(timezone.localdate()), max(20, int(ITEMS * size))
    began, used, items = time.perf_counter(), time.process_time(), []
    for number in range(count):
        edition = written_draft(desk, number)
        desk.publish(edition)
        items.append(edition)
    took, cpu = time.perf_counter() - began, time.process_time() - used
    rows = []
    for edition in items:
        edition.refresh_from_db()
        edition.disclosure.refresh_from_db()
        texts = {part: getattr(edition.approved_revision, part) for part in PARTS}
        more = {"org_name": desk.org.short_name, "period": edition.disclosure.period}
        address = slug(edition.disclosure.number)
        rows.append({"slug": address, "texts": texts | more, "text": plain_words(edition.approved_revision)})
    (Path(settings.DATA_DIR) / TEXTS).write_text(json.dumps({"items": rows, "words": WORDS}), encoding="utf-8")
    paths = [f"/item/{row['slug']}/" for row in rows]
    client, application = Client(SERVER_NAME=HOST), import_string(APPLICATION)

    def stored(number: int) -> None:
        environ: dict = {"PATH_INFO": paths[number % len(paths)], "HTTP_HOST": HOST}
        setup_testing_defaults(environ)
        said: list[str] = []
        b"".join(application(environ, lambda status, headers, exc_info=None: said.append(status)))
        if not said[0].startswith("200"):
            raise RuntimeError(said[0])

    first = _median(lambda number: visit(HOST, paths[number]), time.process_time, count)
    found = [publication.search(Actor.visitor(), q=word).total for word in WORDS]
    held = [sum(word in row["text"] for row in rows) for word in WORDS]
    asked = [
        _median(lambda _, word=word: publication.search(Actor.visitor(), q=word), time.perf_counter, 5)
        for word in WORDS
    ]
    client.get(paths[0])
    return {
        "items": count, "per_second": count / took, "publish_cpu_ms": 1000 * cpu / count, "first_ms": first,
        "rendered_ms": _median(lambda number: client.get(paths[number % len(paths)]), time.process_time, 50),
        "again_ms": _median(stored, time.process_time, 400), "search_ms": statistics.median(asked),
        "search_most_ms": max(asked), "found_share": sum(map(min, found, held)) / sum(held),
    }  # fmt: skip


def _median(act, clock, runs: int) -> float:
    """Milliseconds of the middle one."""
    took = []
    for number in range(runs):
        began = clock()
        act(number)
        took.append(1000 * (clock() - began))
    return statistics.median(took)
