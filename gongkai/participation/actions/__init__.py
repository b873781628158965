"""Writing in this room: one file per verb family."""

from gongkai.participation.actions.activities import hang_photo, record_activity, void_activity
from gongkai.participation.actions.adoption import answer_point, drop_point, sort_words, write_result
from gongkai.participation.actions.anonymous import deliver, mix_rows, say_more, write_anonymous
from gongkai.participation.actions.asking_removal import destroy_appraisals, destroy_consultations
from gongkai.participation.actions.ballots import cast, count_papers, hand_paper, seal_and_cast
from gongkai.participation.actions.briefings import make_up, record_briefing
from gongkai.participation.actions.claims import claim, paper_of
from gongkai.participation.actions.concerns import draft_answer, link_answer, move_concern, register_concern
from gongkai.participation.actions.consultations import (
    answer_consultation,
    attach_file,
    detach_file,
    draft_consultation,
    move_consultation,
    save_consultation,
    type_reply,
)
from gongkai.participation.actions.endings import pass_on_ended
from gongkai.participation.actions.enquiries import ask, move_enquiry
from gongkai.participation.actions.hearings import (
    draft_hearing,
    move_hearing,
    save_hearing,
    sign_up,
    take_back,
    write_hearing,
)
from gongkai.participation.actions.opinions import enter, receive, submit
from gongkai.participation.actions.opinions_authors import add_message, rate
from gongkai.participation.actions.opinions_clock import escalate_overdue, reroute
from gongkai.participation.actions.opinions_editions import decide_again, start_improved
from gongkai.participation.actions.opinions_moves import OFFICE_VERBS, move
from gongkai.participation.actions.opinions_removal import destroy_opinions
from gongkai.participation.actions.opinions_transfer import transfer
from gongkai.participation.actions.pressure import (
    escalate_pressure,
    move_pressure,
    report_pressure,
    report_pressure_with_receipt,
)
from gongkai.participation.actions.reports import (
    move_report,
    read_answer,
    report_for_organization,
    report_situation,
    send_message,
    sign_for,
)
from gongkai.participation.actions.rounds import (
    close_ended,
    give_result,
    move_round,
    prepare_round,
    record_use,
    set_key,
    write_plan,
)
from gongkai.participation.actions.slips import take_slip
from gongkai.participation.actions.spokespersons import end_term, name_spokesperson, speak
from gongkai.participation.actions.subscriptions import agree, bounced, heard, subscribe, tell_subscribers, unsubscribe
from gongkai.participation.actions.typical_cases import move_case, recommend_case
from gongkai.participation.actions.vault import (
    ask_to_open,
    consent_to_open,
    lapse_requests,
    open_name,
    recall_request,
    refuse_to_open,
    rotate_keys,
    seal,
)

__all__ = [
    "destroy_appraisals", "destroy_consultations",
    "OFFICE_VERBS", "add_message", "agree", "heard", "subscribe", "tell_subscribers", "unsubscribe", "answer_consultation", "answer_point", "ask", "bounced", "ask_to_open", "attach_file",
    "cast", "claim", "close_ended", "consent_to_open", "count_papers", "decide_again", "deliver", "destroy_opinions", "detach_file",
    "draft_answer", "draft_consultation", "draft_hearing", "drop_point", "end_term", "enter", "escalate_overdue",
    "escalate_pressure", "give_result", "hand_paper", "hang_photo", "lapse_requests", "make_up", "mix_rows", "move",
    "link_answer", "move_case", "move_concern", "move_consultation", "move_enquiry", "move_hearing", "move_pressure", "move_report", "move_round",
    "name_spokesperson", "open_name", "paper_of", "pass_on_ended", "prepare_round", "rate", "read_answer", "recall_request", "receive",
    "recommend_case", "record_activity", "record_briefing", "record_use", "refuse_to_open", "register_concern", "report_for_organization", "report_pressure",
    "report_pressure_with_receipt", "report_situation", "reroute", "rotate_keys", "save_consultation",
    "save_hearing", "say_more", "seal", "seal_and_cast", "send_message", "set_key", "sign_for", "sign_up",
    "sort_words", "speak", "start_improved", "submit", "take_back", "take_slip", "transfer", "type_reply", "void_activity",
    "write_anonymous", "write_hearing", "write_plan", "write_result",
]  # fmt: skip
