"""Reading duties: to-do, months, boards, staged matters, exemptions."""

from gongkai.obligations.queries.boards import board, by_organization, heat, overdue, totals, trend, whole
from gongkai.obligations.queries.duties import duty, gaps, month, months_strip, todo
from gongkai.obligations.queries.records import (
    exemption,
    exemption_offers,
    exemptions,
    matter,
    matter_offers,
    nil_report,
    open_matters,
    stages,
    trigger,
)
from gongkai.obligations.queries.since import past

__all__ = [
    "board", "by_organization", "duty", "exemption", "exemption_offers", "exemptions", "gaps", "heat", "matter", "matter_offers",
    "month", "months_strip", "nil_report", "open_matters", "overdue", "past", "stages", "todo", "totals", "trend", "trigger",
    "whole",
]  # fmt: skip
