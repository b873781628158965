"""Leading groups and their offices (第十条): which seats there must be, who may sit on them, where the office is.

The law asks for posts, not for people: a seat that nobody holds is a vacancy and is shown as one,
but a seat that is not there at all, or is held by virtue of another post, is an error (R128, R130–R134).
Villages, communities and branches form no group (R136).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.rules.in_force import SINCE
from gongkai.rules.organizations import LeadingGroupRule

ARTICLE = "第十条"


class SeatRole(StrEnum):
    """What somebody is in the group or in its office."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE_DIRECTOR = "office_director"
    OFFICE_DEPUTY = "office_deputy"
    OFFICE_STAFF = "office_staff"
    CONTACT = "contact"
    CONTACT_DEPUTY = "contact_deputy"


class HeldPost(StrEnum):
    """The post by which somebody sits there."""

    PARTY_SECRETARY = "party_secretary"
    DISCIPLINE_SECRETARY = "discipline_secretary"
    ORGANIZATION_HEAD = "organization_head"
    ORGANIZATION_MEMBER = "organization_member"
    PARTY_AFFAIRS_LEADER = "party_affairs_leader"
    UNIT_HEAD = "unit_head"
    DISCIPLINE_DEPUTY = "discipline_deputy"
    ORGANIZATION_DEPUTY = "organization_deputy"
    DISCIPLINE_STANDING = "discipline_standing"
    DISCIPLINE_HEAD = "discipline_head"
    FROM_DISCIPLINE = "from_discipline"
    FROM_ORGANIZATION = "from_organization"
    NAMED_PERSON = "named_person"
    OTHER = "other"


class OfficeSeat(StrEnum):
    """Where the office of the group works."""

    DISCIPLINE = "discipline"
    ELSEWHERE = "elsewhere"


class GroupState(StrEnum):
    """How an organization stands with its leading group on a day."""

    ABSENT = "absent"
    UNSOUND = "unsound"
    LATE = "late"
    WAITING = "waiting"
    DISCLOSED = "disclosed"


R, P = SeatRole, HeldPost
TERMS: dict[StrEnum, str] = {
    R.LEADER: "组长",
    R.DEPUTY: "副组长",
    R.MEMBER: "成员",
    R.OFFICE_DIRECTOR: "办公室主任",
    R.OFFICE_DEPUTY: "办公室副主任",
    R.OFFICE_STAFF: "办公室工作人员",
    R.CONTACT: "日常工作专人",
    R.CONTACT_DEPUTY: "专人不在时的替手",
    P.PARTY_SECRETARY: "党委（党工委、党组）书记",
    P.DISCIPLINE_SECRETARY: "纪委（纪工委）书记、纪检组组长",
    P.ORGANIZATION_HEAD: "组织部长",
    P.ORGANIZATION_MEMBER: "组织委员",
    P.PARTY_AFFAIRS_LEADER: "分管党务工作的领导",
    P.UNIT_HEAD: "成员单位、部门负责人",
    P.DISCIPLINE_DEPUTY: "纪委副书记、监察局局长",
    P.ORGANIZATION_DEPUTY: "组织部分管副部长",
    P.DISCIPLINE_STANDING: "纪委分管常委",
    P.DISCIPLINE_HEAD: "纪检组织负责人",
    P.FROM_DISCIPLINE: "从纪委抽调",
    P.FROM_ORGANIZATION: "从组织部抽调",
    P.NAMED_PERSON: "确定的专人",
    P.OTHER: "其他职务",
    OfficeSeat.DISCIPLINE: "设在纪检组织",
    OfficeSeat.ELSEWHERE: "设在别处",
    GroupState.ABSENT: "没有成立",
    GroupState.UNSOUND: "不合第十条",
    GroupState.LATE: "公布逾期",
    GroupState.WAITING: "待公布",
    GroupState.DISCLOSED: "已公布",
}


@dataclass(frozen=True)
class Demand:
    """One seat that there must be, held by one of `posts`."""

    role: SeatRole
    posts: tuple[HeldPost, ...]

    @property
    def words(self) -> str:
        return "或者".join(TERMS[post] for post in self.posts)


@dataclass(frozen=True)
class Regime:
    """What is demanded from a day on, for the county and for towns and departments."""

    since: date
    demands: dict[LeadingGroupRule, tuple[Demand, ...]]


