"""Reading in this room."""

from gongkai.assessment.queries.cases import (
    Proposal,
    case,
    case_offers,
    cases,
    holds_somewhere,
    is_concerned,
    proposals,
)
from gongkai.assessment.queries.facts import scheme
from gongkai.assessment.queries.records import Record, line_records
from gongkai.assessment.queries.sheets import (
    PublishedYear,
    SheetView,
    TableRow,
    dispute,
    dispute_offers,
    open_disputes,
    published,
    sheet_view,
    table,
    visible_org,
    waiting,
    years,
)

__all__ = [
    "Proposal", "PublishedYear", "Record", "SheetView", "TableRow", "case", "case_offers", "cases", "dispute",
    "dispute_offers", "holds_somewhere", "is_concerned", "line_records", "open_disputes", "proposals", "published",
    "scheme", "sheet_view", "table", "visible_org", "waiting", "years",
]  # fmt: skip
