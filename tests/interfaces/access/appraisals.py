"""Addresses of one part of the site: members' appraisals."""

from tests.interfaces.access.columns import ALL, OWN_WORK, POST_ONLY

# Visitors and the people of the village are not voters: a round that is open does not exist for them.
ROUND = (302, 200, 404, 200, 200, 200, 404, 200)

# name, arguments, codes
TABLE: tuple = (
    ("portal:appraisals", ("{village}",), ALL),
    ("portal:appraisal", ("{round}",), ROUND),
    ("portal:appraisal_check", ("{round}",), ROUND),
    ("workbench:appraisals", (), (302, 404, 404, 200, 200, 200, 200, 200)),
    ("workbench:appraisal", ("{round}",), OWN_WORK),
    ("workbench:appraisal_box", ("{round}",), (302,) + (404,) * 7),
    ("workbench:appraisal_key", ("{round}",), POST_ONLY),
    ("workbench:appraisal_result", ("{round}",), POST_ONLY),
    ("workbench:appraisal_papers", ("{round}",), POST_ONLY),
    ("workbench:appraisal_hand_paper", ("{round}", 1), POST_ONLY),
    ("workbench:appraisal_plan", ("{round}",), POST_ONLY),
    ("workbench:appraisal_use", ("{round}",), POST_ONLY),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
