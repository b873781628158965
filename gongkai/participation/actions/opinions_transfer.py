"""Handing an opinion on to the organization it belongs to, with a clock of its own there (第九条（四）, R98, R102)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.orgs import queries as orgs
from gongkai.participation.actions.opinions import chosen
from gongkai.participation.actions.opinions_moves import write
from gongkai.participation.facts import concerned_users, due_after, find_route, opinion_facts
from gongkai.participation.models import Opinion, OpinionMessage, OpinionStep
from gongkai.participation.queries.opinions import opinion as read_opinion
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.moves import decide
from gongkai.rules.opinions import Concern, OpinionChannel, OpinionKind
from gongkai.rules.procedures.opinion import OPINION
from gongkai.rules.refusals import Refused
from gongkai.rules.routing import demand_at_desk, narrowed


@transaction.atomic
def transfer(
    actor: Actor, *, opinion_id: int, to: str, remark: str, concern: str = Concern.NOBODY, now: datetime, today: date
) -> Opinion:
    """Hand an ordinary opinion on; `to` is the code or the full name of the organization it belongs to.

    There it is received today: the register, the counters and the results are that organization's from
    now on, and its time to answer is whole. Who handed it on goes on reading it. The way is asked
    anew: when it is about people there (`concern`) it goes past them to the confidential handler
    above, and neither they nor who handed it on see it again. The author reads where it went and why.
    """
    opinion = read_opinion(actor, opinion_id=opinion_id)
    facts = opinion_facts(actor, opinion, today=today)
    made = decide(OPINION, narrowed(actor, facts.case), facts, "transfer", remark=remark)
    target = _target(actor, opinion, to)
    clock, kind, about = Actor.clock(), OpinionKind(opinion.kind), chosen(Concern, concern, "涉及谁")
    demand_at_desk(actor, kind, about)
    concerned = concerned_users(clock, org_id=target.pk, kind=kind, concern=about, day=today)
    way = find_route(clock, org=target, kind=kind, concern=about, concerned=concerned, day=today)
    until = due_after(clock, key="opinion_close", day=today)
    changes = {
        "first_id": opinion.org_id, "first_path": opinion.org_path, "transfers": opinion.transfers + 1,
        "org_id": target.pk, "org_path": target.path, "handler_id": way.org_id, "handler_path": way.path,
        "confidential": way.confidential, "by_office": way.by_office, "why": way.why, "concern": about,
        "concerned": sorted(concerned), "disclosure_id": None, "assigned_to": "", "handling": "", "extensions": 0,
        "escalated_on": None, "due_on": due_after(clock, key="opinion_assign", day=today), "answer_by": until,
        "acknowledged_on": opinion.acknowledged_on if opinion.channel == OpinionChannel.WEB else None,
    }  # fmt: skip
    sender = opinion.org.short_name
    write(actor, opinion, made, changes, now=now)
    OpinionStep.objects.create(
        opinion=opinion, verb="transfer", label="转给该管的组织", on=today, by=actor.user_id, by_name=actor.name,
        text=f"由{sender}转给{target.short_name}。{remark.strip()}",
    )  # fmt: skip
    whither = (
        f"{target.name}的上级保密受理人办理，{target.short_name}的人看不到"
        if way.confidential
        else f"{target.name}办理"
    )
    OpinionMessage.objects.create(
        opinion=opinion, from_author=False, by_name=actor.name, on=today, place=opinion.messages.count() + 1,
        text=f"您提的事不归{sender}管，已转给{whither}，{until.year}年{until.month}月{until.day}日前答复。{remark.strip()}",
    )  # fmt: skip
    bump_on_commit()
    opinion.refresh_from_db()
    return opinion


def _target(actor: Actor, opinion: Opinion, said: str):
    """The one standing organization of this code or name."""
    name = said.strip()
    found = []
    if name:
        try:
            found = [orgs.organization_by_code(actor, code=name)]
        except Refused:
            found = [one for one in orgs.named(actor, name=name) if name in (one.name, one.short_name)]
    found = [one for one in found if one.lives]
    if len(found) != 1:
        raise Refused("opinion_transfer_org", name=name)
    if found[0].pk == opinion.org_id:
        raise Refused("opinion_transfer_here", name=found[0].short_name)
    return found[0]
