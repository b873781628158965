"""`gongkai trail`: copy the trail of acts to a folder now, or compare it with what was copied."""

import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.trail_copy import CopyTrouble, copy, differences

SHOWN = 20


def main(argv: list[str]) -> int:
    """Exit code 1 when the copy cannot be made, or when something does not fit."""
    parser = Parser(
        "trail",
        "把操作记录抄到另一个文件夹，一行一条，一行扣一行，每次签名。设了 GONGKAI_TRAIL_COPY，后台任务每分钟自己抄。\n"
        "--check 把留底和数据库逐条核对：改过的、少了的都点名。",
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=settings.GONGKAI_TRAIL_COPY or None,
        metavar="文件夹",
        help="默认取 GONGKAI_TRAIL_COPY",
    )
    parser.add_argument("--check", action="store_true", help="只核对，不抄")
    options = parser.parse_args(argv)
    if options.to is None:
        sys.stderr.write("请写明 --to 文件夹，或者设 GONGKAI_TRAIL_COPY。\n")
        return 2
    now = timezone.now()
    try:
        if not options.check:
            sys.stdout.write(f"抄了{copy(Path(options.to), now=now)}条。\n")
            return 0
        found = list(differences(Path(options.to), now=now))
    except CopyTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    for line in found[:SHOWN]:
        sys.stdout.write(f"不行　{line}\n")
    sys.stdout.write(f"有{len(found)}处不符。\n" if found else "留底和数据库都对得上。\n")
    return int(bool(found))
