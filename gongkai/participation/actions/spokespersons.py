"""The register of spokespersons, with their terms, releases and answers (第七条, R66)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Spoken, Spokesperson
from gongkai.participation.queries.spokespersons import spokesperson as read
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import demand_general_words
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused


@transaction.atomic
def name_spokesperson(
    actor: Actor, *, org_id: int, name: str, title: str, phone: str, from_date: date, to_date: date | None,
    now: datetime,
) -> Spokesperson:  # fmt: skip
    """Enter who speaks for an organization; the register is kept by those who manage its people."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.MANAGE_PEOPLE, org.path)
    if not name.strip() or not title.strip():
        raise Refused("spokesperson_fields")
    if to_date is not None and to_date < from_date:
        raise Refused("term_order")
    row = Spokesperson.objects.create(
        org=org, org_path=org.path, name=name.strip(), title=title.strip(), phone=phone.strip(), from_date=from_date,
        to_date=to_date, recorded_at=now,
    )  # fmt: skip
    record(actor, verb="spokesperson.name", subject=f"spokesperson:{row.pk}", now=now, org_path=org.path)
    bump_on_commit()
    return row


@transaction.atomic
def end_term(actor: Actor, *, spokesperson_id: int, to_date: date, now: datetime) -> Spokesperson:
    """The last day of a term. What was said stays."""
    row = read(actor, spokesperson_id=spokesperson_id)
    demand(actor, Permission.MANAGE_PEOPLE, row.org_path)
    if to_date < row.from_date:
        raise Refused("term_order")
    Spokesperson.objects.filter(pk=row.pk).update(to_date=to_date)
    record(
        actor, verb="spokesperson.end", subject=f"spokesperson:{row.pk}", now=now, org_path=row.org_path,
        facts={"to_date": to_date.isoformat()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row


@transaction.atomic
def speak(
    actor: Actor, *, spokesperson_id: int, is_question: bool, title: str, text: str, spoken_on: date, now: datetime,
    today: date,
) -> Spoken:  # fmt: skip
    """Put out a release, or a question with its answer, in the name of one who is in office on that day."""
    row = read(actor, spokesperson_id=spokesperson_id)
    demand(actor, Permission.CORRESPOND, row.org_path)
    if not title.strip() or not text.strip():
        raise Refused("spoken_fields")
    if spoken_on > today or spoken_on < row.from_date or (row.to_date is not None and spoken_on > row.to_date):
        raise Refused("not_in_office", name=row.name, day=spoken_on)
    demand_general_words("题目", title)
    demand_general_words("内容", text)
    said = Spoken.objects.create(
        spokesperson=row, is_question=is_question, title=title.strip()[:200], text=text.strip(), spoken_on=spoken_on,
        recorded_at=now,
    )  # fmt: skip
    record(actor, verb="spokesperson.speak", subject=f"spoken:{said.pk}", now=now, org_path=row.org_path)
    bump_on_commit()
    return said
