"""Linking a line of another system with an item of ours, so that readers find one from the other (第四条（三）, R17)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.ledger.actions import record
from gongkai.ledger.rows import set_once
from gongkai.publication.actions.joint import writable
from gongkai.publication.models import JointItem, JointLink, JointSource
from gongkai.publication.numbers import number_of
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries.lists import living
from gongkai.rules.actor import Actor
from gongkai.rules.joint_columns import number_typed
from gongkai.rules.refusals import Refused, missing


@transaction.atomic
def link_joint_item(actor: Actor, *, item_id: int, number: str, now: datetime) -> JointSource:
    """Say that both are about the same matter. `number`: the index number of our item, or its address.

    Raises `Refused`: no_permission, joint_source_ended, joint_item_none, joint_item_foreign, joint_linked.
    """
    item = JointItem.objects.filter(pk=item_id, dropped_at=None).first()
    if item is None:
        raise missing()
    source = writable(actor, item.source_id)
    typed = number_typed(number)
    wanted = typed if "/" in typed else number_of(typed)
    ours = living(actor).filter(disclosure__number=wanted).select_related("disclosure").first()
    if ours is None:
        raise Refused("joint_item_none", number=typed)
    if ours.org_id != source.org_id:
        raise Refused("joint_item_foreign", number=wanted)
    try:
        with transaction.atomic():
            made = JointLink.objects.create(
                item=item, disclosure=ours.disclosure, linked_at=now, linked_by=actor.user_id
            )
    except IntegrityError as twice:
        raise Refused("joint_linked", number=wanted) from twice
    _record(actor, "joint.link", source, now, {"item": item.pk, "number": wanted, "link": made.pk})
    return source


@transaction.atomic
def unlink_joint_item(actor: Actor, *, link_id: int, now: datetime) -> JointSource:
    """The two are no longer shown at each other."""
    link = JointLink.objects.select_related("item").filter(pk=link_id).first()
    if link is None:
        raise missing()
    source = writable(actor, link.item.source_id)
    set_once(link, "ended_at", now)
    _record(actor, "joint.unlink", source, now, {"item": link.item_id, "link": link.pk})
    return source


def _record(actor: Actor, verb: str, source: JointSource, now: datetime, facts: dict) -> None:
    record(actor, verb=verb, subject=f"joint:{source.pk}", now=now, org_path=source.org_path, facts=facts)
    bump_on_commit()
