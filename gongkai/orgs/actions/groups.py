"""Leading groups and their offices (第十条, R128, R132): formed, and passed on to all below."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.ledger.actions import record
from gongkai.orgs.actions.taking import any_org, fits, living_org
from gongkai.orgs.models import LeadingGroup, Organization
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing


def pass_on(*, path: str, old: int | None, new: int | None) -> None:
    """Whoever below a path looked to the old group looks to the new one; nearer groups stay."""
    looked = Q(leading_group=None) if old is None else Q(leading_group_id=old)
    Organization.objects.filter(under(path, field="path"), looked).update(leading_group_id=new)


@transaction.atomic
def form_group(
    actor: Actor, *, org_id: int, name: str, office_name: str, formed_on: date, now: datetime,
    phone: str = "", document: str = "",
) -> LeadingGroup:  # fmt: skip
    """Form an organization's leading group; a former one of its own ends. It is in charge of all below."""
    org = living_org(org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    if not name.strip() or not office_name.strip():
        raise Refused("org_field_empty", field="领导小组和办公室的名称")
    fits(LeadingGroup, name=name.strip(), office_name=office_name.strip(), phone=phone, document=document)
    LeadingGroup.objects.filter(org=org, ended_on=None).update(ended_on=formed_on)
    group = LeadingGroup.objects.create(
        org=org, name=name.strip(), office_name=office_name.strip(), phone=phone, document=document,
        formed_on=formed_on,
    )  # fmt: skip
    pass_on(path=org.path, old=org.leading_group_id, new=group.pk)
    record(
        actor, verb="org.form_group", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"group": group.pk, "name": group.name, "document": document},
    )  # fmt: skip
    return group


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
