"""Reading subscriptions: the one a link means, one's own, and what a letter says that is sent now."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.orgs import queries as orgs
from gongkai.participation.models import Subscription
from gongkai.participation.subscribing import address_of, code_of, row_of
from gongkai.publication import queries as publication
from gongkai.publication.views import ListRow
from gongkai.rules import subscriptions as law
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused, missing


@dataclass(frozen=True)
class SubscriptionView:
    """What is subscribed to, and whether the mailbox has agreed. The address stands nowhere."""

    code: str
    org_name: str
    org_code: str
    category: str
    agreed: bool
    inside: bool


def _view(row: Subscription) -> SubscriptionView:
    return SubscriptionView(
        code_of(row.ref), row.org.name, row.org.code, row.category, row.agreed_at is not None, row.user_id is not None
    )


def subscription(actor: Actor, *, code: str) -> SubscriptionView:
    """The subscription behind a link; whoever has the link has the mailbox. Raises `Refused`: subscription_link."""
    row = row_of(code)
    if row is None:
        raise Refused("subscription_link")
    return _view(row)


def own_subscriptions(actor: Actor) -> list[SubscriptionView]:
    """Those that hear of inner matters too, for the member who asked for them."""
    if actor.user_id is None:
        return []
    rows = Subscription.objects.filter(user_id=actor.user_id).select_related("org").order_by("org_path", "category")
    return [_view(row) for row in rows]


@dataclass(frozen=True)
class Letter:
    """What goes to a mailbox now: the question whether it agrees (`asks`), or what is new."""

    view: SubscriptionView
    address: str
    asks: bool
    rows: tuple[ListRow, ...] = ()
    more: int = 0
    inside: tuple[law.Inside, ...] = ()
    moved_from: str = ""  # the organization that was subscribed to was merged away into this one


def subscription_refs(actor: Actor) -> list[str]:
    """What letters are known by, of every subscription; the clock only."""
    if not actor.is_clock:
        raise missing()
    return list(Subscription.objects.order_by("pk").values_list("ref", flat=True))


def letter_to_send(
    actor: Actor, *, ref: str, since: datetime | None, until: datetime | None, today: date
) -> Letter | None:
    """The letter as it is true now, for the clock alone; None when it has ended or nothing is left to tell.

    What was withdrawn since is not in it, and who belongs no longer is told nothing of inner matters.
    """
    if not actor.is_clock:
        raise missing()
    row = Subscription.objects.filter(ref=ref).select_related("org", "user").first()
    if row is None:
        return None
    if since is None or until is None:
        return None if row.agreed_at else Letter(_view(row), address_of(row), asks=True)
    span = {"path": row.org_path, "category": row.category, "since": since, "until": until}
    visitor = Actor.visitor()
    rows = publication.published_between(visitor, limit=law.MOST_LINES, **span)
    more = publication.count_between(visitor, **span) - len(rows) if len(rows) == law.MOST_LINES else 0
    inside: tuple[law.Inside, ...] = ()
    if row.user is not None and row.user.is_active:
        reader = orgs.actor_for(row.user, today=today)
        inside = tuple(law.Inside(*one) for one in publication.inner_between(reader, **span))
    if not rows and not inside:
        return None
    return Letter(_view(row), address_of(row), False, tuple(rows), more, inside, row.moved_from)
