"""Writing publications: release, record how, take down, explain, load."""

from gongkai.publication.actions.endings import close, explain_change, restore, take_down
from gongkai.publication.actions.loading import load_history, rebuild_search, reserve_numbers
from gongkai.publication.actions.placing import conclude_notice, record_placement, tell_individual
from gongkai.publication.actions.release import release
from gongkai.publication.views import PlacementInput

__all__ = [
    "PlacementInput", "close", "conclude_notice", "explain_change", "load_history", "rebuild_search",
    "record_placement", "release", "reserve_numbers", "restore", "take_down", "tell_individual",
]  # fmt: skip
