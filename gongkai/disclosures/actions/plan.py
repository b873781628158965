"""What the drafter plans beside the text: why fewer are told, for how long it is posted, whether it is major."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.disclosures.actions.state import to_edit, touch
from gongkai.disclosures.models import Disclosure, Edition
from gongkai.ledger.actions import record
from gongkai.rules.actor import Actor
from gongkai.rules.entries import in_order
from gongkai.rules.methods import Audience, method
from gongkai.rules.refusals import Refused

MOST_REASON = 200
MOST_DAYS = 60


@transaction.atomic
def set_plan(
    actor: Actor, *, edition_id: int, scope_reason: str, is_major: bool, notice_days: int | None, now: datetime,
    audiences: Sequence[str] | None = None, methods: Sequence[str] | None = None,
) -> Edition:  # fmt: skip
    """Record reason of scope (R13), 重大或较复杂 (R80) and the 公示期 in working days (R78).

    Circles and ways are the catalog's, unless the cadre rules govern the matter: only then may they
    be others (第七条, R61), and the checks ask for the reason. Refuses `scope_of_catalog` (R46).
    """
    edition = to_edit(actor, edition_id)
    scope = _scope(edition, audiences, methods)
    reason = scope_reason.strip()
    if len(reason) > MOST_REASON:
        raise Refused("text_too_long", part="范围的理由", length=len(reason), most=MOST_REASON)
    if notice_days is not None and not 1 <= notice_days <= MOST_DAYS:
        raise Refused("notice_days_wrong", most=MOST_DAYS)
    touch(edition, scope_reason=reason, notice_days=notice_days, **scope)
    Disclosure.objects.filter(pk=edition.disclosure_id).update(is_major=is_major)
    record(
        actor, verb="edition.plan", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"scope_reason": reason, "is_major": is_major, "notice_days": notice_days, **scope},
    )  # fmt: skip
    edition.refresh_from_db()
    return edition


@transaction.atomic
def explain_lateness(actor: Actor, *, edition_id: int, reason: str, now: datetime) -> None:
    """Record why it is late, beside the text; saying the same again does nothing. Refuses `text_too_long`."""
    edition = to_edit(actor, edition_id)
    if _late_words(reason) != edition.disclosure.late_reason:
        touch(edition)
        record_lateness(actor, edition=edition, reason=reason, now=now)


def record_lateness(actor: Actor, *, edition: Edition, reason: str, now: datetime) -> None:
    """Keep the reason with the disclosure, for whoever has judged that it may be written now. Refuses `text_too_long`."""
    words = _late_words(reason)
    Disclosure.objects.filter(pk=edition.disclosure_id).update(late_reason=words)
    record(
        actor, verb="edition.late_reason", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"given": bool(words)},
    )  # fmt: skip


def _late_words(reason: str) -> str:
    """The reason in one line, not too long."""
    words = " ".join(reason.split())
    if len(words) > MOST_REASON:
        raise Refused("text_too_long", part="为什么迟", length=len(words), most=MOST_REASON)
    return words


def _scope(edition: Edition, audiences: Sequence[str] | None, methods: Sequence[str] | None) -> dict[str, list[str]]:
    """The circles and ways to write, in their order; nothing when they stay as they are."""
    wanted: dict[str, list[str]] = {}
    if audiences is not None:
        wanted["audiences"] = list(in_order({Audience(one) for one in audiences}))
    if methods is not None:
        wanted["methods"] = list(dict.fromkeys(method(code).code for code in methods))
    if all(getattr(edition, name) == value for name, value in wanted.items()):
        return {}
    if not edition.disclosure.by_rule:
        raise Refused("scope_of_catalog")
    return wanted
