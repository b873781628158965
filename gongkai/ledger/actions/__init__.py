"""Writing the ledger: the trail, the outbox, numbers, files."""

from gongkai.ledger.actions.events import record
from gongkai.ledger.actions.files import file_path, prints_of, store
from gongkai.ledger.actions.notices import keep_proof, mark_read, write_notices
from gongkai.ledger.actions.numbers import next_number, take_numbers
from gongkai.ledger.actions.outbox import beat, claim, enqueue, fail, finish, renew

__all__ = [
    "beat", "claim", "enqueue", "fail", "file_path", "finish", "keep_proof", "mark_read", "next_number", "prints_of", "record",
    "renew", "store", "take_numbers", "write_notices",
]  # fmt: skip
