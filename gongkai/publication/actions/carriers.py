"""Registering carriers, passing them on, checking them, ending them: facts with history, never silent (R59, F31)."""

from datetime import date, datetime

from django.db import IntegrityError, models, transaction

from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as files
from gongkai.ledger.intake import PHOTOS
from gongkai.ledger.rows import set_once
from gongkai.orgs import queries as orgs
from gongkai.publication.models import Carrier, CarrierCheck, CarrierKeeper
from gongkai.publication.pages import bump_on_commit
from gongkai.publication.queries.carriers import carrier_facts, held, photo_used
from gongkai.rules.actor import Actor
from gongkai.rules.carriers import TERMS, CarrierKind, Condition
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.procedures.carrier import CARRIER
from gongkai.rules.refusals import Refused

LABELS = {
    "name": "名称", "place": "位置", "position": "怎么找到", "keeper": "保管人", "phone": "电话", "by_name": "巡检人",
    "wrong": "哪里不好", "end_reason": "原因",
}  # fmt: skip


def _fits(model: type[models.Model], label: str = "", **texts: str) -> None:
    """Texts fit their columns on every database."""
    for name, text in texts.items():
        limit = model._meta.get_field(name).max_length
        if len(text) > limit:
            raise Refused("carrier_long", field=LABELS[label or name], count=len(text), limit=limit)


def _written(**texts: str) -> None:
    for name, text in texts.items():
        if not text:
            raise Refused("carrier_fields", field=LABELS[name])


def _not_ahead(day: date, today: date) -> None:
    if day > today:
        raise Refused("carrier_day_ahead", day=day)


@transaction.atomic
def register_carrier(
    actor: Actor, *, org_id: int, kind: str, name: str, place: str, keeper: str, from_date: date, now: datetime,
    today: date, position: str = "", keeper_phone: str = "",
) -> Carrier:  # fmt: skip
    """Enter a carrier with its first keeper (第四条（六）, R22, R59).

    Raises `Refused`: no_permission, org_ended, carrier_fields, carrier_long, carrier_day_ahead, carrier_known.
    """
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.READ_WORK, org.path, hidden=True)
    demand(actor, Permission.RELEASE, org.path)
    if org.ended_on is not None:
        raise Refused("org_ended", name=org.name)
    kind = CarrierKind(kind)
    name, place, position, keeper = name.strip() or place.strip()[:60], place.strip(), position.strip(), keeper.strip()
    _written(place=place, keeper=keeper)
    _fits(Carrier, name=name, place=place, position=position)
    _fits(CarrierKeeper, "keeper", name=keeper)
    _fits(CarrierKeeper, phone=keeper_phone.strip())
    _not_ahead(from_date, today)
    known = Refused("carrier_known", org=org.short_name, name=name, kind=TERMS[kind])
    if Carrier.objects.filter(org=org, kind=kind, name=name, ended_on=None).exists():
        raise known
    try:
        with transaction.atomic():
            made = Carrier.objects.create(
                org=org, org_path=org.path, kind=kind, name=name, place=place, position=position, from_date=from_date,
                registered_at=now, registered_by=actor.user_id,
            )  # fmt: skip
    except IntegrityError as twice:
        raise known from twice
    _keep(actor, made, keeper, keeper_phone.strip(), from_date, now)
    _remember(actor, made, "register", now, kind=kind, name=name, place=place, keeper=keeper)
    return made


def _keep(actor: Actor, row: Carrier, name: str, phone: str, since: date, now: datetime) -> CarrierKeeper:
    return CarrierKeeper.objects.create(
        carrier=row, name=name, phone=phone, from_date=since, recorded_at=now, recorded_by=actor.user_id
    )


def _remember(actor: Actor, row: Carrier, verb: str, now: datetime, **facts) -> None:
    ledger.record(
        actor, verb=f"carrier.{verb}", subject=f"carrier:{row.pk}", now=now, org_path=row.org_path, facts=facts
    )
    bump_on_commit()


