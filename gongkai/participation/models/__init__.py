"""Tables of this room, private to it."""

from gongkai.participation.models.appraisals import AppraisalRound, PaperCount, ResultUse, Voter

__all__ = ["AppraisalRound", "PaperCount", "ResultUse", "Voter"]
