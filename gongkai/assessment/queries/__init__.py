"""Reading in this room."""

from gongkai.assessment.queries.burdens import BurdenRow, burdens
from gongkai.assessment.queries.case_links import LinkedFact, known_facts, known_items, linked_facts, matter_of
from gongkai.assessment.queries.case_notices import case_behind, notice_of
from gongkai.assessment.queries.cases import (
    Proposal,
    case,
    case_figures,
    case_ledger,
    case_offers,
    cases,
    deciding_body,
    holds_somewhere,
    is_concerned,
    may_state,
    organization_for_case,
    proposals,
    statement_paper,
)
from gongkai.assessment.queries.clocks import (
    CasesWaiting,
    calls,
    cases_waiting,
    deadlines,
    disputes_to_review,
    sheets_to_review,
)
from gongkai.assessment.queries.effects import EffectRow, effects
from gongkai.assessment.queries.facts import scheme, shares
from gongkai.assessment.queries.records import Record, line_records
from gongkai.assessment.queries.reports import report_facts
from gongkai.assessment.queries.sheets import (
    PublishedYear,
    SheetView,
    TableRow,
    dispute,
    dispute_offers,
    dispute_reviewer,
    head_name,
    published,
    sheet_view,
    table,
    visible_org,
    waiting,
    years,
)

__all__ = [
    "EffectRow", "effects", "report_facts", "CasesWaiting", "calls", "case_behind", "head_name", "cases_waiting", "deadlines", "disputes_to_review", "sheets_to_review", "may_state", "statement_paper", "notice_of",
    "BurdenRow", "burdens", "Proposal", "PublishedYear", "Record", "SheetView", "TableRow", "case", "case_figures",
    "case_ledger", "case_offers", "cases", "deciding_body", "dispute", "LinkedFact", "known_facts", "known_items", "linked_facts",
    "matter_of",
    "dispute_offers", "holds_somewhere", "is_concerned", "line_records", "dispute_reviewer", "organization_for_case", "proposals", "published",
    "scheme", "shares", "sheet_view", "table", "visible_org", "waiting", "years",
]  # fmt: skip
