"""What `serve` itself says, in the form in which everything else of the site is logged; without the database layer."""

import json
import os
import sys
from datetime import UTC, datetime

LOGGER = "gongkai.serve"


def machine_reads() -> bool:
    """Are logs for machines, one JSON object on a line (`GONGKAI_LOG=json`)?"""
    return os.environ.get("GONGKAI_LOG") == "json"


def tell(*sentences: str, wrong: bool = False) -> None:
    """Say sentences, a line each: what is wrong on stderr, the rest on stdout."""
    stream = sys.stderr if wrong else sys.stdout
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    for said in sentences:
        facts = {"at": at, "level": "error" if wrong else "info", "logger": LOGGER, "event": said}
        stream.write((json.dumps(facts, ensure_ascii=False) if machine_reads() else said) + "\n")
    stream.flush()
