"""`gongkai bench`: measures how quick and how large, on data of its own, and leaves nothing behind."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gongkai.interfaces.jobs import (
    measures,
    measures_archive,
    measures_ledgers,
    measures_logs,
    measures_nginx,
    measures_sheets,
    measures_voices,
)
from gongkai.interfaces.jobs.arguments import Parser

STEPS = 10_000_000
PARTS = measures.PARTS | {
    "voices": measures_voices.voices,
    "guesses": measures_voices.guesses,
    "logs": measures_logs.logs,
    "ledger_rows": measures_ledgers.ledger_rows,
    "ledgers": measures_ledgers.ledgers,
    "sheets": measures_sheets.sheets,
    "archive": measures_archive.archive_work,
}
ROW = "  {:<40}{:>12}  {}\n"


def main(argv: list[str]) -> int:
    """Measure and print one line each; the data lie in temporary folders on SQLite. Exit code 0."""
    options = _parser().parse_args(argv)
    if options.part:
        sys.stdout.write(json.dumps(PARTS[options.part](options.size)) + "\n")
        return 0
    sys.stdout.write(f"Python {platform.python_version()}，{os.cpu_count()}个处理器。中位数；括号里是同类之间的比。\n")
    found: dict[str, object] = {"calibration": _calibration()}
    _line(f"参照：数到{STEPS:,}", found["calibration"], "秒（机器越忙越大，下面的数随之变大）")
    for name, measure in (
        ("demo", _demo),
        ("county", _county),
        ("load", _load),
        ("voices", _voices),
        ("logs", _logs),
        ("ledgers", _ledgers),
        ("sheets", _sheets),
        ("archive", _archive),
        ("nginx", _nginx),
    ):
        if not options.only or name in options.only:
            with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
                found[name] = measure(_environment(Path(folder)), options.size)
    if options.json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def _parser() -> Parser:
    parser = Parser(
        "bench",
        "测量快慢：页面、首页待办、全县看板、导入、演示数据、启动和内存、意见和开箱、公开记录、导出表格、张贴单、归档、nginx。用自己的临时数据，做完即删。",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=("demo", "county", "load", "voices", "logs", "ledgers", "sheets", "archive", "nginx"),
        help="只测这一组，可以写几次",
    )
    parser.add_argument("--size", type=float, default=1.0, metavar="倍数", help="数据的多少，1是全部（默认1）")
    parser.add_argument("--json", action="store_true", help="最后用JSON再列一遍")
    parser.add_argument("--part", choices=sorted(PARTS), metavar="部分", help="在现有数据上测一部分（内部使用）")
    return parser


def _calibration() -> float:
    """CPU seconds for a known loop: says how busy or slow this machine is just now."""
    began, total = time.process_time(), 0
    for step in range(STEPS):
        total += step
    return round(time.process_time() - began, 2)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "GONGKAI_TASKS")}
    return kept | {"GONGKAI_DATA": str(folder), "GONGKAI_DEMO": "1", "GONGKAI_MEMORY": ""}


def _command(environment: dict[str, str], *words: str) -> tuple[float, str]:
    """Run `gongkai <words>`: seconds it took and what it said. CalledProcessError when it fails."""
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "gongkai.interfaces.jobs.command", *words], env=environment, check=True,
        stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began, done.stdout


def _part(environment: dict[str, str], name: str, size: float) -> dict:
    return json.loads(_command(environment, "bench", "--part", name, "--size", str(size))[1])


def _line(what: str, value: object, unit: str) -> None:
    sys.stdout.write(ROW.format(what, f"{value:,}" if isinstance(value, (int, float)) else str(value), unit))
    sys.stdout.flush()


def _demo(environment: dict[str, str], size: float) -> dict:
    """The demonstration: loading, pages, the server's start and memory."""
    found: dict[str, object] = {"migrate_seconds": round(_command(environment, "migrate", "--quiet")[0], 1)}
    _line("建立数据库", found["migrate_seconds"], "秒")
    organizations = str(max(12, int(120 * size)))
    seconds, said = _command(environment, "demo", "--json", "--organizations", organizations)
    found["demo_seconds"] = round(seconds, 1)
    _line(f"装入演示数据（{organizations}个党组织）", found["demo_seconds"], "秒")
    found["demo_steps"] = json.loads(said)["seconds"]
    pages = found["pages"] = _part(environment, "pages", size)
    for row in pages["views"]:
        _line(row["name"], row["cpu_ms"], f"毫秒（计算），查询{row['queries']}次，{row['kilobytes']}KB")
    _line("同一页面，现做", pages["rendered_ms"], "毫秒（计算）")
    ratio = round(pages["rendered_ms"] / max(pages["stored_ms"], 0.001))
    _line("同一页面，存好的", pages["stored_ms"], f"毫秒（计算）（{ratio}倍）")
    found["server"] = measures.server(environment)
    _line("启动到第一页", found["server"]["seconds"], "秒")
    _line("网站的内存（2个进程，按份额）", found["server"]["megabytes"], "MB")
    return found


def _county(environment: dict[str, str], size: float) -> dict:
    """A county of 1,500 organizations with 24 months of facts."""
    _command(environment, "migrate", "--quiet")
    organizations = str(max(60, int(1500 * size)))
    seconds, _ = _command(environment, "demo", "--facts-only", "--organizations", organizations)
    found = {"organizations": int(organizations), "seconds": round(seconds, 1)}
    _line(f"写{organizations}个党组织24个月的事实", found["seconds"], "秒")
    found |= _part(environment, "county", size)
    for row in found["views"]:
        _line(row["name"], row["ms"], f"毫秒，查询{row['queries']}次")
    _line("重新统计一个月", found["recount_ms"], "毫秒")
    _line("全县一年的考评", found["assessment_ms"], "毫秒（30,000以内）")
    told = f"毫秒，查询{found['morning_queries']}次，{found['morning_people']:,}人"
    _line("全县早上的通知", found["morning_ms"], told)
    return found


