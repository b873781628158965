"""Who handles an opinion and who may know of it: never those it is about (R102, P33)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.opinions import Concern, OpinionKind
from gongkai.rules.permissions import Role
from gongkai.rules.proof import Proof
from gongkai.rules.routing import Body, Case, Matter, Why, conflict, dependent, may_know, narrowed, route
from tests.covers import covers

COUNTY, TOWN, VILLAGE, OTHER, OTHER_TOWN = "0001", "00010001", "000100010001", "000100010002", "00010002"
ORG = {COUNTY: 1, TOWN: 2, VILLAGE: 3, OTHER: 4, OTHER_TOWN: 5}
SECRETARY, KEEPER = 31, 32


def person(user_id, *held, party=()):
    """`held`: (role, path) or (role, path, subtree) or (role, path, subtree, acting)."""
    grants = tuple(HeldGrant(role, ORG.get(path, 9), path, *(tuple(more) or (False,))) for role, path, *more in held)
    return Actor(ActorKind.PERSON, user_id, "某人", grants, tuple(party))


TOWN_EAR = person(21, (Role.CONFIDENTIAL, TOWN))
COUNTY_EAR = person(11, (Role.CONFIDENTIAL, COUNTY))
OFFICE = person(12, (Role.COUNTY_OFFICE, COUNTY, True))


def line(*, village=(), town=(TOWN_EAR,), county=(COUNTY_EAR,), town_leaders=(), county_leaders=(), start=VILLAGE):
    bodies = [
        Body(3, VILLAGE, frozenset({SECRETARY}), tuple(village)),
        Body(2, TOWN, frozenset(town_leaders), tuple(town)),
        Body(1, COUNTY, frozenset(county_leaders), tuple(county)),
    ]
    return bodies[[body.path for body in bodies].index(start) :]


def about_leaders(**more):
    return replace(Matter(OpinionKind.CRITICISM, Concern.LEADERS, frozenset({SECRETARY}), (VILLAGE,)), **more)


REPORT = Matter(OpinionKind.REPORT, Concern.NOBODY, frozenset({SECRETARY}), (VILLAGE,))
PLAIN = Matter(OpinionKind.SUGGESTION, Concern.NOBODY, frozenset(), (VILLAGE,))
HANDLER_ALSO_CLERK_BELOW = person(22, (Role.CONFIDENTIAL, TOWN), (Role.CLERK, VILLAGE))
ACTING_HEAD_BELOW = person(23, (Role.CONFIDENTIAL, TOWN), (Role.HEAD, VILLAGE, False, True))
DELEGATED = person(24, (Role.CLERK, VILLAGE), (Role.CONFIDENTIAL, TOWN, False, True))
ON_THE_ROLL = person(25, (Role.CONFIDENTIAL, TOWN), party=(VILLAGE,))
PROMOTED_KEEPER = person(KEEPER, (Role.CONFIDENTIAL, TOWN))
ACTING_EAR = person(26, (Role.CONFIDENTIAL, TOWN, False, True))
HELPS_ELSEWHERE = person(27, (Role.CONFIDENTIAL, TOWN), (Role.CLERK, OTHER))

ROUTES = [
    # what happens                                            matter, line, where, confidential, by the office
    ("a suggestion stays", PLAIN, line(), VILLAGE, False, False),
    ("an inquiry stays", replace(PLAIN, kind=OpinionKind.INQUIRY), line(), VILLAGE, False, False),
    ("criticism of nobody stays", replace(PLAIN, kind=OpinionKind.CRITICISM), line(), VILLAGE, False, False),
    ("an objection stays", replace(PLAIN, kind=OpinionKind.OBJECTION), line(), VILLAGE, False, False),
    ("a suggestion at the town stays there", replace(PLAIN, barred=(TOWN,)), line(start=TOWN), TOWN, False, False),
    ("a suggestion at the county stays there", replace(PLAIN, barred=(COUNTY,)), line(start=COUNTY), COUNTY, False, False),
    ("about the leaders: to the town's ear", about_leaders(), line(), TOWN, True, False),
    ("a question about the leaders too", about_leaders(kind=OpinionKind.INQUIRY), line(), TOWN, True, False),
    ("a report about nobody in particular", REPORT, line(), TOWN, True, False),
    ("a report about the leaders", replace(REPORT, concern=Concern.LEADERS), line(), TOWN, True, False),
    ("about the keeper", about_leaders(concern=Concern.KEEPER, concerned=frozenset({KEEPER})), line(), TOWN, True, False),
    ("about the handler", about_leaders(concern=Concern.HANDLER, concerned=frozenset({33})), line(), TOWN, True, False),
    ("the village's own ear never hears it", about_leaders(), line(village=(person(39, (Role.CONFIDENTIAL, VILLAGE)),)), TOWN, True, False),
    ("a town without an ear is passed over", about_leaders(), line(town=()), COUNTY, True, False),
    ("no ear anywhere: the county's office", about_leaders(), line(town=(), county=()), COUNTY, True, True),
    ("an ear who is clerk below is not free", about_leaders(), line(town=(HANDLER_ALSO_CLERK_BELOW,)), COUNTY, True, False),
    ("an ear who acts as head below is not free", about_leaders(), line(town=(ACTING_HEAD_BELOW,)), COUNTY, True, False),
    ("a clerk below to whom the ear was delegated", about_leaders(), line(town=(DELEGATED,)), COUNTY, True, False),
    ("an ear on the village's roll is not free", about_leaders(), line(town=(ON_THE_ROLL,)), COUNTY, True, False),
    ("of two ears one free is enough", about_leaders(), line(town=(DELEGATED, TOWN_EAR)), TOWN, True, False),
    ("an acting ear counts", about_leaders(), line(town=(ACTING_EAR,)), TOWN, True, False),
    ("an ear with work in another village is free", about_leaders(), line(town=(HELPS_ELSEWHERE,)), TOWN, True, False),
    ("the keeper was promoted to the town's ear", about_leaders(concern=Concern.KEEPER, concerned=frozenset({KEEPER})), line(town=(PROMOTED_KEEPER,)), COUNTY, True, False),
    ("about the leaders only, the promoted keeper is free", about_leaders(), line(town=(PROMOTED_KEEPER,)), TOWN, True, False),
    ("the secretary now leads the town", about_leaders(), line(town_leaders=(SECRETARY,)), COUNTY, True, False),
    ("the secretary acts at the town as well", about_leaders(), line(town_leaders=(77, SECRETARY)), COUNTY, True, False),
    ("the secretary now leads the county", about_leaders(), line(town=(), county_leaders=(SECRETARY,)), COUNTY, True, True),
    ("the village was merged into the town", about_leaders(barred=(VILLAGE, TOWN)), line(), COUNTY, True, False),
    ("the village was merged into another village", about_leaders(barred=(VILLAGE, OTHER)), line(), TOWN, True, False),
    ("an ear who now serves the successor", about_leaders(barred=(VILLAGE, OTHER)), line(town=(HELPS_ELSEWHERE,)), COUNTY, True, False),
    ("about the town's leaders: to the county", about_leaders(barred=(TOWN,)), line(start=TOWN), COUNTY, True, False),
    ("about the town, the county's ear works in its village", about_leaders(barred=(TOWN,)), line(start=TOWN, county=(person(13, (Role.CONFIDENTIAL, COUNTY), (Role.CLERK, VILLAGE)),)), COUNTY, True, True),
    ("about the county: its ear alone", about_leaders(barred=(COUNTY,)), line(start=COUNTY), COUNTY, True, False),
    ("about the county, whose ear is in its office", about_leaders(barred=(COUNTY,)), line(start=COUNTY, county=(person(14, (Role.CONFIDENTIAL, COUNTY), (Role.COUNTY_OFFICE, COUNTY)),)), COUNTY, True, True),
    ("the county's ear is concerned", about_leaders(concerned=frozenset({11})), line(town=()), COUNTY, True, True),
]  # fmt: skip


@covers("R102")
@pytest.mark.parametrize(("matter", "way", "where", "confidential", "by_office"), [pytest.param(*row[1:], id=row[0]) for row in ROUTES])  # fmt: skip
def test_the_way_of_an_opinion(matter, way, where, confidential, by_office):
    found = route(matter, way)
    assert (found.path, found.confidential, found.by_office) == (where, confidential, by_office)
    assert found.org_id == ORG[where]


def test_at_least_thirty_cases_are_written_down():
    assert len({row[0] for row in ROUTES}) == len(ROUTES) >= 30


@pytest.mark.parametrize("kind", OpinionKind)
@pytest.mark.parametrize("concern", Concern)
def test_only_an_opinion_about_nobody_that_reports_nothing_is_the_organizations_own(kind, concern):
    own = conflict(kind, concern) is Why.OWN
    assert own == (kind is not OpinionKind.REPORT and concern is Concern.NOBODY)


SECRET = Case(VILLAGE, TOWN, confidential=True, concerned=frozenset({SECRETARY}), barred=(VILLAGE,))
AT_THE_OFFICE = replace(SECRET, handler_path=COUNTY, by_office=True)
OPEN = Case(VILLAGE, VILLAGE, barred=(VILLAGE,))
LATE = replace(OPEN, escalated=True)
UP = replace(OPEN, handler_path=TOWN)

KNOWING = [
    ("the clerk and an ordinary one", person(1, (Role.CLERK, VILLAGE)), OPEN, True),
    ("the keeper", person(1, (Role.OPINION_KEEPER, VILLAGE)), OPEN, True),
    ("the head", person(1, (Role.HEAD, VILLAGE)), OPEN, True),
    ("the secrecy reviewer has no part in it", person(1, (Role.SECRECY_REVIEWER, VILLAGE)), OPEN, False),
    ("the clerk of another village", person(1, (Role.CLERK, OTHER)), OPEN, False),
    ("a member on the roll", person(1, party=(VILLAGE,)), OPEN, False),
    ("the superior, in time", person(1, (Role.SUPERIOR, TOWN, True)), OPEN, False),
    ("the superior, overdue", person(1, (Role.SUPERIOR, TOWN, True)), LATE, True),
    ("the county's office, overdue", OFFICE, LATE, True),
    ("another town's superior, overdue", person(1, (Role.SUPERIOR, OTHER_TOWN, True)), LATE, False),
    ("the superior to whom it went up", person(1, (Role.SUPERIOR, TOWN, True)), UP, True),
    ("the village may still read what went up", person(1, (Role.CLERK, VILLAGE)), UP, True),
    ("the town's ear and an ordinary one", TOWN_EAR, LATE, False),
    ("the town's ear", TOWN_EAR, SECRET, True),
    ("an acting ear", ACTING_EAR, SECRET, True),
    ("the accused secretary", person(SECRETARY, (Role.HEAD, VILLAGE)), SECRET, False),
    ("the accused village's keeper", person(KEEPER, (Role.OPINION_KEEPER, VILLAGE)), SECRET, False),
    ("the accused secretary, promoted to the town's ear", person(SECRETARY, (Role.CONFIDENTIAL, TOWN)), SECRET, False),
    ("an ear who is clerk below", HANDLER_ALSO_CLERK_BELOW, SECRET, False),
    ("a delegated clerk from below", DELEGATED, SECRET, False),
    ("an ear on the roll below", ON_THE_ROLL, SECRET, False),
    ("the town's head", person(1, (Role.HEAD, TOWN)), SECRET, False),
    ("the town as superior", person(1, (Role.SUPERIOR, TOWN, True)), SECRET, False),
    ("the county's ear, while the town handles it", COUNTY_EAR, SECRET, False),
    ("an ear over the whole county, while the town handles it", person(1, (Role.CONFIDENTIAL, COUNTY, True)), SECRET, False),
    ("the county's office, while the town handles it", OFFICE, SECRET, False),
    ("a county leader", person(1, (Role.COUNTY_LEADER, COUNTY, True)), SECRET, False),
    ("the three administrators", person(1, (Role.SYSTEM_ADMIN, COUNTY, True), (Role.SECURITY_ADMIN, COUNTY, True), (Role.AUDIT_ADMIN, COUNTY, True)), SECRET, False),
    ("the office in an ear's place", OFFICE, AT_THE_OFFICE, True),
    ("an ear appointed since, beside the office", COUNTY_EAR, AT_THE_OFFICE, True),
    ("the office's man who is clerk below", person(1, (Role.COUNTY_OFFICE, COUNTY, True), (Role.CLERK, VILLAGE)), AT_THE_OFFICE, False),
    ("a visitor", Actor.visitor(), OPEN, False),
    ("a visitor and a confidential one", Actor.visitor(), SECRET, False),
    ("the clock", Actor.clock(), SECRET, True),
]  # fmt: skip


@covers("R102")
@pytest.mark.parametrize(("actor", "case", "known"), [pytest.param(*row[1:], id=row[0]) for row in KNOWING])
def test_who_may_know(actor, case, known):
    assert may_know(actor, case) is known


def test_roles_from_above_do_not_handle_what_is_the_villages():
    superior = person(1, (Role.SUPERIOR, TOWN, True))
    assert narrowed(superior, LATE).grants == ()
    assert narrowed(superior, UP).grants == superior.grants


@covers("R102")
def test_another_system_knows_nothing_confidential_and_a_code_is_still_asked_for():
    ear = person(1, (Role.CONFIDENTIAL, TOWN))
    assert may_know(ear, SECRET) and not may_know(ear.through("1 村务软件"), SECRET)
    head = person(2, (Role.HEAD, VILLAGE)).proved(Proof.STALE)
    assert narrowed(head, OPEN).proof is Proof.STALE, "whose roles are narrowed is asked for the code all the same"


PATHS = (COUNTY, TOWN, OTHER_TOWN, VILLAGE, OTHER)
people = st.builds(
    lambda user_id, held, party: person(user_id, *held, party=party),
    st.integers(1, 6),
    st.lists(st.tuples(st.sampled_from(Role), st.sampled_from(PATHS), st.booleans(), st.booleans()), max_size=4),
    st.lists(st.sampled_from(PATHS), max_size=2),
)
concerned = st.frozensets(st.integers(1, 6), max_size=3)


@covers("R102")
@given(people, concerned, st.lists(people, max_size=3), st.lists(people, max_size=3), concerned)
def test_nobody_of_the_accused_ever_knows(actor, about, town, county, town_leaders):
    """Whatever roles people collect: who is concerned, works in the accused village or is on its roll never knows."""
    matter = about_leaders(concerned=about)
    found = route(matter, line(town=town, county=county, town_leaders=town_leaders))
    case = Case(VILLAGE, found.path, True, found.by_office, concerned=about, barred=(VILLAGE,))
    assert found.path in (TOWN, COUNTY)
    works_there = any(g.org_path.startswith(VILLAGE) and g.role != Role.CONFIDENTIAL for g in actor.grants)
    if actor.user_id in about or works_there or VILLAGE in actor.party:
        assert not may_know(actor, case)
        assert dependent(actor, concerned=about, barred=(VILLAGE,))


@given(concerned, st.lists(people, max_size=3), st.lists(people, max_size=3))
def test_where_no_office_stands_in_someone_free_is_there(about, town, county):
    matter = about_leaders(concerned=about)
    found = route(matter, line(town=town, county=county))
    case = Case(VILLAGE, found.path, True, found.by_office, concerned=about, barred=(VILLAGE,))
    handlers = {TOWN: town, COUNTY: county}[found.path]
    listening = [
        replace(one, grants=(*one.grants, HeldGrant(Role.CONFIDENTIAL, ORG[found.path], found.path)))
        for one in handlers
    ]
    assert found.by_office or any(may_know(one, case) for one in listening)
