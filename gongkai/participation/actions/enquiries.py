"""Enquiries: asked by one who belongs here, answered in the time of an opinion, shown when the asker agrees (R65)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.circles import due_after
from gongkai.participation.facts import living_heir
from gongkai.participation.models import Enquiry
from gongkai.participation.queries.enquiries import enquiry as read
from gongkai.participation.queries.enquiries import enquiry_facts
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import belongs, demand_general_words
from gongkai.rules.methods import Audience
from gongkai.rules.moves import decide
from gongkai.rules.procedures.enquiry import ENQUIRY, EnquiryState
from gongkai.rules.refusals import Refused

LONGEST = 1000


@transaction.atomic
def ask(actor: Actor, *, org_id: int, question: str, agreed: bool, now: datetime, today: date) -> Enquiry:
    """Ask about inner affairs. A member asks inside the Party, one of the people inside the unit."""
    org = orgs.organization(actor, org_id=org_id)
    if not org.lives:
        heir = living_heir(Actor.clock(), org)
        raise Refused("enquiry_org_ended", name=org.name, heir=heir.name if heir else "上级党组织")
    circle = next((one for one in (Audience.PARTY, Audience.UNIT) if belongs(actor, one, org.path)), None)
    if circle is None or not actor.is_person:
        raise Refused("not_yours_to_ask")
    if not question.strip() or len(question.strip()) > LONGEST:
        raise Refused("enquiry_text", most=LONGEST)
    number = next_number(actor, series=f"ZX:{org.code}", year=today.year)
    row = Enquiry.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-ZX-{today.year}-{number:03d}", audience=circle,
        question=question.strip(), agreed=agreed, asked_by_id=actor.user_id, asker_name=actor.name, asked_at=now,
        due_on=due_after(actor, key="enquiry_answer", today=today),
    )  # fmt: skip
    record(actor, verb="enquiry.ask", subject=f"enquiry:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def move_enquiry(actor: Actor, *, number: str, verb: str, now: datetime, remark: str = "") -> Enquiry:
    """Answer, show among the common questions, take off again. What is shown names nobody."""
    row = read(actor, number=number)
    move = decide(ENQUIRY, actor, enquiry_facts(row), verb, remark=remark)
    fields: dict = {}
    if verb == "answer":
        fields = {"answer": remark.strip(), "answered_at": now, "answerer_name": actor.name}
    elif move.target == EnquiryState.SHOWN:
        demand_general_words("问题", row.question)
        demand_general_words("答复", row.answer)
    compare_and_set(row, state=move.target, **fields)
    record(actor, verb=f"enquiry.{verb}", subject=f"enquiry:{row.pk}", now=now, org_path=row.org_path)
    bump_on_commit()
    row.refresh_from_db()
    return row
