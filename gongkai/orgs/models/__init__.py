"""Tables of organizations and people."""

from gongkai.orgs.models.hooks import Hook, HookMessage, HookTry
from gongkai.orgs.models.imports import ImportRun
from gongkai.orgs.models.notices import CalendarFeed, NoticeSetting
from gongkai.orgs.models.organization import (
    GroupSeat,
    LeadingGroup,
    MakerDecision,
    Organization,
    OrganizationName,
    Placement,
)
from gongkai.orgs.models.people import Grant, Membership, Post, UnitCode, UnitMembership, User
from gongkai.orgs.models.sessions import Session
from gongkai.orgs.models.sign_in import EntrySlip, FactorReset, GuessCount, OutsideIdentity, RecoveryCode, SecondFactor
from gongkai.orgs.models.tokens import MachineToken, RequestCount

__all__ = [
    "CalendarFeed", "EntrySlip", "FactorReset", "Grant", "GroupSeat", "GuessCount", "Hook", "HookMessage", "HookTry", "ImportRun", "LeadingGroup", "MachineToken", "MakerDecision", "Membership", "NoticeSetting", "Organization", "OrganizationName", "OutsideIdentity", "Placement", "Post", "RecoveryCode", "RequestCount", "SecondFactor", "Session", "UnitCode", "UnitMembership", "User",
]  # fmt: skip
