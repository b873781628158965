"""Reading approvals: steps, queues, off-catalog plans, change requests."""

from gongkai.approvals.queries.campaigns import (
    Board,
    PlanRow,
    board,
    campaigns,
    checks_plan,
    completes_plan,
    plan_classes,
    plan_due,
    plan_file,
    plan_filing,
    plan_filing_offers,
    plan_owed,
    plan_standing,
    plan_to_file,
    plans_below,
    plans_owed,
    plans_to_check,
    plans_to_complete,
    plans_unasked,
    plans_unfiled,
    public_plan_file,
    public_plans,
    who_files,
)
from gongkai.approvals.queries.changes import change, change_ledger, change_offers, changes, changes_page, filed_with
from gongkai.approvals.queries.deadlines import deadlines
from gongkai.approvals.queries.editions import VERBS, ReviewRemark, facts, offers, remarks, remarks_of, steps
from gongkai.approvals.queries.papers import changed_on, changing, papers
from gongkai.approvals.queries.plans import plan, plan_ledger, plan_offers, plans, plans_by_number
from gongkai.approvals.queries.procedure import StepState, StepView, procedure
from gongkai.approvals.queries.signed_papers import (
    filed_papers,
    paper_record,
    record_paper_file,
    record_papers,
    signed_paper_file,
    signed_papers,
)
from gongkai.approvals.queries.waiting import Desk, WaitingRow, desk, queue, waiting_elsewhere
from gongkai.approvals.queries.year_numbers import agreed_in_year
from gongkai.approvals.queries.years import signed_by_organization, year_signed

__all__ = [
    "agreed_in_year", "changed_on", "changing", "papers",
    "Board", "PlanRow", "plans_unasked", "board", "campaigns", "checks_plan", "completes_plan", "plan_classes",
    "plan_due", "plan_file", "plan_filing", "plan_filing_offers", "plan_owed", "plan_standing", "plan_to_file", "public_plan_file", "public_plans", "who_files", "plans_below", "plans_owed", "plans_to_check",
    "plans_to_complete", "plans_unfiled",
    "signed_by_organization", "year_signed",
    "deadlines", "filed_papers", "paper_record", "record_paper_file", "record_papers", "signed_paper_file", "signed_papers",
    "Desk", "ReviewRemark", "StepState", "StepView", "VERBS", "WaitingRow", "change", "change_ledger", "change_offers", "changes", "changes_page", "filed_with", "desk", "facts",
    "offers", "plan", "plan_ledger", "plan_offers", "plans", "plans_by_number", "procedure", "queue", "remarks", "remarks_of",
    "steps", "waiting_elsewhere",
]  # fmt: skip