def _load(environment: dict[str, str], size: float) -> dict:
    """Importing 5,000 organizations and 100,000 members from files."""
    _command(environment, "migrate", "--quiet")
    found = _part(environment, "load", size)
    for row in found["runs"]:
        _line(f"导入{row['rows']:,}行{row['name']}", row["seconds"], f"秒（其中检查{row['look_seconds']}秒）")
    _line("导入时内存最多", found["megabytes"], "MB")
    return found


def _ledgers(environment: dict[str, str], size: float) -> dict:
    """A register of 100,000 rows in the database as a workbook: seconds and how much the process grew."""
    _command(environment, "migrate", "--quiet")
    loaded = _part(environment, "ledger_rows", size)
    _line(f"写{loaded['rows']:,}条公开记录", loaded["seconds"], "秒")
    found = _part(environment, "ledgers", size)
    _line(f"导出{found['rows']:,}行的表格", found["seconds"], f"秒（20以内），{found['file_mb']}MB")
    _line("导出时内存多用", found["grown_mb"], "MB")
    return found


def _sheets(environment: dict[str, str], size: float) -> dict:
    """The board sheets of a disclosure day as one download: seconds, and the most memory of the process."""
    found = _part(environment, "sheets", size)
    _line(f"{found['sheets']}张张贴单，{found['pieces']}份", found["seconds"], f"秒（120以内），{found['file_mb']}MB")
    _line("　第一份出来", found["first_seconds"], "秒")
    _line("　内存最多", found["peak_mb"], "MB")
    return found


def _archive(environment: dict[str, str], size: float) -> dict:
    """Filing and looking through the demonstration, and the fullest year of an organization as a package."""
    _command(environment, "demo", "--migrate", "--organizations", str(max(14, int(40 * size))))
    found = _part(environment, "archive", size)
    _line(f"归档{found['records']:,}件", found["filing_seconds"], "秒")
    _line(f"核对全部附件和{found['records']:,}件档案", found["check_seconds"], "秒")
    _line(f"一个组织一年的归档包（{found['lines']:,}行）", found["package_seconds"], "秒（10以内）")
    return found


def _voices(environment: dict[str, str], size: float) -> dict:
    """Opinions, urns, and wrong receipt codes tried by two processes at once (guarantees P27, P31, P34)."""
    _command(environment, "migrate", "--quiet")
    found = _part(environment, "voices", size)
    _line("提一条意见", found["submit_cpu_ms"], "毫秒（计算）")
    _line(f"打开{found['ballots']}张密封票", found["urn_seconds"], "秒")
    with ThreadPoolExecutor(2) as two:
        halves = list(two.map(lambda _: _part(environment, "guesses", size), range(2)))
    said = {name: sum(half["said"].get(name, 0) for half in halves) for half in halves for name in half["said"]}
    found["guesses"] = {
        "tried": sum(said.values()), "found": said.get("found", 0), "looked_up": said.get("receipt_wrong", 0),
        "slowed": said.get("receipt_tries", 0), "seconds": max(half["seconds"] for half in halves),
    }  # fmt: skip
    _line("2个进程输错回执码", found["guesses"]["tried"], f"次，用{found['guesses']['seconds']}秒")
    _line("　查到意见", found["guesses"]["found"], "次")
    _line("　真正查过", found["guesses"]["looked_up"], "次")
    _line("　挡住", found["guesses"]["slowed"], "次")
    return found


def _logs(environment: dict[str, str], size: float) -> dict:
    """A log of 200,000 leaves: one more, its signed head, any proof (guarantees 3.4)."""
    _command(environment, "migrate", "--quiet")
    found = _part(environment, "logs", size)
    _line(f"写入{found['leaves']:,}条公开记录", found["load_seconds"], f"秒，第一次签名{found['first_seconds']}秒")
    _line("再记一条", found["append_ms"], "毫秒")
    _line("再记一条并签名", found["sign_ms"], "毫秒")
    _line("出一份证明", found["proof_ms"], f"毫秒，{found['proof_bytes']}字节（10以内）")
    return found


def _nginx(environment: dict[str, str], size: float) -> dict:
    """One public page from nginx as a plain file, from nginx before the site, from the site; and rendered each time."""
    if not measures_nginx.nginx_there():
        _line("nginx", "没有测", "这台机器没有装 nginx：apt-get install --no-install-recommends nginx-light")
        return {}
    _command(environment, "demo", "--migrate", "--organizations", "14", "--months", "2")
    pages = _part(environment, "pages", size)
    found = measures_nginx.page_rates(environment, pages["path"], max(1.0, 5 * size))
    found["rendered_ms"], found["stored_ms"] = pages["rendered_ms"], pages["stored_ms"]
    _line("nginx 发同样的文件", found["per_second"]["plain"], f"次/秒，{found['bytes']:,}字节（{found['client']}）")
    _line("nginx 在网站前面", found["per_second"]["front"], f"次/秒（{found['front_ratio']}，要0.9）")
    _line("网站自己", found["per_second"]["site"], f"次/秒（{found['site_ratio']}，要0.3）")
    for name, what in (("front", "nginx 在网站前面"), ("site", "网站自己")):
        times = round(found["rendered_ms"] / max(found["cpu_ms"][name], 0.0001))
        _line(f"一页的计算，{what}", found["cpu_ms"][name], f"毫秒（现做{found['rendered_ms']}毫秒，{times}倍，要20）")
    return found
