"""The SQL twin of the permission verdict: which rows an actor may reach (P1; a test compares the two)."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from gongkai.ledger.fields import STEP
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, reach

NOTHING = Q(pk__in=())
EVERYTHING = ~Q(pk__in=())


def under(path: str, *, field: str = "org_path") -> Q:
    """Rows of an organization and of everything below it, as an index range."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + "~"})


def per_child(rows: QuerySet, path: str, *, field: str = "org_path", of: Count | None = None) -> dict[str, int]:
    """How many rows (or what `of` counts) lie at each child of a body with all below it, added up in the database.

    The body's own stand under its own path.
    """
    child = Substr(field, 1, len(path) + STEP)
    found = rows.filter(under(path, field=field)).annotate(child=child).values_list("child")
    return dict(found.annotate(number=of or Count("pk")).order_by("child"))


def shares_per_child(rows: QuerySet, path: str, good: Q, *, field: str = "org_path") -> dict[str, tuple[int, int]]:
    """The same as (how many of them are `good`, how many there are). One query."""
    child = Substr(field, 1, len(path) + STEP)
    found = rows.filter(under(path, field=field)).annotate(child=child).order_by("child").values_list("child")
    return {
        child: (kept, number)
        for child, kept, number in found.annotate(kept=Count("pk", filter=good), number=Count("pk"))
    }


def within(actor: Actor, permission: Permission, *, field: str = "org_path") -> Q:
    """Rows at organizations where the actor holds the permission."""
    if actor.is_clock:
        return EVERYTHING
    found = NOTHING
    for path, subtree in reach(actor, permission):
        found |= under(path, field=field) if subtree else Q(**{field: path})
    return found


def ranges(actor: Actor, permission: Permission) -> list[tuple[str, str]]:
    """The same reach as pairs of first and last path, for reads that are compiled once (`ledger.prepared`)."""
    if actor.is_clock:
        return [("", "~")]
    return [(path, path + "~" if subtree else path) for path, subtree in reach(actor, permission)]


def between(pairs: Iterable[tuple[str, str]], *, field: str = "org_path") -> Q:
    """Rows whose path lies in one of the ranges."""
    return reduce(or_, (Q(**{f"{field}__range": pair}) for pair in pairs), NOTHING)
