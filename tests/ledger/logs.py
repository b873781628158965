"""Short words for tests of the log."""

from datetime import UTC, datetime

from gongkai.ledger import actions
from gongkai.ledger.actions import Entry
from gongkai.rules.actor import Actor
from gongkai.rules.tlog.entries import LeafKind

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
CLOCK = Actor.clock()


def entry(number, *, subject="", files=(), kind=LeafKind.PUBLISH):
    return Entry(
        f"publication:{number}", kind, subject, {"doc": f"doc-{number}"}, {"title": f"题目{number}"}, tuple(files)
    )


def append(number, *, log="public", **more):
    return actions.append_leaf(CLOCK, log=log, entry=entry(number, **more), now=NOW)


def load(count, *, log="public", first=0):
    return actions.load_leaves(CLOCK, log=log, entries=(entry(first + one) for one in range(count)), now=NOW)


def sign(log="public"):
    return actions.sign_log(CLOCK, log=log, now=NOW)
