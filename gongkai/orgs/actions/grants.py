"""Roles given to persons at organizations, for a period (R157, R159)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gongkai.ledger.actions import record
from gongkai.orgs.actions.sessions import end_sessions
from gongkai.orgs.actions.taking import any_org, fits, living_org, not_too_early, someone
from gongkai.orgs.models import Grant, Organization
from gongkai.rules.actor import Actor
from gongkai.rules.administrators import OWN, may_become
from gongkai.rules.permissions import Permission, Role, demand, reach
from gongkai.rules.refusals import Refused, missing

DAY = timedelta(days=1)


def sound_period(from_date: date, to_date: date | None) -> None:
    """A period does not end before it begins, nor begin before there was a Party."""
    not_too_early(from_date)
    if to_date is not None and to_date < from_date:
        raise Refused("period_backwards", from_date=from_date.isoformat(), to_date=to_date.isoformat())


def may_give(actor: Actor, *, user_id: int | None, path: str, subtree: bool = False) -> None:
    """Only one who manages people there gives rights there; nobody gives any to himself (R157)."""
    demand(actor, Permission.MANAGE_PEOPLE, path)
    if user_id is not None and actor.user_id == user_id:
        raise Refused("own_grant")
    if subtree and not actor.is_clock:
        whole = (base for base, below in reach(actor, Permission.MANAGE_PEOPLE) if below)
        if not any(path.startswith(base) for base in whole):
            raise Refused("no_permission", permission=Permission.MANAGE_PEOPLE)


def write_grant(actor: Actor, *, org: Organization, **fields) -> Grant:
    """Write the row; the caller has asked whether it may be."""
    return Grant.objects.create(org=org, org_path=org.path, given_by=actor.user_id, **fields)


@transaction.atomic
def give_grant(
    actor: Actor, *, org_id: int, user_id: int, role: str, from_date: date, now: datetime,
    to_date: date | None = None, subtree: bool = False, acting: bool = False, basis: str = "",
) -> Grant:  # fmt: skip
    """Give a role at an organization (`subtree`: and all below) from a day on, at most to a last day.

    An acting role needs its last day or its basis (R159). Administrators' roles are given and taken by the security
    administrator alone. Refuses ``own_grant``, ``period_backwards``, ``two_administrators``.
    """
    org = living_org(org_id)
    may_give(actor, user_id=user_id, path=org.path, subtree=subtree)
    if role not in set(Role):
        raise Refused("role_unknown", role=role)
    if acting and to_date is None and not basis.strip():
        raise Refused("basis_needed", label="代理")
    sound_period(from_date, to_date)
    fits(Grant, basis=basis.strip())
    user = someone(user_id)
    if role in OWN:
        held = Grant.objects.filter(Q(to_date=None) | Q(to_date__gte=from_date), user=user).values_list(
            "role", flat=True
        )
        may_become(actor, role=role, name=user.name, held=held, path=org.path)
    same = Grant.objects.filter(user=user, role=role, org=org, subtree=subtree, acting=acting, to_date=None)
    if to_date is None and same.filter(from_date__lte=from_date).exists():
        raise Refused("grant_held", name=user.name)
    grant = write_grant(
        actor, org=org, user=user, role=role, subtree=subtree, acting=acting, from_date=from_date, to_date=to_date,
        basis=basis.strip(),
    )  # fmt: skip
    record(
        actor, verb="grant.give", subject=f"user:{user.pk}", now=now, org_path=org.path,
        facts={"grant": grant.pk, "role": role, "subtree": subtree, "acting": acting, "from": from_date.isoformat(),
               "to": to_date.isoformat() if to_date else None},
    )  # fmt: skip
    return grant


@transaction.atomic
def end_grant(actor: Actor, *, grant_id: int, on: date, now: datetime) -> None:
    """End a role: from the day `on` it is no longer held. Who has it may give it up himself."""
    grant = Grant.objects.filter(pk=grant_id).first()
    if grant is None:
        raise missing()
    org = any_org(grant.org_id)
    if actor.user_id != grant.user_id:
        demand(actor, Permission.GIVE_ADMIN if grant.role in OWN else Permission.MANAGE_PEOPLE, org.path)
    _end(actor, grant, org, on, now)


def _end(actor: Actor, grant: Grant, org: Organization, on: date, now: datetime) -> None:
    last = on - DAY
    if grant.to_date is not None and grant.to_date <= last:
        raise Refused("grant_ended", day=grant.to_date.isoformat())
    changed = Grant.objects.filter(pk=grant.pk, to_date=grant.to_date).update(to_date=last)
    if not changed:
        raise Refused("changed_meanwhile")
    record(
        actor, verb="grant.end", subject=f"user:{grant.user_id}", now=now, org_path=org.path,
        facts={"grant": grant.pk, "role": grant.role, "last": last.isoformat()},
    )  # fmt: skip
    end_sessions(actor, user_id=grant.user_id, now=now)


@transaction.atomic
def give_supervision(
    actor: Actor, *, org_id: int, user_id: int, from_date: date, to_date: date, basis: str, now: datetime
) -> Grant:
    """The role that goes with a supervisor's term: here and at everything below (第九条（五）, R106).

    Those who keep the register of supervisors give it, and nothing but it; nobody gives it to himself.
    """
    org = living_org(org_id)
    demand(actor, Permission.KEEP_SUPERVISORS, org.path)
    if actor.user_id == user_id:
        raise Refused("own_grant")
    sound_period(from_date, to_date)
    user = someone(user_id)
    grant = write_grant(
        actor, org=org, user=user, role=Role.SUPERVISOR, subtree=True, from_date=from_date, to_date=to_date, basis=basis
    )
    record(
        actor, verb="grant.give", subject=f"user:{user.pk}", now=now, org_path=org.path,
        facts={"grant": grant.pk, "role": Role.SUPERVISOR, "subtree": True, "acting": False,
               "from": from_date.isoformat(), "to": to_date.isoformat()},
    )  # fmt: skip
    return grant


@transaction.atomic
def end_supervision(actor: Actor, *, grant_id: int, on: date, now: datetime) -> None:
    """End a supervisor's role with his term: from the day `on` it is no longer held."""
    grant = Grant.objects.filter(pk=grant_id, role=Role.SUPERVISOR).first()
    if grant is None:
        raise missing()
    org = any_org(grant.org_id)
    demand(actor, Permission.KEEP_SUPERVISORS, org.path)
    if grant.to_date is None or grant.to_date >= on:
        _end(actor, grant, org, on, now)