@transaction.atomic
def hand_over(
    actor: Actor, *, carrier_id: int, keeper: str, from_date: date, now: datetime, today: date, keeper_phone: str = ""
) -> CarrierKeeper:
    """Another person keeps the carrier from a day on; who kept it before stays on record.

    Raises `Refused`: no_permission, wrong_state, carrier_fields, carrier_keeper_same, carrier_keeper_order …
    """
    row = held(actor, carrier_id)
    decide(CARRIER, actor, carrier_facts(row), "hand_over")
    keeper, phone = keeper.strip(), keeper_phone.strip()
    _written(keeper=keeper)
    _fits(CarrierKeeper, "keeper", name=keeper)
    _fits(CarrierKeeper, phone=phone)
    _not_ahead(from_date, today)
    last = row.keepers.order_by("-from_date", "-pk").first()
    if last is not None and from_date < last.from_date:
        raise Refused("carrier_keeper_order", start=last.from_date)
    if last is not None and (last.name, last.phone) == (keeper, phone):
        raise Refused("carrier_keeper_same", name=keeper)
    made = _keep(actor, row, keeper, phone, from_date, now)
    _remember(actor, row, "hand_over", now, before=last.name if last else "", after=keeper, since=from_date.isoformat())
    return made


@transaction.atomic
def inspect_carrier(
    actor: Actor, *, carrier_id: int, day: date, by_name: str, condition: str, month_hangs: bool, now: datetime,
    today: date, wrong: str = "", photo_token: str = "",
) -> CarrierCheck:  # fmt: skip
    """巡检: what was seen on a day, whether this month's content hangs there, with a photo that was never used (F31).

    Raises `Refused`: no_permission, wrong_state, carrier_wrong_missing, carrier_photo_repeated, photo_kind …
    """
    row = held(actor, carrier_id)
    decide(CARRIER, actor, carrier_facts(row), "inspect")
    by_name, wrong, found = by_name.strip(), wrong.strip(), Condition(condition)
    _written(by_name=by_name)
    _fits(CarrierCheck, by_name=by_name, wrong=wrong)
    _not_ahead(day, today)
    if day < row.from_date:
        raise Refused("carrier_before_start", day=day, start=row.from_date)
    if found is not Condition.GOOD and not wrong:
        raise Refused("carrier_wrong_missing")
    photo = fresh_photo(actor, photo_token) if photo_token else None
    try:
        with transaction.atomic():
            made = CarrierCheck.objects.create(
                carrier=row, day=day, by_name=by_name, condition=found, wrong=wrong, month_hangs=month_hangs,
                photo=photo, photo_sha256=photo.sha256 if photo else "", recorded_at=now, recorded_by=actor.user_id,
            )  # fmt: skip
    except IntegrityError as twice:
        raise Refused("carrier_photo_repeated", day=day) from twice
    _remember(actor, row, "inspect", now, check=made.pk, day=day.isoformat(), condition=found, hangs=month_hangs)
    return made


def fresh_photo(actor: Actor, token: str):
    """A stored photo that proved nothing at a carrier before; the same picture twice proves nothing (R59)."""
    photo = files.stored_file(actor, token=token)
    if photo.extension not in PHOTOS:
        raise Refused("photo_kind", name=photo.name)
    used = photo_used(photo.sha256)
    if used is not None:
        raise Refused("carrier_photo_repeated", day=used)
    return photo


@transaction.atomic
def end_carrier(actor: Actor, *, carrier_id: int, on: date, reason: str, now: datetime, today: date) -> Carrier:
    """Take a carrier out of use, with the reason; what hung there stays on record.

    Raises `Refused`: no_permission, wrong_state, remark_needed, carrier_day_ahead, carrier_before_start.
    """
    row = held(actor, carrier_id)
    decide(CARRIER, actor, carrier_facts(row), "end", remark=reason)
    _fits(Carrier, end_reason=reason.strip())
    _not_ahead(on, today)
    if on < row.from_date:
        raise Refused("carrier_before_start", day=on, start=row.from_date)
    set_once(row, "ended_on", on, end_reason=reason.strip())
    _remember(actor, row, "end", now, on=on.isoformat(), reason=reason.strip())
    row.refresh_from_db()
    return row
