"""What is told to one person: recorded, open to that person, never listed, only counted (第七条, F4)."""

from datetime import timedelta

import pytest

from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import SearchDocument
from gongkai.publication.views import PlacementInput
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import missing
from tests.covers import covers
from tests.factories.world import build_world
from tests.publication.county import DUES, INDOORS, MEETING, NOW, county
from tests.publication.rows import published
from tests.publication.test_release import refusal

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


@pytest.fixture
def world(db):
    return build_world(NOW, NOW.date())


@pytest.fixture
def row(world):
    (made,) = published(world.village.path, "individual", title="群众反映的事情", at=NOW)
    return made


def tell(world, row, who="clerk", **changed):
    given = {
        "person_name": "褚四", "method_code": "mt", "told_at": NOW - timedelta(hours=1), "informer": "王五",
        "user_id": world.villager.pk, "place": "村委会", "answer": "没有意见", "signed": True, "now": NOW,
    }  # fmt: skip
    return publishing.tell_individual(world.actor(getattr(world, who)), publication_id=row.pk, **(given | changed))


@covers("R56")
def test_the_person_reads_it_and_nobody_else_hears_of_it(world, row):
    villager, number = world.actor(world.villager), row.disclosure.number
    assert refusal(queries.item, villager, number=number) == "not_found"
    tell(world, row)
    assert queries.item(villager, number=number).title == "群众反映的事情"
    assert queries.told_to(villager) == [row]
    for other in (VISITOR, world.actor(world.member), world.actor(world.charlie)):
        assert refusal(queries.item, other, number=number) == missing().code
        assert queries.told_to(other) == []
    for anyone in (VISITOR, villager, world.actor(world.clerk), world.clock):
        assert queries.latest(anyone) == [] and queries.register(anyone, year=2026) == ([], "")
        assert queries.search(anyone, q="群众反映").total == 0 and queries.category_counts(anyone, year=2026) == {}
    assert not SearchDocument.objects.exists()


@covers("R56")
def test_the_number_is_public(world, row):
    tell(world, row)
    tell(world, row, person_name="另一人", user_id=None)
    assert queries.individual_count(VISITOR, year=2026) == 2
    assert queries.individual_count(VISITOR, year=2026, org_id=world.village.pk) == 2
    assert queries.individual_count(VISITOR, year=2026, path=world.other_village.path) == 0
    assert queries.individual_count(VISITOR, year=2025) == 0


@covers("R55", "R56", "R60")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"method_code": "gl"}, "individual_method"),
        ({"method_code": "hy"}, "individual_method"),
        ({"method_code": "??"}, "method_unknown"),
        ({"person_name": " "}, "individual_fields"),
        ({"informer": ""}, "individual_fields"),
        ({"told_at": NOW + timedelta(minutes=1)}, "told_in_future"),
        ({"who": "deputy"}, "no_permission"),
        ({"who": "charlie"}, "not_found"),
    ],
)
def test_these_records_are_refused(world, row, changed, code):
    assert refusal(tell, world, row, **changed) == code
    assert row.notices.count() == 0


def test_only_what_is_meant_for_one_person_is_told_so(world):
    (row,) = published(world.village.path, "party", at=NOW)
    assert refusal(tell, world, row) == "not_individual"


@covers("R15", "R56", "R60")
def test_the_person_hears_it_before_the_party_does(db):
    place = county()
    edition = place.approved(DUES)
    type(edition).objects.filter(pk=edition.pk).update(audiences=["individual", "party"])
    assert refusal(place.release, edition) == "audience_unreached"
    assert refusal(place.release, edition, MEETING) == "method_leaks"
    row = place.release(edition, PlacementInput("mt", "村委会"))
    assert (row.audience, edition.state, row.placements.count()) == ("individual", "releasing", 1)
    assert queries.latest(place.at("member")) == []
    assert place.release(edition, MEETING, INDOORS).audience == "party" and edition.state == "published"
    assert [line.audience for line in queries.latest(place.at("member"))] == ["party"]
    (circle,) = queries.item(place.at("member"), number=row.disclosure.number).circles
    assert circle.audience == "party", "the page does not say that somebody was told before"


@covers("R56")
def test_telling_face_to_face_names_the_place(world, row):
    assert refusal(tell, world, row, place=" ") == "individual_place"
    assert tell(world, row, method_code="sx", place="").place == ""
