"""Opinions and their answers, consultations, hearings, enquiries, briefings, reports upward, members' appraisals."""
