"""`gongkai sheets`: prints the board sheets of a month into a folder, organization after organization, and says how far it is."""

import sys
import time
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.ui.papers import piles
from gongkai.interfaces.ui.papers.signed_head import newest_head
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor
from gongkai.rules.channels import Paper
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain


def main(argv: list[str]) -> int:
    """Write one PDF for each organization and kind of place; exit code 1 when there is nothing to print."""
    parser = Parser(
        "sheets",
        "把一个月的张贴单印成 PDF，一个组织一份，放进一个文件夹。做好一份写一份，断了重来，已有的照样重做。\n"
        "里面有只向党内公开的：单独成份，只贴在党员看的地方，请把文件夹管好。",
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="放在哪里，没有就建")
    parser.add_argument("--org", required=True, metavar="编号", help="哪个党组织，连同所属的")
    parser.add_argument("--period", required=True, metavar="月份", help="哪个月，比如 2026-11")
    parser.add_argument("--paper", choices=tuple(Paper), default=Paper.A4, metavar="纸", help="a4、a3 或 large（大字）")
    options = parser.parse_args(argv)
    clock, began = Actor.clock(), time.monotonic()
    try:
        period = Period.parse(options.period)
        org = orgs.organization_by_code(clock, code=options.org)
    except Refused as refused:
        sys.stderr.write(explain(refused.code, refused.facts) + "\n")
        return 1
    total = sum(one.number for one in publication.sheet_piles(clock, path=org.path, period=str(period)))
    if not total:
        sys.stderr.write(f"{org.short_name}{period.label}没有可以张贴的公开件。\n")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    rows = publication.sheets_of_month(clock, path=org.path, period=str(period), today=timezone.localdate())
    home, done = settings.GONGKAI_URL.rstrip("/"), 0
    item = f"{home}{reverse('portal:item', args=['_'])}".replace("_/", "{}/") if home else ""
    paper, head = Paper(options.paper), newest_head(clock)
    total += bool(head)
    for piece in chain(piles.pieces(rows, paper, item, head), piles.witness(head, paper)):
        (options.folder / piece.name).write_bytes(piece.content)
        done += piece.sheets
        sys.stdout.write(f"{done}/{total}　{piece.name}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{done}张，用了{time.monotonic() - began:.0f}秒，在 {options.folder}\n")
    return 0
