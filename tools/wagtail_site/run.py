# ruff: noqa: E402, T201 - Django is set up before its models are imported; the answer is what is printed
"""Publishes, reads and searches with Wagtail: `python run.py TEXTS.json`; prints what it took as JSON."""

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
import django

django.setup()

from compared.models import ItemPage
from compared.wsgi import application
from django.core.management import call_command
from django.db import connection
from django.test.client import RequestFactory
from wagtail import VERSION
from wagtail.models import Page, Site


def published(parent, row):
    """A draft of an editor, then published: as Wagtail's own views do it."""
    page = ItemPage(live=False, slug=row["slug"], **row["texts"])
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def read(path):
    """One page as a server would ask for it."""
    said = []
    environ = RequestFactory().get(path, headers={"host": "localhost"}).environ
    body = b"".join(application(environ, lambda status, headers, exc_info=None: said.append(status)))
    if not said[0].startswith("200"):
        raise RuntimeError(f"{path}: {said[0]}")
    return body


def median_ms(act, clock, runs):
    """Milliseconds of the middle one."""
    took = []
    for number in range(runs):
        began = clock()
        act(number)
        took.append(1000 * (clock() - began))
    return statistics.median(took)


def main():
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    call_command("makemigrations", "compared", verbosity=0)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    Site.objects.update(hostname="localhost", port=80, root_page=home)
    began, cpu = time.perf_counter(), time.process_time()
    pages = [published(home, row) for row in given["items"]]
    took, used = time.perf_counter() - began, time.process_time() - cpu
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    paths = [page.url for page in pages]
    first = median_ms(lambda number: read(paths[number]), time.process_time, min(len(paths), 200))
    again = median_ms(lambda number: read(paths[number % len(paths)]), time.process_time, 400)
    asked = []
    for word in given["words"]:

        def ask(_, word=word):
            return [hit.title for hit in ItemPage.objects.live().search(word, operator="and")[:20]]

        asked.append(median_ms(ask, time.perf_counter, 5))
    if not ItemPage.objects.live().search(given["items"][0]["texts"]["title"]).count():
        raise RuntimeError("a whole title is not found: the index is empty")
    held = [sum(word in row["text"] for row in given["items"]) for word in given["words"]]
    found = [ItemPage.objects.live().search(word, operator="and").count() for word in given["words"]]
    print(json.dumps({
        "version": ".".join(map(str, VERSION[:3])), "per_second": len(pages) / took, "publish_cpu_ms": 1000 * used / len(pages),
        "first_ms": first, "again_ms": again, "search_ms": statistics.median(asked), "search_most_ms": max(asked),
        "found_share": sum(map(min, found, held)) / sum(held),
    }))  # fmt: skip


main()
