"""`gongkai regulation import`: puts the real text of a regulation beside our digest."""

import re
import sys
from datetime import date
from pathlib import Path

from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook.queries.regulations import COUNTY_RULES
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain

CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")


def main(argv: list[str]) -> int:
    """Import a regulation from a txt or docx file; exit code 1 when it cannot be read, and says why."""
    parser = Parser("regulation", "导入制度原文（txt、docx）。条、款按原文编号，放在我们的逐条摘要旁边。")
    parser.add_argument("what", choices=("import",), metavar="import", help="导入一份文件")
    parser.add_argument("file", type=Path, metavar="文件", help="制度原文，txt或docx")
    parser.add_argument("--code", default=COUNTY_RULES, metavar="代号", help=f"制度的代号（默认 {COUNTY_RULES}）")
    parser.add_argument("--issued-on", type=date.fromisoformat, metavar="日期", help="印发日期，原文没有写明时才要")
    options = parser.parse_args(argv)
    if not CODE.fullmatch(options.code):
        parser.error("argument --code: 只能用小写字母、数字和短横")
    if not options.file.is_file():
        sys.stderr.write(f"找不到文件 {options.file}。\n请写明文件的位置。\n")
        return 1
    clock, now = Actor.clock(), timezone.now()
    try:
        rulebook.load_digest(clock, now=now)
        regulation = rulebook.import_regulation(
            clock,
            path=options.file,
            name=options.file.name,
            code=options.code,
            now=now,
            issued_on=options.issued_on,
        )
    except Refused as why:
        sys.stderr.write(f"{explain(why.code, why.facts)}\n")
        return 1
    sys.stdout.write(f"已导入《{regulation.title}》，共{regulation.provisions.count()}条、款、项。\n")
    return 0
