"""What is written into logs, and in which form: facts about the work, never the words that people wrote (P40).

Only our own sentences are filled in. Of everybody else's the template alone is written, and of an exception its kind
and the lines it came through: their texts quote what was in a request or in a row.
"""

import json
import logging
import os
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[2]) + os.sep
OWN = "gongkai"
FACTS = "facts"  # `extra={FACTS: {...}}`: numbers and names of our own beside the sentence
request_id: ContextVar[str] = ContextVar("request_id", default="")


def _where(trace) -> list[str]:
    """File, line and function of each step; nothing of what the variables held."""
    return [f"{one.filename.removeprefix(ROOT)}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]


def _template(record: logging.LogRecord) -> str:
    """What somebody else's line says before anything is filled in; only where it was filled in by the logger."""
    return record.msg.partition("\n")[0] if isinstance(record.msg, str) and record.args else record.name


def facts_of(record: logging.LogRecord) -> dict[str, object]:
    """A record as the facts that may be written."""
    ours = record.name == OWN or record.name.startswith(f"{OWN}.")
    facts: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(), "logger": record.name,
        "event": record.getMessage() if ours else _template(record),
    }  # fmt: skip
    if number := request_id.get() or getattr(getattr(record, "request", None), "log_id", ""):
        facts["request"] = number
    if hasattr(record, "status_code"):
        facts["status"] = record.status_code
    facts |= getattr(record, FACTS, {})
    if record.exc_info and record.exc_info[0] is not None:
        facts |= {"error": record.exc_info[0].__name__, "where": _where(record.exc_info[2])}
    return facts


class Json(logging.Formatter):
    """One JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        where = facts.pop("where", [])
        head = " ".join(str(facts.pop(name)) for name in ("at", "level", "logger", "event"))
        more = "".join(f" {name}={value}" for name, value in facts.items() if value != "")
        return head + more + "".join(f"\n    {step}" for step in where)


def configuration(form: str, level: str) -> dict:
    """For `LOGGING`. `form`: json, with a line for each request and each job; plain, for a terminal, with troubles alone."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{'Json' if form == 'json' else 'Plain'}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            OWN: {"level": "INFO" if form == "json" else level},
            # Django's own handlers write whole reports; the server's writes the text of what was not caught.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        },
    }  # fmt: skip
