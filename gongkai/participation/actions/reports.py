"""Reports upward: sent, received in time, routed, answered, and read by the sender; messages with receipts (R63, R67)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.circles import due_after
from gongkai.participation.models import Message, Receipt, ReportStep, SituationReport
from gongkai.participation.queries.reports import message as read_message
from gongkai.participation.queries.reports import message_targets, report_addressees, report_facts, route_targets
from gongkai.participation.queries.reports import report as read
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.report_up import REPORT_UP, ReportState
from gongkai.rules.refusals import Refused, missing

LONGEST = 3000


def _step(actor: Actor, row: SituationReport, verb: str, org_id: int, remark: str, now: datetime) -> None:
    name = "姓名保密" if verb == "send" and row.name_withheld else actor.name
    ReportStep.objects.create(report=row, verb=verb, org_id=org_id, remark=remark, done_at=now, doer_name=name)


def _texts(title: str, text: str) -> dict:
    texts = {"title": title.strip(), "text": text.strip()}
    if not all(texts.values()) or len(texts["text"]) > LONGEST or len(texts["title"]) > 120:
        raise Refused("report_text", most=LONGEST)
    return texts


@transaction.atomic
def report_situation(
    actor: Actor, *, to_id: int, title: str, text: str, name_withheld: bool, now: datetime, today: date
) -> SituationReport:
    """A member reports to the own organization or to one above it; receipt is due in working days."""
    to = next((org for org in report_addressees(actor) if org.pk == to_id), None)
    if to is None:
        raise Refused("report_to")
    return _sent(
        actor, to, now, today, sender_id=actor.user_id, name_withheld=name_withheld, sender_name=actor.name,
        **_texts(title, text),
    )  # fmt: skip


@transaction.atomic
def report_for_organization(
    actor: Actor, *, org_id: int, title: str, text: str, now: datetime, today: date
) -> SituationReport:
    """An organization reports to its superior."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.CORRESPOND, org.path)
    if org.superior is None:
        raise Refused("report_nowhere_up")
    return _sent(
        actor, org.superior, now, today, sender_id=actor.user_id, sender_org=org, sender_path=org.path,
        sender_name=org.short_name, **_texts(title, text),
    )  # fmt: skip


def _sent(actor: Actor, to, now: datetime, today: date, **fields) -> SituationReport:
    number = next_number(actor, series=f"FY:{to.code}", year=today.year)
    row = SituationReport.objects.create(
        org=to, org_path=to.path, first_path=to.path, number=f"{to.code}-FY-{today.year}-{number:03d}", sent_at=now,
        ack_due=due_after(actor, key="situation_ack", today=today), **fields,
    )  # fmt: skip
    _step(actor, row, "send", to.pk, "", now)
    # whose report it is stands in the report; the trail of the office does not repeat a withheld name
    by = Actor.visitor() if row.name_withheld else actor
    record(by, verb="report.send", subject=f"report:{row.pk}", now=now, org_path=to.path)
    return row


@transaction.atomic
def move_report(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "", to_id: int | None = None
) -> SituationReport:
    """Receive, hand on, answer. Whoever gets it handed on has the same days to receive it."""
    row = read(actor, number=number)
    move = decide(REPORT_UP, actor, report_facts(row), verb, remark=remark)
    fields: dict = {}
    org_id = row.org_id
    if verb == "acknowledge":
        fields = {"acknowledged_at": now}
    elif verb == "answer":
        fields = {"answer": remark.strip(), "answered_at": now, "answerer_name": actor.name}
    elif move.verb == "route":
        to = next((org for org in route_targets(actor, number=number) if org.pk == to_id), None)
        if to is None:
            raise Refused("route_to")
        org_id = to.pk
        fields = {
            "org": to, "org_path": to.path, "acknowledged_at": None,
            "ack_due": due_after(actor, key="situation_ack", today=today),
        }  # fmt: skip
    compare_and_set(row, state=move.target, **fields)
    _step(actor, row, verb, org_id, remark.strip(), now)
    record(
        actor, verb=f"report.{verb}", subject=f"report:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "org": org_id},
    )  # fmt: skip
    row.refresh_from_db()
    return row


@transaction.atomic
def read_answer(actor: Actor, *, number: str, now: datetime) -> bool:
    """The sender has opened the answer: it came back. Remembered once; others who look change nothing."""
    row = read(actor, number=number)
    mine = actor.user_id is not None and row.sender_id == actor.user_id
    ours = bool(row.sender_path) and may(actor, Permission.CORRESPOND, row.sender_path)
    if not (mine or ours) or row.state != ReportState.ANSWERED:
        return False
    return bool(SituationReport.objects.filter(pk=row.pk, read_at=None).update(read_at=now))


@transaction.atomic
def send_message(
    actor: Actor, *, org_id: int, to_ids: Iterable[int], title: str, text: str, now: datetime, today: date
) -> Message:
    """Write to the superior or to those directly below; each addressee signs for it."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.CORRESPOND, org.path)
    texts = {"title": title.strip(), "text": text.strip()}
    if not all(texts.values()) or len(texts["text"]) > LONGEST or len(texts["title"]) > 120:
        raise Refused("message_text", most=LONGEST)
    wanted = set(to_ids)
    to = [one for one in message_targets(actor, org_id=org_id) if one.pk in wanted]
    if not to or len(to) != len(wanted):
        raise Refused("message_to")
    number = next_number(actor, series=f"WL:{org.code}", year=today.year)
    row = Message.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-WL-{today.year}-{number:03d}", sent_at=now,
        sender_name=actor.name, **texts,
    )  # fmt: skip
    Receipt.objects.bulk_create([Receipt(message=row, org=one, org_path=one.path) for one in to])
    record(
        actor, verb="message.send", subject=f"message:{row.pk}", now=now, org_path=org.path,
        facts={"to": sorted(one.code for one in to)},
    )  # fmt: skip
    return row


@transaction.atomic
def sign_for(actor: Actor, *, number: str, org_id: int, answer: str, now: datetime) -> Receipt:
    """Sign for a message in the name of an addressee, with a word back if there is one."""
    row = read_message(actor, number=number)
    receipt = Receipt.objects.filter(message=row, org_id=org_id).first()
    if receipt is None or not may(actor, Permission.READ_WORK, receipt.org_path):
        raise missing()
    demand(actor, Permission.CORRESPOND, receipt.org_path)
    if not Receipt.objects.filter(pk=receipt.pk, received_at=None, heir=None).update(
        received_at=now, receiver_name=actor.name, answer=answer.strip()
    ):
        raise Refused("message_received")
    record(actor, verb="message.sign", subject=f"message:{row.pk}", now=now, org_path=receipt.org_path)
    receipt.refresh_from_db()
    return receipt
