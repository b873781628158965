"""File systems that are really small, and who writes until one is full."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.county_site import Site
from tests.interfaces.installation import serving, wait_for

SPARE = 600_000  # bytes that are left when the disk is called full
MOST = 60


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of this many bytes at the folder; the test is skipped where none may be mounted."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"this machine mounts no small file system: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def long_text() -> str:
    """Some 27,000 bytes that no database makes smaller."""
    signs = random.SystemRandom()
    return (
        "<p>8月应缴党费31人，共计186元。" + "".join(chr(signs.randrange(0x4E00, 0x9FA5)) for _ in range(9000)) + "</p>"
    )


def fill(site: Site, port: int) -> str:
    """Write until it is refused, which must say so and give the text back; then reading goes on. The refused title."""
    page = wait_for(port, "/places/", 200)
    for number in range(MOST):
        if site.write(port, site.drafts[0], f"第{number}稿", content=long_text()) != 302:
            break
    code, words = site.refused[-1]
    assert code == 503 and f"第{number}稿" in words and "186元" in words, (code, words[:500])
    assert wait_for(port, "/places/", 200) == page
    assert site.ask(port, f"/desk/edition/{site.drafts[0]}/")[0] == 200
    assert wait_for(port, "/healthz", 200) == "好\n"
    return f"第{number}稿"


def filled_and_freed(site: Site, disk: Path) -> None:
    """The disk below a site becomes full while the clerk writes, and is free again; nothing taken is lost."""
    with serving(site.place) as (port,):
        assert site.write(port, site.drafts[0], "有空间的时候") == 302
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - SPARE))
        refused = fill(site, port)
        ballast.unlink()
        assert site.write(port, site.drafts[0], "腾出空间以后") == 302
    assert set(site.acknowledged) <= site.kept() and refused not in site.kept()
