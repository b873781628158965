"""Who has what on the desk: editions that wait for the actor, and those that wait for colleagues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.approvals.queries.editions import remarks_of
from gongkai.disclosures import queries as disclosures
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.duties import local_day
from gongkai.rules.permissions import Permission as P
from gongkai.rules.pressing import pressing
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
    S.HIDDEN: (P.TAKE_DOWN, "restore", "head"),
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
    near: bool
    who: str = ""


def _pressing(due_on: date | None, today: date) -> tuple[bool, bool]:
    found = pressing(due_on, today)
    return found.late, found.near


def _row(edition, title: str, today: date, *, who: str = "", due_on: date | None = None) -> WaitingRow:
    verb = TURNS[S(edition.state)][1]
    due_on = due_on or edition.due_on
    return WaitingRow(
        edition.pk, edition.disclosure.org_id, edition.disclosure.org.short_name, title, edition.disclosure.code,
        edition.state, STATES[S(edition.state)], verb, edition.state_at, due_on,
        *_pressing(due_on, today), who,
    )  # fmt: skip


def _follow_ups(actor: Actor, editions: list) -> dict[int, date]:
    """By when what was hidden is restored or its change requested: one working day by default (R88)."""
    hidden = {edition.pk: local_day(edition.state_at) for edition in editions if edition.state == S.HIDDEN}
    if not hidden:
        return {}
    law, calendar = rulebook.parameters(actor), rulebook.calendar(actor)
    words = "紧急下架后补办变更手续或者恢复", "第九条（二）"
    return {
        pk: add_workdays(day, law.int("takedown_followup", on=day), calendar, *words).due for pk, day in hidden.items()
    }


def queue(actor: Actor, *, today: date) -> list[WaitingRow]:
    """What waits for this actor, due first: to review, to sign, to improve after return, to publish,
    to restore or explain what was hidden in an emergency (R88).

    Never one's own text to review or sign (P7).
    """
    found = disclosures.editions_in(actor, turns={state: permission for state, (permission, _, _) in TURNS.items()})
    ids = {edition.pk for edition in found}
    wrote = disclosures.authors(actor, edition_ids=ids)
    titles = disclosures.titles(actor, edition_ids=ids)
    follow_ups = _follow_ups(actor, found)
    rows = [
        _row(edition, titles.get(edition.pk, ""), today, due_on=follow_ups.get(edition.pk))
        for edition in found
        if edition.state not in REVIEWED or actor.user_id not in wrote.get(edition.pk, ())
    ]
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.since))


def waiting_elsewhere(actor: Actor, *, org_id: int, today: date) -> list[WaitingRow]:
    """An organization's editions under review and on whose desk they lie."""
    return desk(actor, org_id=org_id, today=today).elsewhere


@dataclass(frozen=True)
class Desk:
    """Everything in the making at an organization: each edition with its title, by what is to be done with it."""

    making: list  # all of them
    drafts: list[tuple]
    returned: list[tuple]  # with what was said
    elsewhere: list[WaitingRow]
    approved: list[tuple]

    def waits(self) -> dict[int, WaitingRow]:
        """On whose desk each edition under review lies."""
        return {row.edition_id: row for row in self.elsewhere}

    def by_place(self) -> dict[tuple[str, str, int], Any]:
        """Each edition under the duty that it answers: period, code and trigger."""
        return {
            (one.disclosure.period, one.disclosure.code, one.disclosure.trigger_id or 0): one for one in self.making
        }


def desk(actor: Actor, *, org_id: int, today: date, path: str = "") -> Desk:
    """What an organization has in the making. `path`: where it stands, by one who has read it already."""
    making = disclosures.drafts(actor, org_id=org_id, path=path)
    titles = disclosures.titles(actor, edition_ids={edition.pk for edition in making})

    def those(*states: S) -> list[tuple]:
        return [(one, titles.get(one.pk, "")) for one in making if one.state in states]

    returned = those(S.RETURNED)
    said = remarks_of(actor, edition_ids={one.pk for one, _ in returned})
    return Desk(
        making, those(S.DRAFT), [(one, title, said.get(one.pk, [])) for one, title in returned],
        _elsewhere(actor, making, titles, org_id, today), those(S.APPROVED, S.RELEASING),
    )  # fmt: skip


def _elsewhere(
    actor: Actor, making: Sequence, titles: Mapping[int, str], org_id: int, today: date
) -> list[WaitingRow]:  # fmt: skip
    waiting = [edition for edition in making if edition.state in REVIEWED]
    posts = orgs.posts(actor, org_id=org_id, day=today) if waiting else []
    rows = []
    for edition in waiting:
        duty = TURNS[S(edition.state)][2]
        who = "、".join(post.shown_name or f"{post.title}空缺" for post in posts if post.duty == duty)
        rows.append(_row(edition, titles.get(edition.pk, ""), today, who=who))
    return rows
