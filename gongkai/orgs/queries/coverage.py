"""What an organization still lacks before it can disclose anything (R7)."""

from dataclasses import dataclass
from datetime import date

from gongkai.orgs.models import LeadingGroup, Organization
from gongkai.orgs.queries.posts import posts_on
from gongkai.orgs.scopes import under
from gongkai.rules.actor import Actor
from gongkai.rules.organizations import OrgKind, needs_leading_group
from gongkai.rules.permissions import Permission, demand

# What may be missing, in the order in which it is shown.
TERMS = {
    "head": "没有主要负责人",
    "clerk": "没有经办人",
    "leading_group": "没有成立领导小组",
    "maker": "没有定下由谁制定目录",
    "phone": "没有登记电话",
    "carrier": "没有登记公开载体",  # asked by the room that keeps them
}


@dataclass(frozen=True)
class CoverageGap:
    """One organization with the codes of all that it lacks."""

    org: Organization
    lacks: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        return [TERMS[code] for code in self.lacks]


def coverage_gaps(actor: Actor, *, path: str, today: date) -> list[CoverageGap]:
    """Living organizations below a path that lack something; three queries for any size (R7).

    A head and a clerk by post on the day (第十一条), a leading group where 第十条 asks for one, a
    catalog maker (第六条), and a telephone. Those that owe no duties (the county committee, R8) are
    asked only for their leading group. `publication.queries.coverage_gaps` adds the carriers.
    """
    demand(actor, Permission.OVERSEE, path, hidden=True)
    orgs = list(Organization.objects.filter(under(path, field="path"), status="active").order_by("path"))
    wanted = Organization.objects.filter(under(path, field="path"), status="active").values("pk")
    held = {(post.org_id, post.duty) for post in posts_on(org_ids=wanted, day=today, duties=("head", "clerk"))}
    grouped = set(LeadingGroup.objects.filter(ended_on=None).values_list("org_id", flat=True))
    found = []
    for org in orgs:
        lacks = [
            code
            for code, missing in (
                ("head", org.owes_duties and (org.pk, "head") not in held),
                ("clerk", org.owes_duties and (org.pk, "clerk") not in held),
                ("leading_group", needs_leading_group(OrgKind(org.kind)) and org.pk not in grouped),
                ("maker", org.owes_duties and org.catalog_maker_id is None),
                ("phone", org.owes_duties and not org.phone.strip()),
            )
            if missing
        ]
        if lacks:
            found.append(CoverageGap(org, tuple(lacks)))
    return found
