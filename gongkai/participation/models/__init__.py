"""Tables of this room, private to it."""

from gongkai.participation.models.activities import Activity, ActivityPhoto
from gongkai.participation.models.anonymous import AnonymousNote, AnonymousWord, SlipSpent, SlipTaken
from gongkai.participation.models.appraisals import AppraisalRound, PaperCount, ResultUse, Voter
from gongkai.participation.models.briefings import Briefing
from gongkai.participation.models.concerns import Concern, TypicalCase
from gongkai.participation.models.consultations import (
    AdoptionPoint,
    Consultation,
    ConsultationFile,
    ConsultationReply,
    SaidWords,
)
from gongkai.participation.models.hearings import Enquiry, Hearing, Signup
from gongkai.participation.models.opinions import Opinion, OpinionMessage, OpinionNotice, OpinionRating, OpinionStep
from gongkai.participation.models.pressure import Pressure
from gongkai.participation.models.reports import Message, Receipt, ReportStep, SituationReport
from gongkai.participation.models.spokespersons import Spoken, Spokesperson
from gongkai.participation.models.subscriptions import Subscription
from gongkai.participation.models.vault import Identity, Opening

__all__ = [
    "Activity", "ActivityPhoto", "AdoptionPoint", "AnonymousNote", "AnonymousWord", "AppraisalRound", "Briefing", "Concern", "Consultation",
    "ConsultationFile", "ConsultationReply", "Enquiry", "Hearing", "Identity", "Message", "Opening", "Opinion",
    "OpinionMessage", "OpinionNotice", "OpinionRating", "OpinionStep", "PaperCount", "Pressure", "Receipt",
    "ReportStep", "ResultUse", "SaidWords", "Signup", "SituationReport", "SlipSpent", "SlipTaken", "Spoken",
    "Spokesperson", "Subscription", "TypicalCase", "Voter",
]  # fmt: skip
