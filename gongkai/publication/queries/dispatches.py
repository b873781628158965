"""Which groups of phones an edition's text went to, and what was answered."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.orgs import queries as orgs
from gongkai.publication.models import Carrier, Dispatch
from gongkai.rules.actor import Actor
from gongkai.rules.dispatches import KIND, OPEN, DispatchState
from gongkai.rules.permissions import Permission, demand
from gongkai.rules.terms import label


@dataclass(frozen=True)
class GroupView:
    """A registered group with the newest message of an edition to it; `state` "" when none was asked for."""

    carrier_id: int
    name: str
    place: str
    state: str = ""
    state_word: str = ""
    text: str = ""
    answer: str = ""
    at: datetime | None = None
    may_send: bool = True


def phone_groups(actor: Actor, *, org_id: int, edition_id: int, audience: str, today: date) -> list[GroupView]:
    """The groups of an organization and how far the text of an edition is with each, for those who work there. Two queries."""
    org = orgs.organization(actor, org_id=org_id)
    demand(actor, Permission.READ_WORK, org.path, hidden=True)
    rows = Dispatch.objects.filter(publication__edition_id=edition_id, publication__audience=audience).order_by("pk")
    newest = {row.carrier_id: row for row in rows}
    found = []
    for group in Carrier.objects.filter(org_id=org_id, kind=KIND, ended_on=None).order_by("pk"):
        sent = newest.get(group.pk)
        if sent is None:
            found.append(GroupView(group.pk, group.name, group.place))
            continue
        state = DispatchState(sent.state)
        found.append(
            GroupView(
                group.pk, group.name, group.place, state, label(state), sent.text, sent.answer,
                sent.answered_at or sent.asked_at, state not in OPEN,
            )
        )  # fmt: skip
    return found
