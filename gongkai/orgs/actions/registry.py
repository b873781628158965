"""Entering organizations in the register, correcting their entry, and renaming them (R6)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import record
from gongkai.ledger.fields import STEP, step
from gongkai.orgs.actions.makers import settle_makers
from gongkai.orgs.actions.taking import change, fits, living_org, not_ahead
from gongkai.orgs.models import Organization, OrganizationName, Placement
from gongkai.orgs.queries.makers import COMMITTEES
from gongkai.orgs.queries.tree import CONTACT, DEEPEST
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import KINDS, OrgKind, owes_duties
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

STANDING = frozenset(
    {"directly_under_county", "posted_agency", "upper_department", "established_on", "owes_duties", "duties_from",
     "committee"}
)  # fmt: skip


def free_path(superior: Organization | None) -> str:
    """A path below the superior that no organization has or ever had. Refuses ``tree_too_deep``."""
    above = superior.path if superior else ""
    if len(above) // STEP >= DEEPEST:
        raise Refused("tree_too_deep", limit=DEEPEST)
    start = len(above)
    newest = -1
    for model in (Organization, Placement):
        last = model.objects.filter(under(above, field="path"), path__gt=above).order_by("-path").first()
        if last is not None:
            newest = max(newest, int(last.path[start : start + STEP], 36))
    return above + step(newest + 1 if newest >= 0 else 1)


def _sound(kind: str, code: str, name: str, short_name: str, fields: dict) -> OrgKind:
    if kind not in KINDS:
        raise Refused("org_kind_unknown", kind=kind)
    for label, value in (("代码", code), ("名称", name)):
        if not value.strip():
            raise Refused("org_field_empty", field=label)
    if unknown := set(fields) - {*CONTACT, *STANDING}:
        raise TypeError(f"unknown fields of an organization: {sorted(unknown)}")
    _sound_committee(fields.get("committee", ""), None)
    fits(Organization, code=code.strip(), name=name.strip(), short_name=short_name.strip(), **fields)
    taken = Organization.objects.filter(code=code.strip()).values_list("name", flat=True).first()
    if taken is not None:
        raise Refused("org_code_taken", code=code, name=taken)
    return OrgKind(kind)


def _sound_committee(committee: str, org_id: int | None) -> None:
    if not committee:
        return
    if committee not in COMMITTEES:
        raise TypeError(f"unknown committee: {committee}")
    holder = Organization.objects.filter(committee=committee, status="active").exclude(pk=org_id).first()
    if holder is not None:
        raise Refused("committee_taken", name=holder.name)


@transaction.atomic
def register(
    actor: Actor, *, superior_id: int | None, kind: str, name: str, short_name: str, code: str,
    now: datetime, today: date, **fields,
) -> Organization:  # fmt: skip
    """Enter an organization below its superior; the rule names its catalog maker at once (R6, R40).

    `superior_id` None: the county committee itself, entered once, by the system. `fields`: those in
    `CONTACT` and `STANDING`. Refuses ``org_code_taken``, ``org_ended``, ``county_exists`` …
    """
    superior = living_org(superior_id) if superior_id is not None else None
    demand(actor, Permission.MANAGE_ORGS, superior.path if superior else "")
    org_kind = _sound(kind, code, name, short_name, fields)
    if (superior is None) != (org_kind is OrgKind.COUNTY_COMMITTEE):
        raise Refused("county_is_root")
    if superior is None and Organization.objects.filter(superior=None).exists():
        raise Refused("county_exists")
    path = free_path(superior)
    fields.setdefault("owes_duties", owes_duties(org_kind))
    org = Organization.objects.create(
        superior=superior, leading_group_id=superior.leading_group_id if superior else None, path=path,
        depth=len(path) // STEP, kind=org_kind, name=name.strip(), short_name=short_name.strip() or name.strip()[:40],
        code=code.strip(), **fields,
    )  # fmt: skip
    since = org.established_on or today
    OrganizationName.objects.create(org=org, name=org.name, short_name=org.short_name, from_date=since)
    Placement.objects.create(org=org, superior=superior, path=path, from_date=since, recorded_at=now)
    # A special committee that appears gives its makers to organizations that waited for it.
    settle_makers(path=path[:STEP] if org.committee else path, now=now, today=today)
    record(
        actor, verb="org.register", subject=f"org:{org.pk}", now=now, org_path=path,
        facts={"code": org.code, "name": org.name, "kind": org.kind},
    )  # fmt: skip
    org.refresh_from_db()
    return org


@transaction.atomic
def describe(actor: Actor, *, org_id: int, now: datetime, today: date, **fields) -> Organization:
    """Correct an entry: contact by those who manage people or organizations there, the rest by the latter.

    What decides the catalog maker (posted agency, directly under the county, committee) settles it anew.
    """
    org = living_org(org_id)
    if unknown := set(fields) - {*CONTACT, *STANDING}:
        raise TypeError(f"unknown fields of an organization: {sorted(unknown)}")
    demand(actor, Permission.MANAGE_ORGS, org.path)
    _sound_committee(fields.get("committee", ""), org.pk)
    fits(Organization, **fields)
    before = {field: str(getattr(org, field)) for field in fields}
    change(org, **fields)
    if set(fields) & {"committee", "posted_agency", "directly_under_county"}:
        settle_makers(path=org.path[:STEP] if "committee" in fields else org.path, now=now, today=today)
    record(
        actor, verb="org.describe", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"before": before, "after": {field: str(value) for field, value in fields.items()}},
    )  # fmt: skip
    org.refresh_from_db()
    return org


@transaction.atomic
def rename(
    actor: Actor, *, org_id: int, name: str, short_name: str, from_date: date, basis: str, now: datetime
) -> OrganizationName:
    """Give an organization a new name from a day on; the old name stays for what was done under it (R6).

    A day that already has a name gets that one corrected. The present name is that of the newest day; a day
    before it enters a former name. Refuses ``day_ahead`` and ``day_too_early``.
    """
    org = living_org(org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    if not name.strip():
        raise Refused("org_field_empty", field="名称")
    if not basis.strip():
        raise Refused("basis_needed", label="更名")
    not_ahead(from_date, now)
    fits(OrganizationName, name=name.strip(), short_name=short_name.strip(), basis=basis.strip())
    row, _ = OrganizationName.objects.update_or_create(
        org=org, from_date=from_date,
        defaults={"name": name.strip(), "short_name": short_name.strip() or name.strip()[:40], "basis": basis.strip()},
    )  # fmt: skip
    newest = OrganizationName.objects.filter(org=org).order_by("-from_date").first()
    was = org.name
    change(org, name=newest.name, short_name=newest.short_name)
    record(
        actor, verb="org.rename", subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"from": was, "to": row.name, "since": from_date.isoformat(), "basis": row.basis},
    )  # fmt: skip
    return row
