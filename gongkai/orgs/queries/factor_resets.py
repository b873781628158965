"""Requests to reset somebody's second factor, for those who ask and agree, and for the person."""

from gongkai.ledger.fields import STEP
from gongkai.orgs.models import FactorReset, Organization, SecondFactor, User
from gongkai.rules.actor import Actor
from gongkai.rules.moves import Offer, offers
from gongkai.rules.permissions import Permission, may_anywhere
from gongkai.rules.procedures.factor_reset import FACTOR_RESET, ResetFacts, ResetState
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

NEWEST = 200


def _county() -> Bodies:
    """The county decides, whoever the person works for: an account belongs to no one organization."""
    return Bodies(org=Organization.objects.order_by("path").values_list("path", flat=True).first()[:STEP])


def new_reset_facts(user: User) -> ResetFacts:
    """What decides whether a reset may be asked for."""
    return ResetFacts(
        ResetState.HELD, _county(), user_id=user.pk, name=user.name,
        held=SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists(),
        waiting=FactorReset.objects.filter(user=user, state=ResetState.ASKED).exists(),
    )  # fmt: skip


def reset_facts(row: FactorReset) -> ResetFacts:
    """What decides about one that was asked for."""
    return ResetFacts(ResetState(row.state), _county(), user_id=row.user_id, name=row.user.name, asked_by=row.asked_by)


def factor_resets(actor: Actor) -> list[tuple[FactorReset, list[Offer]]]:
    """All requests, those that wait first, each with its buttons. Two queries."""
    if not any(may_anywhere(actor, one) for one in (Permission.MANAGE_ACCOUNTS, Permission.MANAGE_PEOPLE)):
        raise missing()
    rows = list(FactorReset.objects.select_related("user").order_by("-pk")[:NEWEST])
    rows.sort(key=lambda row: not row.waits)
    county = _county() if rows else None
    return [
        (row, offers(FACTOR_RESET, actor, ResetFacts(ResetState(row.state), county, row.user_id, row.user.name, row.asked_by)))
        for row in rows
    ]  # fmt: skip


def reset_offer(actor: Actor, *, user: User) -> list[Offer]:
    """The button “申请重设动态码” on an account's page, with the reason when it is closed."""
    return offers(FACTOR_RESET, actor, new_reset_facts(user))
