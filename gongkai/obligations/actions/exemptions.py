"""Filing an exemption with the superior, answering its question, and the day it ends (第九条（二）, R83–R85)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations.actions.answers import answer, end_answers
from gongkai.obligations.models import Exemption
from gongkai.obligations.queries import duty
from gongkai.obligations.queries import exemption as read_exemption
from gongkai.obligations.queries.records import exemption_facts
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays, months_later
from gongkai.rules.duties import DutyState
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.exemption import EXEMPTION, VALID_STATES, ExemptionKind
from gongkai.rules.refusals import Refused

ENDING = ("revoke", "lapse")


@transaction.atomic
def file_exemption(
    actor: Actor, *, org_id: int, period: str, code: str, trigger_id: int, kind: str, reason: str, basis: str,
    decided_by: str, until: date | None, now: datetime, today: date,
) -> Exemption:  # fmt: skip
    """File that an item is not disclosed, for now or at all. It is a filing: nobody has to agree.

    Raises `Refused`: no_permission, exemption_kind, exemption_fields, exemption_until, already_answered.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.FILE_EXEMPTION, org.path)
    row = duty(actor, org_id=org_id, period=period, code=code, trigger_id=trigger_id, today=today)
    if not row.is_open:
        raise Refused("already_answered", name=row.name)
    if kind not in set(ExemptionKind):
        raise Refused("exemption_kind")
    if not (reason.strip() and basis.strip() and decided_by.strip()):
        raise Refused("exemption_fields")
    months = rulebook.parameters(actor).int("exemption_review_months", on=today)
    latest = months_later(today, months)
    if kind == ExemptionKind.TEMPORARY and (until is None or not today < until <= latest):
        raise Refused("exemption_until", latest=latest)
    bodies = orgs.bodies(actor, org_id=org_id)
    number = ledger.next_number(actor, series=f"exemption:{org.code}", year=today.year)
    filing = Exemption.objects.create(
        org_id=org_id, org_path=org.path, superior_path=bodies.superior, number=f"{org.code}-ZB-{today.year}-{number:03}",
        period=period, code=code, category=row.category, trigger_id=trigger_id or None,
        item_name=row.title or row.name, kind=kind, reason=reason.strip(), basis=basis.strip(),
        decided_by=decided_by.strip(), until=until, review_on=min(until or latest, latest), filed_at=now,
        filed_by=actor.user_id,
    )  # fmt: skip
    answer(
        actor, org_id=org_id, org_path=org.path, period=period, code=code, category=row.category,
        trigger_id=trigger_id or None, kind=DutyState.EXEMPT, ref=f"exemption:{filing.pk}", answered_at=now, now=now,
    )  # fmt: skip
    subject = f"exemption:{filing.pk}"
    ledger.record(
        actor, verb="exemption.file", subject=subject, now=now, org_path=org.path, facts={"number": filing.number}
    )
    ledger.enqueue(
        actor, kind="exemption_filed", key=f"exemption_filed:{filing.pk}", payload={"id": filing.pk}, now=now
    )
    return filing


@transaction.atomic
def move_exemption(
    actor: Actor, *, exemption_id: int, verb: str, now: datetime, today: date, remark: str = ""
) -> Exemption:
    """Acknowledge, question, keep, revoke or lapse a filing, by the table of moves."""
    filing = read_exemption(actor, exemption_id=exemption_id)
    facts = exemption_facts(actor, filing, today)
    move = decide(EXEMPTION, actor, facts, verb, remark=remark)
    written: dict[str, object] = {}
    if verb == "acknowledge":
        written = {"received_at": now, "received_by": actor.user_id}
    elif verb == "question":
        days = rulebook.parameters(actor).int("exemption_objection", on=today)
        due = add_workdays(today, days, rulebook.calendar(actor), "上级提出异议后重新研究", "第九条（二）").due
        written = {"objection": remark.strip(), "objection_due": due}
    elif verb in ("keep", "revoke"):
        written = {"reply": remark.strip()}
    if verb in ENDING:
        written["ended_at"] = now
    compare_and_set(filing, state=move.target, **written)
    if verb in ENDING:
        end_answers(actor, ref=f"exemption:{filing.pk}", now=now)
    ledger.record(
        actor, verb=f"exemption.{verb}", subject=f"exemption:{filing.pk}", now=now, org_path=filing.org_path,
        facts={"remark": remark},
    )  # fmt: skip
    filing.refresh_from_db()
    return filing


def lapse_exemptions(actor: Actor, *, now: datetime, today: date) -> int:
    """End every filing whose last day has passed: the duty revives by itself (R84). For the clock."""
    over = Exemption.objects.filter(state__in=VALID_STATES, until__lt=today).values_list("id", flat=True)
    ended = 0
    for exemption_id in list(over):
        move_exemption(actor, exemption_id=exemption_id, verb="lapse", now=now, today=today)
        ended += 1
    return ended
