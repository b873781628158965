"""What came in and has to be answered or signed for: one list, whatever area it comes from."""

from datetime import date, datetime

from gongkai.interfaces.workbench.inbox.applications import applications_waiting
from gongkai.interfaces.workbench.inbox.archive import archive_waiting
from gongkai.interfaces.workbench.inbox.campaigns import campaigns_waiting
from gongkai.interfaces.workbench.inbox.judging import judging_waiting
from gongkai.interfaces.workbench.inbox.office import (
    documents_waiting,
    filings_waiting,
    interpretations_waiting,
    makers_waiting,
    opinions_waiting,
)
from gongkai.interfaces.workbench.inbox.points import points_waiting
from gongkai.interfaces.workbench.inbox.publicity import publicity_waiting
from gongkai.interfaces.workbench.inbox.supervision import supervision_waiting
from gongkai.interfaces.workbench.inbox.voices import voices_waiting
from gongkai.interfaces.workbench.inbox.worklist import Worklist, worklist
from gongkai.participation import queries as participation
from gongkai.rules.actor import Actor

__all__ = ["came_in"]


def came_in(actor: Actor, *, homes, now: datetime, today: date) -> Worklist:
    """All that waits for the actor at the offices of `homes`, the most pressing first."""
    boxes = filings_waiting(actor) + makers_waiting(actor) + documents_waiting(actor, today=today)
    boxes += interpretations_waiting(actor)
    boxes += voices_waiting(actor, homes=homes, now=now, today=today)
    boxes += supervision_waiting(actor, homes=homes, today=today)
    boxes += publicity_waiting(actor, homes=homes, today=today) + points_waiting(actor, homes=homes)
    boxes += judging_waiting(actor, homes=homes, today=today)
    boxes += archive_waiting(actor, homes=homes, today=today)
    boxes += campaigns_waiting(actor, homes=homes, today=today) + applications_waiting(actor)
    boxes += opinions_waiting(actor, rows=participation.inbox(actor, today=today))
    return worklist(boxes, today)
