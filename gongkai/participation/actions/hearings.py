"""Hearings: the notice, sign-up, the draw, minutes and conclusions (第七条, R65)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.ledger.actions import next_number, record
from gongkai.ledger.rows import compare_and_set
from gongkai.orgs import queries as orgs
from gongkai.participation.models import Hearing, Signup
from gongkai.participation.queries.hearings import hearing as read
from gongkai.participation.queries.hearings import hearing_facts
from gongkai.publication.pages import bump_on_commit
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import belongs
from gongkai.rules.draw import draw
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.methods import Audience
from gongkai.rules.moves import decide
from gongkai.rules.permissions import Permission, demand, may
from gongkai.rules.procedures.hearing import HEARING, STATES, HearingState
from gongkai.rules.refusals import Refused, missing

MOST_SEATS = 1000
WRITABLE = {
    "minutes": (HearingState.SETTLED, HearingState.MINUTED), "conclusions": (HearingState.SETTLED, HearingState.MINUTED),
}  # fmt: skip


def _locked(actor: Actor, number: str) -> Hearing:
    row = read(actor, number=number)
    return Hearing.objects.select_for_update(of=("self",)).select_related("org").get(pk=row.pk)


def _sound(fields: dict) -> dict:
    sound = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if not 1 <= sound["seats"] <= MOST_SEATS:
        raise Refused("hearing_seats", most=MOST_SEATS)
    if not sound["seed"]:
        raise Refused("seed_missing")
    return sound


@transaction.atomic
def draft_hearing(
    actor: Actor, *, org_id: int, title: str, matter: str, audience: str, place: str, held_at: datetime,
    signup_until: date, seats: int, seed: str, now: datetime, today: date,
) -> Hearing:  # fmt: skip
    """Write the notice under a lasting number such as Z01-C01-TZ-2026-001, with the seed of the draw."""
    org = orgs.organization(actor, org_id=org_id)
    if not may(actor, Permission.READ_WORK, org.path):
        raise missing()
    demand(actor, Permission.DRAFT, org.path)
    sound = _sound(
        {
            "title": title, "matter": matter, "audience": Audience(audience), "place": place, "held_at": held_at,
            "signup_until": signup_until, "seats": seats, "seed": seed,
        }
    )  # fmt: skip
    number = next_number(actor, series=f"TZ:{org.code}", year=today.year)
    row = Hearing.objects.create(
        org=org, org_path=org.path, number=f"{org.code}-TZ-{today.year}-{number:03d}", created_at=now,
        created_by=actor.user_id, **sound,
    )  # fmt: skip
    record(actor, verb="hearing.draft", subject=f"hearing:{row.pk}", now=now, org_path=org.path)
    return row


@transaction.atomic
def save_hearing(
    actor: Actor, *, number: str, version: int, title: str, matter: str, audience: str, place: str, held_at: datetime,
    signup_until: date, seats: int, seed: str, now: datetime,
) -> Hearing:  # fmt: skip
    """Change a notice that is not out; `version` is the one that the drafter read."""
    row = read(actor, number=number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state != HearingState.DRAFT:
        raise Refused("hearing_closed", state=STATES[row.state])
    sound = _sound(
        {
            "title": title, "matter": matter, "audience": Audience(audience), "place": place, "held_at": held_at,
            "signup_until": signup_until, "seats": seats, "seed": seed,
        }
    )  # fmt: skip
    compare_and_set(row, version=version, **sound)
    record(actor, verb="hearing.save", subject=f"hearing:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row


@transaction.atomic
def move_hearing(actor: Actor, *, number: str, verb: str, now: datetime, today: date, remark: str = "") -> Hearing:
    """Sign the notice, settle the list, register the minutes, publish the conclusions, cancel.

    Settling draws lots when more signed up than there are seats; who sits and which tickets took
    part is kept, so that everyone can draw again.
    """
    row = _locked(actor, number)
    move = decide(HEARING, actor, hearing_facts(row, today=today), verb, remark=remark)
    fields: dict = {"remark": remark.strip()}
    if verb == "announce":
        fields["announced_at"] = now
    elif verb == "settle":
        fields |= _settle(row)
    elif move.target in (HearingState.CONCLUDED, HearingState.CANCELLED):
        fields["ended_at"] = now
    compare_and_set(row, state=move.target, **fields)
    record(
        actor, verb=f"hearing.{verb}", subject=f"hearing:{row.pk}", now=now, org_path=row.org_path,
        facts={"from": row.state, "to": move.target, "remark": remark.strip()},
    )  # fmt: skip
    bump_on_commit()
    row.refresh_from_db()
    return row


def _settle(row: Hearing) -> dict:
    pool = list(Signup.objects.filter(hearing=row, withdrawn=False).order_by("ticket").values_list("ticket", flat=True))
    Signup.objects.filter(hearing=row, ticket__in=draw(row.seed, pool, row.seats)).update(seated=True)
    return {"pool": pool, "drawn": len(pool) > row.seats}


@transaction.atomic
def sign_up(actor: Actor, *, number: str, wants: str, now: datetime, today: date) -> Signup:
    """Take a ticket. Tickets count up in the order of signing; one that was given back is not given again."""
    row = _locked(actor, number)
    if row.state != HearingState.ANNOUNCED or today > row.signup_until:
        raise Refused("signup_closed")
    if not actor.is_person or not belongs(actor, row.audience, row.org_path):
        raise Refused("not_invited", audience=AUDIENCES[Audience(row.audience)])
    mine = Signup.objects.filter(hearing=row, user_id=actor.user_id).first()
    if mine is not None and not mine.withdrawn:
        raise Refused("signed_already", ticket=mine.ticket)
    ticket = (Signup.objects.filter(hearing=row).aggregate(last=Max("ticket"))["last"] or 0) + 1
    fields = {"ticket": ticket, "wants": wants.strip()[:200], "signed_at": now, "withdrawn": False, "name": actor.name}
    signed, _ = Signup.objects.update_or_create(hearing=row, user_id=actor.user_id, defaults=fields)
    record(
        actor, verb="hearing.sign_up", subject=f"hearing:{row.pk}", now=now, org_path=row.org_path,
        facts={"ticket": ticket},
    )  # fmt: skip
    return signed


@transaction.atomic
def take_back(actor: Actor, *, number: str, now: datetime, today: date) -> None:
    """Withdraw the own sign-up while sign-up runs."""
    row = _locked(actor, number)
    if row.state != HearingState.ANNOUNCED or today > row.signup_until:
        raise Refused("signup_closed")
    if not Signup.objects.filter(hearing=row, user_id=actor.user_id, withdrawn=False).update(withdrawn=True):
        raise Refused("not_signed")
    record(actor, verb="hearing.take_back", subject=f"hearing:{row.pk}", now=now, org_path=row.org_path)


@transaction.atomic
def write_hearing(actor: Actor, *, number: str, part: str, text: str, now: datetime) -> Hearing:
    """Write the minutes or the conclusions, until the conclusions are out."""
    row = _locked(actor, number)
    demand(actor, Permission.DRAFT, row.org_path)
    if row.state not in WRITABLE[part]:
        raise Refused("hearing_closed", state=STATES[row.state])
    Hearing.objects.filter(pk=row.pk).update(**{part: text.strip(), "version": row.version + 1})
    record(actor, verb=f"hearing.write_{part}", subject=f"hearing:{row.pk}", now=now, org_path=row.org_path)
    row.refresh_from_db()
    return row
