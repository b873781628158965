"""The meeting by which the party circle was told: as the room takes it, and as the form sends it (R57)."""

from datetime import datetime, timedelta

from django.utils import timezone

from gongkai.publication.views import PlacementInput
from gongkai.rules.meetings import Meeting

RECORD = {"meeting": Meeting.MEMBERS.value, "due": 31, "attended": 27}


def party_meeting(held: datetime | None = None, place: str = "党员活动室") -> PlacementInput:
    """A members' meeting with its record; yesterday unless told when."""
    return PlacementInput("hy", place, held or timezone.now() - timedelta(days=1), details=RECORD)


def meeting_form() -> dict:
    """The fields of the form for a members' meeting of yesterday."""
    held = timezone.localtime() - timedelta(days=1)
    return {"methods": ["hy"], "place": "党员活动室", "started": f"{held:%Y-%m-%dT%H:%M}", **RECORD}
