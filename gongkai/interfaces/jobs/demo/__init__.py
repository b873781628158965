"""`gongkai demo`: the demonstration county with two years of invented history."""

import json
import resource
import sys
from datetime import date

from django.utils import timezone

from gongkai.interfaces.jobs import migrate
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.demo.accounts import ACCOUNTS
from gongkai.interfaces.jobs.demo.load import Loaded, Plan, load
from gongkai.interfaces.jobs.demo.structure import FEWEST
from gongkai.interfaces.jobs.migrate import pending
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused


def main(argv: list[str]) -> int:
    """Load the demonstration into an empty database; exit code 1 when there are organizations already."""
    options = _parser().parse_args(argv)
    if options.migrate and (failed := migrate.main(["--quiet"])):
        return failed
    if pending():
        sys.stderr.write("数据库还没有建立，演示数据没有装入。\n请先运行：gongkai migrate\n")
        return 1
    if _filled():
        if options.if_empty:
            return 0
        sys.stderr.write(
            "这里已经有党组织，演示数据没有装入。\n请换一个空的数据文件夹：GONGKAI_DATA=新文件夹 gongkai demo\n"
        )
        return 1
    if options.organizations < FEWEST or not 1 <= options.months <= 60:
        sys.stderr.write(f"党组织至少{FEWEST}个，月数从1到60。\n")
        return 2
    plan = Plan(
        options.today or timezone.localdate(), options.organizations, options.months, options.seed, options.facts_only
    )
    loaded = load(plan)
    sys.stdout.write(_as_json(loaded) if options.json else _as_text(loaded, plan))
    return 0


def _parser() -> Parser:
    parser = Parser(
        "demo",
        "装入演示数据：一个县的党组织、目录和两年的公开记录。人物、事项、金额和电话都是虚构的。党组织超过2,000多个时，多出来的是村下面的支部：每20个写1个的公开内容，其余的只有零报告。要么全部装入，要么一点不装。",
    )
    parser.add_argument("--if-empty", action="store_true", help="已有党组织时什么也不做，也不算错")
    parser.add_argument("--migrate", action="store_true", help="先建立或升级数据库")
    parser.add_argument("--organizations", type=int, default=120, metavar="个数", help="多少个党组织（默认120）")
    parser.add_argument("--months", type=int, default=24, metavar="月数", help="多少个月的历史（默认24）")
    parser.add_argument("--seed", default="2011", metavar="种子", help="种子相同，数据就相同")
    parser.add_argument("--today", type=date.fromisoformat, metavar="日期", help="当作今天的日期，例如2026-10-15")
    parser.add_argument("--facts-only", action="store_true", help="只写统计用的事实，不写公开内容（测量快慢用）")
    parser.add_argument("--json", action="store_true", help="用JSON列出党组织、账号和地址")
    return parser


def _filled() -> bool:
    try:
        return orgs.county(Actor.clock()) is not None
    except Refused:
        return False


def _as_text(loaded: Loaded, plan: Plan) -> str:
    lines = [
        f"演示数据已装入：{max(len(loaded.orgs), plan.organizations):,}个党组织，{plan.months}个月。密码都是 {ACCOUNTS[0].password}，用户名："
    ]
    lines += [f"  {account.username:<16}{account.role}" for account in ACCOUNTS]
    if loaded.anonymous:
        lines.append(f"一条匿名意见的回执码：{loaded.anonymous['receipt']}，在 {loaded.anonymous['address']} 看。")
    return "\n".join(lines) + "\n"


def _as_json(loaded: Loaded) -> str:
    data = {
        "organizations": [
            {"code": org.code, "name": org.name, "kind": org.kind, "address": f"/org/{org.code}/"}
            for org in loaded.orgs.values()
        ],
        "accounts": [
            {"username": one.username, "password": one.password, "name": one.name, "role": one.role, "org": one.org}
            for one in ACCOUNTS
        ],
        "addresses": loaded.shown,
        "anonymous": loaded.anonymous,
        "answers": dict(loaded.counts),
        "seconds": loaded.seconds,
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
