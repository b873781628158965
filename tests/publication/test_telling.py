"""Telling one person opens the circle of one; absentees are told afterwards; the list is the organization's (F4, F5)."""

from datetime import timedelta

import pytest

from gongkai.disclosures.models import Edition
from gongkai.orgs import queries as orgs
from gongkai.publication import actions as publishing
from gongkai.publication import queries
from gongkai.publication.models import IndividualNotice, Publication
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.publication.county import DUES, FUNDS, MEETING, county
from tests.publication.test_release import refusal

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


@pytest.fixture
def place(db):
    return county()


@pytest.fixture
def alone(place):
    """A signed text that is meant for one person."""
    edition = place.approved(DUES)
    Edition.objects.filter(pk=edition.pk).update(audiences=["individual"], methods=["mt"])
    edition.refresh_from_db()
    return edition


def tell(place, edition, who="clerk", **changed):
    given = {
        "person_name": "李某", "method_code": "mt", "told_at": place.now, "informer": "王五", "place": "村委会",
        "answer": "没有意见", "signed": True,
    }  # fmt: skip
    return publishing.tell_person(
        place.at(who), edition_id=edition.pk, now=place.later(), today=place.today, **(given | changed)
    )


@covers("R56")
def test_the_first_told_opens_the_circle_and_the_next_only_hear(place, alone):
    tell(place, alone)
    alone.refresh_from_db()
    assert alone.state == "published"
    row = Publication.objects.get(edition=alone)
    assert (row.audience, row.placements.get().method) == ("individual", "mt")
    tell(place, alone, person_name="张某", method_code="sx")
    assert Publication.objects.count() == 1
    assert [one.person_name for one in queries.told_of(place.at("head"), edition_id=alone.pk)] == ["李某", "张某"]
    assert queries.individual_count(VISITOR, year=2026, org_id=place.world.village.pk) == 2


@covers("R56")
def test_someone_from_the_roll_reads_it_after_logging_in(place, alone):
    member = place.at("member")
    [listed] = [one for one in _roll(place) if one.user_id == member.user_id]
    made = tell(place, alone, person_name="", member_id=listed.pk)
    assert (made.person_name, made.user_id) == (listed.name, member.user_id)
    assert [row.edition_id for row in queries.told_to(member)] == [alone.pk]
    told, row = queries.notice(member, notice_id=made.pk)
    assert told.has_account and told.answer == "没有意见" and row.publication.edition_id == alone.pk
    assert queries.notice(place.at("clerk"), notice_id=made.pk)[0] == told
    for other in ("villager", "charlie"):
        assert refusal(queries.notice, place.at(other), notice_id=made.pk) == "not_found"
    assert refusal(queries.notice, VISITOR, notice_id=made.pk) == "not_found"
    assert refusal(queries.notice, member, notice_id=0) == "not_found"


def _roll(place):
    return orgs.members(place.at("clerk"), org_id=place.world.village.pk, day=place.today)


@covers("R56")
def test_the_list_is_for_the_organization_alone(place, alone):
    tell(place, alone)
    for who in ("member", "villager", "charlie"):
        assert refusal(queries.told_of, place.at(who), edition_id=alone.pk) == "not_found"
    assert queries.told_of(place.at("superior"), edition_id=alone.pk)


@covers("R56", "R60")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"method_code": "gl"}, "method_leaks"), ({"person_name": " "}, "individual_fields"),
        ({"member_id": 999_999, "person_name": ""}, "not_found"), ({"who": "deputy"}, "no_permission"),
        ({"who": "charlie"}, "not_found"), ({"informer": ""}, "individual_fields"),
    ],
)  # fmt: skip
def test_a_refusal_leaves_nothing_behind(place, alone, changed, code):
    assert refusal(tell, place, alone, **changed) == code
    assert refusal(tell, place, alone, told_at=place.now + timedelta(days=1)) == "told_in_future"
    assert not Publication.objects.exists() and not IndividualNotice.objects.exists()


def test_what_is_for_the_party_is_not_told_to_one(place):
    assert refusal(tell, place, place.approved(DUES)) == "not_individual"


@covers("R57")
def test_absentees_are_made_up_for_until_none_is_left(place):
    row = place.release(place.approved(FUNDS), MEETING)  # 31 due, 27 came

    def made_up(count, who="clerk", method="mt", **changed):
        return publishing.make_up(
            place.at(who), publication_id=row.pk, count=count, names="甲、乙", method_code=method,
            now=place.later(), **({"told_at": place.now} | changed),
        )  # fmt: skip

    assert refusal(made_up, 5) == "make_up_many"
    assert refusal(made_up, 1, method="gl") == "individual_method"
    assert refusal(made_up, 1, told_at=place.now + timedelta(days=2)) == "told_in_future"
    assert refusal(made_up, 1, who="deputy") == "no_permission"
    assert made_up(3).details == {"made_up": 3, "names": "甲、乙"}
    made_up(1, method="sj")
    assert refusal(made_up, 1) == "make_up_none"
