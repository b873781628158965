"""How every organization that 第十条 names stands with its leading group: by when it is to be public, and whether it is."""

from dataclasses import dataclass
from datetime import date

from gongkai.orgs import queries as orgs
from gongkai.rulebook.queries.calendar import calendar, parameters
from gongkai.rules.actor import Actor
from gongkai.rules.calendar import Computed
from gongkai.rules.deadlines import add_workdays
from gongkai.rules.in_force import counted_from
from gongkai.rules.leading_groups import ARTICLE, GroupState, state_of

LABEL = "公布领导小组组成"


@dataclass(frozen=True)
class GroupStanding:
    """One organization on a day. `due`: by when the present composition is to be public; None without one."""

    org: object
    composition: orgs.Composition | None
    state: GroupState
    due: Computed | None = None


def group_standings(actor: Actor, *, path: str, today: date) -> list[GroupStanding]:
    """Every organization at and below a path that needs a leading group, in the order of the tree (R128, R135)."""
    limits, days = parameters(actor), calendar(actor)
    return [_standing(org, one, limits, days, today) for org, one in orgs.groups_below(actor, path=path)]


def group_standing(actor: Actor, *, org, composition: orgs.Composition, today: date) -> GroupStanding:
    """The same for one composition."""
    return _standing(org, composition, parameters(actor), calendar(actor), today)


def _standing(org, one, limits, days, today: date) -> GroupStanding:
    if one is None:
        return GroupStanding(org, None, GroupState.ABSENT)
    since = counted_from(one.group.formed_on)
    due = add_workdays(since, limits.int("group_publish", on=since), days, LABEL, ARTICLE)
    public = one.group.disclosed_at is not None
    return GroupStanding(org, one, state_of(one.findings, disclosed=public, due=due.due, today=today), due)
