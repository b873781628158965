"""The morning: every clock is asked once, each person gets at most one message."""

from collections import defaultdict
from datetime import date, datetime, time

from gongkai.interfaces.ui import clocks, mailing
from gongkai.ledger import actions as ledger
from gongkai.orgs import queries as orgs
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, Deadline, Line, Morning, concerns, may_mail, message


def written_at(clock: Actor, *, today: date) -> time:
    """The hour at which this morning's messages are written."""
    return rulebook.parameters(clock).hour("notice_at", today)


def lines_of_everyone(clock: Actor, *, today: date) -> tuple[Morning, dict[int, list[Line]]]:
    """The message of each person for whom something rings this morning. Queries: a fixed number."""
    remind = rulebook.parameters(clock).several("reminder_days", today)
    morning = Morning(today, rulebook.calendar(clock), remind)
    at: dict[str, list[Deadline]] = defaultdict(list)
    for one in clocks.all_deadlines(Asked(today, morning.until)):
        if one.roles and morning.lists(one):
            at[one.org_path].append(one)
    asked: dict[int, list[Deadline]] = defaultdict(list)
    for one in clocks.all_calls(Asked(today)):
        for user_id in one.persons if morning.lists(one) else ():
            asked[user_id].append(one)
    names = orgs.short_names(clock)
    held: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for user_id, role, path in orgs.everyone_at_work(clock, day=today):
        held[user_id].append((role, path))
    found = {}
    for user_id in sorted(held.keys() | asked.keys()):
        grants = held.get(user_id, [])
        near = [one for path in dict.fromkeys(path for _, path in grants) for one in at.get(path, ())]
        mine = [one for one in near if concerns(one, user_id=user_id, grants=grants)]
        if lines := message([*mine, *asked.get(user_id, ())], morning, names):
            found[user_id] = lines
    return morning, found


def write(clock: Actor, *, today: date, now: datetime) -> int:
    """Write this morning's messages and ask for their mails; how many are new. Running again changes nothing."""
    morning, found = lines_of_everyone(clock, today=today)
    wishes = orgs.settings_of(clock) if mailing.configured() and found else {}
    by_mail = [
        user_id
        for user_id, wish in wishes.items()
        if user_id in found
        and may_mail(
            address=wish.address, wanted=wish.mail, weekdays=wish.weekdays, day=today, working=morning.working,
        )
    ]  # fmt: skip
    lines = {user_id: [line.as_json() for line in said] for user_id, said in found.items()}
    return ledger.write_notices(clock, day=today, lines=lines, by_mail=by_mail, now=now)
