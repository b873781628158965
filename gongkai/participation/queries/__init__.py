"""Reading in this room."""

from gongkai.participation.about import About, find_about
from gongkai.participation.queries.activities import (
    activities,
    activities_by_organization,
    activity,
    activity_figures,
    activity_ledger,
    activity_photo,
    day_activity,
    day_to_record,
    days_held,
    photos,
)
from gongkai.participation.queries.anonymous import Dialogue, Reported, dialogue, handed_on_at, source_of
from gongkai.participation.queries.answering import Answers, answers_by_organization
from gongkai.participation.queries.appraisals import (
    Outcome,
    Standing,
    appraisal,
    appraisal_offers,
    box,
    fingerprints,
    may_vote,
    my_rounds,
    numbers,
    outcome,
    paper_counts,
    round_forms,
    round_steps,
    rounds,
    run_round,
    standing,
    turnout,
    uses,
    voters,
)
from gongkai.participation.queries.briefings import (
    attendance,
    briefing,
    briefing_owed,
    briefings,
    is_inside,
    next_briefing,
)
from gongkai.participation.queries.calls import calls
from gongkai.participation.queries.complaints import complaints_by_organization, complaints_found_true
from gongkai.participation.queries.concerns import (
    ConcernFigures,
    ConcernView,
    answer_in_the_making,
    answered_by,
    concern,
    concern_at_desk,
    concern_figures,
    concern_ledger,
    concern_offers,
    concerns,
    concerns_to_answer,
)
from gongkai.participation.queries.consultations import (
    ConsultationView,
    consultation,
    consultation_file,
    consultation_ledger,
    consultation_offers,
    consultation_view,
    consultations,
    consultations_waiting,
    least_period,
    open_consultations,
    questions_text,
)
from gongkai.participation.queries.deadlines import deadlines
from gongkai.participation.queries.effects import effects_below
from gongkai.participation.queries.enquiries import (
    common_questions,
    enquiries,
    enquiry,
    enquiry_ledger,
    enquiry_offers,
    may_ask,
    my_enquiries,
)
from gongkai.participation.queries.filing import (
    appraisals_again,
    consultations_again,
    due_appraisals,
    due_consultations,
)
from gongkai.participation.queries.hearings import (
    HearingView,
    hearing,
    hearing_ledger,
    hearing_offers,
    hearing_view,
    hearings,
    hearings_waiting,
    open_hearings,
)
from gongkai.participation.queries.opinions import (
    Links,
    Trail,
    inbox,
    links,
    opinion,
    opinion_offers,
    register,
    register_ledger,
    trail,
)
from gongkai.participation.queries.opinions_authors import (
    AuthorView,
    Paper,
    PublicAnswer,
    by_receipt,
    own_opinions,
    paper,
    public_answer,
)
from gongkai.participation.queries.opinions_figures import (
    GeneralResult,
    OpinionReport,
    OverdueRow,
    Unanswered,
    behind_edition,
    escalated,
    escalated_apart,
    general_results,
    opinion_report,
    overdue_counts,
    unanswered,
)
from gongkai.participation.queries.opinions_logged import altered_replies, logged_reply
from gongkai.participation.queries.papers import due_opinions, opinions_again, said_about
from gongkai.participation.queries.pressure import days_to_take_up, own_pressures, pressure, pressure_offers, pressures
from gongkai.participation.queries.publicity_years import PublicityYear, publicity_by_organization, year_publicity
from gongkai.participation.queries.reports import (
    may_report,
    message,
    message_targets,
    messages,
    messages_received,
    my_report,
    open_reports,
    receipt_to_sign,
    receipts,
    report,
    report_addressees,
    report_offers,
    report_steps,
    reports_in_hand,
    reports_sent,
    route_targets,
    sender_shown,
)
from gongkai.participation.queries.slips import slips_taken
from gongkai.participation.queries.spokespersons import former_spokespersons, spoken, spokesperson, spokespersons
from gongkai.participation.queries.subscriptions import (
    Letter,
    SubscriptionView,
    letter_to_send,
    own_subscriptions,
    subscription,
    subscription_refs,
)
from gongkai.participation.queries.typical_cases import (
    CaseView,
    case_ledger,
    case_library,
    case_offers,
    cases,
    cases_to_judge,
    typical_case,
)
from gongkai.participation.queries.urns import LoggedUrn, logged_urn
from gongkai.participation.queries.vault import (
    Look,
    OpenedName,
    ask_offer,
    ledger_of_looks,
    looks_at_own,
    opinion_to_ask_about,
    own_refs,
    refs_of,
    request,
    request_offers,
    requests,
    show_own,
    to_ask_about,
)
from gongkai.participation.queries.year_numbers import AskedYear, asked_in_year
from gongkai.participation.queries.years import (
    last_round,
    matters_heard,
    opinions_by_organization,
    rounds_by_organization,
    year_opinions,
)

