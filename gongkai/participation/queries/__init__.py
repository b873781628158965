"""Reading in this room."""

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
    round_steps,
    rounds,
    run_round,
    standing,
    turnout,
    uses,
    voters,
)

__all__ = [
    "Outcome", "Standing", "appraisal", "appraisal_offers", "box", "fingerprints", "may_vote", "my_rounds", "numbers", "outcome",
    "paper_counts", "round_steps", "rounds", "run_round", "standing", "turnout", "uses", "voters",
]  # fmt: skip
