"""Which log fills a role now, and which did before it: the open one is appended to and signed, closed ones are read."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gongkai.ledger.models import TransparencyLog
from gongkai.ledger.prepared import Prepared
from gongkai.rules.tlog.suites import SUITES, Suite, log_name

_OPEN = Prepared(
    lambda role: TransparencyLog.objects.filter(role=role, closed_at=None).values_list("name", "size", "restored_at")
)
_ALL = Prepared(lambda role: TransparencyLog.objects.filter(role=role).order_by("closed_at").values_list("name", "closed_at"))  # fmt: skip


def asked_suite() -> Suite:
    """What the setting asks for; it counts when a log begins and never again."""
    try:
        return SUITES[settings.GONGKAI_LOG_SUITE]
    except KeyError as wrong:
        raise ImproperlyConfigured(f"GONGKAI_LOG_SUITE 只能是 {' 或 '.join(SUITES)}。") from wrong


def first_name(role: str) -> str:
    """How the first log of a role is called in this installation."""
    return log_name(role, asked_suite())


def open_log(role: str) -> tuple[str, int, datetime | None]:
    """Name, size and mark of restoring of the log that goes on. One query; nothing is made."""
    return next(iter(_OPEN(role=role)), (first_name(role), 0, None))


def current(role: str) -> str:
    """The name of the log that goes on."""
    return open_log(role)[0]


def begin(role: str) -> None:
    """The first log of a role, if there is none yet."""
    TransparencyLog.objects.get_or_create(role=role, closed_at=None, defaults={"name": first_name(role)})


def names(role: str) -> list[str]:
    """All logs of a role, the one that goes on first."""
    found = _ALL(role=role)
    closed = [name for name, closed_at in found if closed_at is not None]
    return [name for name, closed_at in found if closed_at is None] + closed[::-1] or [first_name(role)]
