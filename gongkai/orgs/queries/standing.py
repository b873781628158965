"""Who leads and who handles at several organizations on a day, for rules that keep people out of their own cases."""

from collections.abc import Iterable
from datetime import date

from gongkai.orgs.models import Grant, Membership, Post, UnitMembership
from gongkai.orgs.queries.accounts import in_force
from gongkai.orgs.queries.posts import posts_on
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Role


def holders(
    actor: Actor, *, org_ids: Iterable[int], duties: tuple[str, ...], roles: tuple[Role, ...], day: date
) -> dict[int, frozenset[int]]:
    """Users by organization who hold one of the duties or roles there that day, acting ones included. Two queries."""
    ids = tuple(org_ids)
    found: dict[int, set[int]] = {org_id: set() for org_id in ids}
    for post in posts_on(org_ids=ids, day=day, duties=duties):
        if post.holder_id is not None:
            found[post.org_id].add(post.holder_id)
    rows = Grant.objects.filter(in_force(day), org_id__in=ids, role__in=roles)
    for org_id, user_id in rows.values_list("org_id", "user_id"):
        found[org_id].add(user_id)
    return {org_id: frozenset(users) for org_id, users in found.items()}


def actors_holding(actor: Actor, *, role: Role, org_ids: Iterable[int], day: date) -> dict[int, tuple[Actor, ...]]:
    """Everyone who holds a role at these organizations, each with all that he holds anywhere. Four queries."""
    ids = tuple(org_ids)
    held = list(
        Grant.objects.filter(in_force(day), role=role, org_id__in=ids, user__is_active=True)
        .order_by("pk")
        .values_list("org_id", "user_id", "user__name")
    )
    users = {user_id: name for _, user_id, name in held}
    grants: dict[int, list[HeldGrant]] = {user_id: [] for user_id in users}
    for one in Grant.objects.filter(in_force(day), user_id__in=users).order_by("pk"):
        grants[one.user_id].append(HeldGrant(one.role, one.org_id, one.org_path, one.subtree, one.acting))
    party: dict[int, list[str]] = {user_id: [] for user_id in users}
    for user_id, path in Membership.objects.filter(in_force(day), user_id__in=users).values_list("user_id", "org_path"):
        party[user_id].append(path)
    units: dict[int, list[str]] = {user_id: [] for user_id in users}
    for user_id, path in UnitMembership.objects.filter(user_id__in=users, since__lte=day).values_list(
        "user_id", "org_path"
    ):
        units[user_id].append(path)
    found: dict[int, list[Actor]] = {org_id: [] for org_id in ids}
    for org_id, user_id, name in held:
        found[org_id].append(
            Actor(ActorKind.PERSON, user_id, name, tuple(grants[user_id]), tuple(party[user_id]), tuple(units[user_id]))
        )
    return {org_id: tuple(dict.fromkeys(actors)) for org_id, actors in found.items()}


def holder_named(actor: Actor, *, org_id: int, name: str) -> int | None:
    """The account of somebody of this name who holds or held a post there, the latest first; None without one."""
    rows = Post.objects.filter(org_id=org_id, holder_name=name, holder__isnull=False).order_by("-from_date", "-pk")
    return rows.values_list("holder_id", flat=True).first()
