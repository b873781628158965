"""The groups of `gongkai bench` that ask what happens when there is very much: each on SQLite and on PostgreSQL."""

import json

from gongkai.interfaces.jobs.bench_means import command, line, on_postgresql, part


def search(environment: dict[str, str], size: float) -> dict:
    """Readers of four kinds ask for words that stand everywhere and nowhere, alone and narrowed."""
    found = {"sqlite": _search("SQLite", environment, size)}
    with on_postgresql(environment) as there:
        if there is None:
            line("PostgreSQL", "没有测", "这台机器没有装 PostgreSQL 的服务端程序")
        else:
            found["postgresql"] = _search("PostgreSQL", there, size)
    return found


def _search(name: str, environment: dict[str, str], size: float) -> dict:
    command(environment, "migrate", "--quiet")
    found = part(environment, "search_rows", size)
    told = f"秒，另用{found['index_seconds']}秒建索引，{found['megabytes']:,}MB"
    line(f"{name}：装入{found['items']:,}件公开件", found["write_seconds"], told)
    found |= part(environment, "searches", size)
    for key, what in (
        ("p50_ms", "中间一次"),
        ("p95_ms", "百次里第95"),
        ("p99_ms", "百次里第99（50以内）"),
        ("most_ms", "最慢"),
    ):
        told = f"毫秒；问三次取最快的，{found[f'quick_{key}']}毫秒"
        line(f"　查找{found['asked']:,}次，{what}", found[key], told)
    for one in found["slowest"][:3]:
        asked = "，".join(f"{key}={value}" for key, value in one["asked"].items())
        line(f"　　慢的：{asked}", one["ms"], f"毫秒，{one['reader']}，{one['hits']}件")
    return found


def work(environment: dict[str, str], size: float) -> dict:
    """Publishing from the draft to the page, and editors during a flood of readers, on both databases."""
    found = {"sqlite": _work("SQLite", environment, size)}
    with on_postgresql(environment) as there:
        if there is not None:
            found["postgresql"] = _work("PostgreSQL", there, size)
    return found


def _work(name: str, environment: dict[str, str], size: float) -> dict:
    command(environment, "demo", "--migrate", "--organizations", "14", "--months", "2")
    found = part(environment, "releases", size)
    told = f"件/秒（起草{found['write_ms']}毫秒，四人签字{found['sign_ms']}毫秒）"
    line(f"{name}：从起草到公开，{found['items']}件", found["per_second"], told)
    told = f"件/秒（公开{found['release_ms']}毫秒，做好网页{found['page_ms']}毫秒）"
    line("　其中已签好的公开出去", found["released_per_second"], told)
    found["flood"] = flood = part(environment, "flood", size)
    line("　5个经办人，没有别人看，百次里第95", flood["quiet"]["p95_ms"], f"毫秒，共{flood['quiet']['acts']}次")
    told = (
        f"毫秒（1,000以内），同时公众每秒看{flood['public']['per_second']}页，出错{flood['public']['server_errors']}次"
    )
    line("　5个经办人，公众在看，百次里第95", flood["busy"]["p95_ms"], told)
    return found


NATION = 200_000  # organizations


def nation(environment: dict[str, str], size: float) -> dict:
    """A tree of 200,000 organizations with one month of facts on PostgreSQL: how long it takes to make, then to read."""
    with on_postgresql(environment) as there:
        if there is None:
            line("PostgreSQL", "没有测", "这台机器没有装 PostgreSQL 的服务端程序")
            return {}
        command(there, "migrate", "--quiet")
        wanted = str(max(60, int(NATION * size)))
        seconds, said = command(there, "demo", "--facts-only", "--json", "--organizations", wanted, "--months", "1")
        made = json.loads(said)
        found = {"seconds": round(seconds, 1), "steps": made["seconds"], "demo_megabytes": made["megabytes"]}
        line(f"写{int(wanted):,}个党组织1个月的事实", found["seconds"], f"秒，内存最多{made['megabytes']:,}MB")
        found |= part(there, "nation", size)
    rows = found["rows"]
    line(
        "　其中回答",
        rows["answers"],
        f"条，账号{rows['people']:,}个，党员{rows['members']:,}人，目录{rows['catalogs']:,}个",
    )
    for row in found["views"]:
        line(row["name"], row["ms"], f"毫秒，查询{row['queries']}次，{row['kilobytes']}KB")
    line("逾期清单的一页，不做网页", found["page_of_overdue_ms"], "毫秒")
    line("开出一个月", found["opening_ms"], "毫秒")
    line("重新统计一个月", found["recount_ms"], f"毫秒，内存最多{found['megabytes']:,}MB")
    return found
