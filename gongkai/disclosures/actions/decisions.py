"""Decisions on record: a stop that does not apply (P29), and whether feedback asks for a new edition (R80)."""

from datetime import datetime

from django.db import transaction

from gongkai.disclosures.actions.state import touch
from gongkai.disclosures.facts import authors, check_report
from gongkai.disclosures.models import CheckDecision, Edition
from gongkai.ledger.actions import record
from gongkai.rules.actor import Actor
from gongkai.rules.again import decision
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.edition import OPEN_STATES, STATES, EditionState
from gongkai.rules.refusals import Refused, missing

MOST_REASON = 200


def _read(actor: Actor, edition_id: int) -> Edition:
    edition = (
        Edition.objects.select_related("disclosure__catalog_entry", "disclosure__org").filter(pk=edition_id).first()
    )
    if edition is None or not may(actor, Permission.READ_WORK, edition.org_path):
        raise missing()
    return edition


@transaction.atomic
def decide_check(
    actor: Actor, *, edition_id: int, code: str, finding: str, reason: str, now: datetime
) -> CheckDecision:
    """A second person lets one finding pass, with the reason; never someone who wrote the text (P29).

    `finding` is the digest of the finding. Only findings that are there now and can be lifted.
    """
    edition = _read(actor, edition_id)
    if not may(actor, Permission.OVERRIDE_CHECK, edition.org_path):
        raise Refused("no_permission", permission=Permission.OVERRIDE_CHECK)
    if actor.user_id is None or actor.user_id in authors(edition.pk):
        raise Refused("own_check")
    if edition.state not in OPEN_STATES:
        raise Refused("edition_closed", state=STATES[edition.state])
    if not reason.strip():
        raise Refused("remark_needed", label="不适用")
    if len(reason.strip()) > MOST_REASON:
        raise Refused("text_too_long", part="理由", length=len(reason.strip()), most=MOST_REASON)
    report = check_report(actor, edition, today=local_day(now))
    known = CheckDecision.objects.filter(edition=edition, code=code, finding=finding).first()
    if known is not None:
        return known
    if not any(stop.liftable and (stop.code, stop.digest) == (code, finding) for stop in report.stops):
        raise Refused("check_gone")
    decision = CheckDecision.objects.create(
        edition=edition, code=code, finding=finding, reason=reason.strip(), decided_at=now, decided_by=actor.user_id,
        decider_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="edition.decide_check", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"code": code, "finding": finding, "reason": decision.reason},
    )  # fmt: skip
    return decision


@transaction.atomic
def decide_feedback(actor: Actor, *, edition_id: int, again: bool, reason: str, now: datetime) -> Edition:
    """Decide whether a major matter is published again after feedback, and why (第八条（四）, R80, F13)."""
    edition = _read(actor, edition_id)
    if not may(actor, Permission.APPROVE, edition.org_path):
        raise Refused("no_permission", permission=Permission.APPROVE)
    if edition.state != EditionState.PUBLISHED:
        raise Refused("wrong_state", state=STATES[edition.state], label="决定是否再次公开")
    if not reason.strip():
        raise Refused("remark_needed", label="决定是否再次公开")
    touch(edition, feedback_decision=decision(again=again, reason=reason))
    record(
        actor, verb="edition.decide_feedback", subject=f"edition:{edition.pk}", now=now, org_path=edition.org_path,
        facts={"again": again, "reason": reason.strip()},
    )  # fmt: skip
    edition.refresh_from_db()
    return edition
