"""Reading the ledger: the trail, the outbox, files, notices, and the log that cannot be rewritten."""

from gongkai.ledger.queries.audit import Asked, act, acts_after, audit, own_account_trail
from gongkai.ledger.queries.health import (
    Queue,
    Signed,
    can_store,
    free_space,
    last_act,
    last_beat,
    migrated,
    queue,
    signed,
    unanswered,
)
from gongkai.ledger.queries.log import (
    HEAD,
    Evidence,
    Head,
    LoggedLeaf,
    anchor,
    current_log,
    entry_lines,
    evidence,
    head,
    leaf_consistency,
    leaf_places,
    leaf_proof,
    log_keys,
    log_names,
    logged_leaf,
    openings,
    reads_log,
    tile,
)
from gongkai.ledger.queries.log_check import Finding, check_log, leaf_keys
from gongkai.ledger.queries.log_loss import Loss, log_loss
from gongkai.ledger.queries.trail import (
    MailState,
    file_pages,
    heartbeats,
    kept_files,
    mail_state,
    notice_ledger,
    notice_to_send,
    notices,
    recent,
    stored_file,
    trail,
    trails,
    unread_notices,
    waiting,
)

__all__ = [
    "Asked", "Evidence", "Finding", "HEAD", "Head", "LoggedLeaf", "Loss", "MailState", "Queue", "Signed", "act", "acts_after", "anchor", "audit", "can_store", "check_log", "current_log", "entry_lines", "evidence", "file_pages", "free_space", "head", "heartbeats", "kept_files", "last_act", "last_beat", "leaf_consistency", "leaf_keys", "leaf_places", "leaf_proof", "log_keys", "log_loss", "log_names", "logged_leaf", "mail_state", "migrated", "notice_ledger", "notice_to_send", "notices", "openings", "own_account_trail", "queue", "reads_log", "recent", "signed", "stored_file", "tile", "trail", "trails", "unanswered", "unread_notices", "waiting",
]  # fmt: skip
