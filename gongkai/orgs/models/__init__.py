"""Tables of organizations and people."""

from gongkai.orgs.models.imports import ImportRun
from gongkai.orgs.models.organization import (
    GroupSeat,
    LeadingGroup,
    MakerDecision,
    Organization,
    OrganizationName,
    Placement,
)
from gongkai.orgs.models.people import Grant, Membership, Post, UnitCode, UnitMembership, User

__all__ = [
    "Grant", "GroupSeat", "ImportRun", "LeadingGroup", "MakerDecision", "Membership", "Organization", "OrganizationName",
    "Placement", "Post", "UnitCode", "UnitMembership", "User",
]  # fmt: skip
