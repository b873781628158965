"""Who a logged-in user is today, and who holds what at an organization."""

from datetime import date

from django.db.models import Q, Value

from gongkai.ledger.prepared import Prepared
from gongkai.orgs.models import Grant, Membership, Organization, Post, UnitMembership, User
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing


def in_force(day: date) -> Q:
    """Rows whose period holds the day; both ends count."""
    return Q(from_date__lte=day) & (Q(to_date=None) | Q(to_date__gte=day))


def actor_for(user, *, today: date) -> Actor:
    """The actor of a logged-in user with everything held today; a visitor for nobody.

    Two queries whatever the number of grants.
    """
    if not getattr(user, "is_authenticated", False):
        return Actor.visitor()
    grants = _GRANTS(user_id=user.pk, today=today)
    belongs = _BELONGS(user_id=user.pk, today=today)
    party, units = (tuple(path for kind, path in belongs if kind == one) for one in ("party", "unit"))
    return Actor(ActorKind.PERSON, user.pk, user.name, tuple(HeldGrant(*grant) for grant in grants), party, units)


_GRANTS = Prepared(
    lambda user_id, today: (
        Grant.objects.filter(in_force(today), user_id=user_id)
        .order_by("id")
        .values_list("role", "org_id", "org_path", "subtree", "acting")
    )
)
_BELONGS = Prepared(
    lambda user_id, today: (
        Membership.objects.filter(in_force(today), user_id=user_id)
        .values_list(Value("party"), "org_path")
        .union(
            UnitMembership.objects.filter(user_id=user_id, since__lte=today).values_list(Value("unit"), "org_path"),
            all=True,
        )
    )
)


def user_names(actor: Actor, *, ids: set[int]) -> dict[int, str]:
    """Names of users by id, for showing who did what to those who may see the act."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _seen_from_inside(actor: Actor, org_id: int) -> None:
    """Let pass those who work at the organization or manage people there; the rest hear 404."""
    path = Organization.objects.filter(pk=org_id).values_list("path", flat=True).first()
    if path is None or not (may(actor, Permission.READ_WORK, path) or may(actor, Permission.MANAGE_PEOPLE, path)):
        raise missing()


def grants_of(actor: Actor, *, org_id: int, today: date) -> list[Grant]:
    """Roles in force at an organization with their holders, for those who work or manage there (R157)."""
    _seen_from_inside(actor, org_id)
    return list(
        Grant.objects.filter(in_force(today), org_id=org_id).select_related("user").order_by("role", "from_date", "id")
    )


def people(actor: Actor, *, org_id: int) -> list[User]:
    """Users who hold or held a post or role at the organization, or stand on its roll with an account."""
    _seen_from_inside(actor, org_id)
    ids = set(Grant.objects.filter(org_id=org_id).values_list("user_id", flat=True))
    ids |= set(Post.objects.filter(org_id=org_id).exclude(holder=None).values_list("holder_id", flat=True))
    rolled = Membership.objects.filter(org_id=org_id, to_date=None).exclude(user=None)
    ids |= set(rolled.values_list("user_id", flat=True))
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("name", "pk"))
