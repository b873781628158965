"""`gongkai bench`: measures how quick and how large, on data of its own, and leaves nothing behind."""

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gongkai.interfaces.jobs import (
    bench_scale,
    bench_wagtail,
    measures,
    measures_archive,
    measures_compared,
    measures_ledgers,
    measures_logs,
    measures_nation,
    measures_nginx,
    measures_search,
    measures_sheets,
    measures_voices,
    measures_work,
)
from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.bench_means import command, environment_in, line, part

STEPS = 10_000_000
OPTIONAL = {"wagtail", "nation"}  # asks a package index for another program; takes half an hour
FEWER_ITEMS = 100_000  # of the search, unless asked otherwise: a million take a quarter of an hour
PARTS = measures.PARTS | {
    "voices": measures_voices.voices,
    "guesses": measures_voices.guesses,
    "logs": measures_logs.logs,
    "ledger_rows": measures_ledgers.ledger_rows,
    "ledgers": measures_ledgers.ledgers,
    "sheets": measures_sheets.sheets,
    "archive": measures_archive.archive_work,
    "search_rows": measures_search.search_rows,
    "nation": measures_nation.nation,
    "searches": measures_search.searches,
    "releases": measures_work.releases,
    "flood": measures_work.flood,
    "compared": measures_compared.compared,
}


def main(argv: list[str]) -> int:
    """Measure and print one line each; the data lie in temporary folders on SQLite. Exit code 0."""
    options = _parser().parse_args(argv)
    if options.part:
        sys.stdout.write(json.dumps(PARTS[options.part](options.size)) + "\n")
        return 0
    sys.stdout.write(f"Python {platform.python_version()}，{os.cpu_count()}个处理器。中位数；括号里是同类之间的比。\n")
    found: dict[str, object] = {"calibration": _calibration()}
    line(f"参照：数到{STEPS:,}", found["calibration"], "秒（机器越忙越大，下面的数随之变大）")
    groups = _groups(options.items)
    for name, measure in groups.items():
        if name in (options.only or groups.keys() - OPTIONAL):
            with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
                found[name] = measure(environment_in(Path(folder)), options.size)
    if options.json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def _groups(items: int | None) -> dict[str, Callable[[dict[str, str], float], dict]]:
    def search(environment: dict[str, str], size: float) -> dict:
        return bench_scale.search(environment, (items or FEWER_ITEMS * size) / measures_search.ITEMS)

    return {
        "demo": _demo, "county": _county, "load": _load, "voices": _voices, "logs": _logs, "ledgers": _ledgers,
        "sheets": _sheets, "archive": _archive, "nginx": _nginx, "search": search, "work": bench_scale.work, "nation": bench_scale.nation, "wagtail": bench_wagtail.wagtail,
    }  # fmt: skip


def _parser() -> Parser:
    parser = Parser(
        "bench",
        "测量快慢：页面、首页待办、全县看板、导入、演示数据、启动和内存、意见和开箱、公开记录、导出表格、张贴单、归档、nginx、查找、从起草到公开；写明--only wagtail时，和Wagtail比；写明--only nation时，20万个党组织。用自己的临时数据，做完即删。",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(_groups(None)),
        help="只测这一组，可以写几次",
    )
    parser.add_argument("--size", type=float, default=1.0, metavar="倍数", help="数据的多少，1是全部（默认1）")
    parser.add_argument("--items", type=int, metavar="件数", help="查找的那一组装入多少件（默认100,000乘以倍数）")
    parser.add_argument("--json", action="store_true", help="最后用JSON再列一遍")
    parser.add_argument("--part", choices=sorted(PARTS), metavar="部分", help="在现有数据上测一部分（内部使用）")
    return parser


def _calibration() -> float:
    """CPU seconds for a known loop: says how busy or slow this machine is just now."""
    began, total = time.process_time(), 0
    for step in range(STEPS):
        total += step
    return round(time.process_time() - began, 2)


def _demo(environment: dict[str, str], size: float) -> dict:
    """The demonstration: loading, pages, the server's start and memory."""
    found: dict[str, object] = {"migrate_seconds": round(command(environment, "migrate", "--quiet")[0], 1)}
    line("建立数据库", found["migrate_seconds"], "秒")
    organizations = str(max(12, int(120 * size)))
    seconds, said = command(environment, "demo", "--json", "--organizations", organizations)
    found["demo_seconds"] = round(seconds, 1)
    line(f"装入演示数据（{organizations}个党组织）", found["demo_seconds"], "秒")
    found["demo_steps"] = json.loads(said)["seconds"]
    pages = found["pages"] = part(environment, "pages", size)
    for row in pages["views"]:
        line(row["name"], row["cpu_ms"], f"毫秒（计算），查询{row['queries']}次，{row['kilobytes']}KB")
    line("同一页面，现做", pages["rendered_ms"], "毫秒（计算）")
    ratio = round(pages["rendered_ms"] / max(pages["stored_ms"], 0.001))
    line("同一页面，存好的", pages["stored_ms"], f"毫秒（计算）（{ratio}倍）")
    found["server"] = measures.server(environment)
    line("启动到第一页", found["server"]["seconds"], "秒")
    line("网站的内存（2个进程，按份额）", found["server"]["megabytes"], "MB")
    return found


def _county(environment: dict[str, str], size: float) -> dict:
    """A county of 1,500 organizations with 24 months of facts."""
    command(environment, "migrate", "--quiet")
    organizations = str(max(60, int(1500 * size)))
    seconds, _ = command(environment, "demo", "--facts-only", "--organizations", organizations)
    found = {"organizations": int(organizations), "seconds": round(seconds, 1)}
    line(f"写{organizations}个党组织24个月的事实", found["seconds"], "秒")
    found |= part(environment, "county", size)
    for row in found["views"]:
        line(row["name"], row["ms"], f"毫秒，查询{row['queries']}次")
    line("重新统计一个月", found["recount_ms"], "毫秒")
    line("全县一年的考评", found["assessment_ms"], "毫秒（30,000以内）")
    told = f"毫秒，查询{found['morning_queries']}次，{found['morning_people']:,}人"
    line("全县早上的通知", found["morning_ms"], told)
    return found


