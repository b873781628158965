"""Reading hearings: the notice and the tickets for the circle, the names for those who organize (第七条, R65)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from gongkai.ledger.pieces import streamed
from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.scopes import between, ranges
from gongkai.participation.circles import seen
from gongkai.participation.models import Hearing, Signup
from gongkai.rules import moves
from gongkai.rules.actor import Actor
from gongkai.rules.consultations import belongs
from gongkai.rules.duties import LOCAL
from gongkai.rules.moves import Offer
from gongkai.rules.permissions import Permission, may
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.procedures.hearing import HEARING, SEEN, HearingFacts, HearingState
from gongkai.rules.refusals import missing

ENDED = HEARING.final_states()
STANDING = Count("signups", filter=Q(signups__withdrawn=False))


@dataclass(frozen=True)
class HearingView:
    """One hearing as this reader may see it; `signups` carries names and is None for everyone else."""

    row: Hearing
    works: bool
    open: bool  # sign-up is possible today
    invited: bool
    mine: Signup | None
    signed: int
    seated: list[int]  # tickets, once the list stands
    signups: list[Signup] | None


def hearing(actor: Actor, *, number: str) -> Hearing:
    """One hearing, for those who work on it and those whose circle holds it; others hear 404."""
    found = Hearing.objects.select_related("org", "first").filter(seen(actor, SEEN), number=number).first()
    if found is None:
        raise missing()
    return found


def hearings(
    actor: Actor, *, org_id: int | None = None, states: tuple[str, ...] | None = None, limit: int = 200
) -> list[Hearing]:
    """Hearings that the actor may see with how many signed up, the newest first, those that have ended last. One query."""
    rows = _at(actor, org_id)
    if states is not None:
        rows = rows.filter(state__in=states)
    return sorted(rows[:limit], key=lambda row: row.state in ENDED)


def hearing_ledger(actor: Actor, *, org_id: int) -> Iterator[Hearing]:
    """All of an organization, the newest first; read in pieces."""
    return streamed(_at(actor, org_id))


def _at(actor: Actor, org_id: int | None) -> QuerySet[Hearing]:
    rows = Hearing.objects.select_related("org").filter(seen(actor, SEEN))
    if org_id is not None:
        rows = rows.filter(Q(org_id=org_id) | Q(first_id=org_id))
    return rows.annotate(people=STANDING).order_by("-pk")


def open_hearings(actor: Actor, *, today: date, path: str | None = None) -> list[Hearing]:
    """Those to come within the actor's circles, the nearest first."""
    rows = Hearing.objects.select_related("org").filter(
        seen(actor, SEEN), state__in=(HearingState.ANNOUNCED, HearingState.SETTLED)
    )
    if path is not None:
        rows = rows.filter(org_path=path)
    return list(rows.order_by("held_at", "pk")[:50])


def _waiting(read, signing=(), working=(), now=None, today=None):
    concluding = Q(state=HearingState.MINUTED)
    mine = Q(org_path__in=signing) & (Q(state=HearingState.WAITING) | concluding & ~Q(conclusions=""))
    if working:
        to_do = concluding & Q(conclusions="") | Q(state=HearingState.ANNOUNCED, signup_until__lt=today)
        mine |= Q(org_path__in=working) & (to_do | Q(state=HearingState.SETTLED, held_at__lt=now))
    return Hearing.objects.filter(between(read), mine).order_by("held_at", "pk")[:50]


_WAITING = PreparedModels(Hearing, _waiting)


def hearings_waiting(
    actor: Actor, *, signing: tuple[str, ...], working: tuple[str, ...], now: datetime, today: date
) -> list[Hearing]:
    """What waits where the actor works: notices and conclusions to sign; lists to settle and minutes to write."""
    asked = {"working": working, "now": now, "today": today} if working else {}
    return _WAITING(read=ranges(actor, Permission.READ_WORK), signing=signing, **asked)


def hearing_facts(row: Hearing, *, today: date) -> HearingFacts:
    """The hearing for the law."""
    return HearingFacts(
        row.state, Bodies(row.org_path), signup_days=(row.signup_until - today).days,
        held_days=(row.held_at.astimezone(LOCAL).date() - today).days,
        signed=Signup.objects.filter(hearing=row, withdrawn=False).count(), created_by=row.created_by,
        minutes=row.minutes, conclusions=row.conclusions, ended=not row.org.lives,
    )  # fmt: skip


def hearing_offers(actor: Actor, *, number: str, today: date) -> list[Offer]:
    """The buttons of a hearing."""
    return moves.offers(HEARING, actor, hearing_facts(hearing(actor, number=number), today=today))


def hearing_view(actor: Actor, *, number: str, today: date) -> HearingView:
    """Everything that this reader may see of a hearing."""
    row = hearing(actor, number=number)
    works = may(actor, Permission.READ_WORK, row.org_path)
    signups = list(Signup.objects.filter(hearing=row).order_by("ticket"))
    standing = [one for one in signups if not one.withdrawn]
    mine = next((one for one in standing if actor.user_id is not None and one.user_id == actor.user_id), None)
    is_open = row.state == HearingState.ANNOUNCED and today <= row.signup_until
    return HearingView(
        row, works, is_open, is_open and belongs(actor, row.audience, row.org_path), mine, len(standing),
        [one.ticket for one in standing if one.seated], standing if works else None,
    )  # fmt: skip
