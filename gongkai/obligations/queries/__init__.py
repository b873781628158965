"""Reading duties: to-do, months, boards, staged matters, exemptions."""

from gongkai.obligations.queries.boards import (
    board,
    by_organization,
    first_month,
    heat,
    late_days,
    late_places,
    late_sub_items,
    late_total,
    late_where_worst,
    months_below,
    overdue,
    totals,
    trend,
    whole,
    with_months,
)
from gongkai.obligations.queries.deadlines import deadlines
from gongkai.obligations.queries.duties import agenda, duty, gaps, month, months_strip, nil_offer, todo
from gongkai.obligations.queries.papers import due_exemptions, exemptions_again
from gongkai.obligations.queries.records import (
    exemption,
    exemption_ledger,
    exemption_offers,
    exemptions,
    matter,
    matter_offers,
    may_add_stage,
    nil_report,
    open_matters,
    stages,
    trigger,
)
from gongkai.obligations.queries.since import past
from gongkai.obligations.queries.systems import (
    SystemDuty,
    Systems,
    system_duties,
    systems_below,
    systems_complete,
    systems_public,
)
from gongkai.obligations.queries.years import Silence, silence, year_by_organization, year_duties

__all__ = [
    "due_exemptions", "exemptions_again",
    "first_month",
    "Silence", "SystemDuty", "Systems", "agenda", "board", "by_organization", "deadlines", "duty", "exemption", "exemption_ledger", "exemption_offers", "exemptions", "gaps", "heat", "late_days", "late_places", "late_sub_items", "late_total", "late_where_worst", "months_below",
    "matter", "matter_offers", "may_add_stage", "month", "months_strip", "nil_offer", "nil_report", "open_matters", "overdue",
    "past", "silence", "stages", "system_duties", "systems_below", "systems_complete", "systems_public", "todo", "totals", "trend", "trigger", "whole", "with_months", "year_by_organization", "year_duties",
]  # fmt: skip
