"""Supervisors appointed and discharged, what is done for their work (第九条（五）, R106, R107, R110)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import actions as organizing
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, Role, demand, may
from gongkai.rules.procedures.facts import Bodies, ProcedureFacts
from gongkai.rules.procedures.supervisors import SUPERVISOR, SupervisorState
from gongkai.rules.refusals import Refused, missing
from gongkai.rules.supervisors import SupportKind, demand_term, last_day, term_number
from gongkai.supervision.models import Supervisor, Support
from gongkai.supervision.queries.supervisors import in_office
from gongkai.supervision.queries.supervisors import supervisor as read

# Who leads or handles disclosure at an organization does not supervise it.
INVOLVED = ("head", "deputy", "secrecy", "clerk", "keeper")
INVOLVED_ROLES = (Role.HEAD, Role.DEPUTY, Role.CLERK, Role.SECRECY_REVIEWER, Role.OPINION_KEEPER, Role.SUPERIOR)


def _kept(actor: Actor, org_id: int):
    """The organization whose register the actor keeps; missing to strangers."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.KEEP_SUPERVISORS, org.path)
    return org


@transaction.atomic
def appoint_supervisor(
    actor: Actor, *, org_id: int, name: str, basis: str, from_date: date, now: datetime, today: date,
    roll_number: str = "", post: str = "", phone: str = "",
) -> Supervisor:  # fmt: skip
    """Appoint a member of the roll here or below for a term, under a number such as Z01-C01-JD-2026-001.

    A member with an account gets the supervisor's role for just these days.
    """
    org = _kept(actor, org_id)
    if not basis.strip():
        raise Refused("supervisor_basis")
    found = orgs.named_on_roll(actor, path=org.path, name=name, roll_number=roll_number, day=today)
    if not found:
        raise Refused("supervisor_unknown", name=name.strip())
    if len(found) > 1:
        raise Refused("supervisor_namesakes", name=name.strip(), count=len(found))
    member = found[0]
    law = rulebook.parameters(actor)
    months = law.int("supervisor_term_months", from_date)
    served = list(Supervisor.objects.filter(org=org, membership=member))
    for one in served:
        if one.state == SupervisorState.SERVING and one.to_date >= from_date:
            raise Refused("supervisor_serving", name=member.name, until=one.to_date)
    term = term_number(((one.from_date, one.to_date) for one in served), from_date, months)
    demand_term(term, law.int("supervisor_max_terms", from_date))
    involved = orgs.holders(actor, org_ids=(org.pk,), duties=INVOLVED, roles=INVOLVED_ROLES, day=from_date)[org.pk]
    if member.user_id in involved:
        raise Refused("supervisor_involved", name=member.name)
    until = last_day(from_date, months)
    grant = member.user_id and organizing.give_supervision(
        actor, org_id=org.pk, user_id=member.user_id, from_date=from_date, to_date=until, basis=basis.strip()[:200], now=now
    )  # fmt: skip
    serial = next_number(actor, series=f"JD:{org.code}", year=today.year)
    row = Supervisor.objects.create(
        org=org, org_path=org.path, membership=member, user_id=member.user_id, grant_id=grant.pk if grant else None,
        number=f"{org.code}-JD-{today.year}-{serial:03d}", name=member.name, post=post.strip()[:100],
        phone=phone.strip()[:40], basis=basis.strip()[:200], term=term, from_date=from_date, to_date=until,
        appointed_at=now, appointer_name=actor.name,
    )  # fmt: skip
    record(
        actor, verb="supervisor.appoint", subject=f"supervisor:{row.pk}", now=now, org_path=org.path,
        facts={"term": term, "from": from_date.isoformat(), "to": until.isoformat()},
    )  # fmt: skip
    return row


@transaction.atomic
def discharge_supervisor(
    actor: Actor, *, number: str, verb: str, remark: str, now: datetime, today: date
) -> Supervisor:
    """Remove with its reason, or keep that he resigned; from today on he supervises no more."""
    row = Supervisor.objects.select_for_update(of=("self",)).select_related("org").get(pk=read(actor, number=number).pk)
    move = decide(SUPERVISOR, actor, ProcedureFacts(row.state, Bodies(row.org_path)), verb, remark=remark)
    compare_and_set(row, state=move.target, remark=remark.strip(), to_date=min(row.to_date, today))
    if row.grant_id is not None:
        organizing.end_supervision(actor, grant_id=row.grant_id, on=today, now=now)
    record(
        actor, verb=f"supervisor.{verb}", subject=f"supervisor:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def serving(actor: Actor, *, path: str, day: date) -> list[Supervisor]:
    """Those in office at an organization on a day, for the acts of this room."""
    return list(Supervisor.objects.filter(in_office(day), org_path=path).order_by("pk"))


@transaction.atomic
def record_support(
    actor: Actor, *, org_id: int, kind: str, day: date, what: str, now: datetime, today: date, people: int = 0,
    cents: int = 0,
) -> Support:  # fmt: skip
    """Keep what was done for the supervisors' work: material, activity, training, money."""
    org = _kept(actor, org_id)
    if not what.strip() or (kind == SupportKind.BUDGET and not cents):
        raise Refused("support_fields")
    if day > today:
        raise Refused("support_future")
    row = Support.objects.create(
        org=org, org_path=org.path, kind=SupportKind(kind), day=day, what=what.strip()[:200], people=people, cents=cents,
        written_at=now, writer_name=actor.name,
    )  # fmt: skip
    record(actor, verb="supervisors.support", subject=f"support:{row.pk}", now=now, org_path=org.path)
    return row