def _load(environment: dict[str, str], size: float) -> dict:
    """Importing 5,000 organizations and 100,000 members from files."""
    command(environment, "migrate", "--quiet")
    found = part(environment, "load", size)
    for row in found["runs"]:
        line(f"导入{row['rows']:,}行{row['name']}", row["seconds"], f"秒（其中检查{row['look_seconds']}秒）")
    line("导入时内存最多", found["megabytes"], "MB")
    return found


def _ledgers(environment: dict[str, str], size: float) -> dict:
    """A register of 100,000 rows in the database as a workbook: seconds and how much the process grew."""
    command(environment, "migrate", "--quiet")
    loaded = part(environment, "ledger_rows", size)
    line(f"写{loaded['rows']:,}条公开记录", loaded["seconds"], "秒")
    found = part(environment, "ledgers", size)
    line(f"导出{found['rows']:,}行的表格", found["seconds"], f"秒（20以内），{found['file_mb']}MB")
    line("导出时内存多用", found["grown_mb"], "MB")
    return found


def _sheets(environment: dict[str, str], size: float) -> dict:
    """The board sheets of a disclosure day as one download: seconds, and the most memory of the process."""
    found = part(environment, "sheets", size)
    line(f"{found['sheets']}张张贴单，{found['pieces']}份", found["seconds"], f"秒（120以内），{found['file_mb']}MB")
    line("　第一份出来", found["first_seconds"], "秒")
    line("　内存最多", found["peak_mb"], "MB")
    return found


def _archive(environment: dict[str, str], size: float) -> dict:
    """Filing and looking through the demonstration, and the fullest year of an organization as a package."""
    command(environment, "demo", "--migrate", "--organizations", str(max(14, int(40 * size))))
    found = part(environment, "archive", size)
    line(f"归档{found['records']:,}件", found["filing_seconds"], "秒")
    line(f"核对全部附件和{found['records']:,}件档案", found["check_seconds"], "秒")
    line(f"一个组织一年的归档包（{found['lines']:,}行）", found["package_seconds"], "秒（10以内）")
    return found


def _voices(environment: dict[str, str], size: float) -> dict:
    """Opinions, urns, and wrong receipt codes tried by two processes at once (guarantees P27, P31, P34)."""
    command(environment, "migrate", "--quiet")
    found = part(environment, "voices", size)
    line("提一条意见", found["submit_cpu_ms"], "毫秒（计算）")
    line(f"打开{found['ballots']}张密封票", found["urn_seconds"], "秒")
    with ThreadPoolExecutor(2) as two:
        halves = list(two.map(lambda _: part(environment, "guesses", size), range(2)))
    said = {name: sum(half["said"].get(name, 0) for half in halves) for half in halves for name in half["said"]}
    found["guesses"] = {
        "tried": sum(said.values()), "found": said.get("found", 0), "looked_up": said.get("receipt_wrong", 0),
        "slowed": said.get("receipt_tries", 0), "seconds": max(half["seconds"] for half in halves),
    }  # fmt: skip
    line("2个进程输错回执码", found["guesses"]["tried"], f"次，用{found['guesses']['seconds']}秒")
    line("　查到意见", found["guesses"]["found"], "次")
    line("　真正查过", found["guesses"]["looked_up"], "次")
    line("　挡住", found["guesses"]["slowed"], "次")
    return found


def _logs(environment: dict[str, str], size: float) -> dict:
    """A log of 200,000 leaves: one more, its signed head, any proof (guarantees 3.4)."""
    command(environment, "migrate", "--quiet")
    found = part(environment, "logs", size)
    line(f"写入{found['leaves']:,}条公开记录", found["load_seconds"], f"秒，第一次签名{found['first_seconds']}秒")
    line("再记一条", found["append_ms"], "毫秒")
    line("再记一条并签名", found["sign_ms"], "毫秒")
    line("出一份证明", found["proof_ms"], f"毫秒，{found['proof_bytes']}字节（10以内）")
    return found


def _nginx(environment: dict[str, str], size: float) -> dict:
    """One public page from nginx as a plain file, from nginx before the site, from the site; and rendered each time."""
    if not measures_nginx.nginx_there():
        line("nginx", "没有测", "这台机器没有装 nginx：apt-get install --no-install-recommends nginx-light")
        return {}
    command(environment, "demo", "--migrate", "--organizations", "14", "--months", "2")
    pages = part(environment, "pages", size)
    found = measures_nginx.page_rates(environment, pages["path"], max(1.0, 5 * size))
    found["rendered_ms"], found["stored_ms"] = pages["rendered_ms"], pages["stored_ms"]
    line("nginx 发同样的文件", found["per_second"]["plain"], f"次/秒，{found['bytes']:,}字节（{found['client']}）")
    line("nginx 在网站前面", found["per_second"]["front"], f"次/秒（{found['front_ratio']}，要0.9）")
    line("网站自己", found["per_second"]["site"], f"次/秒（{found['site_ratio']}，要0.3）")
    for name, what in (("front", "nginx 在网站前面"), ("site", "网站自己")):
        times = round(found["rendered_ms"] / max(found["cpu_ms"][name], 0.0001))
        line(f"一页的计算，{what}", found["cpu_ms"][name], f"毫秒（现做{found['rendered_ms']}毫秒，{times}倍，要20）")
    return found
