"""Who has what on the desk: editions that wait for the actor, and those that wait for colleagues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disclosures import queries as disclosures
from gongkai.orgs import queries as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.permissions import Permission as P
from gongkai.rules.procedures.edition import STATES
from gongkai.rules.procedures.edition import EditionState as S

# State → whose turn it is: permission, the verb that leads on, and the post that usually does it.
TURNS = {
    S.SECRECY: (P.REVIEW_SECRECY, "clear_secrecy", "secrecy"),
    S.REVIEW: (P.REVIEW, "pass_review", "deputy"),
    S.APPROVAL: (P.APPROVE, "approve", "head"),
    S.RETURNED: (P.DRAFT, "submit", "clerk"),
    S.APPROVED: (P.RELEASE, "release", "clerk"),
    S.RELEASING: (P.RELEASE, "release", "clerk"),
}
REVIEWED = (S.SECRECY, S.REVIEW, S.APPROVAL)


@dataclass(frozen=True)
class WaitingRow:
    """One edition and whose turn it is; `who` only where it waits for somebody else."""

    edition_id: int
    org_id: int
    org_name: str
    title: str
    code: str
    state: str
    state_name: str
    verb: str
    since: datetime
    due_on: date | None
    overdue: bool
    who: str = ""


def _row(edition, title: str, today: date, who: str = "") -> WaitingRow:
    verb = TURNS[S(edition.state)][1]
    return WaitingRow(
        edition.pk, edition.disclosure.org_id, edition.disclosure.org.short_name, title, edition.disclosure.code,
        edition.state, STATES[S(edition.state)], verb, edition.state_at, edition.due_on,
        edition.due_on is not None and edition.due_on < today, who,
    )  # fmt: skip


def queue(actor: Actor, *, today: date) -> list[WaitingRow]:
    """What waits for this actor, due first: to review, to sign, to improve after return, to publish.

    Never one's own text to review or sign (P7).
    """
    found = disclosures.editions_in(actor, turns={state: permission for state, (permission, _, _) in TURNS.items()})
    ids = {edition.pk for edition in found}
    wrote = disclosures.authors(actor, edition_ids=ids)
    titles = disclosures.titles(actor, edition_ids=ids)
    rows = [
        _row(edition, titles.get(edition.pk, ""), today)
        for edition in found
        if edition.state not in REVIEWED or actor.user_id not in wrote.get(edition.pk, ())
    ]
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.since))


def waiting_elsewhere(
    actor: Actor, *, org_id: int, today: date, making: Sequence | None = None, titles: Mapping[int, str] | None = None
) -> list[WaitingRow]:
    """An organization's editions under review and on whose desk they lie.

    `making` and `titles`: its drafts and their titles, by one who has read them already.
    """
    making = disclosures.drafts(actor, org_id=org_id) if making is None else making
    waiting = [edition for edition in making if edition.state in REVIEWED]
    if titles is None:
        titles = disclosures.titles(actor, edition_ids={edition.pk for edition in waiting})
    posts = orgs.posts(actor, org_id=org_id, day=today) if waiting else []
    rows = []
    for edition in waiting:
        duty = TURNS[S(edition.state)][2]
        who = "、".join(post.holder_name or f"{post.title}空缺" for post in posts if post.duty == duty)
        rows.append(_row(edition, titles.get(edition.pk, ""), today, who))
    return rows
