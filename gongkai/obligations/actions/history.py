"""Taking over duties and answers of the past: events, matters, nil reports, exemptions, many at a time.

Counters are rebuilt by the caller afterwards (`rebuild_months`).
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from gongkai.ledger.bulk import first_free_key, insert
from gongkai.obligations.actions.months import CONFIRM_MONTHS, wanted_kind
from gongkai.obligations.models import Answer, DueItem, Exemption, Matter, NilReport, Trigger
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.in_force import SINCE
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.refusals import Refused

DUE = ("period", "catalog_id", "entry_id", "slot", "code", "category", "kind", "due_on")
ANSWER = ("org_id", "org_path", "period", "code", "category", "trigger_id", "kind", "answered_at", "ended_at", "ref",
          "recorded_at")  # fmt: skip
NIL = ("org_id", "org_path", "period", "code", "statement", "signed_by", "signer_name", "signer_post", "signed_at")
EXEMPTION = ("org_id", "org_path", "superior_path", "number", "period", "code", "category", "item_name", "kind",
             "reason", "basis", "decided_by", "until", "review_on", "state", "filed_at", "filed_by", "received_at",
             "received_by", "ended_at")  # fmt: skip
MATTER = ("org_id", "org_path", "entry_id", "code", "title", "state", "opened_on", "expected_end", "ended_on",
          "progress", "recorded_at", "recorded_by")  # fmt: skip
TRIGGER = ("org_id", "org_path", "entry_id", "code", "category", "period", "kind", "matter_id", "stage", "title",
           "event_on", "due_on", "computed", "recorded_at", "recorded_by")  # fmt: skip


def _load(actor: Actor, model: type, columns: Sequence[str], rows: Sequence[tuple], rest: dict) -> range:
    """Insert rows with keys counted up and the same `rest` in each; answers with the keys in order."""
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    first = first_free_key(model)
    tail = tuple(rest.values())
    insert(model, ("id", *columns, *rest), ((first + n, *row, *tail) for n, row in enumerate(rows)))
    return range(first, first + len(rows))


@transaction.atomic
def load_past_answers(actor: Actor, *, rows: Iterable[tuple]) -> int:
    """Enter past answers: rows in the order of `ANSWER`."""
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    return insert(Answer, ANSWER, rows)


@transaction.atomic
def load_nil_reports(actor: Actor, *, rows: Sequence[tuple]) -> range:
    """Enter past nil reports: rows in the order of `NIL`; answers with their keys (R73)."""
    return _load(actor, NilReport, NIL, rows, {"revoked_at": None, "revoke_reason": ""})


@transaction.atomic
def load_exemptions(actor: Actor, *, rows: Sequence[tuple]) -> range:
    """Enter past filings: rows in the order of `EXEMPTION`; answers with their keys (第九条（二）)."""
    rest = {"trigger_id": None, "version": 0, "objection": "", "objection_due": None, "reply": ""}
    return _load(actor, Exemption, EXEMPTION, rows, rest)


@transaction.atomic
def load_matters(actor: Actor, *, rows: Sequence[tuple]) -> range:
    """Enter past staged matters: rows in the order of `MATTER`; answers with their keys (R74)."""
    return _load(actor, Matter, MATTER, rows, {"version": 0})


@transaction.atomic
def load_triggers(actor: Actor, *, rows: Sequence[tuple]) -> range:
    """Enter past events and stages: rows in the order of `TRIGGER`; answers with their keys (R74, R77)."""
    return _load(actor, Trigger, TRIGGER, rows, {"off_catalog_ref": "", "cancelled_at": None})


@transaction.atomic
def load_due_items(actor: Actor, *, last: str, entries: Mapping[int, tuple[str, Sequence]]) -> int:
    """List the duties of catalogs with a single version, through the month `last`; how many.

    `entries`: by catalog the first month of that version and its entries. The same rows as
    `ensure_due_items` would write, without asking for the versions of every month.
    """
    if not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise Refused("no_permission", permission=Permission.MANAGE_SYSTEM)
    parameters, rows = rulebook.parameters(actor), []
    if not entries:
        return 0
    for period in Period.parse(min(first for first, _ in entries.values())).through(Period.parse(last)):
        due_on = rulebook.disclosure_day(actor, period=str(period)).due
        if due_on < SINCE:
            continue
        confirm_every = parameters.int(CONFIRM_MONTHS, on=due_on)
        for catalog_id, (first, listed) in entries.items():
            for entry in listed if str(period) >= first else ():
                if kind := wanted_kind(entry, period, str(period) == first, confirm_every):
                    rows.append(
                        (str(period), catalog_id, entry.pk, entry.slot, entry.code, entry.category, str(kind), due_on)
                    )
    return insert(DueItem, DUE, rows)
