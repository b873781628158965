"""Leading groups and their offices (第十条, R128–R135): composed, made public, and in charge of all below."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.ledger.actions import record
from gongkai.ledger.rows import set_once
from gongkai.orgs.actions.taking import any_org, fits, living_org, not_ahead
from gongkai.orgs.models import GroupSeat, LeadingGroup, Organization
from gongkai.orgs.queries.groups import composed
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.leading_groups import TERMS as SEAT_WORDS
from gongkai.rules.leading_groups import HeldPost, OfficeSeat, Seat, SeatRole
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing


def pass_on(*, path: str, old: int | None, new: int | None) -> None:
    """Whoever below a path looked to the old group looks to the new one; nearer groups stay."""
    looked = Q(leading_group=None) if old is None else Q(leading_group_id=old)
    Organization.objects.filter(under(path, field="path"), looked).update(leading_group_id=new)


@transaction.atomic
def form_group(
    actor: Actor, *, org_id: int, name: str, office_name: str, formed_on: date, now: datetime,
    phone: str = "", document: str = "", office_in: OfficeSeat = OfficeSeat.DISCIPLINE, seats: Sequence[Seat] = (),
) -> LeadingGroup:  # fmt: skip
    """Put down an organization's leading group as composed from a day on; the former composition ends.

    It is in charge of all below that have none of their own. A composition that is not as 第十条 wants
    it is kept too, so that it can be worked on: only `disclose_group` refuses it (R128, R135).
    """
    org = living_org(org_id)
    demand(actor, Permission.KEEP_GROUP, org.path)
    if not name.strip() or not office_name.strip():
        raise Refused("org_field_empty", field="领导小组和办公室的名称")
    fits(LeadingGroup, name=name.strip(), office_name=office_name.strip(), phone=phone, document=document)
    not_ahead(formed_on, now)
    former = LeadingGroup.objects.filter(org=org, ended_on=None).first()
    if former is not None and formed_on < former.formed_on:
        raise Refused("group_too_early", day=former.formed_on.isoformat())
    LeadingGroup.objects.filter(org=org, ended_on=None).update(ended_on=formed_on)
    group = LeadingGroup.objects.create(
        org=org, name=name.strip(), office_name=office_name.strip(), phone=phone, document=document,
        office_in=OfficeSeat(office_in).value, formed_on=formed_on,
    )  # fmt: skip
    _seat(group, seats)
    pass_on(path=org.path, old=org.leading_group_id, new=group.pk)
    record(
        actor, verb="org.form_group", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"group": group.pk, "name": group.name, "document": document, "seats": len(seats)},
    )  # fmt: skip
    return group


def _seat(group: LeadingGroup, seats: Sequence[Seat]) -> None:
    """Write the seats in the order given; the same person stands once on each kind of seat."""
    taken: set[tuple[str, str]] = set()
    for seat in seats:
        name = seat.name.strip()
        if name and (seat.role, name) in taken:
            raise Refused("group_seat_repeated", name=name, role=SEAT_WORDS[seat.role])
        taken.add((seat.role, name))
        fits(GroupSeat, name=name, title=seat.title.strip(), phone=seat.phone.strip(), duty=seat.duty.strip())
    GroupSeat.objects.bulk_create(
        GroupSeat(
            group=group, place=place, role=SeatRole(seat.role).value, post=HeldPost(seat.post).value,
            name=seat.name.strip(), title=seat.title.strip(), phone=seat.phone.strip(), duty=seat.duty.strip(),
        )
        for place, seat in enumerate(seats, 1)
    )  # fmt: skip


@transaction.atomic
def disclose_group(actor: Actor, *, group_id: int, now: datetime) -> None:
    """Make the composition in force public: it is a standing item and is made public anew after each change (R135)."""
    group = LeadingGroup.objects.filter(pk=group_id).first()
    if group is None:
        raise missing()
    org = living_org(group.org_id)
    demand(actor, Permission.KEEP_GROUP, org.path, hidden=True)
    if group.disclosed_at is not None:
        raise Refused("group_disclosed", day=timezone.localdate(group.disclosed_at).isoformat())
    if group.ended_on is not None:
        raise Refused("group_replaced")
    stops = [one for one in composed(group, kind=org.kind).findings if one.stops]
    if stops:
        raise Refused("group_unsound", count=len(stops))
    set_once(group, "disclosed_at", now, disclosed_by=actor.user_id)
    record(
        actor, verb="org.disclose_group", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"group": group.pk, "name": group.name},
    )  # fmt: skip


@transaction.atomic
def dissolve_group(actor: Actor, *, group_id: int, on: date, now: datetime) -> None:
    """End a leading group; those below look to the nearest one above again."""
    group = LeadingGroup.objects.filter(pk=group_id, ended_on=None).first()
    if group is None:
        raise missing()
    org = any_org(group.org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    above = Organization.objects.filter(pk=org.superior_id).values_list("leading_group_id", flat=True).first()
    LeadingGroup.objects.filter(pk=group.pk).update(ended_on=on)
    pass_on(path=org.path, old=group.pk, new=above)
    record(
        actor, verb="org.dissolve_group", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"group": group.pk},
    )  # fmt: skip
