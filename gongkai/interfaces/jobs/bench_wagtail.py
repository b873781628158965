"""The same texts published, read and searched by Wagtail, in an environment made for it and removed again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from gongkai.interfaces.jobs.bench_means import command, line, on_postgresql, part
from gongkai.interfaces.jobs.measures_compared import TEXTS

SITE = "tools/wagtail_site"
WANTED = ("wagtail==7.4.4", "dj-database-url==3.1.0", "psycopg[binary]==3.3.9")
ROWS = (
    ("first_ms", "做一页（计算）", "毫秒"), ("again_ms", "再看同一页（计算）", "毫秒"),
    ("publish_cpu_ms", "公开一件（计算）", "毫秒"), ("search_ms", "查一个词", "毫秒"), ("search_most_ms", "查一个词，最慢的", "毫秒"),
)  # fmt: skip


def wagtail(environment: dict[str, str], size: float) -> dict:
    """Ours first, then Wagtail's with the same texts in the same run; nothing where it cannot be had."""
    folder = Path(environment["GONGKAI_DATA"])
    python = _environment(folder / "wagtail")
    if python is None:
        line("Wagtail", "没有测", f"装不上 {WANTED[0]}（需要 tools/wagtail_site 和能用的 pip）")
        return {}
    found = {"sqlite": _both("SQLite", environment, python, f"sqlite:///{folder / 'wagtail.sqlite3'}", size)}
    with on_postgresql(environment) as there, on_postgresql(environment) as other:
        if there is not None and other is not None:
            found["postgresql"] = _both("PostgreSQL", there, python, other["DATABASE_URL"], size)
    return found


def _environment(place: Path) -> Path | None:
    """The Python of a new environment with Wagtail; None when it cannot be made."""
    if not (settings.BASE_DIR / SITE).is_dir():
        return None
    python = place / "bin" / "python"
    for words in ((sys.executable, "-m", "venv", str(place)), (str(python), "-m", "pip", "install", "-q", *WANTED)):
        done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603
        if done.returncode:
            sys.stderr.write(done.stderr[-2000:])
            return None
    return python


def _both(name: str, environment: dict[str, str], python: Path, address: str, size: float) -> dict:
    command(environment, "demo", "--migrate", "--organizations", "14", "--months", "2")
    ours = part(environment, "compared", size)
    theirs = _wagtail(python, Path(environment["GONGKAI_DATA"]) / TEXTS, address)
    line(
        f"{name}：公开{ours['items']}件，我们",
        round(ours["per_second"], 1),
        "件/秒（四人签字、公开记录、两个范围都在内）",
    )
    line(f"　Wagtail {theirs['version']}", round(theirs["per_second"], 1), "件/秒（没有审批）")
    for key, what, unit in ROWS:
        ratio = theirs[key] / max(ours[key], 0.0001)
        line(f"　{what}，我们", round(ours[key], 3), f"{unit}；Wagtail {theirs[key]:.3f}{unit}（{ratio:.2g}倍）")
    shares = ours["found_share"], theirs["found_share"]
    line("　有这个词的找到几成，我们", f"{shares[0]:.0%}", f"Wagtail {shares[1]:.0%}")
    return {"ours": ours, "wagtail": theirs}


def _wagtail(python: Path, texts: Path, address: str) -> dict:
    """Run the site from a copy, since Wagtail writes the migration of its one page type there."""
    environment = {"PATH": os.environ.get("PATH", ""), "DATABASE_URL": address, "COMPARED_SECRET": token_hex(32)}
    place = texts.parent / "site"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(settings.BASE_DIR / SITE, place)
    done = subprocess.run(  # noqa: S603 - our own script
        [str(python), "run.py", str(texts)], cwd=place, env=environment, check=True,
        stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return json.loads(done.stdout)
