"""Applying: by the member on the site, or typed in for a member who came, wrote or rang (第九条（三）, R89)."""

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.access_requests.actions.writing import add_step
from gongkai.access_requests.facts import due_after
from gongkai.access_requests.models import AccessRequest
from gongkai.ledger.actions import next_number, record
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.applications import TYPED_IN, Channel, Form, chosen, demand_application
from gongkai.rules.categories import category as category_of
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.access_request import may_apply
from gongkai.rules.refusals import Refused, missing


def apply(
    actor: Actor, *, org_id: int, matter: str, description: str, form: str = Form.ELECTRONIC, contact: str = "",
    purpose: str = "", period: str = "", document: str = "", category: str = "8", now: datetime, today: date,
) -> AccessRequest:  # fmt: skip
    """A member applies to the own organization or one above. Pressing twice is one application."""
    org = _living(actor, org_id)
    mine = orgs.own_memberships(actor, path=org.path, day=today) if may_apply(actor, org.path) else []
    if not mine:
        raise Refused("request_not_member")
    texts = {
        "matter": matter, "description": description, "contact": contact, "purpose": purpose, "period": period,
        "document": document,
    }  # fmt: skip
    return _once(
        actor, org, mine[0], texts, form, category, Channel.ONLINE, today, now=now, today=today, applicant=actor.user_id
    )


def enter(
    actor: Actor, *, org_id: int, name: str, roll_number: str, member_org_id: int | None = None, channel: str,
    received_on: date, matter: str, description: str, form: str = Form.IN_PERSON, contact: str = "", purpose: str = "",
    period: str = "", document: str = "", category: str = "8", now: datetime, today: date,
) -> AccessRequest:  # fmt: skip
    """Type in for a member who stands on the roll here or below. With an account the member follows it there too."""
    org = _living(actor, org_id)
    if not may(actor, Permission.HANDLE_REQUEST, org.path):
        raise missing()
    way = chosen(Channel, channel, "怎样提出")
    if way not in TYPED_IN:
        raise Refused("request_choice", field="怎样提出")
    if received_on > today:
        raise Refused("request_future")
    found = orgs.find_member(actor, path=org.path, name=name, roll_number=roll_number, day=today)
    if member_org_id is not None:
        found = [one for one in found if one.org_id == member_org_id]
    if not found:
        raise Refused("request_applicant_unknown", name=org.name)
    if len(found) > 1:
        raise Refused("request_applicant_twice", count=len(found))
    texts = {
        "matter": matter, "description": description, "contact": contact, "purpose": purpose, "period": period,
        "document": document,
    }  # fmt: skip
    return _once(
        actor, org, found[0], texts, form, category, way, received_on, now=now, today=today, applicant=found[0].user_id
    )


def _living(actor: Actor, org_id: int):
    org = orgs.organization(actor, org_id=org_id)
    if org.status != "active":
        heir = org.successor_id or org.superior_id
        successor = orgs.organization(actor, org_id=heir).name if heir else "上级党组织"
        raise Refused("request_org_ended", name=org.name, successor=successor)
    return org


def _once(
    actor, org, membership, texts, form, category, channel, received_on, *, now, today, applicant
) -> AccessRequest:
    sound = demand_application(texts)
    form = chosen(Form, form, "怎样答复")
    if not category.isdigit():
        raise Refused("category_unknown", category=category)
    category_of(int(category))
    said = "\n".join((str(org.pk), str(membership.pk), *sound.values()))
    key = hashlib.sha256(said.encode()).hexdigest()
    try:
        with transaction.atomic():
            if (known := _open(key)) is not None:
                return known
            return _received(
                actor, org, membership, key, now, today, **sound, form=form, category=category, channel=channel,
                received_on=received_on, applicant_id=applicant,
            )  # fmt: skip
    except IntegrityError:  # another press of the same button was quicker
        if (known := _open(key)) is None:
            raise
        return known


def _open(key: str) -> AccessRequest | None:
    known = AccessRequest.objects.filter(open_key=key).first()
    if known is not None:
        known.was_there = True
    return known


def _received(actor, org, membership, key, now, today, **fields) -> AccessRequest:
    clock, received_on = Actor.clock(), fields["received_on"]
    serial = next_number(clock, series=f"SQ:{org.code}", year=received_on.year)
    typed = fields["channel"] is not Channel.ONLINE
    row = AccessRequest.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-SQ-{received_on.year}-{serial:03d}", open_key=key,
        membership=membership, applicant_name=membership.name, applicant_org_id=membership.org_id, created_at=now,
        typed_by=actor.user_id if typed else None, typed_name=actor.name if typed else "",
        due_on=due_after(clock, key="application_check", day=received_on), **fields,
    )  # fmt: skip
    add_step(actor, row, "apply", "代为登记申请" if typed else "提出申请", "", today=received_on)
    record(
        actor, verb="request.apply", subject=f"request:{row.pk}", now=now, org_path=org.path,
        facts={"number": row.number, "channel": fields["channel"]},
    )  # fmt: skip
    return row
