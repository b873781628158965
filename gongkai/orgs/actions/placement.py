"""Moving an organization with all below it, and ending one: merged into another, or abolished (R6)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length, Substr

from gongkai.ledger.actions import record
from gongkai.ledger.fields import STEP, PathField
from gongkai.orgs.actions.groups import pass_on
from gongkai.orgs.actions.makers import settle_makers
from gongkai.orgs.actions.posts import close_all
from gongkai.orgs.actions.registry import free_path
from gongkai.orgs.actions.taking import change, fits, living_org, not_ahead
from gongkai.orgs.models import LeadingGroup, Membership, Organization, Placement, UnitCode
from gongkai.orgs.queries.tree import DEEPEST
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused

# Columns of any room that say where an organization stands today. `Placement.path` is history.
PATH_COLUMNS = (
    "org_path", "maker_path", "superior_path", "county_path", "handler_path", "first_path", "sender_path",
    "inspector_path", "keeper_path", "group_path",
)  # fmt: skip


def path_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every room that follows an organization when it moves."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, PathField) and field.name in PATH_COLUMNS:
                yield model, field.name


def _rewrite(old: str, new: str) -> dict[str, int]:
    """Give the whole subtree its new paths, by index range, in every room."""

    def moved(field: str) -> Concat:
        return Concat(Value(new), Substr(field, len(old) + 1), output_field=models.CharField())

    Organization.objects.filter(under(old, field="path")).update(
        path=moved("path"), depth=F("depth") + (len(new) - len(old)) // STEP
    )
    counts = {}
    for model, field in path_columns():
        rows = model._base_manager.filter(under(old, field=field))
        if changed := rows.update(**{field: moved(field)}):
            counts[f"{model._meta.label_lower}.{field}"] = changed
    return counts


def _after_last_placement(org: Organization, day: date) -> None:
    last = Placement.objects.filter(org=org).order_by("-from_date", "-pk").first()
    if last is not None and day < last.from_date:
        raise Refused("before_last_placement", day=last.from_date.isoformat())


@transaction.atomic
def move(actor: Actor, *, org_id: int, superior_id: int, from_date: date, basis: str, now: datetime) -> Organization:
    """Put an organization with all below it under another superior, from a day that has come.

    Every stored path of the subtree is rewritten in this one transaction, in every room; the
    placement is recorded, leading group and catalog makers are settled anew (R40).
    """
    org, superior = living_org(org_id), living_org(superior_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    demand(actor, Permission.MANAGE_ORGS, superior.path)
    if superior.path.startswith(org.path):
        raise Refused("move_into_itself", name=org.name)
    if org.superior_id == superior.pk:
        raise Refused("already_there", name=org.name, superior=superior.name)
    if not basis.strip():
        raise Refused("basis_needed", label="改变隶属关系")
    fits(Placement, basis=basis.strip())
    not_ahead(from_date, now)
    _after_last_placement(org, from_date)
    old, new = org.path, free_path(superior)
    longest = Organization.objects.filter(under(old, field="path")).aggregate(most=models.Max(Length("path")))["most"]
    if (longest - len(old) + len(new)) // STEP > DEEPEST:
        raise Refused("tree_too_deep", limit=DEEPEST)
    counts = _rewrite(old, new)
    change(org, superior_id=superior.pk)
    Placement.objects.create(
        org=org, superior=superior, path=new, from_date=from_date, recorded_at=now, basis=basis.strip()
    )
    if not LeadingGroup.objects.filter(org=org, ended_on=None).exists():
        pass_on(path=new, old=org.leading_group_id, new=superior.leading_group_id)
    settle_makers(path=new, now=now, today=from_date)
    record(
        actor, verb="org.move", subject=f"org:{org.pk}", now=now, org_path=new,
        facts={"from": old, "to": new, "superior": superior.pk, "since": from_date.isoformat(),
               "basis": basis.strip(), "rewritten": counts},
    )  # fmt: skip
    org.refresh_from_db()
    return org


def _end(actor: Actor, *, org: Organization, on: date, basis: str, now: datetime, verb: str, **fields) -> None:
    if org.superior_id is None:
        raise Refused("county_is_root")
    if not basis.strip():
        raise Refused("basis_needed", label="合并、撤销党组织")
    fits(Placement, basis=basis.strip())
    not_ahead(on, now)
    _after_last_placement(org, on)
    below = Organization.objects.filter(superior=org, status="active").values_list("short_name", flat=True)
    if below:
        raise Refused("children_remain", name=org.name, count=len(below), first=below[0])
    change(org, ended_on=on, **fields)
    close_all(org=org, on=on)
    Placement.objects.create(org=org, superior=None, path=org.path, from_date=on, recorded_at=now, basis=basis.strip())
    LeadingGroup.objects.filter(org=org, ended_on=None).update(ended_on=on)
    UnitCode.objects.filter(org=org, valid_until__gte=on).update(valid_until=on - timedelta(days=1))
    record(
        actor, verb=verb, subject=f"org:{org.pk}", now=now, org_path=org.path,
        facts={"on": on.isoformat(), "basis": basis.strip(), **{key: str(value) for key, value in fields.items()}},
    )  # fmt: skip


@transaction.atomic
def merge(actor: Actor, *, org_id: int, successor_id: int, on: date, basis: str, now: datetime) -> Organization:
    """End an organization on a day in favour of its successor, to whose roll the members pass.

    It stays readable with its names and points to the successor. Refuses while living
    organizations stand below it, and when a roll number exists on both rolls.
    """
    org, successor = living_org(org_id), living_org(successor_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    demand(actor, Permission.MANAGE_ORGS, successor.path)
    if org.pk == successor.pk:
        raise Refused("move_into_itself", name=org.name)
    _pass_members(org, successor, on)
    _end(actor, org=org, on=on, basis=basis, now=now, verb="org.merge", status="merged", successor_id=successor.pk)
    return org


def _pass_members(org: Organization, successor: Organization, on: date) -> None:
    roll = Membership.objects.filter(org=org, to_date=None)
    there = Membership.objects.filter(org=successor, to_date=None)
    twice = roll.filter(roll_number__in=there.values("roll_number")).order_by("roll_number")
    if number := twice.values_list("roll_number", flat=True).first():
        raise Refused("roll_collides", number=number, count=twice.count(), name=successor.name)
    passing = list(roll)
    roll.update(to_date=on - timedelta(days=1))
    for member in passing:
        member.pk, member.org, member.org_path, member.from_date = None, successor, successor.path, on
    Membership.objects.bulk_create(passing, batch_size=1000)


@transaction.atomic
def abolish(actor: Actor, *, org_id: int, on: date, basis: str, now: datetime) -> Organization:
    """End an organization without successor. Refuses while others stand below it or members on its roll."""
    org = living_org(org_id)
    demand(actor, Permission.MANAGE_ORGS, org.path)
    remaining = Membership.objects.filter(Q(to_date=None) | Q(to_date__gte=on), org=org).count()
    if remaining:
        raise Refused("members_remain", name=org.name, count=remaining)
    _end(actor, org=org, on=on, basis=basis, now=now, verb="org.abolish", status="abolished")
    return org
