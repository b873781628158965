"""Invitation codes by which the people of a unit or village join its circle (R158, 第四条（二）)."""

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.orgs.actions.taking import living_org
from gongkai.orgs.models import UnitCode, UnitMembership
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread: no 0 O 1 I L
GROUPS, LENGTH = 3, 4  # 59 bits


def _sha256(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def issue_unit_code(actor: Actor, *, org_id: int, valid_until: date, now: datetime) -> str:
    """Make a code and answer it, once: only its hash is kept. Earlier codes stay good until their day."""
    org = living_org(org_id)
    demand(actor, Permission.KEEP_ROLL, org.path)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    row = UnitCode.objects.create(
        org=org, code_sha256=_sha256(code), valid_until=valid_until, issued_at=now, issued_by=actor.user_id
    )
    record(
        actor, verb="unit.issue_code", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"unit_code": row.pk, "valid_until": valid_until.isoformat()},
    )  # fmt: skip
    return code


@transaction.atomic
def join_unit(actor: Actor, *, code: str, now: datetime, today: date) -> UnitMembership:
    """Join the circle that a code belongs to. A wrong and an outdated code are refused alike."""
    if not actor.is_person:
        raise Refused("login_needed")
    row = UnitCode.objects.filter(code_sha256=_sha256(code), valid_until__gte=today).first()
    if row is None:
        raise Refused("unit_code_unknown")
    org = living_org(row.org_id)
    member, new = UnitMembership.objects.get_or_create(
        org=org, user_id=actor.user_id, defaults={"org_path": org.path, "since": today}
    )
    if new:
        record(
            actor, verb="unit.join", subject=f"org:{org.pk}", now=now, org_path=org.path,
            facts={"user": actor.user_id},
        )  # fmt: skip
    return member
