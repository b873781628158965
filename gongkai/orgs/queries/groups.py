"""Leading groups as they are composed, with everything that is not as 第十条 wants it (R128–R135)."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.orgs.models import LeadingGroup, Organization
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.leading_groups import GroupFinding, HeldPost, OfficeSeat, Seat, SeatRole, look_through
from gongkai.rules.organizations import OrgKind, rule_of
from gongkai.rules.permissions import Permission, may
from gongkai.rules.refusals import missing

KINDS = [kind.value for kind in OrgKind if rule_of(kind).leading_group != "none"]
OFFICE = (SeatRole.OFFICE_DIRECTOR, SeatRole.OFFICE_DEPUTY, SeatRole.OFFICE_STAFF)
CONTACTS = (SeatRole.CONTACT, SeatRole.CONTACT_DEPUTY)


@dataclass(frozen=True)
class Composition:
    """One composition of a leading group: its seats in order and what is wrong with it."""

    group: LeadingGroup
    seats: tuple[Seat, ...]
    findings: tuple[GroupFinding, ...]

    @property
    def sound(self) -> bool:
        """Could it be made public like this?"""
        return not any(one.stops for one in self.findings)

    @property
    def leaders(self) -> tuple[Seat, ...]:
        return tuple(one for one in self.seats if one.role not in OFFICE + CONTACTS)

    @property
    def office(self) -> tuple[Seat, ...]:
        return tuple(one for one in self.seats if one.role in OFFICE)

    @property
    def contacts(self) -> tuple[Seat, ...]:
        return tuple(one for one in self.seats if one.role in CONTACTS)

    @property
    def chief(self) -> Seat | None:
        return next((one for one in self.seats if one.role == SeatRole.LEADER), None)


def composed(group: LeadingGroup, *, kind: str) -> Composition:
    """The composition of a row; `kind` is the organization's."""
    rows = sorted(group.seats.all(), key=lambda row: row.place)
    seats = tuple(
        Seat(SeatRole(row.role), HeldPost(row.post), row.name, row.title, row.phone, row.duty) for row in rows
    )
    rule = rule_of(OrgKind(kind)).leading_group
    found = look_through(rule, office_in=OfficeSeat(group.office_in), seats=seats, day=group.formed_on)
    return Composition(group, seats, found)


def _all(groups) -> list[Composition]:
    rows: Iterable[LeadingGroup] = groups.select_related("org").prefetch_related("seats")
    return [composed(row, kind=row.org.kind) for row in rows]


def reads_groups(actor: Actor, *, path: str) -> bool:
    """May the actor see compositions that are not public yet?"""
    return may(actor, Permission.KEEP_GROUP, path) or may(actor, Permission.OVERSEE, path)


def compositions(actor: Actor, *, org_id: int) -> list[Composition]:
    """Every composition of an organization's own group, the newest first; strangers see the public ones. Three queries."""
    path = Organization.objects.filter(pk=org_id).values_list("path", flat=True).first()
    if path is None:
        raise missing()
    found = LeadingGroup.objects.filter(org_id=org_id).order_by("-formed_on", "-pk")
    return _all(found if reads_groups(actor, path=path) else found.exclude(disclosed_at=None))


def composition(actor: Actor, *, group_id: int) -> Composition:
    """One composition, for those who may read it before it is public."""
    found = _all(LeadingGroup.objects.filter(pk=group_id))
    if not found or not reads_groups(actor, path=found[0].group.org.path):
        raise missing()
    return found[0]


def public_group(actor: Actor, *, org_id: int) -> Composition | None:
    """The newest composition of the organization's own group that was made public. Two queries."""
    found = LeadingGroup.objects.filter(org_id=org_id).exclude(disclosed_at=None).order_by("-formed_on", "-pk")
    return next(iter(_all(found[:1])), None)


def group_in_charge(actor: Actor, *, org_id: int) -> LeadingGroup | None:
    """The public row of the group in charge of an organization: its own, else the nearest above (第十条). One query."""
    owner = LeadingGroup.objects.filter(pk__in=Organization.objects.filter(pk=org_id).values("leading_group_id"))
    found = LeadingGroup.objects.filter(org_id__in=owner.values("org_id")).exclude(disclosed_at=None)
    return found.select_related("org").order_by("-formed_on", "-pk").first()


def groups_below(actor: Actor, *, path: str) -> list[tuple[Organization, Composition | None]]:
    """Living organizations at and below a path that need a group, each with its present one. Three queries."""
    if not reads_groups(actor, path=path):
        raise missing()
    living = Organization.objects.filter(under(path, field="path"), status="active", kind__in=KINDS)
    now = LeadingGroup.objects.filter(ended_on=None, org_id__in=living.values("pk"))
    held = {one.group.org_id: one for one in _all(now)}
    return [(org, held.get(org.pk)) for org in living.order_by("path")]
