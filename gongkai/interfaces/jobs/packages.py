"""Making the package of a year: the pages that it holds, and the job that the desk asks for (R175)."""

from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from gongkai.archive import actions as archiving
from gongkai.archive import bags
from gongkai.interfaces.ui import verifier
from gongkai.rules.actor import Actor
from gongkai.rules.packages import KIND

__all__ = ["KIND", "index", "make", "page", "tools"]


def page(**context) -> str:
    """One item as it is read without us."""
    return render_to_string("jobs/archive_item.html", context)


def index(**context) -> str:
    """The table of contents of a package."""
    return render_to_string("jobs/archive_index.html", context)


def tools() -> tuple[bags.Part, ...]:
    """What checks the proofs without us."""
    return (("log/verify.py", Path(verifier.__file__).read_bytes()),)


def make(payload: dict, now: datetime | None = None) -> str:
    """The package that was asked for; answers with what was done."""
    row = archiving.make_package(
        Actor.clock(), package_id=payload["package"], page=page, index=index, tools=tools(), now=now or timezone.now()
    )
    return f"{row.org.code}{row.year}年归档包：{row.said or f'{row.lines}行'}"
