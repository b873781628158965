"""Writing publications: release, record how, take down, explain, load."""

from gongkai.publication.actions.carriers import end_carrier, hand_over, inspect_carrier, register_carrier
from gongkai.publication.actions.dispatches import dispatch_to_send, keep_answer, send_text
from gongkai.publication.actions.endings import close, explain_and_go_on, explain_change, restore, take_down
from gongkai.publication.actions.joint import (
    apply_joint,
    drop_joint_item,
    end_joint,
    look_through_joint,
    register_joint,
)
from gongkai.publication.actions.joint_links import link_joint_item, unlink_joint_item
from gongkai.publication.actions.loading import load_carriers, load_history, rebuild_search, reserve_numbers
from gongkai.publication.actions.logged import log_history
from gongkai.publication.actions.placing import conclude_notice, record_placement
from gongkai.publication.actions.release import release
from gongkai.publication.actions.removal import redact
from gongkai.publication.actions.telling import make_up, tell_individual, tell_person
from gongkai.publication.views import PlacementInput

__all__ = [
    "PlacementInput", "apply_joint", "close", "conclude_notice", "dispatch_to_send", "drop_joint_item", "end_carrier", "end_joint", "explain_and_go_on", "explain_change", "hand_over", "inspect_carrier", "keep_answer", "link_joint_item", "load_carriers", "load_history", "log_history", "look_through_joint", "make_up", "rebuild_search", "record_placement", "redact", "register_carrier", "register_joint", "release", "reserve_numbers", "restore", "send_text", "take_down", "tell_individual", "tell_person", "unlink_joint_item",
]  # fmt: skip
