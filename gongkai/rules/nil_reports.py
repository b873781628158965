"""「本月无此类事项」: to what, by whom and when it may be signed (第八条（二）, R73)."""

from typing import Any

from gongkai.rules.actor import Actor
from gongkai.rules.duties import DutyKind
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may

LABEL = "签零报告"
ARTICLE = "第八条（二）"
Reason = tuple[str, dict[str, Any]] | None


def why_no_nil(actor: Actor, *, path: str, kind: str, is_open: bool, name: str) -> Reason:
    """Why nil cannot be signed for a duty: code and facts of the refusal; None when it can."""
    if kind != DutyKind.PERIODIC:
        return "nil_not_for_this", {"name": name}
    if not may(actor, Permission.SIGN_NIL, path):
        return "no_permission", {"permission": Permission.SIGN_NIL}
    return None if is_open else ("already_answered", {"name": name})


def nil_offer(actor: Actor, *, path: str, kind: str, is_open: bool, name: str) -> Offer:
    """The button for it: open, or closed with the reason for which pressing it would be refused."""
    code, facts = why_no_nil(actor, path=path, kind=kind, is_open=is_open, name=name) or (None, {})
    return Offer("nil", LABEL, code is None, code, facts, article=ARTICLE)
