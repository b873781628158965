"""Tables of organizations and people."""

from gongkai.orgs.models.imports import ImportRun
from gongkai.orgs.models.notices import CalendarFeed, NoticeSetting
from gongkai.orgs.models.organization import LeadingGroup, MakerDecision, Organization, OrganizationName, Placement
from gongkai.orgs.models.people import Grant, Membership, Post, UnitCode, UnitMembership, User

__all__ = [
    "CalendarFeed", "Grant", "ImportRun", "LeadingGroup", "MakerDecision", "Membership", "NoticeSetting", "Organization",
    "OrganizationName", "Placement", "Post", "UnitCode", "UnitMembership", "User",
]  # fmt: skip
