"""Every address of the site: what each kind of person gets there. Written by hand from the rules."""

from tests.interfaces.access import (
    agendas,
    api,
    appraisals,
    archive,
    assessment,
    board_sheets,
    bulletins,
    campaigns,
    carriers,
    channels,
    consulting,
    documents,
    feeds,
    funds,
    groups,
    inspections,
    interpretations,
    joint,
    ledgers,
    logs,
    main,
    notices,
    opinions,
    paper_forms,
    points,
    protection,
    publicity,
    requests,
    rolls,
    running,
    screens,
    sign_in,
    subscriptions,
    supervisors,
    yearly,
)
from tests.interfaces.access.columns import WHO

PARTS = (
    sign_in,
    api, campaigns, carriers, documents, feeds, opinions, paper_forms, protection, requests, consulting, appraisals, rolls, running, notices, yearly, groups,
    inspections, joint, assessment, publicity, archive, funds, agendas, interpretations, points, supervisors, channels, ledgers, logs, screens, bulletins, board_sheets, subscriptions,
)  # fmt: skip
TABLE = (*main.TABLE, *(row for part in PARTS for row in part.TABLE))
ELSEWHERE = main.ELSEWHERE.union(*(part.ELSEWHERE for part in PARTS))

__all__ = ["ELSEWHERE", "TABLE", "WHO"]
