"""Writing disclosures: start, save, attach, plan the scope, decide on checks and feedback."""

from gongkai.disclosures.actions.decisions import decide_check, decide_feedback
from gongkai.disclosures.actions.files import attach, detach
from gongkai.disclosures.actions.plan import explain_lateness, record_lateness, set_plan
from gongkai.disclosures.actions.removal import REMOVED, destroy_texts
from gongkai.disclosures.actions.starting import start, start_edition
from gongkai.disclosures.actions.state import give_number, set_state
from gongkai.disclosures.actions.systems import start_system
from gongkai.disclosures.actions.texts import save_revision, take_revision

__all__ = [
    "REMOVED", "attach", "decide_check", "decide_feedback", "destroy_texts", "detach", "explain_lateness", "give_number", "record_lateness", "save_revision",
    "set_plan", "set_state", "start", "start_edition", "start_system", "take_revision",
]  # fmt: skip
