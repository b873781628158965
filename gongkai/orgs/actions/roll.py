"""The roll: members of an organization, entered and struck off (R158)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import set_once
from gongkai.orgs.actions.taking import any_org, fits, living_org, someone
from gongkai.orgs.models import Membership
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.party_days import may_begin, may_have_joined
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.personal_numbers import valid_id_number
from gongkai.rules.refusals import Refused, missing

STATUS = {"full": "正式党员", "probationary": "预备党员"}


@transaction.atomic
def enroll(
    actor: Actor, *, org_id: int, roll_number: str, name: str, from_date: date, now: datetime,
    user_id: int | None = None, status: str = "full", group: str = "", joined_on: date | None = None,
) -> Membership:  # fmt: skip
    """Enter a member on the roll. `user_id` links the account by which the member reads party items.

    Refuses days that cannot be true: ``roll_joined_wrong``, ``roll_day_wrong``.
    """
    org = living_org(org_id)
    demand(actor, Permission.KEEP_ROLL, org.path)
    roll_number, name = roll_number.strip(), name.strip()
    if not roll_number or not name:
        raise Refused("org_field_empty", field="名册号和姓名")
    today = local_day(now)
    if joined_on and not may_have_joined(joined_on, today=today):
        raise Refused("roll_joined_wrong", day=joined_on)
    if not may_begin(from_date, today=today):
        raise Refused("roll_day_wrong", day=from_date)
    fits(Membership, roll_number=roll_number, name=name, group=group.strip())
    if valid_id_number(roll_number):
        raise Refused("roll_number_personal")
    if status not in STATUS:
        raise Refused("member_status_unknown", status=status)
    if Membership.objects.filter(org=org, roll_number=roll_number, to_date=None).exists():
        raise Refused("roll_number_taken", number=roll_number, name=org.name)
    if user_id is not None:
        someone(user_id)
    member = Membership.objects.create(
        org=org, org_path=org.path, user_id=user_id, roll_number=roll_number, name=name, status=status,
        group=group.strip(), joined_on=joined_on, from_date=from_date,
    )  # fmt: skip
    record(
        actor, verb="roll.enroll", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"membership": member.pk, "roll_number": roll_number},
    )  # fmt: skip
    return member


@transaction.atomic
def leave_roll(actor: Actor, *, membership_id: int, on: date, now: datetime, basis: str = "") -> None:
    """Strike a member off: from the day `on` no longer on this roll. The row stays as history.

    Refuses ``roll_left_wrong``: a day before the member came, or more than a year ahead.
    """
    member = Membership.objects.filter(pk=membership_id).first()
    if member is None:
        raise missing()
    org = any_org(member.org_id)
    demand(actor, Permission.KEEP_ROLL, org.path)
    if on < member.from_date or not may_begin(on, today=local_day(now)):
        raise Refused("roll_left_wrong", day=on, since=member.from_date)
    set_once(member, "to_date", on - timedelta(days=1))
    record(
        actor, verb="roll.leave", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"membership": member.pk, "basis": basis},
    )  # fmt: skip
