"""Is what is shown still what was logged? The words from the rows against the leaf's commitment (P16, P17)."""

import json
from datetime import datetime
from typing import Any

from gongkai.ledger import queries as ledger
from gongkai.publication import statements
from gongkai.publication.models import Explanation, Publication
from gongkai.publication.queries.versions import READ, Row
from gongkai.publication.statements import EXPLAINED, log_of
from gongkai.publication.views import Intact, ProofView
from gongkai.rules.actor import Actor
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.receipts import SAID, texts_digest
from gongkai.rules.refusals import missing
from gongkai.rules.tlog import LOGS, PARTY, PUBLIC, canonical, opened_by

CHUNK = 500


def proof_of(row: Row, *, whole: bool = False) -> ProofView:
    """The leaf of a released edition; the caller has opened the row to the reader. `whole`: with the proof itself."""
    return _compared(log_of(row.audience), statements.publication_key(row.pk), statements.of_publication(row), whole)


def proof_of_explanation(
    *, pk: int, number: str, kind: str, text: str, at: datetime, audiences, whole=False
) -> ProofView:
    """The leaf of a withdrawal, an end, a hiding."""
    log = PUBLIC if Audience.PUBLIC in audiences else PARTY
    content = statements.of_explanation(number=number, kind=kind, text=text, at=at)
    return _compared(log, statements.explanation_key(pk), content, whole)


def _compared(log: str, key: str, content: dict[str, Any], whole: bool) -> ProofView:
    found = ledger.evidence(Actor.clock(), log=log, key=key, proof=whole)
    if found is None:
        return ProofView(Intact.UNLOGGED, log=log)
    said = json.loads(found.entry)
    intact = _judged(said, found.salt, content)
    shown = content if intact in (Intact.YES, Intact.CHANGED) else None
    head = found.head
    return ProofView(
        intact, log, found.seq, datetime.fromisoformat(said["at"]), found.covered, head.size if head else 0,
        head.signed_at if head else None, found.entry, found.salt, shown, found.proof,
    )  # fmt: skip


def _judged(said: dict[str, Any], salt: str, content: dict[str, Any]) -> Intact:
    if not salt:
        return Intact.REMOVED
    same = opened_by(said.get("content"), bytes.fromhex(salt), canonical(content))
    return Intact.YES if same else Intact.CHANGED


def altered(actor: Actor) -> list[tuple[str, str, str]]:
    """Compare every publication, result and explanation with its leaf: log, key, what does not fit.

    Finds rows that were changed by hand, that never were logged, leaves whose rows have vanished, and revisions whose
    stored digest is not that of their texts.
    """
    if not actor.is_clock and not may_anywhere(actor, Permission.MANAGE_SYSTEM):
        raise missing()
    found: list[tuple[str, str, str]] = []
    wanted = {log: _statements(log) for log in LOGS}
    for log, rows in wanted.items():
        held = {
            key for prefix in ("publication", "result", "explanation")
            for key in ledger.leaf_keys(Actor.clock(), log=log, prefix=f"{prefix}:")
        }  # fmt: skip
        batch: list[tuple[str, dict[str, Any], bool]] = []
        for one in rows:
            held.discard(one[0])
            batch.append(one)
            if len(batch) == CHUNK:
                found += _batch(log, batch)
                batch = []
        found += _batch(log, batch)
        found += [(log, key, "vanished") for key in sorted(held)]
    return found


def _batch(log: str, batch: list[tuple[str, dict[str, Any], bool]]) -> list[tuple[str, str, str]]:
    opened = ledger.openings(Actor.clock(), log=log, keys=[key for key, *_ in batch])
    found = []
    for key, content, sound in batch:
        if key not in opened:
            found.append((log, key, "unlogged"))
            continue
        _, entry, salt = opened[key]
        intact = _judged(json.loads(entry), salt, content)
        if intact is Intact.CHANGED:
            found.append((log, key, "changed"))
        elif intact is Intact.YES and not sound:
            found.append((log, key, "digest"))
    return found


def _sound(row: Row) -> bool:
    """The digest beside the texts is theirs."""
    texts = {name: getattr(row, f"revision_{name}") for name in (*SAID, "attachments")}
    return texts_digest(texts) == row.revision_sha256


def _statements(log: str):
    """Key and words of everything that the log should hold, and whether the digest stored beside them is theirs."""
    for one in Publication.objects.order_by("pk").values_list(*READ).iterator(CHUNK):
        row = Row(*one)
        if log_of(row.audience) != log:
            continue
        yield statements.publication_key(row.pk), statements.of_publication(row), _sound(row)
        if row.notice_result_at is not None:
            yield statements.result_key(row.pk), statements.of_result(row), True
    said = Explanation.objects.filter(kind__in=EXPLAINED).order_by("pk")
    columns = ("pk", "disclosure__number", "kind", "text", "published_at", "audiences")
    for pk, number, kind, text, at, audiences in said.values_list(*columns).iterator(CHUNK):
        if any(log_of(audience) == log for audience in audiences):
            content = statements.of_explanation(number=number or "", kind=kind, text=text, at=at)
            yield statements.explanation_key(pk), content, True
