"""A supervisor marks an item or a silent duty; the organization answers; the supervisor says whether that will do (R108)."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from gongkai.ledger.actions import next_number, record, store_photo
from gongkai.ledger.rows import compare_and_set
from gongkai.obligations import queries as obligations
from gongkai.orgs import queries as orgs
from gongkai.publication import queries as publication
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.duties import DutyState
from gongkai.rules.moves import decide
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.supervisors import SUPERVISION_MARK, MarkState
from gongkai.rules.refusals import Refused
from gongkai.rules.supervisors import OF_ITEMS, MarkKind
from gongkai.supervision.models import SupervisionMark
from gongkai.supervision.queries.marks import mark as read
from gongkai.supervision.queries.marks import mark_facts

OPEN = (MarkState.RAISED, MarkState.REPLIED, MarkState.CONTESTED)


def _unnamed(actor: Actor) -> Actor:
    """The supervisor as the trail knows him: it is read by those he speaks of. Who he is stands in the mark alone."""
    return actor.unnamed("监督员")


def _due(actor: Actor, today: date) -> date:
    law, key = rulebook.parameters(actor), "supervision_reply"
    days, calendar = law.int(key, today), rulebook.calendar(actor)
    return add_workdays(today, days, calendar, law[key].name, law.basis(key, today)).due


@transaction.atomic
def raise_mark(
    actor: Actor, *, item_number: str, kind: str, text: str, now: datetime, today: date, photo: Path | None = None,
    photo_name: str = "",
) -> SupervisionMark:  # fmt: skip
    """Say what is wrong with a published item, with a photo if there is one; its clock begins today."""
    item = publication.item(actor, number=item_number)
    demand(actor, Permission.SUPERVISE, item.org_path, hidden=True)
    if kind not in OF_ITEMS:
        raise Refused("mark_not_silent")
    about = {
        "disclosure_id": item.disclosure_id, "item_number": item.number, "item_title": item.title or item.code,
        "kind": MarkKind(kind),
    }  # fmt: skip
    return _raised(actor, item.org_id, about, ("disclosure_id", "kind"), text, (photo, photo_name), now, today)


@transaction.atomic
def raise_gap_mark(
    actor: Actor, *, org_code: str, period: str, code: str, trigger_id: int, text: str, now: datetime, today: date,
    photo: Path | None = None, photo_name: str = "",
) -> SupervisionMark:  # fmt: skip
    """Say that a duty was left silent although it was due (漏公开): answered and counted like any other mark.

    Raises `Refused`: mark_not_silent when the duty has its answer or is not due; missing when nothing is owed.
    """
    org = orgs.organization_by_code(actor, code=org_code)
    demand(actor, Permission.SUPERVISE, org.path, hidden=True)
    duty = obligations.duty(actor, org_id=org.pk, period=period, code=code, trigger_id=trigger_id, today=today)
    if duty.state is not DutyState.OVERDUE:
        raise Refused("mark_not_silent")
    about = {
        "duty_period": duty.period, "duty_code": duty.code, "duty_trigger": duty.trigger_id,
        "item_title": f"{Period.parse(duty.period).label}　{duty.name}", "kind": MarkKind.UNDISCLOSED,
    }  # fmt: skip
    same = ("duty_period", "duty_code", "duty_trigger")
    return _raised(actor, org.pk, about, same, text, (photo, photo_name), now, today)


def _raised(
    actor: Actor, org_id: int, about: dict, same: tuple[str, ...], text: str, photo: tuple[Path | None, str],
    now: datetime, today: date,
) -> SupervisionMark:  # fmt: skip
    """Keep a mark. `same`: what of `about` makes an open mark of the same supervisor the same one."""
    if not text.strip():
        raise Refused("mark_text_missing")
    open_ones = SupervisionMark.objects.filter(author_id=actor.user_id, org_id=org_id, state__in=OPEN)
    if (before := open_ones.filter(**{name: about[name] for name in same}).first()) is not None:
        raise Refused("mark_twice", number=before.number)
    org = orgs.organization(actor, org_id=org_id)
    superior = orgs.organization(actor, org_id=org.superior_id).path if org.superior_id else ""
    source, name = photo
    file = source and store_photo(_unnamed(actor), source=source, name=name, org_path=org.path, now=now)
    serial, due = next_number(actor, series=f"JY:{org.code}", year=today.year), _due(actor, today)
    row = SupervisionMark.objects.create(
        org=org, org_path=org.path, superior_path=superior, number=f"{org.code}-JY-{today.year}-{serial:03d}",
        author_id=actor.user_id, text=text.strip(), photo=file or None, raised_at=now, raised_on=today, due_on=due,
        first_due_on=due, **about | {"item_title": about["item_title"][:160]},
    )  # fmt: skip
    record(
        _unnamed(actor), verb="mark.raise", subject=f"mark:{row.pk}", now=now, org_path=org.path,
        facts={"item": row.item_number or f"{row.duty_period} {row.duty_code}", "kind": row.kind},
    )  # fmt: skip
    return row


@transaction.atomic
def move_mark(
    actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "", reply: str = ""
) -> SupervisionMark:
    """Answer, be satisfied or not, rule or find it true as the superior, take back."""
    row = SupervisionMark.objects.select_for_update(of=("self",)).get(pk=read(actor, number=number).pk)
    move = decide(SUPERVISION_MARK, actor, mark_facts(row, today=today, reply=reply), verb, remark=remark)
    fields: dict = {}
    if verb == "reply":
        fields = {"reply": reply.strip(), "replied_at": now, "replier_name": actor.name}
        fields["first_replied_on"] = row.first_replied_on or today
    elif verb in ("satisfied", "unsatisfied"):
        fields = {"satisfied": verb == "satisfied", "judged_at": now, "remark": remark.strip()}
        fields |= {"closed_at": now} if verb == "satisfied" else {"due_on": _due(actor, today)}
    elif verb in ("rule", "uphold"):
        fields = {"ruling": remark.strip(), "ruler_name": actor.name, "closed_at": row.closed_at or now}
    else:
        fields = {"closed_at": now}
    compare_and_set(row, state=move.target, **fields)
    who = _unnamed(actor) if actor.user_id == row.author_id else actor
    record(
        who, verb=f"mark.{verb}", subject=f"mark:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    row.refresh_from_db()
    return row
