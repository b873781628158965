"""What is asked of people without a role: votes, draft decisions, hearings to sign up for (第四条（一）, R10, R64, R65, R117).

Everyone who is asked is told, those too who have answered already: a message that stopped on the day of
the answer would keep what the ballot and the reply do not keep, when somebody spoke (P34).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.ledger.fields import ancestors
from gongkai.orgs import queries as orgs
from gongkai.participation.models import AppraisalRound, Consultation, Hearing, Voter
from gongkai.rules.actor import Actor
from gongkai.rules.duties import local_day
from gongkai.rules.methods import Audience
from gongkai.rules.notices import Asked, Deadline
from gongkai.rules.procedures.appraisal import RoundState
from gongkai.rules.procedures.consultation import ConsultationState
from gongkai.rules.procedures.hearing import HearingState
from gongkai.rules.refusals import missing

Circles = tuple[dict[str, set[int]], dict[str, set[int]]]
NO_ROLE: frozenset = frozenset()
INSTANT = timedelta(microseconds=1)  # a round ends at midnight: its last day is the one before


def calls(actor: Actor, *, asked: Asked) -> Iterator[Deadline]:
    """Everything that is open for answers now, each with the accounts of those who are asked. Six queries at most."""
    if not actor.is_clock:
        raise missing()
    today, wanted = asked.today, {} if asked.person is None else {"user_id": asked.person}
    asking = Consultation.objects.filter(state=ConsultationState.OPEN, closes_on__gte=today)
    hearing = Hearing.objects.filter(state=HearingState.ANNOUNCED, signup_until__gte=today)
    found = [
        *(
            ("asked", *row)
            for row in asking.values_list("pk", "org_path", "audience", "closes_on", "title", "opened_at")
        ),
        *(
            ("signup", *row)
            for row in hearing.values_list("pk", "org_path", "audience", "signup_until", "title", "announced_at")
        ),
    ]
    rolls, units = orgs.everyone_belonging(actor, day=today, user_id=asked.person)
    circles = _circles(rolls, units)
    for kind, pk, path, audience, until, title, at in found:
        if persons := _in_circle(circles, audience, path):
            since = local_day(at) if at else None
            yield Deadline(kind, path, until, f"{pk}-ask", NO_ROLE, title, since=since, persons=frozenset(persons))
    yield from _votes(today, wanted, {user for user, _ in (*rolls, *units)})


def _votes(today: date, wanted: dict, accounts: set[int]) -> Iterator[Deadline]:
    """Open rounds, for those on the list of voters who still have an account and belong somewhere."""
    lists: dict[int, set[int]] = defaultdict(set)
    voters = Voter.objects.filter(round__state=RoundState.OPEN, user_id__isnull=False, took_paper=False, **wanted)
    for round_id, user_id in voters.values_list("round_id", "user_id"):
        lists[round_id].add(user_id)
    rows = AppraisalRound.objects.filter(state=RoundState.OPEN, pk__in=lists)
    for row in rows.only("org_path", "ends_at", "title", "opened_at"):
        last, persons = local_day(row.ends_at - INSTANT), lists[row.pk] & accounts
        if last >= today and persons:
            since = local_day(row.opened_at) if row.opened_at else None
            yield Deadline(
                "vote",
                row.org_path,
                last,
                f"{row.pk}-vote",
                NO_ROLE,
                row.title,
                since=since,
                persons=frozenset(persons),
            )


def _circles(rolls: list[tuple[int, str]], units: list[tuple[int, str]]) -> Circles:
    """Who stands on a roll here or below, and who is of the people here, by path: the twin of `belongs`."""
    party: dict[str, set[int]] = defaultdict(set)
    people: dict[str, set[int]] = defaultdict(set)
    for user, path in rolls:
        for above in ancestors(path):
            party[above].add(user)
    for user, path in units:
        people[path].add(user)
    return party, people


def _in_circle(circles: Circles, audience: str, path: str) -> set[int]:
    """Those to be told. Society is asked through the site; told are its own people and members."""
    party, people = circles
    members = party.get(path, set())
    return members if audience == Audience.PARTY else members | people.get(path, set())
