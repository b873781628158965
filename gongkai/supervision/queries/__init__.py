"""Reading in this room."""

from gongkai.supervision.queries.agenda_clocks import agendas_due, decisions_due
from gongkai.supervision.queries.agenda_years import agenda_points_by_organization, year_agenda
from gongkai.supervision.queries.agendas import (
    agenda_ledger,
    agenda_of_year,
    agenda_record,
    agenda_records,
    agenda_times,
    agendas_by_organization,
)
from gongkai.supervision.queries.asked import checks_below, meetings_below
from gongkai.supervision.queries.deadlines import deadlines
from gongkai.supervision.queries.effects import effects_below
from gongkai.supervision.queries.figures import figures
from gongkai.supervision.queries.filing import agendas_again, due_agendas, due_inspections, inspections_again
from gongkai.supervision.queries.funds import (
    fund_ledger,
    fund_line,
    fund_lines,
    fund_receipt,
    fund_receipts,
    funds_by_organization,
    funds_of_year,
)
from gongkai.supervision.queries.group_tasks import (
    group_task,
    group_task_offers,
    group_tasks,
    group_tasks_waiting,
)
from gongkai.supervision.queries.inspections import (
    InspectionView,
    evidence_file,
    inspection,
    inspection_ledger,
    inspection_offers,
    inspection_result,
    inspection_view,
    inspections,
    latest_inspections,
    to_inspect,
)
from gongkai.supervision.queries.marks import (
    MarkView,
    mark,
    mark_ledger,
    mark_offers,
    mark_photo,
    mark_view,
    marks,
    marks_waiting,
    own_marks,
)
from gongkai.supervision.queries.marks_about import marks_about, marks_open_to, upheld_by_organization
from gongkai.supervision.queries.meetings import (
    meeting_offers,
    meetings_called,
    next_meeting_due,
    opinions_waiting,
    supervisors_meeting,
    supervisors_meetings,
)
from gongkai.supervision.queries.oversight_report import OversightYear, oversight_by_organization
from gongkai.supervision.queries.papers import due_rectifications, rectifications_again
from gongkai.supervision.queries.plans import PlanView, inspection_plan, plan_offers, plan_view, plans
from gongkai.supervision.queries.point_clocks import point_deadlines
from gongkai.supervision.queries.point_files import (
    activity_file,
    activity_files,
    experience_file,
    experience_files,
    prolongations,
    work_file,
    work_files,
)
from gongkai.supervision.queries.point_works import (
    WorkView,
    experience,
    experience_bonus_by_organization,
    library,
    work_offers,
    work_view,
    works,
    works_waiting,
)
from gongkai.supervision.queries.points import (
    BatchView,
    KeeperView,
    PointView,
    activities,
    batch_view,
    batches,
    guidance_ledger,
    open_batches,
    point,
    point_offers,
    point_view,
    points,
    points_below,
    points_waiting,
    public_point,
    standing,
    tree,
)
from gongkai.supervision.queries.rectifications import (
    Following,
    RectificationFigures,
    due_now,
    notice_following,
    problems,
    proof_file,
    rectification,
    rectification_figures,
    rectification_ledger,
    rectification_of,
    rectification_offers,
    rectifications,
    rectifications_waiting,
    shown_before,
)
from gongkai.supervision.queries.spot_checks import (
    boards_of,
    codes_of_day,
    earlier_photo,
    spot_check,
    spot_check_ledger,
    spot_checks,
    spot_checks_waiting,
    spot_offers,
    spot_photo,
)
from gongkai.supervision.queries.supervised import supervision_by_organization, watched
from gongkai.supervision.queries.supervisors import (
    SupervisorName,
    own_terms,
    supervisor,
    supervisor_names,
    supervisor_offers,
    supervisors,
    supervisors_below,
    support_ledger,
    supports,
)
from gongkai.supervision.queries.unsettled import (
    findings_about,
    findings_by_key,
    inspections_open_to,
    unsettled_by_organization,
)
from gongkai.supervision.queries.year_numbers import inspected_in_year, studied_in_year

__all__ = [
    "agendas_again", "due_agendas", "due_inspections", "inspections_again",
    "inspected_in_year", "studied_in_year", "experience_file", "experience_files",
    "marks_about", "marks_open_to", "upheld_by_organization",
    "agenda_points_by_organization", "year_agenda",
    "due_rectifications", "problems", "rectifications_again", "shown_before",
    "agenda_ledger", "agenda_of_year", "agenda_record", "agenda_records", "agenda_times", "agendas_by_organization",
    "group_task", "group_task_offers", "group_tasks", "group_tasks_waiting",
    "effects_below", "Following", "findings_about", "findings_by_key", "inspections_open_to", "notice_following", "unsettled_by_organization",
    "RectificationFigures", "rectification_figures",
    "fund_ledger", "fund_line", "fund_lines", "fund_receipt", "fund_receipts", "funds_by_organization", "funds_of_year",
    "checks_below", "meetings_below",
    "BatchView", "OversightYear", "oversight_by_organization", "InspectionView", "KeeperView", "MarkView", "PlanView", "PointView", "SupervisorName", "WorkView",
    "activities", "batch_view", "batches", "guidance_ledger", "boards_of", "codes_of_day", "deadlines", "due_now", "earlier_photo",
    "evidence_file", "experience", "experience_bonus_by_organization", "figures", "inspection", "inspection_ledger",
    "inspection_offers", "inspection_plan", "inspection_result", "inspection_view", "inspections",
    "latest_inspections", "library", "mark", "mark_ledger", "mark_offers", "mark_photo", "mark_view", "marks", "marks_waiting",
    "meeting_offers", "meetings_called", "next_meeting_due", "open_batches", "opinions_waiting", "own_marks",
    "own_terms", "plan_offers", "plan_view", "plans", "point", "point_deadlines", "point_offers", "point_view",
    "points", "points_below", "points_waiting", "activity_file", "activity_files", "prolongations", "proof_file", "work_file", "work_files", "public_point", "rectification", "rectification_ledger",
    "rectification_of", "rectification_offers", "rectifications", "rectifications_waiting", "spot_check", "spot_check_ledger",
    "spot_checks", "spot_checks_waiting", "spot_offers", "spot_photo", "standing", "supervision_by_organization",
    "supervisor", "supervisor_names", "supervisor_offers", "supervisors", "supervisors_below", "supervisors_meeting",
    "supervisors_meetings", "support_ledger", "supports", "to_inspect", "tree", "watched", "work_offers", "work_view", "works",
    "works_waiting", "agendas_due", "decisions_due",
]  # fmt: skip
