"""The tree of organizations, its history, and the three bodies above each (R6, §0.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from gongkai.ledger.fields import ancestors
from gongkai.ledger.prepared import Prepared, PreparedModels
from gongkai.orgs.models import LeadingGroup, Organization, OrganizationName, Placement
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import OrgKind
from gongkai.rules.procedures.facts import Bodies
from gongkai.rules.refusals import missing

ACTIVE = "active"
DEEPEST = 16  # levels that fit in a path
CONTACT = ("phone", "phone_hours", "address")


@dataclass(frozen=True, slots=True)
class Place:
    """An organization on the way from the county down: enough to name it, link to it and ring it up."""

    pk: int
    path: str
    code: str
    name: str
    short_name: str
    phone: str


_LINE = Prepared(
    lambda paths: (
        Organization.objects.filter(path__in=paths)
        .order_by("path")
        .values_list("pk", "path", "code", "name", "short_name", "phone")
    )
)


# Of the organizations beside one, pages show where they are and what they are called; the rest stays unread.
_SHOWN = ("path", "code", "name", "short_name", "kind", "status")
_BESIDE = {"superior": _SHOWN, "catalog_maker": _SHOWN, "leading_group": None, "successor": _SHOWN}
_BY_ID = PreparedModels(Organization, lambda value: Organization.objects.filter(pk=value), _BESIDE)
_BY_CODE = PreparedModels(Organization, lambda value: Organization.objects.filter(code=value), _BESIDE)
_BY_PATH = PreparedModels(Organization, lambda value: Organization.objects.filter(path=value), _BESIDE)
_ROOT = PreparedModels(
    Organization, lambda value: Organization.objects.filter(superior=None, kind=value).order_by("pk"), _BESIDE
)
_BODIES = Prepared(
    lambda org_id: Organization.objects.filter(pk=org_id).values_list("path", "superior__path", "catalog_maker__path")
)
_CHILDREN = PreparedModels(
    Organization, lambda org_id: Organization.objects.filter(superior_id=org_id).order_by("path")
)
_HOMES = PreparedModels(Organization, lambda paths: Organization.objects.filter(path__in=paths))


def _first(found: list[Organization]) -> Organization:
    if not found:
        raise missing()
    return found[0]


def county(actor: Actor) -> Organization:
    """The root of the tree: the county committee. Missing until it is registered."""
    return _first(_ROOT(value=OrgKind.COUNTY_COMMITTEE.value))


def organization(actor: Actor, *, org_id: int) -> Organization:
    """One organization, living or ended; its basic entry is public (R6)."""
    return _first(_BY_ID(value=org_id))


def organization_by_code(actor: Actor, *, code: str) -> Organization:
    """One organization by its code."""
    return _first(_BY_CODE(value=code))


def organization_at(actor: Actor, *, path: str) -> Organization:
    """The organization that stands at a path today."""
    return _first(_BY_PATH(value=path))


def at_paths(actor: Actor, *, paths: Iterable[str]) -> list[Organization]:
    """The organizations that stand at these paths today. One query."""
    return list(Organization.objects.filter(path__in=tuple(paths)))


def children(actor: Actor, *, org_id: int, include_ended: bool = False) -> list[Organization]:
    """The organizations directly below, in the order of registration."""
    below = _CHILDREN(org_id=org_id)
    return below if include_ended else [org for org in below if org.status == ACTIVE]


def subtree(actor: Actor, *, path: str) -> list[Organization]:
    """The living organization at the path and all living below it, from above to below. One query."""
    return list(Organization.objects.filter(under(path, field="path"), status=ACTIVE).order_by("path"))


def subtree_page(actor: Actor, *, path: str, after: str = "", limit: int = 50) -> list[Organization]:
    """The same, a page at a time: those behind the path `after`, living ones only. One query."""
    below = Organization.objects.filter(under(path, field="path"), status=ACTIVE, path__gt=after)
    return list(below.select_related("superior", "catalog_maker").order_by("path")[:limit])


def named(actor: Actor, *, name: str, limit: int = 6, ended: bool = False) -> list[Organization]:
    """Organizations that bear or bore a name with these characters (R6): living ones, then, when asked, `ended` ones.

    Open to anyone. One query.
    """
    word = name.strip()
    if len(word) < 2:
        return []
    bears = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(names__name__icontains=word)
    found = Organization.objects.select_related("successor").filter(bears).distinct()
    if not ended:
        found = found.filter(status=ACTIVE)
    return list(found.order_by(F("ended_on").asc(nulls_first=True), "depth", "path")[:limit])


def line(actor: Actor, *, path: str) -> list[Place]:
    """Everything from the root down to the organization itself, root first, in one narrow query."""
    return [Place(*row) for row in _LINE(paths=ancestors(path))]


def ancestors_of(actor: Actor, *, path: str) -> list[Organization]:
    """Everything from the root down to the organization itself, root first."""
    return list(Organization.objects.filter(path__in=ancestors(path)).order_by("path"))


def name_on(actor: Actor, *, org_id: int, day: date) -> str:
    """What the organization was called on a day; before its first name, the first one (R6)."""
    names = list(OrganizationName.objects.filter(org_id=org_id).order_by("from_date").values_list("from_date", "name"))
    if not names:
        raise missing()
    return next((name for since, name in reversed(names) if since <= day), names[0][1])


def names_history(actor: Actor, *, org_id: int) -> list[OrganizationName]:
    """All names, oldest first."""
    return list(OrganizationName.objects.filter(org_id=org_id).order_by("from_date"))


def placements(actor: Actor, *, org_id: int) -> list[Placement]:
    """Under whom the organization has stood, oldest first; a last row without superior: it ended."""
    return list(Placement.objects.filter(org_id=org_id).select_related("superior").order_by("from_date", "pk"))


def bodies(actor: Actor, *, org_id: int) -> Bodies:
    """Paths of the organization, its superior, its catalog maker and the county. One query.

    Without a recorded maker the superior stands in (第六条（一）: 其他…由上一级党组织制定).
    """
    found = _BODIES(org_id=org_id)
    if not found:
        raise missing()
    path, superior, maker = found[0]
    return Bodies(path, superior or "", maker or superior or "", ancestors(path)[0])


def home_organizations(actor: Actor) -> list[Organization]:
    """The organizations where the actor holds roles, first grant first."""
    found = {org.path: org for org in _HOMES(paths=actor.home_paths)}
    return [found[path] for path in actor.home_paths if path in found]


def leading_group(actor: Actor, *, org_id: int) -> LeadingGroup | None:
    """The leading group in charge: the organization's own, else the nearest above (第十条)."""
    return (
        LeadingGroup.objects.select_related("org")
        .filter(pk__in=Organization.objects.filter(pk=org_id).values("leading_group_id"))
        .first()
    )
