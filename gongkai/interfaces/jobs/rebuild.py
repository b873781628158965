"""`gongkai rebuild`: everything that can be derived is derived anew from the records; the records stay as they are."""

import re
import sys
import time
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.archive import actions as archiving
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.visits import visit
from gongkai.ledger import actions as ledger
from gongkai.obligations import actions as obligations
from gongkai.obligations import queries as duties
from gongkai.publication import actions as publication
from gongkai.publication import pages
from gongkai.publication.page_files import Address
from gongkai.rules.actor import Actor
from gongkai.rules.periods import Period

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
AHEAD = 2  # months that the clock keeps open beyond this one


def counters() -> str:
    """Every month's counters from duties and answers, month by month, each whole or not at all."""
    clock, here = Actor.clock(), Period.of(timezone.localdate())
    first = duties.first_month(clock)
    months = [str(one) for one in (Period.parse(first) if first else here).through(here.plus(AHEAD))]
    done = 0
    for number, month in enumerate(months, 1):
        with transaction.atomic():
            obligations.ensure_due_items(clock, first=month, last=month, now=timezone.now())
            done += obligations.rebuild_months(clock, periods=(month,))
        sys.stdout.write(f"\r{number}/{len(months)}　{month}")
        sys.stdout.flush()
    sys.stdout.write("\r")
    return f"{len(months)}个月，{done}行"


def files() -> str:
    """What is read of attachments, as the intake reads today; before the index, which is made from it."""
    clock, last, looked, changed = Actor.clock(), 0, 0, 0
    while True:
        last, seen, other = ledger.read_again(clock, after=last)
        looked, changed = looked + seen, changed + other
        if not last:
            break
        sys.stdout.write(f"\r{looked}份")
        sys.stdout.flush()
    archiving.count_again(clock)
    sys.stdout.write("\r")
    return f"{looked}份，{changed}份读出的和原来不同"


def search() -> str:
    """The index of what is published; readers find the old one until the new one is whole."""
    with transaction.atomic():
        return f"{publication.rebuild_search(Actor.clock())}件"


def stored() -> str:
    """Every machine's pages are old; here all that the site map names and visitors asked for are rendered at once."""
    asked = pages.generation().files.asked()
    pages.bump_everywhere()
    own = urlsplit(settings.GONGKAI_URL).netloc
    hosts = list(dict.fromkeys(filter(None, (own, *(one.host for one in asked)))))
    done, seen = 0, set()
    for one in chain(asked, *(_mapped(host) for host in hosts)):
        if one not in seen:
            seen.add(one)
            done += visit(one.host, one.path, large=one.large)[0].startswith("200")
            sys.stdout.write(f"\r{done}页")
            sys.stdout.flush()
    sys.stdout.write("\r")
    return f"做好{done}页" if hosts else "等有人看的时候再做（没有设 GONGKAI_URL）"


def _mapped(host: str) -> Iterator[Address]:
    """Every address in the site map of a host, and the map's own parts."""
    parts = ["/sitemap.xml"]
    for part in parts:
        _, body = visit(host, part)
        for found in LOCATION.findall(body.decode()):
            path = urlsplit(found).path
            if path.endswith(".xml"):
                parts.append(path)
            else:
                yield Address(host, path, False)


PARTS = {
    "counters": ("各月统计", counters), "files": ("附件里的字", files), "search": ("查找的索引", search),
    "pages": ("公开网页", stored),
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Rebuild all parts or the chosen one; 0 when done."""
    parser = Parser(
        "rebuild",
        "把能推算的都重新推算一遍：各月统计、附件里的字、查找的索引、公开网页。只读记录，不改记录；\n"
        "网站开着也能做，做到一半停了，再做一次就是。",
    )
    parser.add_argument(
        "--only",
        choices=PARTS,
        metavar="哪一样",
        help="counters（统计）、files（附件里的字）、search（索引）或 pages（网页）",
    )
    chosen = parser.parse_args(argv).only
    for name, (label, part) in PARTS.items():
        if chosen in (None, name):
            began = time.monotonic()
            said = part()
            sys.stdout.write(f"{label}：{said}，{time.monotonic() - began:.1f}秒\n")
    return 0
