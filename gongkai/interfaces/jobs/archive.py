"""`gongkai archive`: makes the package of an organization and year, checks one years later, and all that is kept."""

import re
import sys
from pathlib import Path

from django.utils import timezone

from gongkai.archive import actions, bags
from gongkai.archive import queries as archive
from gongkai.interfaces.jobs import archiving, packages
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

CLOCK = Actor.clock()
FOUND = {"missing": "少了", "changed": "被改过", "untracked": "清单里没有", "unreadable": "清单看不懂"}
IDENTIFIER = re.compile(r"^External-Identifier: (.+)/(\d{4})$", re.MULTILINE)


def main(argv: list[str]) -> int:
    """Make or check a package; exit code 1 when it cannot be made or anything differs."""
    parser = Parser(
        "archive",
        "一个党组织一年公开过的内容，做成一个归档包（BagIt，RFC 8493）：网页、数据、附件、公开记录的证明，\n"
        "离开这套系统也能打开、能核对。只放对社会公开的内容。\npack 制作；check 检查有没有少、有没有改；\n"
        "all 核对这套系统存的全部附件和档案。",
    )
    parser.add_argument("what", choices=("pack", "check", "all"), metavar="做什么", help="pack、check 或 all")
    parser.add_argument("folder", type=Path, nargs="?", metavar="文件夹", help="pack、check：归档包的位置")
    parser.add_argument("--org", metavar="编号", help="pack：党组织的编号")
    parser.add_argument("--year", type=int, choices=range(1949, 2200), metavar="年度", help="pack：哪一年")
    options = parser.parse_args(argv)
    if options.what == "all":
        return _everything()
    if options.folder is None:
        parser.error("argument 文件夹: 请写明归档包的位置")
    if options.what == "check":
        return _check(options.folder)
    if not options.org or not options.year:
        parser.error("argument --org、--year: 制作归档包时要写明")
    return _pack(options)


def _everything() -> int:
    now = timezone.now()
    sys.stdout.write(archiving.check(CLOCK, local_day(now), now, whole=True) + "\n")
    found = archive.damages(CLOCK, limit=100_000)
    sys.stdout.write("".join(f"{one.name}：{FOUND[one.what]}\n" for one in found))
    return 1 if found else 0


def _pack(options) -> int:
    try:
        org = orgs.organization_by_code(CLOCK, code=options.org)
        made = actions.pack(
            CLOCK, org_id=org.pk, year=options.year, target=options.folder, now=timezone.now(),
            page=packages.page, index=packages.index, tools=packages.tools(),
        )  # fmt: skip
    except Refused as refused:
        sys.stderr.write(explain(refused.code, refused.facts) + "\n")
        return 1
    sys.stdout.write(
        f"{org.name}{options.year}年，登记簿{made.lines}行，已放进 {options.folder}\n封存码：{made.seal}\n"
    )
    return 0


def _check(folder: Path) -> int:
    if not folder.is_dir():
        sys.stderr.write(f"找不到文件夹 {folder}。\n请写明归档包的位置。\n")
        return 1
    found = bags.check(folder)
    if found:
        sys.stdout.write("".join(f"{one.path}：{FOUND[one.what]}\n" for one in found))
        return 1
    return _sealed(folder)


def _sealed(folder: Path) -> int:
    """Whether the package as it is was made here: lists that were rewritten together with a file show here only."""
    named = IDENTIFIER.search((folder / "bag-info.txt").read_text("utf-8"))
    try:
        seals = archive.sealed(CLOCK, code=named[1], year=int(named[2])) if named else []
    except Refused:
        seals = []
    if bags.digest(folder / bags.SEAL) not in seals:
        sys.stdout.write("文件和清单对得上，但是这套系统没有封存过这样的包：清单可能重新写过，或者是别的系统做的。\n")
        return 1
    sys.stdout.write("全部核对过，和封存时一样。\n")
    return 0
