"""The SQL twin gives exactly the rows that the rule gives, for any actor (P1)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.orgs.models import User
from gongkai.publication.audience import in_circle, open_circles, open_marks
from gongkai.publication.models import IndividualNotice, Publication, SearchDocument
from gongkai.publication.search import matching
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.methods import Audience
from gongkai.rules.permissions import Role
from gongkai.rules.search_text import terms
from gongkai.rules.visibility import Circle, may_read
from tests.covers import covers
from tests.publication.rows import PATHS, START, published

pytestmark = pytest.mark.django_db
paths = st.sampled_from(PATHS)
grants = st.builds(HeldGrant, role=st.sampled_from([str(role) for role in Role]), org_id=st.just(1), org_path=paths, subtree=st.booleans())  # fmt: skip


@pytest.fixture
def everything():
    """Every circle at every organization; one person was told two of the individual ones."""
    user = User.objects.create(username="told", name="被告知人")
    for path in PATHS:
        for audience in Audience:
            (row,) = published(path, audience)
            if audience is Audience.INDIVIDUAL and len(path) == 12:
                IndividualNotice.objects.create(
                    publication=row, person_name="某人", user=user, method="mt", told_at=START, informer="王五"
                )
    return user


def named(row):
    return frozenset(row.notices.exclude(user=None).values_list("user_id", flat=True))


@covers("R56")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(grants, max_size=3), party=st.lists(paths, max_size=2), units=st.lists(paths, max_size=2),
    kind=st.sampled_from(ActorKind), is_told=st.booleans(),
)  # fmt: skip
def test_the_twin_and_the_rule_agree(everything, held, party, units, kind, is_told):
    if kind is ActorKind.PERSON:
        user_id = everything.pk if is_told else everything.pk + 99
        actor = Actor(kind, user_id, "某人", tuple(held), tuple(party), tuple(units))
    else:
        actor = Actor(kind)
    rows = list(Publication.objects.prefetch_related("notices"))
    by_rule = {row.pk for row in rows if may_read(actor, Circle(Audience(row.audience), row.org_path, named(row)))}
    assert set(Publication.objects.filter(in_circle(actor)).values_list("pk", flat=True)) == by_rule
    listed = {row.pk for row in rows if row.pk in by_rule and row.audience != Audience.INDIVIDUAL}
    assert set(Publication.objects.filter(open_circles(actor)).values_list("pk", flat=True)) == listed
    assert set(SearchDocument.objects.filter(open_circles(actor)).values_list("pk", flat=True)) == listed
    marks = open_marks(actor)
    found = matching(terms("党费"), [marks] if marks is not None else [], below=None, limit=100)
    assert {one.key for one in found} == listed