REGIMES = (
    Regime(
        SINCE,
        {
            LeadingGroupRule.COUNTY: (
                Demand(R.LEADER, (P.PARTY_SECRETARY,)),
                Demand(R.DEPUTY, (P.DISCIPLINE_SECRETARY,)),
                Demand(R.DEPUTY, (P.ORGANIZATION_HEAD,)),
                Demand(R.MEMBER, (P.UNIT_HEAD,)),
                Demand(R.OFFICE_DIRECTOR, (P.DISCIPLINE_DEPUTY,)),
                Demand(R.OFFICE_DEPUTY, (P.ORGANIZATION_DEPUTY,)),
                Demand(R.OFFICE_DEPUTY, (P.DISCIPLINE_STANDING,)),
                Demand(R.OFFICE_STAFF, (P.FROM_DISCIPLINE,)),
                Demand(R.OFFICE_STAFF, (P.FROM_ORGANIZATION,)),
            ),
            LeadingGroupRule.LOCAL: (
                Demand(R.LEADER, (P.PARTY_SECRETARY,)),
                Demand(R.DEPUTY, (P.DISCIPLINE_SECRETARY,)),
                Demand(R.DEPUTY, (P.ORGANIZATION_MEMBER, P.PARTY_AFFAIRS_LEADER)),
                Demand(R.MEMBER, (P.UNIT_HEAD,)),
                Demand(R.OFFICE_DIRECTOR, (P.DISCIPLINE_HEAD,)),
                Demand(R.CONTACT, (P.NAMED_PERSON,)),
                Demand(R.CONTACT_DEPUTY, (P.NAMED_PERSON,)),
            ),
            LeadingGroupRule.NONE: (),
        },
    ),
)
ONCE = (R.LEADER, R.OFFICE_DIRECTOR, R.CONTACT)
FREE = (R.MEMBER, R.OFFICE_STAFF)  # further seats of these are the group's own business


@dataclass(frozen=True)
class Seat:
    """One seat; without a name it is vacant."""

    role: SeatRole
    post: HeldPost
    name: str = ""
    title: str = ""
    phone: str = ""
    duty: str = ""


@dataclass(frozen=True)
class GroupFinding:
    """What is wrong with a composition; `stops`: it cannot be made public like this."""

    code: str
    stops: bool
    facts: dict[str, str] = field(default_factory=dict)


def demands_on(rule: LeadingGroupRule, day: date) -> tuple[Demand, ...]:
    """The seats demanded on a day; before the rules took effect there were none."""
    found: tuple[Demand, ...] = ()
    for regime in REGIMES:
        if regime.since <= day:
            found = regime.demands[rule]
    return found


def look_through(
    rule: LeadingGroupRule, *, office_in: OfficeSeat, seats: Iterable[Seat], day: date
) -> tuple[GroupFinding, ...]:
    """Everything that is wrong with a composition, the law's seats first. Empty: as 第十条 wants it."""
    held, demands = tuple(seats), demands_on(rule, day)
    if not demands:
        return ()
    found = [
        GroupFinding("group_seat_missing", True, {"role": TERMS[one.role], "post": one.words})
        for one in demands
        if not any(seat.role == one.role and seat.post in one.posts for seat in held)
    ]
    if office_in != OfficeSeat.DISCIPLINE:
        found.append(GroupFinding("group_office_elsewhere", True))
    for role in ONCE:
        count = sum(seat.role == role for seat in held)
        if count > 1:
            found.append(GroupFinding("group_role_twice", True, {"role": TERMS[role], "count": str(count)}))
    found += [one for seat in held for one in _about(seat, demands)]
    return tuple(found)


def _about(seat: Seat, demands: tuple[Demand, ...]) -> list[GroupFinding]:
    """What is wrong with one seat by itself."""
    role, found = TERMS[seat.role], []
    allowed = [one for one in demands if one.role == seat.role]
    if allowed and seat.role not in FREE and not any(seat.post in one.posts for one in allowed):
        wanted = "、".join(dict.fromkeys(one.words for one in allowed))
        found.append(GroupFinding("group_post_wrong", True, {"role": role, "post": TERMS[seat.post], "wanted": wanted}))
    if not seat.name.strip():
        found.append(GroupFinding("group_seat_vacant", False, {"role": role, "post": TERMS[seat.post]}))
    elif seat.role in (R.CONTACT, R.CONTACT_DEPUTY) and not seat.phone.strip():
        found.append(GroupFinding("group_contact_phone", True, {"role": role, "name": seat.name}))
    elif seat.role == R.MEMBER and not seat.duty.strip():
        found.append(GroupFinding("group_duty_missing", False, {"name": seat.name}))
    return found


def blank_seats(rule: LeadingGroupRule, day: date) -> tuple[Seat, ...]:
    """One vacant seat for each that the law demands: what a new composition begins with."""
    return tuple(Seat(one.role, one.posts[0]) for one in demands_on(rule, day))


def state_of(findings: Iterable[GroupFinding], *, disclosed: bool, due: date, today: date) -> GroupState:
    """How a composition in force stands: what is public stays public, what is wrong comes before what is late."""
    if disclosed:
        return GroupState.DISCLOSED
    if any(one.stops for one in findings):
        return GroupState.UNSOUND
    return GroupState.LATE if today > due else GroupState.WAITING
