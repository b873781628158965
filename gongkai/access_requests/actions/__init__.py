"""Writing in this room: one file per verb family."""

from gongkai.access_requests.actions.applying import apply, enter
from gongkai.access_requests.actions.claims import claim
from gongkai.access_requests.actions.clock import (
    escalate_overdue,
    keep_clock,
    lapse_uncorrected,
    pass_on_ended,
    reexamine_expired,
    resume_unanswered,
)
from gongkai.access_requests.actions.files import attach_file, detach_file
from gongkai.access_requests.actions.moves import move
from gongkai.access_requests.actions.removal import destroy_applications

__all__ = [
    "apply", "attach_file", "claim", "destroy_applications", "detach_file", "enter", "escalate_overdue", "keep_clock", "lapse_uncorrected", "move",
    "pass_on_ended", "reexamine_expired", "resume_unanswered",
]  # fmt: skip
