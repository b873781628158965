"""What a leaf commits to: the published words in one spelling, made again from the rows whenever somebody checks (P16)."""

from datetime import datetime
from typing import Any

from gongkai.publication.numbers import slug
from gongkai.rules.methods import Audience
from gongkai.rules.tlog import PARTY, PUBLIC
from gongkai.rules.tlog.entries import LeafKind, stamp

VERSION = 1
# The explanations that are acts of their own; a correction's note stands in its edition.
EXPLAINED = {
    "withdraw": LeafKind.WITHDRAW, "terminate": LeafKind.TERMINATE, "change": LeafKind.EXPLAIN, "hidden": LeafKind.HIDE,
}  # fmt: skip


def log_of(audience: str) -> str:
    """Nothing internal stands in the public log: not even that there is something (P2)."""
    return PUBLIC if audience == Audience.PUBLIC else PARTY


def shown(log: str, *, number: str, org_code: str, edition: int | None = None) -> dict[str, Any]:
    """What a leaf says openly. In the party log nothing: its members belong to many organizations (P1)."""
    if log != PUBLIC:
        return {}
    return {"doc": slug(number), "org": org_code} | ({"ver": edition} if edition is not None else {})


def publication_key(publication_id: int) -> str:
    return f"publication:{publication_id}"


def explanation_key(explanation_id: int) -> str:
    return f"explanation:{explanation_id}"


def result_key(publication_id: int) -> str:
    return f"result:{publication_id}"


def of_publication(row: Any) -> dict[str, Any]:
    """The words of a released edition; `row` is a `queries.versions.Row`."""
    return {
        "v": VERSION, "doc": slug(row.disclosure_number), "edition": row.edition_number, "org": row.org_name,
        "audience": row.audience, "code": row.code, "category": row.category, "period": row.period,
        "title": row.revision_title, "plain": row.revision_plain, "content": row.revision_content,
        "procedure": row.revision_procedure, "result": row.revision_result, "empty": dict(row.revision_empty_reasons),
        "change_note": row.edition_change_note, "scope_reason": row.edition_scope_reason, "head": row.edition_head_name,
        "published_at": stamp(row.published_at), "due_on": row.due_on.isoformat() if row.due_on else "",
        "notice_until": row.notice_end.isoformat() if row.notice_end else "",
    }  # fmt: skip


def of_explanation(*, number: str, kind: str, text: str, at: datetime) -> dict[str, Any]:
    """The words that stand where something was changed, withdrawn or hidden."""
    return {"v": VERSION, "doc": slug(number), "kind": kind, "text": text, "published_at": stamp(at)}


def of_result(row: Any) -> dict[str, Any]:
    """How a public notice ended."""
    return {
        "v": VERSION, "doc": slug(row.disclosure_number), "edition": row.edition_number, "result": row.notice_result,
        "at": stamp(row.notice_result_at),
    }  # fmt: skip
