"""Taking over disclosures whose whole life lies in the past: identity, one edition, one signed text each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from gongkai.disclosures.models import Disclosure, Edition, Revision
from gongkai.ledger.bulk import first_free_key, insert
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.receipts import texts_digest
from gongkai.rules.refusals import Refused


@dataclass(slots=True)
class PastDisclosure:
    """One disclosure with its first edition as it stands; the texts are clean rich text already."""

    org_id: int
    org_path: str
    entry_id: int | None
    code: str
    category: str
    period: str
    trigger_id: int | None
    number: str
    state: str
    audiences: list[str]
    methods: list[str]
    due_on: date | None
    head_name: str
    created_at: datetime
    state_at: datetime
    saved_at: datetime
    saved_by: int | None
    saver_name: str
    title: str
    plain: str
    content: str
    procedure: str
    result: str
    empty_reasons: dict[str, str] = field(default_factory=dict)
    notice_days: int | None = None
    scope_reason: str = ""
    by_rule: bool = False
    is_major: bool = False
    feedback_decision: str = ""
    late_reason: str = ""


DISCLOSURE = ("id", "org_id", "org_path", "catalog_entry_id", "code", "category", "period", "trigger_id", "plan_ref",
              "is_major", "by_rule", "late_reason", "number", "created_at", "created_by")  # fmt: skip
EDITION = ("id", "disclosure_id", "number", "org_path", "state", "version", "audiences", "methods", "scope_reason",
           "notice_days", "change_note", "kind", "change_ref", "due_on", "head_name", "approved_revision_id",
           "feedback_decision", "open_key", "copied_from_id", "created_at", "state_at")  # fmt: skip
REVISION = ("id", "edition_id", "number", "title", "plain", "content", "procedure", "result", "empty_reasons",
            "attachments", "sha256", "autosaved", "saved_at", "saved_by", "saver_name")  # fmt: skip


def _sha256(row: PastDisclosure) -> str:
    return texts_digest({
        "title": row.title, "plain": row.plain, "content": row.content, "procedure": row.procedure,
        "result": row.result, "empty_reasons": row.empty_reasons, "attachments": [],
    })  # fmt: skip


@transaction.atomic
def load_history(actor: Actor, *, rows: Sequence[PastDisclosure]) -> list[tuple[int, int, int]]:
    """Enter past disclosures; answers with the keys of disclosure, edition and revision in the same order.

    For the system only: nothing is checked again. Steps, publications and answers are loaded by
    the rooms they belong to (`approvals`, `publication`, `obligations`).
    """
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    first, edition, text = (first_free_key(model) for model in (Disclosure, Edition, Revision))
    insert(Disclosure, DISCLOSURE, (
        (first + n, row.org_id, row.org_path, row.entry_id, row.code, row.category, row.period, row.trigger_id, None,
         row.is_major, row.by_rule, row.late_reason, row.number, row.created_at, row.saved_by)
        for n, row in enumerate(rows)
    ))  # fmt: skip
    insert(Edition, EDITION, (
        (edition + n, first + n, 1, row.org_path, row.state, 1, row.audiences, row.methods, row.scope_reason,
         row.notice_days, "", "first", None, row.due_on, row.head_name, text + n, row.feedback_decision, None, None,
         row.created_at, row.state_at)
        for n, row in enumerate(rows)
    ))  # fmt: skip
    insert(Revision, REVISION, (
        (text + n, edition + n, 1, row.title, row.plain, row.content, row.procedure, row.result, row.empty_reasons,
         [], _sha256(row), False, row.saved_at, row.saved_by, row.saver_name)
        for n, row in enumerate(rows)
    ))  # fmt: skip
    return [(first + n, edition + n, text + n) for n in range(len(rows))]