__all__ = [
    "appraisals_again", "consultations_again", "due_appraisals", "due_consultations",
    "AskedYear", "asked_in_year", "About", "Answers", "AuthorView", "CaseView", "ConcernFigures", "ConcernView", "ConsultationView", "Dialogue", "GeneralResult", "HearingView", "Letter", "Links", "LoggedUrn", "Look", "OpenedName", "OpinionReport", "Outcome", "OverdueRow", "Paper", "PublicAnswer", "PublicityYear", "Reported", "Standing", "SubscriptionView", "Trail", "Unanswered", "activities", "activities_by_organization", "activity", "activity_figures", "activity_ledger", "activity_photo", "altered_replies", "answer_in_the_making", "answered_by", "answers_by_organization", "appraisal", "appraisal_offers", "ask_offer", "attendance", "behind_edition", "box", "briefing", "briefing_owed", "briefings", "by_receipt", "calls", "case_ledger", "case_library", "case_offers", "cases", "cases_to_judge", "common_questions", "complaints_by_organization", "complaints_found_true", "concern", "concern_at_desk", "concern_figures", "concern_ledger", "concern_offers", "concerns", "concerns_to_answer", "consultation", "consultation_file", "consultation_ledger", "consultation_offers", "consultation_view", "consultations", "consultations_waiting", "day_activity", "day_to_record", "days_held", "days_to_take_up", "deadlines", "dialogue", "due_opinions", "effects_below", "enquiries", "enquiry", "enquiry_ledger", "enquiry_offers", "escalated", "escalated_apart", "find_about", "fingerprints", "former_spokespersons", "general_results", "handed_on_at", "hearing", "hearing_ledger", "hearing_offers", "hearing_view", "hearings", "hearings_waiting", "inbox", "is_inside", "last_round", "least_period", "ledger_of_looks", "letter_to_send", "links", "logged_reply", "logged_urn", "looks_at_own", "matters_heard", "may_ask", "may_report", "may_vote", "message", "message_targets", "messages", "messages_received", "my_enquiries", "my_report", "my_rounds", "next_briefing", "numbers", "open_consultations", "open_hearings", "open_reports", "opinion", "opinion_offers", "opinion_report", "opinion_to_ask_about", "opinions_again", "opinions_by_organization", "outcome", "overdue_counts", "own_opinions", "own_pressures", "own_refs", "own_subscriptions", "paper", "paper_counts", "photos", "pressure", "pressure_offers", "pressures", "public_answer", "publicity_by_organization", "questions_text", "receipt_to_sign", "receipts", "refs_of", "register", "register_ledger", "report", "report_addressees", "report_offers", "report_steps", "reports_in_hand", "reports_sent", "request", "request_offers", "requests", "round_forms", "round_steps", "rounds", "rounds_by_organization", "route_targets", "run_round", "said_about", "sender_shown", "show_own", "slips_taken", "source_of", "spoken", "spokesperson", "spokespersons", "standing", "subscription", "subscription_refs", "to_ask_about", "trail", "turnout", "typical_case", "unanswered", "uses", "voters", "year_opinions", "year_publicity",
]  # fmt: skip
