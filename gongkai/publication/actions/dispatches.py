"""Sending an edition's text of 70 characters to a group of phones, and keeping the answer as proof (第七条（三）, R55, R58)."""

import tempfile
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from gongkai.ledger import actions as ledger
from gongkai.publication.models import Carrier, Dispatch, Placement, Publication
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries.channels import channels
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import rule
from gongkai.rules.channels import Script, message
from gongkai.rules.dispatches import KIND, DispatchState, message_id
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.refusals import Refused, missing

OUTBOX = "message"
MOST_ANSWER = 300


@transaction.atomic
def send_text(
    actor: Actor, *, edition_id: int, audience: str, carrier_id: int, address: str, now: datetime, today: date
) -> Dispatch:
    """Ask for the text to go to a registered group. `address`: where to read on, as it fits into the text.

    Raises `Refused`: no_permission, dispatch_group, dispatch_twice; missing where the circle is not served so.
    """
    view = channels(actor, edition_id=edition_id, audience=audience, today=today)
    demand(actor, Permission.RELEASE, view.item.org_path)
    if Script.MESSAGE not in view.scripts:
        raise missing()
    group = Carrier.objects.filter(pk=carrier_id, org_id=view.item.org_id, kind=KIND, ended_on=None).first()
    if group is None:
        raise Refused("dispatch_group")
    served = Publication.objects.get(edition_id=edition_id, audience=view.audience, ended_at=None)
    try:
        with transaction.atomic():
            made = Dispatch.objects.create(
                publication=served,
                carrier=group,
                text=message(view.words, address),
                asked_at=now,
                asked_by=actor.user_id,
            )
    except IntegrityError as there:
        raise Refused("dispatch_twice", name=group.name) from there
    ledger.record(
        actor, verb="publication.send", subject=f"publication:{served.pk}", now=now, org_path=served.org_path,
        facts={"carrier": group.pk, "dispatch": made.pk},
    )  # fmt: skip
    ledger.enqueue(actor, kind=OUTBOX, key=f"{OUTBOX}:{made.pk}", payload={"dispatch": made.pk}, now=now)
    return made


def dispatch_to_send(actor: Actor, *, dispatch_id: int, now: datetime) -> Dispatch | None:
    """What still has to go out, for the clock alone; None when it has its answer or is not public any more."""
    if not actor.is_clock:
        raise missing()
    waiting = Dispatch.objects.filter(pk=dispatch_id, state=DispatchState.WAITING)
    found = waiting.select_related("publication", "carrier").first()
    if found is None:
        return None
    if found.publication.ended_at is not None or found.carrier.ended_on is not None:
        waiting.update(state=DispatchState.DROPPED, answered_at=now)
        return None
    return found


@transaction.atomic
def keep_answer(
    actor: Actor, *, dispatch_id: int, adapter: str, accepted: bool, answer: str, now: datetime
) -> Placement | None:
    """Keep what was answered, once; what was accepted is a way by which the circle was served, with its proof."""
    if not actor.is_clock:
        raise missing()
    state = DispatchState.SENT if accepted else DispatchState.REFUSED
    said = answer[:MOST_ANSWER]
    mine = Dispatch.objects.filter(pk=dispatch_id, state=DispatchState.WAITING)
    if not mine.update(state=state, adapter=adapter, answer=said, answered_at=now) or not accepted:
        return None
    found = Dispatch.objects.select_related("publication", "carrier").get(pk=dispatch_id)
    served, group = found.publication, found.carrier
    placement = Placement.objects.create(
        publication=served, method=rule(group.kind).method, place=group.place, carrier=group, starts_at=now,
        details={"text": found.text, "message_id": message_id(found.pk), "answer": said}, proof=_receipt(actor, found, now),
        recorded_at=now, recorded_by=found.asked_by,
    )  # fmt: skip
    Dispatch.objects.filter(pk=found.pk).update(placement=placement)
    ledger.record(
        actor, verb="publication.place", subject=f"publication:{served.pk}", now=now, org_path=served.org_path,
        facts={"method": placement.method, "place": placement.place, "dispatch": found.pk},
    )  # fmt: skip
    bump_on_commit()
    return placement


def _receipt(actor: Actor, sent: Dispatch, now: datetime):
    """The record of sending (发送记录) as a file: what, to which group, when, and the answer."""
    lines = (
        f"编号：{message_id(sent.pk)}", f"发到：{sent.carrier.name}（{sent.carrier.place}）", f"内容：{sent.text}",
        f"发送：{now.isoformat(timespec='seconds')}", f"回答：{sent.answer}",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "record.txt"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return ledger.store(
            actor, source=source, name=f"发送记录 {sent.pk}.txt", org_path=sent.publication.org_path, now=now
        )
