"""Writing duties: answers, nil reports, exemptions, events, matters, and what keeps the counters true."""

from gongkai.obligations.actions.answers import answer, end_answers
from gongkai.obligations.actions.endings import abolish_organization, merge_organization
from gongkai.obligations.actions.events import (
    add_stage,
    move_matter,
    open_matter,
    open_off_catalog,
    register_event,
    year_end_stages,
)
from gongkai.obligations.actions.exemptions import file_exemption, lapse_exemptions, move_exemption
from gongkai.obligations.actions.months import ensure_due_items, rebuild_months, recount
from gongkai.obligations.actions.nil import declare_nil, revoke_nil
from gongkai.obligations.actions.removal import destroy_exemptions
from gongkai.obligations.actions.setup import (
    approve_catalog,
    bind_organizations,
    fix_disclosure_day,
    load_calendar_year,
    open_months,
    override_day,
)
from gongkai.obligations.actions.systems import open_system
from gongkai.obligations.actions.urging import urge, urge_all

__all__ = [
    "abolish_organization", "add_stage", "answer", "approve_catalog", "bind_organizations", "declare_nil", "destroy_exemptions", "end_answers",
    "ensure_due_items", "file_exemption", "fix_disclosure_day", "lapse_exemptions", "load_calendar_year",
    "merge_organization", "move_exemption", "move_matter", "open_matter", "open_months", "open_off_catalog", "open_system",
    "override_day", "rebuild_months", "recount", "register_event", "revoke_nil",
    "urge", "urge_all", "year_end_stages",
]  # fmt: skip
