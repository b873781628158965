"""What waits in the inbox from the eight systems."""

from django.urls import reverse

from gongkai.interfaces.workbench.consulting_inbox import Waiting
from gongkai.obligations import queries as obligations
from gongkai.rules.eight_systems import missing_ones
from gongkai.rules.permissions import Permission, may
from gongkai.rules.terms import label


def publicity_waiting(actor, *, homes) -> list[tuple[str, list[Waiting], str]]:
    """The boxes of this area for the offices where the actor drafts."""
    offices = [org for org in homes if may(actor, Permission.DRAFT, org.path)]
    return [("八项制度", [one for org in offices if org.owes_duties for one in _lacking(actor, org)], "voice")]


def _lacking(actor, org) -> list[Waiting]:
    """One line for an organization whose own rules are not complete (第九条)."""
    lacking = missing_ones(obligations.systems_public(actor, org_id=org.pk))
    if not lacking:
        return []
    names = "、".join(label(one) for one in lacking)
    address = f"{reverse('workbench:systems')}?org={org.code}"
    return [Waiting(address, f"{org.short_name}还缺 {len(lacking)} 项制度", f"{names}　第九条")]
