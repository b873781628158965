"""What the fixity job found, for those who keep the system running and for the archivist (P38)."""

from django.db.models import Q

from gongkai.archive.models import Damage
from gongkai.orgs.scopes import within
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission, may_anywhere


def damages(actor: Actor, *, limit: int = 100) -> list[Damage]:
    """What is not what it was and not yet right again, the oldest first. Names of places only, no words of papers."""
    own = Q() if may_anywhere(actor, Permission.MANAGE_SYSTEM) else within(actor, Permission.KEEP_ARCHIVE)
    return list(Damage.objects.filter(own, gone_at=None).order_by("found_at", "pk")[:limit])


def damage_count(actor: Actor, *, path: str) -> int:
    """How many papers of one organization are not what they were; for those who read the work there. One query."""
    return Damage.objects.filter(within(actor, Permission.READ_WORK), org_path=path, gone_at=None).count()
