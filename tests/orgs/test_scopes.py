"""The verdict in Python and its SQL twin say the same, on random trees and grants (P1)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.ledger.fields import step
from gongkai.ledger.prepared import Prepared
from gongkai.orgs.models import Organization
from gongkai.orgs.scopes import between, ranges, under, within
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Permission, Role, may
from tests.covers import covers

# Steps chosen to sort next to each other and across letters and digits.
REACHED = Prepared(lambda pairs: Organization.objects.filter(between(pairs, field="path")).values_list("path"))
STEPS = [step(number) for number in (0, 1, 9, 10, 35, 36, 36**4 - 1)]


@st.composite
def trees(draw):
    """Paths of a tree: each node below one drawn before it."""
    paths = [step(1)]
    for _ in range(draw(st.integers(0, 12))):
        paths.append(draw(st.sampled_from(paths)) + draw(st.sampled_from(STEPS)))
    return sorted({path for path in paths if len(path) <= 24})


@st.composite
def worlds(draw):
    paths = draw(trees())
    grants = draw(
        st.lists(
            st.builds(
                HeldGrant, st.sampled_from([str(role) for role in Role]), st.just(1), st.sampled_from(paths),
                st.booleans(), st.booleans(),
            ),
            max_size=4,
        )
    )  # fmt: skip
    return paths, Actor(ActorKind.PERSON, 1, "某人", tuple(grants))


@covers("R157")
@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds())
def test_within_equals_may(world):
    paths, actor = world
    Organization.objects.all().delete()
    Organization.objects.bulk_create(
        Organization(path=path, depth=len(path) // 4, kind="village", name=path, short_name=path, code=path)
        for path in paths
    )
    for permission in Permission:
        found = set(Organization.objects.filter(within(actor, permission, field="path")).values_list("path", flat=True))
        assert found == {path for path in paths if may(actor, permission, path)}, permission
        assert {path for (path,) in REACHED(pairs=ranges(actor, permission))} == found, permission
    for path in paths:
        below = set(Organization.objects.filter(under(path, field="path")).values_list("path", flat=True))
        assert below == {each for each in paths if each.startswith(path)}


@pytest.mark.django_db
def test_the_clock_reaches_all_and_a_visitor_nothing():
    Organization.objects.create(path="0001", depth=1, kind="village", name="x", short_name="x", code="x")
    reached = {
        actor.kind: Organization.objects.filter(within(actor, Permission.APPROVE, field="path")).count()
        for actor in (Actor.clock(), Actor.visitor())
    }
    assert reached == {ActorKind.CLOCK: 1, ActorKind.VISITOR: 0}
