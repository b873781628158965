"""Writing the ledger: the trail, the outbox, numbers, files."""

from gongkai.ledger.actions.events import record
from gongkai.ledger.actions.files import file_path, store
from gongkai.ledger.actions.numbers import next_number, take_numbers
from gongkai.ledger.actions.outbox import beat, claim, enqueue, fail, finish

__all__ = [
    "beat", "claim", "enqueue", "fail", "file_path", "finish", "next_number", "record", "store", "take_numbers",
]  # fmt: skip
