"""Writing the ledger: the trail, the outbox, numbers, files, and the log that cannot be rewritten."""

from gongkai.ledger.actions.answers import Held, forget_answers, hold_answer, keep_answer
from gongkai.ledger.actions.checkpoints import change_log_keys, destroy_salts, drop_anchor, sign_log
from gongkai.ledger.actions.events import record
from gongkai.ledger.actions.files import (
    REMOVED,
    Located,
    destroy_file,
    empty_store,
    fetch_file,
    file_path,
    located,
    prints_of,
    read_again,
    store,
    store_photo,
    store_scan,
    sweep_removed,
)
from gongkai.ledger.actions.leaves import Entry, append_leaf, load_leaves
from gongkai.ledger.actions.notices import keep_proof, mark_read, note_bounce, write_notices
from gongkai.ledger.actions.numbers import next_number, take_numbers
from gongkai.ledger.actions.outbox import beat, claim, enqueue, enqueue_all, fail, finish, put_off, renew
from gongkai.ledger.actions.restored import accept_lost_key, append_lost, continue_restored, recover_from_witness
from gongkai.ledger.actions.succession import succeed_log

__all__ = [
    "REMOVED", "Entry", "Held", "Located", "accept_lost_key", "append_leaf", "append_lost", "beat", "change_log_keys", "claim",
    "continue_restored", "destroy_file", "destroy_salts", "drop_anchor", "empty_store", "enqueue", "enqueue_all",
    "fail", "fetch_file", "file_path", "finish", "forget_answers", "hold_answer", "keep_answer", "keep_proof",
    "load_leaves", "located", "mark_read", "next_number", "note_bounce", "prints_of", "put_off", "read_again", "record", "recover_from_witness",
    "renew", "sign_log", "store", "store_photo", "store_scan", "succeed_log", "sweep_removed", "take_numbers", "write_notices",
]  # fmt: skip
